//! Runs rules over a docset: pages in parallel, findings in one order whatever the number of threads.

use super::baseline::Baseline;
use super::group::Plan;
use super::select::Selection;
use super::shard::Shard;
use super::{failure, suppress};
use crate::docset::isolate::isolated;
use crate::docset::{DocSet, PageId};
use crate::rule::{Check, DocSetContext, Finding, Findings, Fix, Override, Rule, Settings, Severity, settings};
use crate::text::Source;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::sync::atomic::{self, AtomicUsize};

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

/// What keeps a finding from being reported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum By {
    /// A comment on the page, with the reason it gives.
    Comment {
        /// As written.
        reason: Option<String>,
    },
    /// The baseline.
    Baseline,
}

/// A finding that is known and not reported.
pub struct SetAside {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Why it is not reported.
    pub by: By,
}

/// What a run found.
pub struct Run {
    /// In order of path, place, rule.
    pub diagnostics: Vec<Diagnostic>,
    /// What comments suppress and what the baseline covers, in the same order.
    pub set_aside: Vec<SetAside>,
}

impl Run {
    /// How many findings comments suppress.
    pub fn suppressed(&self) -> usize {
        self.set_aside.len() - self.baselined()
    }

    /// How many findings the baseline covers.
    pub fn baselined(&self) -> usize {
        self.set_aside.iter().filter(|item| item.by == By::Baseline).count()
    }

    /// All that was found but for what comments suppress: what is reported, and what the baseline covers.
    pub fn debt(&self) -> impl Iterator<Item = &Diagnostic> {
        let covered = self.set_aside.iter().filter(|item| item.by == By::Baseline).map(|item| &item.diagnostic);
        self.diagnostics.iter().chain(covered)
    }
}

/// What narrows a run besides the pages that are wanted.
#[derive(Clone, Copy, Default)]
pub struct Scope<'a> {
    /// Findings that are known and not reported.
    pub baseline: Option<&'a Baseline>,
    /// The part of the pages that is checked; all without one.
    pub shard: Option<Shard>,
    /// Is told how many pages have been checked.
    pub checked: Option<&'a AtomicUsize>,
}

/// Findings with their rules and pages.
pub(super) type Found = Vec<Item>;

/// A finding with its rule and page.
pub type Item = (&'static Rule, PageId, Box<Finding>);

/// Runs the selected rules on all pages that are wanted.
pub fn run(docset: &DocSet, selection: &Selection, settings: &Settings) -> Run {
    run_in(docset, selection, settings, Scope::default())
}

/// Runs the selected rules on the pages that are wanted and in `scope`.
pub fn run_in(docset: &DocSet, selection: &Selection, settings: &Settings, scope: Scope<'_>) -> Run {
    let plan = Plan::new(docset, selection, settings);
    let asked = scope.pages(docset);
    let is_asked = |page: PageId| asked.get(page.0 as usize).copied().unwrap_or(false);
    let of_one = |group: &Vec<PageId>| {
        // What is found on a page nobody asked about, nobody is told.
        let pages = group.iter().filter(|page| is_asked(**page)).count();
        let found = if pages > 0 { of_group(docset, &plan, group) } else { Found::new() };
        if let Some(checked) = scope.checked {
            checked.fetch_add(pages, atomic::Ordering::Relaxed);
        }
        found
    };
    let of_docset = |(rule, _): &(&'static Rule, Severity)| run_docset(docset, rule, settings);
    let (whole, by_group): (Found, Vec<Found>) = rayon::join(
        || selection.rules.par_iter().flat_map_iter(of_docset).collect(),
        || docset.groups.par_iter().map(of_one).collect(),
    );
    // One list of its very size: one that grows would take twice the room at the time when most is kept.
    let mut found = Found::with_capacity(by_group.iter().map(Vec::len).sum::<usize>() + whole.len());
    found.extend(by_group.into_iter().flatten());
    found.extend(whole);
    found.extend(failure::unread(docset));
    found.retain(|(_, page, _)| is_asked(*page));
    // Ids are in order of path. The sort is stable, so equal places keep the order in which a rule reported them.
    found.par_sort_by(in_order);
    // What was not looked at can be neither suppressed nor known.
    let failed: Found = found.extract_if(.., |(rule, ..)| rule.id == failure::ID).collect();
    let (kept, suppressed) = suppress::apply(docset, found, selection, is_asked);
    let mut judge = Judge::new(docset, selection, settings);
    let diagnostics: Vec<Diagnostic> = kept.into_iter().filter_map(|item| judge.judge(item)).collect();
    let by_comment = suppressed.into_iter().filter_map(|(item, reason)| {
        judge.judge(item).map(|diagnostic| SetAside { diagnostic, by: By::Comment { reason } })
    });
    let mut set_aside: Vec<SetAside> = by_comment.collect();
    let mut diagnostics = diagnostics;
    if let Some(baseline) = scope.baseline {
        let (new, covered) = baseline.split(docset, diagnostics);
        diagnostics = new;
        set_aside.extend(covered.into_iter().map(|diagnostic| SetAside { diagnostic, by: By::Baseline }));
        set_aside.sort_by(|a, b| order(&a.diagnostic).cmp(&order(&b.diagnostic)));
    }
    Run { diagnostics: failure::told(diagnostics, failed), set_aside }
}

/// Ids are in order of path.
pub(super) fn in_order(a: &Item, b: &Item) -> Ordering {
    a.1.cmp(&b.1).then(a.2.span.cmp(&b.2.span)).then(a.0.id.cmp(b.0.id)).then_with(|| a.2.message.cmp(&b.2.message))
}

/// What concerns one group. A fault outside of all rules is told on each of its pages that was asked for.
pub(super) fn of_group(docset: &DocSet, plan: &Plan<'_>, group: &[PageId]) -> Found {
    isolated(|| plan.run(group)).unwrap_or_else(|said| {
        let wanted = |id: &&PageId| docset.get(**id).is_some_and(|member| member.wanted);
        group.iter().filter(wanted).filter_map(|id| failure::entry(docset, *id, "comparing it", &said)).collect()
    })
}

/// Gives each finding the severity that counts on its page. `found` is in order of page.
pub(super) fn judge(docset: &DocSet, found: Found, selection: &Selection, settings: &Settings) -> Vec<Diagnostic> {
    let mut judge = Judge::new(docset, selection, settings);
    found.into_iter().filter_map(|item| judge.judge(item)).collect()
}

/// What findings are sorted by: path, place, rule.
pub fn order(item: &Diagnostic) -> (PageId, crate::text::Span, &'static str) {
    (item.page, item.finding.span, item.rule.id)
}

impl Scope<'_> {
    /// For each member of `docset` whether its findings are asked for.
    pub fn pages(&self, docset: &DocSet) -> Vec<bool> {
        let mut asked: Vec<bool> = docset.members.iter().map(|member| member.wanted).collect();
        let Some(shard) = self.shard else { return asked };
        for group in docset.groups.iter().filter(|group| !shard.has(docset, group)) {
            for page in group {
                if let Some(asked) = asked.get_mut(page.0 as usize) {
                    *asked = false;
                }
            }
        }
        asked
    }
}

/// Gives each finding the severity that counts on its page. Findings come in order of page.
struct Judge<'a> {
    docset: &'a DocSet,
    selection: &'a Selection,
    settings: &'a Settings,
    here: Option<PageId>,
    overrides: Vec<&'a Override>,
}

impl<'a> Judge<'a> {
    fn new(docset: &'a DocSet, selection: &'a Selection, settings: &'a Settings) -> Self {
        Self { docset, selection, settings, here: None, overrides: Vec::new() }
    }

    fn judge(&mut self, (rule, page, mut finding): (&'static Rule, PageId, Box<Finding>)) -> Option<Diagnostic> {
        let severity = self.severity(rule, page)?;
        let source = self.docset.get(page).map(|member| &member.page.source);
        if let Some(source) = source.filter(|source| source.is_read_in_part()) {
            finding.fix = finding.fix.take().and_then(|fix| keep_unread(source, fix));
        }
        Some(Diagnostic { rule, severity, page, finding })
    }

    fn severity(&mut self, rule: &Rule, page: PageId) -> Option<Severity> {
        if self.settings.overrides.is_empty() {
            return self.selection.severity(rule.id);
        }
        if self.here != Some(page) {
            self.here = Some(page);
            self.overrides = self.docset.get(page).map_or_else(Vec::new, |member| {
                let (path, folder) = self.docset.place(member);
                self.settings.overrides_for(&path, folder)
            });
        }
        self.selection.severity_with(rule.id, settings::severity_in(&self.overrides, rule.id))
    }
}

/// The fix without what it would take away of the text that is not read; `None` where that lies amid what it replaces.
fn keep_unread(source: &Source, mut fix: Box<Fix>) -> Option<Box<Fix>> {
    for edit in &mut fix.edits {
        edit.span = source.read_part(edit.span)?;
    }
    Some(fix)
}

/// Runs what one rule wants to know of the whole docset.
pub(super) fn run_docset(docset: &DocSet, rule: &'static Rule, settings: &Settings) -> Found {
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
