//! The source that a translation names is in the source's history.
//!
//! ## Why
//!
//! The page names a commit or a hash that the history does not have: its source was never committed, or lies in a repository that
//! was not read. What is stale and what is damage can then only be guessed.
//!
//! ## No example
//!
//! It takes the source's git history, which no page can show. `tests/drift_rules.rs` makes one.
//! [The guide to drift](../drift.md) tells how it is found.

use crate::docset::History;
use crate::docset::origin::Doubt;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "base-unknown",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("base_unknown.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    if context.origin.is_none_or(|origin| origin.doubt != Some(Doubt::NotInHistory)) {
        return;
    }
    let docset = context.docset;
    let markers = &docset.markers;
    let named = markers.hash(context.page()).or_else(|| markers.commit(context.page())).unwrap_or_default();
    let shallow = docset.history.as_ref().is_some_and(History::is_shallow);
    let help = if shallow {
        "the history is shallow: fetch all of it (git fetch --unshallow)"
    } else {
        "is this the repository the page was translated from?"
    };
    out.report(context.base_marker(), format!("the source {named} that this page names is not in the history"))
        .found(named.as_ref())
        .help(help);
}
