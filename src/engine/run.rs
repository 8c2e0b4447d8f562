//! Runs rules over a docset: pages in parallel, findings in one order whatever the number of threads.

use super::group::Plan;
use super::select::Selection;
use super::suppress;
use crate::docset::{DocSet, PageId};
use crate::rule::{Check, DocSetContext, Finding, Findings, Override, Rule, Settings, Severity, settings};
use rayon::prelude::*;
use std::cmp::Ordering;

/// A finding with its rule and page.
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static Rule,
    /// The severity that counts.
    pub severity: Severity,
    /// The page.
    pub page: PageId,
    /// The finding; boxed, because lists of findings are sorted and moved.
    pub finding: Box<Finding>,
}

/// What a run found.
pub struct Run {
    /// In order of path, place, rule.
    pub diagnostics: Vec<Diagnostic>,
    /// How many findings a comment suppressed.
    pub suppressed: usize,
}

/// Findings with their rules and pages.
pub(super) type Found = Vec<Item>;

/// A finding with its rule and page.
pub type Item = (&'static Rule, PageId, Box<Finding>);

/// Runs the selected rules.
pub fn run(docset: &DocSet, selection: &Selection, settings: &Settings) -> Run {
    let plan = Plan::new(docset, selection, settings);
    let of_group = |group: &Vec<PageId>| plan.run(group);
    let of_docset = |(rule, _): &(&'static Rule, Severity)| run_docset(docset, rule, settings);
    let (mut found, whole): (Found, Found) = rayon::join(
        || docset.groups.par_iter().flat_map_iter(of_group).collect(),
        || selection.rules.par_iter().flat_map_iter(of_docset).collect(),
    );
    found.extend(whole);
    found.retain(|(_, page, _)| docset.get(*page).is_some_and(|member| member.wanted));
    // The sort is stable, so equal places keep the order in which a rule reported them.
    found.par_sort_by(in_order);
    let (kept, suppressed) = suppress::apply(docset, found, selection);
    let diagnostics = judge(docset, kept, selection, settings);
    Run { diagnostics, suppressed }
}

/// Ids are in order of path.
pub(super) fn in_order(a: &Item, b: &Item) -> Ordering {
    a.1.cmp(&b.1).then(a.2.span.cmp(&b.2.span)).then(a.0.id.cmp(b.0.id)).then_with(|| a.2.message.cmp(&b.2.message))
}

/// Gives each finding the severity that counts on its page. `found` is in order of page.
pub(super) fn judge(docset: &DocSet, found: Found, selection: &Selection, settings: &Settings) -> Vec<Diagnostic> {
    let mut here: Option<PageId> = None;
    let mut overrides: Vec<&Override> = Vec::new();
    let mut severity = |rule: &Rule, page: PageId| {
        if settings.overrides.is_empty() {
            return selection.severity(rule.id);
        }
        if here != Some(page) {
            here = Some(page);
            overrides = docset.get(page).map_or_else(Vec::new, |member| {
                let (path, folder) = docset.place(member);
                settings.overrides_for(&path, folder)
            });
        }
        selection.severity_with(rule.id, settings::severity_in(&overrides, rule.id))
    };
    let judged = found.into_iter().filter_map(|(rule, page, finding)| {
        severity(rule, page).map(|severity| Diagnostic { rule, severity, page, finding })
    });
    judged.collect()
}

/// Runs what one rule wants to know of the whole docset.
pub(super) fn run_docset(docset: &DocSet, rule: &'static Rule, settings: &Settings) -> Found {
    let mut findings = Findings::default();
    for check in rule.checks {
        if let Check::DocSet(check) = check {
            check(&DocSetContext { docset, settings }, &mut findings);
        }
    }
    findings.list.into_iter().map(|(page, finding)| (rule, page, Box::new(finding))).collect()
}
