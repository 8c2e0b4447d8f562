//! Runs everything that concerns the pages of one group: each page by itself, each translation beside the text it was made
//! from, and what drift has to say of it.

use super::failure::guarded;
use super::inherited::{self, Inherited};
use super::run::{Found, Item};
use super::select::Selection;
use crate::docset::isolate::{isolated, trip};
use crate::docset::{DocSet, Member, PageId, sibling};
use crate::drift::Verdict;
use crate::drift::{self, Difference, Judged, PageDrift, Witnesses, unsourced};
use crate::fact::FactKind;
use crate::page::Page;
use crate::rule::{Certainty, Check, DriftContext, Finding, Findings, PageContext, PairContext, Rule, Settings};
use crate::text::Span;
use foldhash::HashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The rules about pages of which nothing was read.
const LIMITS: [&str; 2] = ["page-too-deep", "page-too-large"];

/// What runs on every group.
pub(super) struct Plan<'a> {
    docset: &'a DocSet,
    selection: &'a Selection,
    settings: &'a Settings,
    /// What judges single pages, in order of rule; whether it is for translations without a proved source alone.
    pages: Vec<(&'static Rule, PageCheck, bool)>,
    differences: DifferenceRules,
    drift: Vec<(&'static Rule, DriftCheck)>,
}

type PageCheck = fn(&PageContext<'_>, &mut Findings);

type DriftCheck = fn(&DriftContext<'_>, &mut Findings);

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

impl<'a> Plan<'a> {
    pub(super) fn new(docset: &'a DocSet, selection: &'a Selection, settings: &'a Settings) -> Self {
        let drift = selection.rules.iter().flat_map(|(rule, _)| {
            rule.checks.iter().filter_map(move |check| match check {
                Check::Drift(check) => Some((*rule, *check)),
                _ => None,
            })
        });
        let pages = selection.rules.iter().flat_map(|(rule, _)| {
            rule.checks.iter().filter_map(move |check| match check {
                Check::Page(check) => Some((*rule, *check, false)),
                Check::Unpaired(check) => Some((*rule, *check, true)),
                _ => None,
            })
        });
        let (pages, drift) = (pages.collect(), drift.collect());
        Self { docset, selection, settings, pages, differences: DifferenceRules::new(selection), drift }
    }

    pub(super) fn run(&self, group: &[PageId]) -> Found {
        let (mut all, mut failed) = (Found::new(), Found::new());
        let source_id = self.docset.source_of(group);
        let mut of_source: HashMap<PageId, Found> = HashMap::default();
        let mut repeated = Inherited::new(self.selection);
        let first = group.first().copied().unwrap_or_default();
        let unsourced = guarded(self.docset, first, "comparing locales", &mut failed, || self.unsourced(group));
        let mut unsourced = unsourced.unwrap_or_default();
        let witnesses = Witnesses::new();
        for id in group {
            let Some(member) = self.docset.get(*id) else { continue };
            if member.page.is_unread() {
                all.extend(self.unread(*id, member, &mut failed));
                continue;
            }
            let is_source = Some(*id) == source_id;
            let drift = if is_source || self.differences.are_none() && self.drift.is_empty() {
                PageDrift::default()
            } else {
                let judge = || {
                    trip("compare", &member.page.source.text);
                    drift::judge(self.docset, *id, &witnesses)
                };
                guarded(self.docset, *id, "comparing it with its source", &mut failed, judge).unwrap_or_default()
            };
            let base = self.docset.origin(*id).and_then(|origin| origin.base).filter(|_| !is_source);
            let base = base.and_then(|base| Some((base, self.docset.get(base)?)));
            let base = base.filter(|(_, base)| !base.page.is_unread());
            let mut found = self.page(*id, member, !is_source && base.is_none(), &mut failed);
            let mut beside = Found::new();
            if let Some((base_id, base)) = base {
                // A page nobody asked about is still read: what it has wrong is not a translation's fault. Nor is what the program
                // has wrong there: where somebody asked, it is told once.
                let aside = &mut Found::new();
                of_source.entry(base_id).or_insert_with(|| self.page(base_id, base, false, aside));
                let today = self.docset.origin(*id).and_then(|origin| origin.source).filter(|today| *today != base_id);
                if let Some((today, source)) = today.and_then(|today| Some((today, self.docset.get(today)?))) {
                    of_source.entry(today).or_insert_with(|| self.page(today, source, false, aside));
                }
                if let Some(theirs) = of_source.get(&base_id) {
                    let today = today.and_then(|id| of_source.get(&id));
                    found = inherited::without(self.docset, found, theirs, today, &mut repeated);
                }
                let pair = (*id, member, base_id, base);
                beside = self.damage(pair, &drift.damage, &mut failed);
            }
            let mut judged = drift.judged;
            if let Some(more) = unsourced.remove(id) {
                judged.extend(more);
                drift::judged::sort(&mut judged);
            }
            beside.extend(self.drift((*id, member), group, &judged, drift.prose_changed, &mut failed));
            if is_empty(&member.page) && self.docset.origin(*id).is_some_and(|origin| origin.source.is_some()) {
                self.as_one(&mut beside);
            }
            found.extend(beside);
            without_guesses(&mut found);
            if is_source {
                of_source.insert(*id, found.clone());
            }
            all.extend(found);
        }
        all.extend(failed);
        all
    }

    /// What is to be said of a page of which nothing was read: over which limit it is.
    fn unread(&self, id: PageId, member: &Member, failed: &mut Found) -> Found {
        let mut found = self.page(id, member, false, failed);
        found.retain(|(rule, ..)| LIMITS.contains(&rule.id));
        found
    }

    /// What rules of single pages find.
    fn page(&self, id: PageId, member: &Member, unpaired: bool, failed: &mut Found) -> Found {
        // A guard around each rule costs more than many a rule, so they are guarded together, and apart where one has failed.
        isolated(|| self.page_rules(id, member, unpaired, None))
            .unwrap_or_else(|_| self.page_rules(id, member, unpaired, Some(failed)))
    }

    /// [`Plan::page`]; with `failed` each rule is guarded.
    fn page_rules(&self, id: PageId, member: &Member, unpaired: bool, mut failed: Option<&mut Found>) -> Found {
        let mut findings = Findings::on(id);
        let context = PageContext::new(self.docset, id, member, self.settings);
        let unpaired = unpaired && context.is_translation();
        let mut found = Found::new();
        for (rule, check, for_unpaired) in &self.pages {
            if unpaired || !for_unpaired {
                let mut work = || {
                    trip(rule.id, &member.page.source.text);
                    check(&context, &mut findings);
                };
                match &mut failed {
                    None => work(),
                    Some(failed) => {
                        if guarded(self.docset, id, rule.id, failed, work).is_none() {
                            findings = Findings::on(id);
                        }
                    }
                }
                take(rule, &mut findings, &mut found);
            }
        }
        found
    }

    /// What rules of translations find.
    fn damage(
        &self,
        (id, member, source_id, source): (PageId, &Member, PageId, &Member),
        damage: &[Difference],
        failed: &mut Found,
    ) -> Found {
        let mut findings = Findings::on(id);
        let mut found = Found::new();
        let pair = PairContext::new(self.docset, (id, member), (source_id, source), self.settings);
        for difference in damage {
            for (rule, check) in self.differences.of(difference.kind) {
                if guarded(self.docset, id, rule.id, failed, || check(difference, &pair, &mut findings)).is_none() {
                    findings = Findings::on(id);
                }
                take(rule, &mut findings, &mut found);
            }
        }
        found
    }

    /// What rules of drift find.
    fn drift(
        &self,
        (id, member): (PageId, &Member),
        group: &[PageId],
        judged: &[Judged],
        prose_changed: bool,
        failed: &mut Found,
    ) -> Found {
        let origin = self.docset.origin(id);
        // Most pages are of today.
        let is_quiet = judged.is_empty()
            && !prose_changed
            && origin.is_none_or(|origin| origin.is_current() && origin.traced().moved.is_none());
        let mut found = Found::new();
        if is_quiet {
            return found;
        }
        let mut findings = Findings::on(id);
        let (docset, settings) = (self.docset, self.settings);
        let context = DriftContext { docset, id, member, origin, group, judged, prose_changed, settings };
        for (rule, check) in &self.drift {
            if guarded(self.docset, id, rule.id, failed, || check(&context, &mut findings)).is_none() {
                findings = Findings::on(id);
            }
            take(rule, &mut findings, &mut found);
        }
        found
    }

    /// What is missing on an empty page is all of it: one finding says so, that of the gravest rule.
    fn as_one(&self, found: &mut Found) {
        let is_fact = |(_, _, finding): &&mut Item| finding.fact.is_some();
        let facts = found.iter_mut().filter(is_fact);
        let Some((rule, page, finding)) = facts.min_by_key(|(rule, ..)| Reverse(self.selection.severity(rule.id)))
        else {
            return;
        };
        let one = Finding {
            message: "the page is empty: nothing of its source is on it".into(),
            help: Some("translate the page, or remove the file".into()),
            fact: finding.fact.take(),
            verdict: finding.verdict,
            certainty: finding.certainty,
            related: std::mem::take(&mut finding.related),
            ..Finding::default()
        };
        *found = vec![(*rule, *page, Box::new(one))];
    }

    /// What pages without a source have to say of each other, where they were not all made from one text.
    fn unsourced(&self, group: &[PageId]) -> HashMap<PageId, Vec<Judged>> {
        let mut by_page: HashMap<PageId, Vec<Judged>> = HashMap::default();
        if self.drift.is_empty() {
            return by_page;
        }
        let scattered = sibling::scattered(self.docset, group);
        let group = scattered.as_deref().unwrap_or(group);
        if group.len() < 2 {
            return by_page;
        }
        let identity = |id: &PageId| {
            let member = self.docset.get(*id)?;
            Some((self.docset.named_hash(member), member.version.as_deref()))
        };
        let open = |id: &&PageId| self.docset.origin(**id).is_none_or(|origin| origin.source.is_none());
        let mut rest = group.iter().filter(open);
        let Some(first) = rest.next().map(identity) else { return by_page };
        if rest.all(|id| identity(id) == first) {
            return by_page;
        }
        for judged in unsourced::judge(self.docset, group) {
            by_page.entry(judged.page).or_default().push(judged);
        }
        by_page
    }
}

/// Whether nothing but a header is on a page.
fn is_empty(page: &Page) -> bool {
    let after = page.front_matter.as_ref().map_or(0, |header| header.after as usize);
    page.source.text.get(after..).is_some_and(|text| text.trim().is_empty())
}

/// Takes out what was only likely where it is known: a word that the locale's list takes for a translated token, in a cell of
/// which the other locales say what it must hold.
fn without_guesses(found: &mut Found) {
    let is_known = |finding: &Finding| {
        finding.certainty == Certainty::Proved
            && finding.verdict == Some(Verdict::Mistranslated)
            && finding.fix.is_some()
    };
    if !found.iter().any(|(_, _, finding)| finding.certainty == Certainty::Likely) {
        return;
    }
    let known: BTreeSet<Span> =
        found.iter().filter(|(_, _, finding)| is_known(finding)).map(|(_, _, finding)| finding.span).collect();
    let covers = |span: Span| {
        known.range(..=Span { start: span.start, end: u32::MAX }).next_back().is_some_and(|one| one.end >= span.end)
    };
    found.retain(|(_, _, finding)| finding.certainty == Certainty::Proved || !covers(finding.span));
}

fn take(rule: &'static Rule, findings: &mut Findings, found: &mut Found) {
    // Nearly every rule finds nothing on nearly every page.
    if findings.list.is_empty() {
        return;
    }
    found.extend(findings.list.drain(..).map(|(page, finding)| (rule, page, Box::new(finding))));
}
