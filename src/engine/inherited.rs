//! What a translation only repeats from its source is reported once, against the source; or, where nobody asked about the
//! source, once on a translation, as inherited.

use super::run::Found;
use super::select::Selection;
use crate::docset::{DocSet, PageId};
use crate::drift::Verdict;
use crate::rule::{Finding, Related, Rule};
use std::collections::HashSet;

/// The rule that speaks of what is inherited.
const RULE: &str = "source-inherited";

/// What translations of one group have repeated so far.
pub(super) struct Inherited {
    rule: Option<&'static Rule>,
    told: HashSet<(PageId, u32, &'static str)>,
}

impl Inherited {
    pub(super) fn new(selection: &Selection) -> Self {
        Self { rule: selection.rule(RULE), told: HashSet::new() }
    }

    /// The finding that says that `finding` of `rule` repeats `theirs` of the page `source`; once for each of the source's.
    fn tell(&mut self, rule: &'static Rule, finding: &Finding, source: PageId, theirs: &Finding) -> Option<Finding> {
        self.rule?;
        if !self.told.insert((source, theirs.span.start, rule.id)) {
            return None;
        }
        let related = Related { page: Some(source), span: theirs.span, message: "the source".to_owned() };
        Some(Finding {
            span: finding.span,
            message: format!("the source has this too: {}", finding.message),
            help: Some(format!("mend the source ({}); its translations follow", rule.id)),
            found: finding.found.clone(),
            expected: finding.expected.clone(),
            related: vec![related],
            fact: finding.fact.clone(),
            verdict: Some(Verdict::Inherited),
            ..Finding::default()
        })
    }
}

/// The findings of a translation without those that the text it was made from has too: same rule, and the same text there.
pub(super) fn without(docset: &DocSet, found: Found, of_source: &Found, inherited: &mut Inherited) -> Found {
    if of_source.is_empty() {
        return found;
    }
    let text = |page: &PageId, finding: &Finding| {
        docset.get(*page).map_or("", |member| member.page.slice(finding.span)).to_owned()
    };
    let mut theirs: Vec<(&str, String, Option<String>, PageId, &Finding)> = of_source
        .iter()
        .map(|(rule, page, finding)| {
            let key = finding.fact.as_ref().map(|(_, key)| key.clone());
            (rule.id, text(page, finding), key, *page, &**finding)
        })
        .collect();
    let mut kept = Found::with_capacity(found.len());
    for (rule, page, finding) in found {
        let ours = text(&page, &finding);
        let key = finding.fact.as_ref().map(|(_, key)| key);
        let same = |(id, text, other, _, _): &(&str, String, Option<String>, PageId, &Finding)| {
            *id == rule.id && (*text == ours || key.is_some() && other.as_ref() == key)
        };
        // Each of the source's findings explains one of the translation's.
        let Some(at) = theirs.iter().position(same) else {
            kept.push((rule, page, finding));
            continue;
        };
        let (_, _, _, source, theirs) = theirs.swap_remove(at);
        let is_asked = docset.get(source).is_some_and(|member| member.wanted);
        if !is_asked
            && let Some(told) = inherited.tell(rule, &finding, source, theirs)
            && let Some(rule) = inherited.rule
        {
            kept.push((rule, page, Box::new(told)));
        }
    }
    kept
}
