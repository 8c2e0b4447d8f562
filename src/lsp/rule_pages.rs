//! Where a client finds what a rule is about: below an address that it named, or in a file of the cache folder, which holds
//! what `isogloss explain` prints.

use super::uri;
use crate::docset::history_cache;
use crate::engine::write;
use crate::rule::Rule;
use gen_lsp_types::Uri;
use std::collections::HashMap;

/// The documentation of rules, written when first asked for.
pub(super) struct RulePages {
    base: Option<String>,
    known: HashMap<&'static str, Option<Uri>>,
}

impl RulePages {
    /// With `base`, the address that the rules' names are put after.
    pub(super) fn new(base: Option<String>) -> Self {
        Self { base, known: HashMap::new() }
    }

    /// The page of a rule; `None` where there is no folder for it.
    pub(super) fn of(&mut self, rule: &'static Rule) -> Option<Uri> {
        let base = self.base.as_deref();
        self.known
            .entry(rule.id)
            .or_insert_with(|| match base {
                Some(base) => Some(Uri(format!("{base}{}", rule.id))),
                None => written(rule),
            })
            .clone()
    }
}

fn written(rule: &Rule) -> Option<Uri> {
    let path = std::path::absolute(history_cache::folder()?).ok()?.join("rules").join(format!("{}.md", rule.id));
    let text = format!("# {}\n\n{}", rule.id, rule.documentation());
    let there = std::fs::read_to_string(&path).ok();
    if there.as_deref() != Some(&text) {
        write::write(&path, there.as_deref(), &text, None).ok()?;
    }
    uri::of_path(&path)
}
