//! Every suppression comment is one that the program knows, and names rules that exist.
//!
//! ## Why
//!
//! A comment with a slip of the pen suppresses nothing, and nobody notices.
//!
//! The engine reports this.
//!
//! ## Bad
//!
//! ```md
//! <!-- isogloss-disable-next-line table-row-widht: the pipes are wanted -->
//! Text.
//! ```
//!
//! ```md
//! <!-- isogloss-disabled-file table-row-width: the pipes are wanted -->
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
    id: "suppression-unknown",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("suppression_unknown.rs"),
    checks: &[],
};
