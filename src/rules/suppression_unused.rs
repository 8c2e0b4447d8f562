//! Every suppression comment suppresses a finding.
//!
//! ## Why
//!
//! What was suppressed has been mended or has moved. A comment that stays behind hides the next fault at its place.
//!
//! The engine reports this after all rules have run. A comment for a rule that did not run is not judged.
//!
//! ## Bad
//!
//! ```md
//! <!-- isogloss-disable-next-line: nothing is wrong there -->
//! Text.
//! ```
//!
//! ## Good
//!
//! ```md
//! Text.
//! ```

use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "suppression-unused",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("suppression_unused.rs"),
    checks: &[],
};
