//! Macros of a translation and its source. What they are called and what they lead to stays; what readers see of them is
//! translated, and where they stand is the sentence's matter. Pages without macros cost one look.

use super::align;
use super::cells::Sides;
use super::change::Change;
use super::compare::paragraph;
use super::difference::{Difference, Side};
use super::macro_key::agrees;
use super::macro_pairs::{Key, Seen, partners, settle};
use super::sequence::Pairs;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::macros::{self, Form};
use crate::page::model::within;
use crate::page::visible::body;
use crate::text::Span;
use foldhash::{HashMap, HashSet};
use std::borrow::Cow;

/// Adds what differs between the macros of two pages, whose sections are paired as `pairs` says; `has_macros` says whether the source
/// has any.
pub fn compare(sides: &Sides<'_>, pairs: &Pairs, has_macros: bool, out: &mut Vec<Difference>) {
    let mut lost = if has_macros { read(sides.source, sides.tags.source, Some) } else { Vec::new() };
    // A name that has lost its backticks may stand in a macro instead.
    if lost.is_empty() && !out.iter().any(is_lost_code) {
        return;
    }
    let both = || pairs.iter().filter_map(|(a, b)| Some(((*a)?, (*b)?)));
    let ours: HashMap<usize, usize> = both().map(|(a, b)| (b, a)).collect();
    let theirs: HashMap<usize, usize> = both().collect();
    let mut gained = read(sides.translation, sides.tags.translation, |at| ours.get(&at).copied());
    let names: HashSet<(Form, String)> = lost.iter().map(|it| (it.one.form, it.name.clone())).collect();
    let standing: HashSet<Key> = gained.iter().map(Seen::key).collect();
    settle(&mut lost, &mut gained);
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
                out.push(Difference::told(FactKind::Macro, key, side(it), side(other), change));
            }
            None => {
                let Some(right) = theirs.get(&section).copied() else { continue };
                if others.say(it, section, right) {
                    continue;
                }
                let change = if standing.contains(&it.key()) { Change::Fewer } else { Change::Lost };
                let place = place(sides, it.one.span, (section, right));
                out.push(Difference::lost(FactKind::Macro, key, side(it), place).by(change));
            }
        }
    }
}

fn start_of(difference: &Difference) -> Option<u32> {
    difference.source.as_ref().map(|side| side.span.start)
}

fn side(it: &Seen<'_>) -> Side {
    Side::new(it.one.span, &*it.text)
}

/// The macros of a page.
pub fn all(page: &Page) -> Vec<macros::Macro<'_>> {
    macros::read(page, body(page))
}

fn read<'a>(page: &'a Page, tag: &str, section: impl Fn(usize) -> Option<usize>) -> Vec<Seen<'a>> {
    let seen = |one: macros::Macro<'a>| {
        let section = section(page.section_index(one.span.start));
        Seen::new(page, tag, one, section)
    };
    all(page).into_iter().map(seen).collect()
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
