//! Which macro of a translation stands for which of its source. Must not know findings.

use super::change::{self, Change};
use super::code::{ALIKE, likeness};
use super::macro_key::{kept, name, values};
use super::unused::Unused;
use crate::page::Page;
use crate::page::macros::{Form, Macro};
use crate::page::model::within;
use foldhash::{HashMap, HashSet};
use std::hash::Hash;

/// A macro, with what is compared of it.
pub struct Seen<'a> {
    /// It.
    pub one: Macro<'a>,
    /// As its page has it, in one line.
    pub text: String,
    /// The number of its section on the source; nothing for one that only the translation has.
    pub section: Option<usize>,
    /// How many paragraphs its section has, and the number of its own.
    block: Option<(usize, usize)>,
    /// Its name, as it is compared.
    pub name: String,
    kept: String,
    /// What of it stays, as it is written.
    values: String,
}

/// What two macros have in common that say the same.
pub type Key = (Form, String, String);

impl<'a> Seen<'a> {
    /// The macro `one` of `page`, whose locale is `tag`, in the source's section `section`.
    pub fn new(page: &Page, tag: &str, one: Macro<'a>, section: Option<usize>) -> Self {
        Self {
            text: page.slice(one.span).split_whitespace().collect::<Vec<_>>().join(" "),
            section,
            block: block(page, &one),
            name: name(&one),
            kept: kept(&one, tag),
            values: values(&one),
            one,
        }
    }

    /// See [`Key`].
    pub fn key(&self) -> Key {
        (self.one.form, self.name.clone(), self.kept.clone())
    }

    fn is_same(&self, other: &Self) -> bool {
        self.one.form == other.one.form && self.name == other.name && self.kept == other.kept
    }

    fn is_closing(&self) -> bool {
        self.name.starts_with('/')
    }
}

fn block(page: &Page, one: &Macro<'_>) -> Option<(usize, usize)> {
    let body = page.sections.get(page.section_index(one.span.start))?.body();
    let all = within(&page.paragraphs, body, |paragraph| paragraph.span);
    let at = all.partition_point(|paragraph| paragraph.span.end < one.span.end);
    all.get(at).filter(|paragraph| paragraph.span.contains(one.span))?;
    Some((all.len(), at))
}

/// Takes out of both lists what has an equal in the other: first those of the same paragraph, so that of two the one that is missing is
/// told, then those of the same section. What stands elsewhere on the page was moved.
pub fn settle(lost: &mut Vec<Seen<'_>>, gained: &mut Vec<Seen<'_>>) {
    let is_same = |(a, b): (&Seen<'_>, &Seen<'_>)| a.section == b.section && a.is_same(b);
    if lost.len() == gained.len() && lost.iter().zip(gained.iter()).all(is_same) {
        lost.clear();
        gained.clear();
        return;
    }
    settle_by(lost, gained, |it| Some((it.section?, it.block?, it.key(), it.values.clone())));
    // `{{Glossary("Lamp")}}` and `{{Glossary("lamp")}}` are one, and stand in places of their own.
    settle_by(lost, gained, |it| Some((it.section?, it.key(), it.values.clone())));
    settle_by(lost, gained, |it| Some((it.section?, it.block?, it.key())));
    settle_by(lost, gained, |it| Some((it.section?, it.key())));
    settle_by(lost, gained, |it| Some(it.key()));
}

fn settle_by<K: Hash + Eq>(lost: &mut Vec<Seen<'_>>, gained: &mut Vec<Seen<'_>>, key: impl Fn(&Seen<'_>) -> Option<K>) {
    if lost.is_empty() || gained.is_empty() {
        return;
    }
    let mut same = Unused::new(gained.iter().map(&key));
    lost.retain(|it| key(it).is_none_or(|key| same.take(&Some(key)).is_none()));
    let mut at = 0;
    gained.retain(|_| {
        at += 1;
        !same.is_taken(at - 1)
    });
}

/// The number of the macro that stands for another, and what was done to it: [`Change::Fewer`] where another may be meant.
pub type Partner = Option<(usize, Change)>;

/// Which gained macro stands for each lost one in its section: one of its name, one of its name but for capitals, one with its
/// arguments, or one with a name that the source does not have. `names` are those of the source.
pub fn partners(lost: &[Seen<'_>], gained: &[Seen<'_>], names: &HashSet<(Form, String)>) -> Vec<Partner> {
    let mut pairing = Pairing { lost, gained, partners: vec![None; lost.len()], taken: vec![false; gained.len()] };
    if lost.is_empty() || gained.is_empty() {
        return pairing.partners;
    }
    let is_strange = |it: &Seen<'_>| !names.contains(&(it.one.form, it.name.clone()));
    let of_arguments = |it: &Seen<'_>| {
        let kept = Some(it.kept.clone()).filter(|kept| !kept.is_empty())?;
        Some((it.section?, it.one.form, kept))
    };
    let of_place = |it: &Seen<'_>| Some((it.section?, it.one.form, it.is_closing(), it.one.arguments.len()));
    pairing.by(|it| Some((it.section?, it.block?, it.one.form, it.name.clone())), |_| true, Others::Left);
    // Those in sentences go together, and those in tables do.
    let of_prose = |it: &Seen<'_>| Some((it.section?, it.block.is_some(), it.one.form, it.name.clone()));
    pairing.by(of_prose, |_| true, Others::ByLikeness);
    pairing.by(|it| Some((it.section?, it.one.form, it.name.clone())), |_| true, Others::ByLikeness);
    pairing.by(|it| Some((it.section?, it.one.form, it.name.to_lowercase())), |_| true, Others::ByLikeness);
    pairing.by(of_arguments, |_| true, Others::InOrder);
    pairing.by(of_place, is_strange, Others::InOrder);
    pairing.partners
}

/// What becomes of several with one key that say different things.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    /// They are paired by what else they have in common.
    Left,
    /// Those whose arguments are alike are one, then as [`Others::InOrder`].
    ByLikeness,
    /// Where there are as many on both sides they are paired in order, which is a guess.
    InOrder,
}

/// More pairs with one key are not compared one by one.
const PAIRS: usize = 1 << 10;

struct Pairing<'p, 'a> {
    lost: &'p [Seen<'a>],
    gained: &'p [Seen<'a>],
    partners: Vec<Partner>,
    taken: Vec<bool>,
}

impl Pairing<'_, '_> {
    /// Pairs those with the same key that have no partner yet.
    fn by<K: Hash + Eq>(
        &mut self,
        key: impl Fn(&Seen<'_>) -> Option<K>,
        is_wanted: impl Fn(&Seen<'_>) -> bool,
        others: Others,
    ) {
        let mut groups: HashMap<K, (Vec<usize>, Vec<usize>)> = HashMap::default();
        for (at, (it, _)) in self.lost.iter().zip(&self.partners).enumerate().filter(|(_, (_, is))| is.is_none()) {
            if let Some(key) = key(it) {
                groups.entry(key).or_default().0.push(at);
            }
        }
        for (at, (it, _)) in self.gained.iter().zip(&self.taken).enumerate().filter(|(_, (_, taken))| !**taken) {
            if let Some(group) = key(it).filter(|_| is_wanted(it)).and_then(|key| groups.get_mut(&key)) {
                group.1.push(at);
            }
        }
        for (mut left, mut right) in groups.into_values().filter(|(_, right)| !right.is_empty()) {
            let is_sure = left.len() == right.len() && is_uniform(self.lost, &left) && is_uniform(self.gained, &right);
            if others == Others::Left && !is_sure {
                continue;
            }
            if others == Others::ByLikeness && !is_sure {
                self.by_likeness(&mut left, &mut right);
            }
            if left.len() == right.len() {
                left.into_iter().zip(right).for_each(|(at, other)| self.pair(at, other, is_sure));
            }
        }
    }

    /// Pairs those that are alike, the most first, and takes them out of the lists.
    fn by_likeness(&mut self, left: &mut Vec<usize>, right: &mut Vec<usize>) {
        if left.len().saturating_mul(right.len()) > PAIRS {
            return;
        }
        let words = |list: &[Seen<'_>], at: usize| list.get(at).map_or_else(String::new, |it| it.values.to_lowercase());
        let mut alike: Vec<(u32, usize, usize)> = Vec::new();
        for at in left.iter() {
            let ours = words(self.lost, *at);
            let scores = right.iter().map(|other| (likeness(&ours, &words(self.gained, *other)), *at, *other));
            alike.extend(scores.filter(|(score, _, _)| *score >= ALIKE));
        }
        alike.sort_by_key(|(score, at, other)| (std::cmp::Reverse(*score), *at, *other));
        for (_, at, other) in alike {
            if self.partners.get(at).is_some_and(Option::is_none) && self.taken.get(other) == Some(&false) {
                self.pair(at, other, false);
            }
        }
        left.retain(|at| self.partners.get(*at).is_some_and(Option::is_none));
        right.retain(|other| self.taken.get(*other) == Some(&false));
    }

    fn pair(&mut self, at: usize, other: usize, is_sure: bool) {
        let (Some(it), Some(found)) = (self.lost.get(at), self.gained.get(other)) else { return };
        let change = if it.name == found.name { Change::Reworded } else { change::of(&it.name, &found.name) };
        if let (Some(partner), Some(taken)) = (self.partners.get_mut(at), self.taken.get_mut(other)) {
            *partner = Some((other, if is_sure { change } else { Change::Fewer }));
            *taken = true;
        }
    }
}

/// Whether these are all one macro: then it does not matter which of them stands for which.
fn is_uniform(list: &[Seen<'_>], places: &[usize]) -> bool {
    let mut all = places.iter().filter_map(|at| list.get(*at));
    let first = all.next();
    all.all(|it| first.is_some_and(|first| first.is_same(it)))
}
