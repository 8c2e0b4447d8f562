//! Macros of a translation and its source. What they are called and what they lead to stays; what readers see of them is
//! translated, and where they stand is the sentence's matter. Pages without macros cost one look.

use super::align;
use super::cells::Sides;
use super::change::{self, Change};
use super::compare::paragraph;
use super::difference::{Difference, Side};
use super::macro_key::{agrees, kept, name};
use super::sequence::Pairs;
use super::unused::Unused;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::macros::{self, Form, Macro};
use crate::page::model::within;
use crate::text::Span;
use foldhash::{HashMap, HashSet};
use std::borrow::Cow;
use std::hash::Hash;

/// A macro, with what is compared of it.
struct Seen<'a> {
    one: Macro<'a>,
    /// As its page has it, in one line.
    text: String,
    /// The number of its section on the source; nothing for one that only the translation has.
    section: Option<usize>,
    name: String,
    kept: String,
}

impl Seen<'_> {
    fn key(&self) -> (Form, String, String) {
        (self.one.form, self.name.clone(), self.kept.clone())
    }

    fn side(&self) -> Side {
        Side::new(self.one.span, &*self.text)
    }

    fn is_closing(&self) -> bool {
        self.name.starts_with('/')
    }
}

/// Adds what differs between the macros of two pages, whose sections are paired as `pairs` says.
pub fn compare(sides: &Sides<'_>, pairs: &Pairs, out: &mut Vec<Difference>) {
    let mut lost = read(sides.source, sides.tags.source, Some);
    // A name that has lost its backticks may stand in a macro instead.
    if lost.is_empty() && !out.iter().any(is_lost_code) {
        return;
    }
    let both = || pairs.iter().filter_map(|(a, b)| Some(((*a)?, (*b)?)));
    let ours: HashMap<usize, usize> = both().map(|(a, b)| (b, a)).collect();
    let theirs: HashMap<usize, usize> = both().collect();
    let mut gained = read(sides.translation, sides.tags.translation, |at| ours.get(&at).copied());
    let names: HashSet<(Form, String)> = lost.iter().map(|it| (it.one.form, it.name.clone())).collect();
    let standing: HashSet<(Form, String, String)> = gained.iter().map(Seen::key).collect();
    // Those of the same section go first; what stands elsewhere on the page was moved.
    settle(&mut lost, &mut gained, |it| (it.section, it.key()));
    settle(&mut lost, &mut gained, |it| (it.key(),));
    drop_said(sides.source, &gained, out);
    let told: HashSet<u32> = out.iter().filter(|it| it.kind == FactKind::Placeholder).filter_map(start_of).collect();
    let mut others = Others { sides, sections: HashMap::default() };
    for (it, partner) in lost.iter().zip(partners(&lost, &gained, &names)) {
        // A section that is missing is told as a whole, and `{{lamp}}` as a placeholder where it is read as one.
        let Some(section) = it.section.filter(|at| theirs.contains_key(at)) else { continue };
        if told.contains(&(it.one.span.start + 1)) {
            continue;
        }
        let key = format!("{}/{}", align::area(sides.source, section), it.text);
        match partner.and_then(|(at, change)| Some((gained.get(at)?, change))) {
            Some((other, _)) if agrees(&it.one, &other.one, sides.tags) => {}
            Some((other, change)) => {
                out.push(Difference::changed(FactKind::Macro, key, it.side(), other.side()).by(change));
            }
            None => {
                let Some(right) = theirs.get(&section).copied() else { continue };
                if others.say(it, section, right) {
                    continue;
                }
                let change = if standing.contains(&it.key()) { Change::Fewer } else { Change::Lost };
                let place = place(sides, it.one.span, (section, right));
                out.push(Difference::lost(FactKind::Macro, key, it.side(), place).by(change));
            }
        }
    }
}

fn start_of(difference: &Difference) -> Option<u32> {
    difference.source.as_ref().map(|side| side.span.start)
}

fn read<'a>(page: &'a Page, tag: &str, section: impl Fn(usize) -> Option<usize>) -> Vec<Seen<'a>> {
    let from = page.front_matter.as_ref().map_or(0, |header| header.after as usize);
    let all = macros::read(page, Span::new(from, page.source.text.len()));
    let seen = |one: Macro<'a>| Seen {
        text: page.slice(one.span).split_whitespace().collect::<Vec<_>>().join(" "),
        section: section(page.section_index(one.span.start)),
        name: name(&one),
        kept: kept(&one, tag),
        one,
    };
    all.into_iter().map(seen).collect()
}

/// Takes out of both lists what has an equal in the other.
fn settle<K: Hash + Eq>(lost: &mut Vec<Seen<'_>>, gained: &mut Vec<Seen<'_>>, key: impl Fn(&Seen<'_>) -> K) {
    let mut same = Unused::new(gained.iter().map(&key));
    lost.retain(|it| same.take(&key(it)).is_none());
    let mut at = 0;
    gained.retain(|_| {
        at += 1;
        !same.is_taken(at - 1)
    });
}

/// The number of the macro that stands for another, and what was done to it.
type Partner = Option<(usize, Change)>;

/// Which gained macro stands for each lost one in its section: one of its name, one with its arguments, or one with a name that
/// the source does not have. Where several do, in order, which is a guess.
fn partners(lost: &[Seen<'_>], gained: &[Seen<'_>], names: &HashSet<(Form, String)>) -> Vec<Partner> {
    let mut partners = vec![None; lost.len()];
    let mut taken = vec![false; gained.len()];
    let of_name = |it: &Seen<'_>| Some((it.section?, it.one.form, it.name.clone()));
    let of_arguments = |it: &Seen<'_>| {
        let kept = Some(it.kept.clone()).filter(|kept| !kept.is_empty())?;
        Some((it.section?, it.one.form, kept))
    };
    let of_place = |it: &Seen<'_>| Some((it.section?, it.one.form, it.is_closing(), it.one.arguments.len()));
    let is_strange = |it: &Seen<'_>| !names.contains(&(it.one.form, it.name.clone()));
    pair_by(lost, gained, of_name, |_| true, (&mut partners, &mut taken));
    pair_by(lost, gained, of_arguments, |_| true, (&mut partners, &mut taken));
    pair_by(lost, gained, of_place, is_strange, (&mut partners, &mut taken));
    partners
}

/// Pairs those with the same key that have no partner yet, where there are as many on both sides.
fn pair_by<K: Hash + Eq>(
    lost: &[Seen<'_>],
    gained: &[Seen<'_>],
    key: impl Fn(&Seen<'_>) -> Option<K>,
    is_wanted: impl Fn(&Seen<'_>) -> bool,
    (partners, taken): (&mut [Partner], &mut [bool]),
) {
    let mut groups: HashMap<K, (Vec<usize>, Vec<usize>)> = HashMap::default();
    for (at, it) in lost.iter().enumerate().filter(|(at, _)| partners.get(*at).is_some_and(Option::is_none)) {
        if let Some(key) = key(it) {
            groups.entry(key).or_default().0.push(at);
        }
    }
    for (at, it) in gained.iter().enumerate().filter(|(at, _)| taken.get(*at) == Some(&false)) {
        if let Some(group) = key(it).filter(|_| is_wanted(it)).and_then(|key| groups.get_mut(&key)) {
            group.1.push(at);
        }
    }
    for (left, right) in groups.into_values().filter(|(left, right)| left.len() == right.len()) {
        let is_sure = left.len() == 1;
        for (at, other) in left.into_iter().zip(right) {
            let (Some(it), Some(found)) = (lost.get(at), gained.get(other)) else { continue };
            let change = if it.name == found.name { Change::Reworded } else { change::of(&it.name, &found.name) };
            if let (Some(partner), Some(taken)) = (partners.get_mut(at), taken.get_mut(other)) {
                *partner = Some((other, if is_sure { change } else { Change::Fewer }));
                *taken = true;
            }
        }
    }
}

/// What sections of the translation say in code spans and links, the source's sections apart: a name that a macro shows may be written so.
struct Others<'s, 'a> {
    sides: &'s Sides<'a>,
    sections: HashMap<usize, HashSet<String>>,
}

impl Others<'_, '_> {
    fn say(&mut self, it: &Seen<'_>, left: usize, right: usize) -> bool {
        if !it.one.is_call {
            return false;
        }
        let sides = self.sides;
        let words = self.sections.entry(right).or_insert_with(|| {
            let (mut words, ours) = (spoken(sides.translation, right), spoken(sides.source, left));
            words.retain(|word| !ours.contains(word));
            words
        });
        it.one.arguments.iter().any(|argument| words.contains(&word(argument.value)))
    }
}

/// The code spans, and the last parts of the targets of links, of a section.
fn spoken(page: &Page, section: usize) -> HashSet<String> {
    let Some(span) = page.sections.get(section).map(|section| section.span) else { return HashSet::default() };
    let spans = within(&page.code_spans, span, |code| code.span).iter().map(|code| word(page.slice(code.content)));
    let links = within(&page.links, span, |link| link.span).iter();
    let texts = links.clone().map(|link| word(page.slice(link.text).trim_matches('`')));
    spans.chain(texts).chain(links.map(|link| word(link.target(&page.source.text)))).collect()
}

/// The name in an argument or an address: `push` of `Array.push()` and of `/docs/Array/push`.
fn word(text: &str) -> String {
    let text = text.trim().trim_end_matches("()");
    text.rsplit(['.', '/', '#']).next().unwrap_or(text).to_lowercase()
}

/// Whether a code span of the source is not one on the translation.
fn is_lost_code(difference: &Difference) -> bool {
    difference.kind == FactKind::CodeSpan && difference.translation.is_none()
}

/// Takes out of `out` the code spans that a macro of their section says instead, each macro for one: `{{jsxref("Array")}}`.
fn drop_said(source: &Page, gained: &[Seen<'_>], out: &mut Vec<Difference>) {
    let bare = |text: &str| text.trim_end_matches("()").to_owned();
    let mut says: HashMap<(usize, String), Vec<usize>> = HashMap::default();
    for (at, it) in gained.iter().enumerate() {
        let values = it.one.arguments.iter().map(|argument| bare(argument.value));
        for (section, value) in it.section.iter().flat_map(|section| values.clone().map(|value| (*section, value))) {
            says.entry((section, value)).or_default().push(at);
        }
    }
    if says.is_empty() {
        return;
    }
    let mut taken = vec![false; gained.len()];
    out.retain(|difference| {
        let Some(side) = difference.source.as_ref().filter(|_| is_lost_code(difference)) else { return true };
        let Some(said) = says.get_mut(&(source.section_index(side.span.start), bare(&side.value))) else { return true };
        while let Some(at) = said.pop() {
            if let Some(taken) = taken.get_mut(at).filter(|taken| !**taken) {
                *taken = true;
                return false;
            }
        }
        true
    });
}

/// The text of `page` at `span` with blanks for its macros.
pub fn without(page: &Page, span: Span) -> Cow<'_, str> {
    let text = page.slice(span);
    let all = macros::read(page, span);
    if all.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for one in all {
        let (start, end) = (one.span.from() - span.from(), one.span.to() - span.from());
        out.push_str(text.get(out.len()..start).unwrap_or(""));
        out.extend(std::iter::repeat_n(' ', end - start));
    }
    out.push_str(text.get(out.len()..).unwrap_or(""));
    Cow::Owned(out)
}

/// Where a lost macro belongs.
fn place(sides: &Sides<'_>, lost: Span, (left, right): (usize, usize)) -> Span {
    let (Some(ours), Some(theirs)) = (sides.source.sections.get(left), sides.translation.sections.get(right)) else {
        return Span::at(0);
    };
    paragraph(sides, ours.body(), theirs.body(), lost).unwrap_or_else(|| {
        align::first_line(sides.translation, theirs.heading().trimmed(&sides.translation.source.text))
    })
}
