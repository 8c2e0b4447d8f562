//! A translation says what the source that it names says.
//!
//! ## Why
//!
//! The page names a new source, but here it says what an older one said: the translation memory, or a person, kept the old
//! words under a new hash. No comparison of hashes or dates ever finds that.
//!
//! ## No example
//!
//! It takes the source's git history, which no page can show. `tests/drift_rules.rs` makes one.
//! [The guide to drift](../drift.md) tells how it is found.

use crate::drift::Verdict;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, staleness};

/// The rule.
pub static RULE: Rule = Rule {
    id: "false-sync",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("false_sync.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    for judged in staleness::by_row(context, Verdict::FalseSync) {
        let message = match (&judged.ours, &judged.expected) {
            (Some(ours), Some(current)) => format!(
                "{} is older than the source the page names; today's says {}",
                staleness::short(&ours.value),
                staleness::short(&current.value)
            ),
            (Some(_), None) => format!(
                "the {} {} is older than the source the page names; today's has none",
                judged.kind.name(),
                judged.key
            ),
            (None, _) => format!(
                "the {} {} is missing, as in a source older than the one the page names",
                judged.kind.name(),
                judged.key
            ),
        };
        staleness::report(context, judged, out, message);
    }
}
