//! Every suppression comment says why.
//!
//! ## Why
//!
//! Whoever meets the comment a year later has to know whether it is still needed.
//!
//! The engine reports this.
//!
//! ## Bad
//!
//! ```md
//! <!-- isogloss-disable-next-line table-row-width -->
//! Text.
//! ```
//!
//! ## Good
//!
//! ```md
//! <!-- isogloss-disable-next-line table-row-width: the pipes are wanted -->
//! Text.
//! ```

use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "suppression-without-reason",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("suppression_without_reason.rs"),
    checks: &[],
};
