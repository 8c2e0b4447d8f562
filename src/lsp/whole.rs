//! What rules of the whole docset have found. They run one by one when nobody waits, and are kept until they have run again;
//! meanwhile their places move with the text, and what was edited away is gone. Must not know clients.

use crate::docset::{DocSet, PageId};
use crate::engine::{Item, part};
use crate::rule::{Finding, Rule, Settings};
use crate::text::Span;
use std::collections::HashMap;

type ByPage = HashMap<PageId, Vec<(&'static Rule, Box<Finding>)>>;

/// Findings of rules of the whole docset, by page.
#[derive(Default)]
pub(super) struct Whole {
    kept: ByPage,
    /// What has been found since the rules began to run again.
    fresh: ByPage,
    /// What has yet to run.
    due: Vec<&'static Rule>,
}

/// What is known of one page.
pub(super) struct Kept {
    kept: Option<Vec<(&'static Rule, Box<Finding>)>>,
    fresh: Option<Vec<(&'static Rule, Box<Finding>)>>,
}

impl Whole {
    pub(super) fn new(due: Vec<&'static Rule>) -> Self {
        Self { due, ..Self::default() }
    }

    /// Asks for `rules` to run again.
    pub(super) fn ask(&mut self, rules: Vec<&'static Rule>) {
        self.due = rules;
        self.fresh.clear();
    }

    /// Whether rules have yet to run.
    pub(super) fn is_due(&self) -> bool {
        !self.due.is_empty()
    }

    /// Runs one rule; whether all have run now.
    pub(super) fn step(&mut self, docset: &DocSet, settings: &Settings) -> bool {
        let Some(rule) = self.due.pop() else { return false };
        for (rule, page, finding) in part::of_docset(docset, rule, settings) {
            self.fresh.entry(page).or_default().push((rule, finding));
        }
        if self.due.is_empty() {
            self.kept = std::mem::take(&mut self.fresh);
        }
        self.due.is_empty()
    }

    /// What is known of these pages.
    pub(super) fn of(&self, pages: &[PageId]) -> Vec<Item> {
        let of_page = |page: &PageId| {
            let list = self.kept.get(page).map_or(&[][..], Vec::as_slice);
            let page = *page;
            list.iter().map(move |(rule, finding)| (*rule, page, finding.clone()))
        };
        pages.iter().flat_map(of_page).collect()
    }

    /// Moves what was found on `page`, whose text `old` is `new` now.
    pub(super) fn follow(&mut self, page: PageId, old: &str, new: &str) {
        let edit = Replaced::between(old, new);
        for all in [&mut self.kept, &mut self.fresh] {
            if let Some(list) = all.get_mut(&page) {
                list.retain_mut(|(_, finding)| edit.moves(finding));
            }
            for list in all.values_mut() {
                for (_, finding) in list {
                    edit.moves_related(finding, |other| other == Some(page));
                }
            }
        }
    }

    /// What is known of `page`, to be put back by [`Whole::restore`].
    pub(super) fn keep(&self, page: PageId) -> Kept {
        Kept { kept: self.kept.get(&page).cloned(), fresh: self.fresh.get(&page).cloned() }
    }

    pub(super) fn restore(&mut self, page: PageId, known: Kept) {
        for (all, list) in [(&mut self.kept, known.kept), (&mut self.fresh, known.fresh)] {
            match list {
                Some(list) => all.insert(page, list),
                None => all.remove(&page),
            };
        }
    }
}

/// The one range in which two texts differ.
struct Replaced {
    start: usize,
    old_end: usize,
    new_end: usize,
}

impl Replaced {
    fn between(old: &str, new: &str) -> Self {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let most = a.len().min(b.len()) - start;
        let same = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
        Self { start, old_end: a.len() - same, new_end: b.len() - same }
    }

    /// Where a span is now; `None` where its text was touched.
    fn span(&self, span: Span) -> Option<Span> {
        if span.to() <= self.start {
            return Some(span);
        }
        let shift = |at: usize| at - self.old_end + self.new_end;
        (span.from() >= self.old_end).then(|| Span::new(shift(span.from()), shift(span.to())))
    }

    /// Moves the places related to a finding that lie on a page `is_it`; those whose text has changed are left out.
    fn moves_related(&self, finding: &mut Finding, is_it: impl Fn(Option<PageId>) -> bool) {
        if !finding.related.iter().any(|related| is_it(related.page)) {
            return;
        }
        let mut all = std::mem::take(&mut finding.related).into_vec();
        all.retain_mut(|related| {
            !is_it(related.page)
                || self.span(related.span).is_some_and(|span| {
                    related.span = span;
                    true
                })
        });
        finding.related = all.into();
    }

    /// Moves all places of a finding; whether its own text is untouched.
    fn moves(&self, finding: &mut Finding) -> bool {
        let Some(span) = self.span(finding.span) else { return false };
        finding.span = span;
        self.moves_related(finding, |page| page.is_none());
        if let Some(fix) = &mut finding.fix {
            let spans: Option<Vec<Span>> = fix.edits.iter().map(|edit| self.span(edit.span)).collect();
            match spans {
                Some(spans) => fix.edits.iter_mut().zip(spans).for_each(|(edit, span)| edit.span = span),
                None => finding.fix = None,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_move_with_the_text() {
        let edit = Replaced::between("one two three", "one 2 three");
        assert_eq!(edit.span(Span::new(0, 3)), Some(Span::new(0, 3)));
        assert_eq!(edit.span(Span::new(4, 7)), None);
        assert_eq!(edit.span(Span::new(8, 13)), Some(Span::new(6, 11)));
        let same = Replaced::between("aaa", "aaaa");
        assert_eq!((same.start, same.old_end, same.new_end), (3, 3, 4));
    }
}
