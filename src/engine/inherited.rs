//! What a translation only repeats from its source is reported once, against the source; or, where nobody asked about the
//! source, once on a translation, as inherited.

use super::run::Found;
use super::select::Selection;
use crate::docset::{DocSet, PageId};
use crate::drift::Verdict;
use crate::rule::{Finding, Related, Rule};
use foldhash::{HashMap, HashSet};
use std::collections::VecDeque;

/// The rule that speaks of what is inherited.
const RULE: &str = "source-inherited";

/// What translations of one group have repeated so far.
pub(super) struct Inherited {
    rule: Option<&'static Rule>,
    told: HashSet<(PageId, u32, &'static str)>,
}

impl Inherited {
    pub(super) fn new(selection: &Selection) -> Self {
        Self { rule: selection.rule(RULE), told: HashSet::default() }
    }

    /// The finding that says that `finding` of `rule` repeats `theirs` of the page `source`; once for each of the source's.
    /// `is_mended`: the source today no longer has it.
    fn tell(
        &mut self,
        rule: &'static Rule,
        finding: &Finding,
        (source, theirs): (PageId, &Finding),
        is_mended: bool,
    ) -> Option<Finding> {
        self.rule?;
        if !self.told.insert((source, theirs.span.start, rule.id)) {
            return None;
        }
        let id = rule.id;
        let (label, had, help) = if is_mended {
            let help = format!("the source has mended this since ({id}): bring the page up to date");
            ("the text the page was made from", "the text this page was made from has this too", help)
        } else {
            ("the source", "the source has this too", format!("mend the source ({id}); its translations follow"))
        };
        let related = Related { page: Some(source), span: theirs.span, message: label.into() };
        Some(Finding {
            span: finding.span,
            message: format!("{had}: {}", finding.message).into(),
            help: Some(help.into()),
            found: finding.found.clone(),
            expected: finding.expected.clone(),
            related: Box::new([related]),
            fact: finding.fact.clone(),
            verdict: Some(Verdict::Inherited),
            ..Finding::default()
        })
    }
}

/// The findings of a translation without those that the text it was made from has too: same rule, and the same text there.
/// `today`: what is found on the source today, where that is another text.
pub(super) fn without(
    docset: &DocSet,
    found: Found,
    of_base: &Found,
    today: Option<&Found>,
    inherited: &mut Inherited,
) -> Found {
    if of_base.is_empty() {
        return found;
    }
    let mut theirs = Faults::of(docset, of_base);
    let mut today = today.map(|today| Faults::of(docset, today));
    let mut kept = Found::with_capacity(found.len());
    for (rule, page, finding) in found {
        // Each of the source's findings explains one of the translation's.
        let Some((mut source, mut fault)) = theirs.take(docset, rule, page, &finding) else {
            kept.push((rule, page, finding));
            continue;
        };
        let mut is_mended = false;
        if let Some(today) = &mut today {
            match today.take(docset, rule, page, &finding) {
                Some(found) => (source, fault) = found,
                None => is_mended = true,
            }
        }
        let is_asked = docset.get(source).is_some_and(|member| member.wanted);
        if !is_asked
            && let Some(told) = inherited.tell(rule, &finding, (source, fault), is_mended)
            && let Some(rule) = inherited.rule
        {
            kept.push((rule, page, Box::new(told)));
        }
    }
    kept
}

/// What was found on a page of the source, by what can be found again on a translation: the text there, and the fact.
struct Faults<'f> {
    list: Vec<(PageId, &'f Finding)>,
    by_text: HashMap<(&'static str, String), VecDeque<usize>>,
    by_fact: HashMap<&'static str, HashMap<&'f str, VecDeque<usize>>>,
    taken: Vec<bool>,
}

impl<'f> Faults<'f> {
    fn of(docset: &DocSet, found: &'f Found) -> Self {
        let mut by_text: HashMap<_, VecDeque<usize>> = HashMap::default();
        let mut by_fact: HashMap<_, HashMap<_, VecDeque<usize>>> = HashMap::default();
        for (at, (rule, page, finding)) in found.iter().enumerate() {
            by_text.entry((rule.id, text(docset, *page, finding))).or_default().push_back(at);
            if let Some((_, key)) = &finding.fact {
                by_fact.entry(rule.id).or_default().entry(&**key).or_default().push_back(at);
            }
        }
        let list = found.iter().map(|(_, page, finding)| (*page, &**finding)).collect();
        Self { list, by_text, by_fact, taken: vec![false; found.len()] }
    }

    /// Takes out the one that `finding` repeats: its page, and itself.
    fn take(
        &mut self,
        docset: &DocSet,
        rule: &'static Rule,
        page: PageId,
        finding: &Finding,
    ) -> Option<(PageId, &'f Finding)> {
        let Self { list, by_text, by_fact, taken } = self;
        let first = |places: Option<&mut VecDeque<usize>>| {
            let places = places?;
            while places.front().is_some_and(|at| taken.get(*at).copied().unwrap_or(true)) {
                places.pop_front();
            }
            places.front().copied()
        };
        let same_text = first(by_text.get_mut(&(rule.id, text(docset, page, finding))));
        let key = finding.fact.as_ref().map(|(_, key)| &**key);
        let same_fact = first(key.and_then(|key| by_fact.get_mut(rule.id)?.get_mut(key)));
        let at = same_text.into_iter().chain(same_fact).min()?;
        *taken.get_mut(at)? = true;
        list.get(at).copied()
    }
}

fn text(docset: &DocSet, page: PageId, finding: &Finding) -> String {
    docset.get(page).map_or("", |member| member.page.slice(finding.span)).to_owned()
}
