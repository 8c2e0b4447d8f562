//! Pages without a source side by side: what each says of a fact, and who is the newest. Must not judge.

use super::bags::WordSet;
use super::difference::Side;
use super::judged::Judged;
use super::relatives::is_original;
use super::verdict::Verdict;
use super::words;
use crate::docset::{DocSet, Member, PageId};
use crate::fact::{Fact, FactKey, FactKind, Facts, token};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A page with what tells its place among the others.
pub(super) struct Seat<'a> {
    pub(super) id: PageId,
    pub(super) member: &'a Member,
    pub(super) hash: Option<String>,
    pub(super) date: Option<String>,
    pub(super) facts: Facts,
}

impl Seat<'_> {
    /// Newest last: by hand-off; of equals the first by path leads.
    pub(super) fn rank(&self) -> (Option<&str>, std::cmp::Reverse<PageId>) {
        (self.date.as_deref(), std::cmp::Reverse(self.id))
    }

    /// The version of the documentation that the page belongs to.
    pub(super) fn version(&self) -> Option<&str> {
        self.member.version.as_deref()
    }
}

/// All pages of a group, and what each says of the facts on which they differ.
pub(super) struct Table<'a> {
    pub(super) docset: &'a DocSet,
    pub(super) seats: &'a [Seat<'a>],
    pub(super) maps: &'a [BTreeMap<FactKey, &'a Fact>],
    pub(super) places: &'a [words::Places<'a>],
    pub(super) words: &'a [OnceCell<WordSet<'a>>],
    /// Whether every heading of every page has an anchor.
    pub(super) anchored: bool,
    pub(super) lead: usize,
}

impl<'a> Table<'a> {
    /// Whether a word stands on a page, whatever its marks.
    fn has_word(&self, at: usize, word: &str) -> bool {
        let (Some(seat), Some(words)) = (self.seats.get(at), self.words.get(at)) else { return false };
        let text: &'a str = &seat.member.page.source.text;
        words.get_or_init(|| WordSet::of(text)).contains(word)
    }

    /// What a page says of a fact.
    pub(super) fn value(&self, at: usize, key: &FactKey) -> Option<&str> {
        self.maps.get(at)?.get(key).map(|fact| fact.value.as_str())
    }

    /// Whether a fact can be compared without knowing the languages, and differs.
    pub(super) fn counts(&self, key: &FactKey) -> bool {
        let mut values = (0..self.seats.len()).map(|at| self.value(at, key));
        let first = values.next().flatten();
        if values.all(|value| value == first) {
            return false;
        }
        match key.0 {
            FactKind::AuthenticationScheme
            | FactKind::Placeholder
            | FactKind::MediaType
            | FactKind::Bold
            | FactKind::LinkText => false,
            FactKind::Section | FactKind::Title => self.anchored,
            // A token that a page has, but without its marks or in another sentence, is there.
            FactKind::CodeSpan | FactKind::LinkTarget => {
                let Some(token) = (0..self.seats.len()).find_map(|at| self.value(at, key)) else { return false };
                let lacks = |at: usize| self.value(at, key).is_none();
                (key.0 == FactKind::LinkTarget || token::is_coined(token))
                    && !(0..self.seats.len()).any(|at| lacks(at) && self.has_word(at, token))
            }
            _ => true,
        }
    }

    /// The page of `places` that was handed off last.
    pub(super) fn newest(&self, places: &[usize]) -> usize {
        places.iter().copied().max_by_key(|at| self.seats.get(*at).map(Seat::rank)).unwrap_or(self.lead)
    }

    /// Whether the name that a page has in a row can only be the source's.
    pub(super) fn is_original(&self, at: usize, key: &FactKey) -> bool {
        let page = self.seats.get(at).map(|seat| &seat.member.page);
        page.zip(self.value(at, key)).is_some_and(|(page, name)| is_original(page, name))
    }

    /// The value that most of `places` share: one that has it, and how many do.
    pub(super) fn largest(&self, places: &[usize], key: &FactKey) -> (usize, usize) {
        let count = |at: usize| places.iter().filter(|other| self.value(**other, key) == self.value(at, key)).count();
        let best = places.iter().copied().max_by_key(|at| (count(*at), std::cmp::Reverse(*at)));
        best.map_or((self.lead, 0), |at| (at, count(at)))
    }

    /// Adds a judgement on the page at `at`, told by the one at `other`.
    pub(super) fn push(
        &self,
        at: usize,
        other: usize,
        key: &FactKey,
        verdict: Verdict,
        why: String,
        out: &mut Vec<Judged>,
    ) {
        let (Some(seat), Some(reference), Some(places)) =
            (self.seats.get(at), self.seats.get(other), self.places.get(at))
        else {
            return;
        };
        let side = |at: usize| {
            let fact = self.maps.get(at)?.get(key)?;
            Some(Side::new(fact.span, fact.value.as_str()))
        };
        let part = |at: usize| Some(self.seats.get(at)?.facts.part(self.maps.get(at)?.get(key)?).to_owned());
        let ours = side(at);
        let place = ours.as_ref().map_or_else(|| places.of((key.0, &key.1)), |side| side.span);
        out.push(Judged {
            page: seat.id,
            kind: key.0,
            key: key.1.clone(),
            part: part(at).or_else(|| part(other)).unwrap_or_default(),
            ours,
            expected: side(other),
            reference: reference.id,
            place,
            verdict,
            why: why.into(),
            commit: None,
        });
    }
}
