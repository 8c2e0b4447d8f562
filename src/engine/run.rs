//! Runs rules over a docset: pages in parallel, findings in one order whatever the number of threads.

use super::select::Selection;
use super::{inherited, suppress};
use crate::docset::provenance::Base;
use crate::docset::{DocSet, PageId};
use crate::drift::{self, Difference};
use crate::fact::FactKind;
use crate::rule::{
    Check, DocSetContext, Finding, Findings, Override, PageContext, PairContext, Rule, Settings, Severity, settings,
};
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

type Found = Vec<(&'static Rule, PageId, Box<Finding>)>;

/// Runs the selected rules.
pub fn run(docset: &DocSet, selection: &Selection, settings: &Settings) -> Run {
    let differences = DifferenceRules::new(selection);
    let of_group = |group: &Vec<PageId>| run_group(docset, group, selection, &differences, settings);
    let of_docset = |(rule, _): &(&'static Rule, Severity)| run_docset(docset, rule, settings);
    let (mut found, whole): (Found, Found) = rayon::join(
        || docset.groups.par_iter().flat_map_iter(of_group).collect(),
        || selection.rules.par_iter().flat_map_iter(of_docset).collect(),
    );
    found.extend(whole);
    found.retain(|(_, page, _)| docset.get(*page).is_some_and(|member| member.wanted));
    // Ids are in order of path. The sort is stable, so equal places keep the order in which a rule reported them.
    found.par_sort_by(|a, b| {
        a.1.cmp(&b.1).then(a.2.span.cmp(&b.2.span)).then(a.0.id.cmp(b.0.id)).then_with(|| a.2.message.cmp(&b.2.message))
    });
    let (kept, suppressed) = suppress::apply(docset, found, selection);
    let diagnostics = judge(docset, kept, selection, settings);
    Run { diagnostics, suppressed }
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

/// The functions that want differences, by kind of fact, in order of rule.
struct DifferenceRules {
    by_kind: Vec<Vec<(&'static Rule, DifferenceCheck)>>,
}

type DifferenceCheck = fn(&Difference, &PairContext<'_>, &mut Findings);

impl DifferenceRules {
    fn new(selection: &Selection) -> Self {
        let mut by_kind: Vec<Vec<(&'static Rule, DifferenceCheck)>> = vec![Vec::new(); FactKind::ALL.len()];
        for (rule, _) in &selection.rules {
            for check in rule.checks {
                if let Check::Difference(kinds, check) = check {
                    for (slot, kind) in by_kind.iter_mut().zip(FactKind::ALL) {
                        if kinds.contains(&kind) {
                            slot.push((*rule, *check));
                        }
                    }
                }
            }
        }
        Self { by_kind }
    }

    fn of(&self, kind: FactKind) -> &[(&'static Rule, DifferenceCheck)] {
        self.by_kind.get(kind as usize).map_or(&[], Vec::as_slice)
    }

    fn are_none(&self) -> bool {
        self.by_kind.iter().all(Vec::is_empty)
    }
}

/// Runs what one rule wants to know of the whole docset.
fn run_docset(docset: &DocSet, rule: &'static Rule, settings: &Settings) -> Found {
    let mut findings = Findings::default();
    for check in rule.checks {
        if let Check::DocSet(check) = check {
            check(&DocSetContext { docset, settings }, &mut findings);
        }
    }
    findings.list.into_iter().map(|(page, finding)| (rule, page, Box::new(finding))).collect()
}

/// Runs everything that concerns the pages of one group.
fn run_group(
    docset: &DocSet,
    group: &[PageId],
    selection: &Selection,
    differences: &DifferenceRules,
    settings: &Settings,
) -> Found {
    let mut all = Found::new();
    let source_id = docset.source_of(group);
    let source = source_id.and_then(|id| docset.get(id));
    let mut of_source = Found::new();
    for id in group {
        let Some(member) = docset.get(*id) else { continue };
        let is_source = Some(*id) == source_id;
        // A page nobody asked about is still read: what it has wrong is not a translation's fault.
        let mut findings = Findings::on(*id);
        let context = PageContext { docset, id: *id, member, settings };
        let proved = source.filter(|_| !is_source).filter(|source| docset.base(member, source) == Base::Current);
        let translation = context.is_translation() && !is_source;
        let mut found = Found::new();
        let mut take = |rule: &'static Rule, findings: &mut Findings| {
            found.extend(findings.list.drain(..).map(|(page, finding)| (rule, page, Box::new(finding))));
        };
        for (rule, _) in &selection.rules {
            for check in rule.checks {
                match check {
                    Check::Page(check) => check(&context, &mut findings),
                    Check::Unpaired(check) if translation && proved.is_none() => check(&context, &mut findings),
                    _ => {}
                }
            }
            take(rule, &mut findings);
        }
        if let (Some(source), Some(source_id)) = (proved, source_id) {
            found = inherited::without(docset, found, &of_source);
            let pair = PairContext { docset, id: *id, member, source_id, source, settings };
            let compared = if differences.are_none() {
                Vec::new()
            } else {
                drift::compare(&source.page, &member.page, &source.tables)
            };
            for difference in compared {
                for (rule, check) in differences.of(difference.kind) {
                    check(&difference, &pair, &mut findings);
                    found.extend(findings.list.drain(..).map(|(page, finding)| (*rule, page, Box::new(finding))));
                }
            }
        }
        if is_source {
            of_source.clone_from(&found);
        }
        all.extend(found);
    }
    all
}
