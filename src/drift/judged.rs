//! One fact on which a page does not agree with what it is measured by, with the verdict and its reason in words.

use super::difference::Side;
use super::verdict::Verdict;
use crate::docset::{Commit, PageId};
use crate::fact::FactKind;
use crate::text::Span;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A judged fact of one page.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The page.
    pub page: PageId,
    /// What the fact is about.
    pub kind: FactKind,
    /// Which one.
    pub key: String,
    /// The part of the page that it belongs to: the beginning of the key.
    pub part: String,
    /// What the page says; `None` where it says nothing.
    pub ours: Option<Side>,
    /// What it is measured by says; `None` where that says nothing.
    pub expected: Option<Side>,
    /// The page it is measured by.
    pub reference: PageId,
    /// The place on the page to show: where it says it, or where it should.
    pub place: Span,
    /// Why they differ.
    pub verdict: Verdict,
    /// The reason in words, for people: lower case, no full stop.
    pub why: Cow<'static, str>,
    /// The commit of the source that made the difference, where the history tells.
    pub commit: Option<Box<Commit>>,
}

impl Judged {
    /// What the page says; empty where it says nothing.
    pub fn found(&self) -> &str {
        self.ours.as_ref().map_or("", |side| &side.value)
    }

    /// What it is measured by says; empty where that says nothing.
    pub fn expected(&self) -> &str {
        self.expected.as_ref().map_or("", |side| &side.value)
    }
}

/// Most harmful first, then in order of place.
pub fn sort(list: &mut [Judged]) {
    list.sort_by(|a, b| {
        let rank = |item: &Judged| (item.kind.harm(), item.kind, item.place);
        rank(a).cmp(&rank(b)).then_with(|| a.key.cmp(&b.key))
    });
}

/// Takes out whole blocks where a finer fact of the same block on the same page says what differs.
pub fn finest(list: &mut Vec<Judged>) {
    if !list.iter().any(|item| item.kind == FactKind::CodeBlock) {
        return;
    }
    let fine = list.iter().filter(|item| item.kind != FactKind::CodeBlock);
    let fine: BTreeSet<(PageId, &str)> = fine.map(|item| (item.page, item.key.as_str())).collect();
    // In order, what belongs to a unit follows `UNIT/`.
    let has_finer = |item: &Judged| {
        let below = format!("{}/", item.key);
        let next = fine.range((item.page, below.as_str())..).next();
        fine.contains(&(item.page, item.key.as_str()))
            || next.is_some_and(|(page, key)| *page == item.page && key.starts_with(&below))
    };
    let explained: Vec<bool> = list.iter().map(|item| item.kind == FactKind::CodeBlock && has_finer(item)).collect();
    let mut explained = explained.into_iter();
    list.retain(|_| !explained.next().unwrap_or(false));
}
