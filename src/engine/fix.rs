//! Which fixes of a run are applied to which page, and what the page then says. Must not know how pages are read or written.

use super::failure;
use super::run::{Diagnostic, Run};
use crate::docset::{DocSet, PageId};
use crate::page::Page;
use crate::rule::{Fix, Safety};
use crate::text::{Edit, Span, edit};
use std::collections::BTreeMap;

/// After so many passes, rules that still want changes undo each other's work.
pub const MOST_PASSES: usize = 10;

/// Which fixes are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choice<'a> {
    /// Also those that a person should look at.
    pub with_unsafe: bool,
    /// Only those of these rules; none means all.
    pub only: &'a [String],
    /// Not those of these rules on these pages.
    pub without: &'a [(PageId, &'static str)],
    /// Only those that leave paragraphs and headings as they are, to the byte.
    pub outside_prose: bool,
}

impl Choice<'_> {
    /// The fix of a finding, if it is wanted.
    pub fn of<'d>(&self, item: &'d Diagnostic) -> Option<&'d Fix> {
        let fix = item.finding.fix.as_ref()?;
        let safe = self.with_unsafe || fix.safety == Safety::Safe;
        let asked = self.only.is_empty() || self.only.iter().any(|rule| rule == item.rule.id);
        let barred = self.without.contains(&(item.page, item.rule.id));
        (safe && asked && !barred && !fix.edits.is_empty()).then_some(fix)
    }
}

/// A page with its fixes applied.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The page.
    pub page: PageId,
    /// What it says now.
    pub text: String,
    /// How many fixes of which rule.
    pub by: BTreeMap<&'static str, usize>,
}

/// Applies the wanted fixes of one run. A fix is applied whole or not at all; of two that touch the same bytes the first by
/// position is, and the other is left for the next pass. Pages that stay as they are, are not in the result.
pub fn apply(docset: &DocSet, run: &Run, choice: Choice<'_>) -> Vec<Fixed> {
    let mut out = Vec::new();
    for list in run.diagnostics.chunk_by(|a, b| a.page == b.page) {
        let Some(page) = list.first().and_then(|item| docset.get(item.page)).map(|member| &member.page) else {
            continue;
        };
        // What the program fails on it does not understand.
        if list.iter().any(|item| item.rule.id == failure::ID) {
            continue;
        }
        let mut fixes: Vec<(&'static str, &Fix)> =
            list.iter().filter_map(|item| Some((item.rule.id, choice.of(item)?))).collect();
        if choice.outside_prose {
            fixes.retain(|(_, fix)| !fix.edits.iter().any(|edit| is_prose(page, edit.span)));
        }
        fixes.sort_by_key(|(rule, fix)| (first(fix), *rule));
        let (rules, fixes): (Vec<_>, Vec<_>) = fixes.into_iter().unzip();
        let (text, taken) = apply_to(page.source.file_text(), &fixes);
        let mut by = BTreeMap::new();
        for (rule, _) in rules.into_iter().zip(taken).filter(|(_, is_taken)| *is_taken) {
            *by.entry(rule).or_default() += 1;
        }
        if text != *page.source.file_text()
            && let Some(item) = list.first()
        {
            out.push(Fixed { page: item.page, text, by });
        }
    }
    out
}

/// Whether a place lies in a paragraph or in a heading's words.
fn is_prose(page: &Page, place: Span) -> bool {
    let paragraph = page.paragraphs.partition_point(|paragraph| paragraph.span.end < place.start);
    let paragraph = page.paragraphs.get(paragraph).is_some_and(|paragraph| paragraph.span.start <= place.end);
    let title = page.sections.partition_point(|section| section.title.end < place.start);
    paragraph
        || page.sections.get(title).is_some_and(|section| !section.title.is_empty() && section.title.start <= place.end)
}

/// Applies `fixes` to one text, the first first: each whole or not at all, none that touches another's bytes, reaches beyond the
/// text or cuts a character. The new text, and which of the fixes are in it.
pub fn apply_to(text: &str, fixes: &[&Fix]) -> (String, Vec<bool>) {
    let mut taken = Taken::default();
    let which = fixes.iter().map(|fix| taken.take(text, &fix.edits)).collect();
    let edits: Vec<Edit> = taken.edits.into_values().collect();
    (edit::apply(text, &edits).0, which)
}

fn first(fix: &Fix) -> Span {
    fix.edits.iter().map(|edit| edit.span).min().unwrap_or_default()
}

/// The edits taken so far, by where they begin: no two of them touch.
#[derive(Default)]
struct Taken {
    edits: BTreeMap<u32, Edit>,
}

impl Taken {
    /// Takes all of `edits` if none of them touches another; whether it did.
    fn take(&mut self, text: &str, edits: &[Edit]) -> bool {
        let mut new: Vec<&Edit> = Vec::with_capacity(edits.len());
        for edit in edits {
            // Two findings may want the same.
            if self.edits.get(&edit.span.start) == Some(edit) || new.contains(&edit) {
                continue;
            }
            let fits = text.get(edit.span.from()..edit.span.to()).is_some();
            if !fits || self.is_touched(edit.span) || new.iter().any(|other| touch(other.span, edit.span)) {
                return false;
            }
            new.push(edit);
        }
        self.edits.extend(new.into_iter().map(|edit| (edit.span.start, edit.clone())));
        true
    }

    fn is_touched(&self, span: Span) -> bool {
        let before = self.edits.range(..=span.start).next_back();
        let after = self.edits.range(span.start..).next();
        [before, after].into_iter().flatten().any(|(_, edit)| touch(edit.span, span))
    }
}

/// Whether two ranges share a byte, or begin at one place: which goes first would be chance.
fn touch(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end || a.start == b.start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(start, end), text: text.into() }
    }

    #[test]
    fn a_fix_is_taken_whole_or_not_at_all() {
        let mut taken = Taken::default();
        assert!(taken.take("abcdef", &[edit(0, 1, "x"), edit(3, 4, "y")]));
        assert!(taken.take("abcdef", &[edit(0, 1, "x")]), "the same again");
        assert!(!taken.take("abcdef", &[edit(5, 6, "z"), edit(0, 2, "q")]));
        assert!(!taken.take("abcdef", &[edit(3, 3, "q")]), "where another begins");
        assert!(!taken.take("abcdef", &[edit(5, 9, "q")]), "outside");
        assert!(taken.take("abcdef", &[edit(1, 3, "between")]));
        assert_eq!(taken.edits.len(), 3);
    }
}
