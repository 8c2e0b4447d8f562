//! Runs rules over a docset: pages in parallel, findings in one order whatever the number of threads.

use super::group::Plan;
use super::select::Selection;
use super::{failure, suppress};
use crate::docset::isolate::isolated;
use crate::docset::{DocSet, PageId};
use crate::rule::{Check, DocSetContext, Finding, Findings, Override, Rule, Settings, Severity, settings};
use rayon::prelude::*;

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

/// A finding with its rule and page.
pub(super) type Entry = (&'static Rule, PageId, Box<Finding>);

/// Findings with their rules and pages.
pub(super) type Found = Vec<Entry>;

/// Runs the selected rules.
pub fn run(docset: &DocSet, selection: &Selection, settings: &Settings) -> Run {
    let plan = Plan::new(docset, selection, settings);
    let of_group = |group: &Vec<PageId>| of_group(docset, &plan, group);
    let of_docset = |(rule, _): &(&'static Rule, Severity)| run_docset(docset, rule, settings);
    let (mut found, whole): (Found, Found) = rayon::join(
        || docset.groups.par_iter().flat_map_iter(of_group).collect(),
        || selection.rules.par_iter().flat_map_iter(of_docset).collect(),
    );
    found.extend(whole);
    found.extend(failure::unread(docset));
    found.retain(|(_, page, _)| docset.get(*page).is_some_and(|member| member.wanted));
    // Ids are in order of path. The sort is stable, so equal places keep the order in which a rule reported them.
    found.par_sort_by(|a, b| {
        a.1.cmp(&b.1).then(a.2.span.cmp(&b.2.span)).then(a.0.id.cmp(b.0.id)).then_with(|| a.2.message.cmp(&b.2.message))
    });
    // What was not looked at cannot be suppressed.
    let failed: Found = found.extract_if(.., |(rule, ..)| rule.id == failure::ID).collect();
    let (kept, suppressed) = suppress::apply(docset, found, selection);
    let mut diagnostics = judge(docset, kept, selection, settings);
    if !failed.is_empty() {
        let told = |(rule, page, finding)| Diagnostic { rule, severity: Severity::Error, page, finding };
        diagnostics.extend(failed.into_iter().map(told));
        diagnostics.sort_by(|a, b| a.page.cmp(&b.page).then(a.finding.span.cmp(&b.finding.span)));
    }
    Run { diagnostics, suppressed }
}

/// What concerns one group. A fault outside of all rules is told on each of its pages that was asked for.
fn of_group(docset: &DocSet, plan: &Plan<'_>, group: &[PageId]) -> Found {
    isolated(|| plan.run(group)).unwrap_or_else(|said| {
        let wanted = |id: &&PageId| docset.get(**id).is_some_and(|member| member.wanted);
        group.iter().filter(wanted).filter_map(|id| failure::entry(docset, *id, "comparing it", &said)).collect()
    })
}

/// Gives each finding the severity that counts on its page. `found` is in order of page.
fn judge(docset: &DocSet, found: Found, selection: &Selection, settings: &Settings) -> Vec<Diagnostic> {
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
fn run_docset(docset: &DocSet, rule: &'static Rule, settings: &Settings) -> Found {
    let (mut findings, mut failed) = (Findings::default(), Found::new());
    // A fault that concerns all pages is told on the first that was asked for.
    let first = docset.members.iter().position(|member| member.wanted).unwrap_or_default();
    for check in rule.checks {
        if let Check::DocSet(check) = check {
            let context = DocSetContext { docset, settings };
            let page = PageId(first as u32);
            if failure::guarded(docset, page, rule.id, &mut failed, || check(&context, &mut findings)).is_none() {
                findings = Findings::default();
            }
        }
    }
    failed.extend(findings.list.into_iter().map(|(page, finding)| (rule, page, Box::new(finding))));
    failed
}
