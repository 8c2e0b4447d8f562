//! The commit and the hash that a translation names are of one text.
//!
//! ## Why
//!
//! One of the two is wrong, and every tool that trusts it compares the page with a text it was not made from.
//!
//! ## No example
//!
//! It takes the source's git history, which no page can show. `tests/drift_rules.rs` makes one.
//! [The guide to drift](../drift.md) tells how it is found.

use crate::docset::origin::Doubt;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "base-hash-mismatch",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("base_hash_mismatch.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    if context.origin.is_none_or(|origin| origin.doubt != Some(Doubt::HashMismatch)) {
        return;
    }
    let markers = &context.docset.markers;
    let commit = markers.commit(context.page()).unwrap_or_default();
    let message =
        format!("at commit {} the source has another hash than the page names", commit.get(..8).unwrap_or(&commit));
    let help = if context.origin.is_some_and(|origin| origin.base.is_some()) {
        "the hash is in the history: correct the commit"
    } else {
        "the hash is nowhere in the history: correct it, or hand the page off anew"
    };
    out.report(context.marker(&markers.commit), message).found(commit.as_ref()).help(help);
}
