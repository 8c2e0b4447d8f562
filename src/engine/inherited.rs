//! What a translation only repeats from its source is reported once, against the source.

use crate::docset::{DocSet, PageId};
use crate::rule::{Finding, Rule};

/// The findings of a translation without those that its proved source has too: same rule, and the same text there.
pub fn without(
    docset: &DocSet,
    found: Vec<(&'static Rule, PageId, Box<Finding>)>,
    of_source: &[(&'static Rule, PageId, Box<Finding>)],
) -> Vec<(&'static Rule, PageId, Box<Finding>)> {
    if of_source.is_empty() {
        return found;
    }
    let text = |page: &PageId, finding: &Finding| {
        docset.get(*page).map_or("", |member| member.page.slice(finding.span)).to_owned()
    };
    let mut theirs: Vec<(&str, String, Option<String>)> = of_source
        .iter()
        .map(|(rule, page, finding)| (rule.id, text(page, finding), finding.fact.as_ref().map(|(_, key)| key.clone())))
        .collect();
    found
        .into_iter()
        .filter(|(rule, page, finding)| {
            let ours = text(page, finding);
            let key = finding.fact.as_ref().map(|(_, key)| key);
            let same = |(id, text, other): &(&str, String, Option<String>)| {
                *id == rule.id && (*text == ours || key.is_some() && other.as_ref() == key)
            };
            match theirs.iter().position(same) {
                // Each of the source's findings explains one of the translation's.
                Some(at) => {
                    theirs.swap_remove(at);
                    false
                }
                None => true,
            }
        })
        .collect()
}
