//! A part of a run, for who cannot wait for all of it: the pages of one group, or one rule on the whole docset. All parts
//! together find what [`super::run()`] finds.

use super::group::Plan;
use super::run::{Diagnostic, Item, in_order, judge, run_docset};
use super::select::Selection;
use super::{failure, suppress};
use crate::docset::{DocSet, PageId};
use crate::rule::{Check, Rule, Settings};

/// What is found on the pages of one group, in order of page, place and rule. `whole` is what rules of the whole docset have
/// found on them ([`of_docset`]), of which suppressions must know.
pub fn of_group(
    docset: &DocSet,
    selection: &Selection,
    settings: &Settings,
    group: &[PageId],
    whole: Vec<Item>,
) -> Vec<Diagnostic> {
    let mut found = super::run::of_group(docset, &Plan::new(docset, selection, settings), group);
    found.extend(whole);
    let is_asked = |page: PageId| docset.get(page).is_some_and(|member| member.wanted);
    found.retain(|(_, page, _)| is_asked(*page));
    found.sort_by(in_order);
    let mut pages = group.to_vec();
    pages.sort_unstable();
    let failed: Vec<Item> = found.extract_if(.., |(rule, ..)| rule.id == failure::ID).collect();
    let (kept, _) = suppress::on(docset, pages.into_iter(), found, selection, is_asked);
    failure::told(judge(docset, kept, selection, settings), failed)
}

/// The rules that look at the whole docset.
pub fn docset_rules(selection: &Selection) -> Vec<&'static Rule> {
    let is_whole = |rule: &&'static Rule| rule.checks.iter().any(|check| matches!(check, Check::DocSet(_)));
    selection.rules.iter().map(|(rule, _)| *rule).filter(is_whole).collect()
}

/// What one rule finds when it looks at the whole docset, suppressions not yet applied.
pub fn of_docset(docset: &DocSet, rule: &'static Rule, settings: &Settings) -> Vec<Item> {
    run_docset(docset, rule, settings)
}
