//! What a translation has wrong is its own.
//!
//! ## Why
//!
//! The source says so too, and the source was not asked about: the command named only translations, or the source was read from
//! its history. The fault is told once, on one translation, and can be mended in the source alone. (Where the source is checked
//! as well, it is told there.) If the source has mended it since, the translation is behind, and so says the help.
//!
//! ## No example
//!
//! It takes a run that names the translation alone. `tests/drift_rules.rs` makes one.

use crate::rule::{Check, DriftContext, Findings, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "source-inherited",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("source_inherited.rs"),
    checks: &[Check::Drift(check)],
};

/// The engine reports it, where it drops what translations repeat.
fn check(_: &DriftContext<'_>, _: &mut Findings) {}
