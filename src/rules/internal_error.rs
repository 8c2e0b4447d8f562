//! The program does not fail on a page.
//!
//! ## Why
//!
//! Where isogloss itself has a fault, the page is named, all other pages are checked as if nothing had been, and the exit code
//! is 2. The page is not fixed. The finding cannot be suppressed or turned off: what was not looked at must not pass for clean.
//!
//! ## No example
//!
//! Were one known, it would be mended.

use crate::rule::{Rule, Severity};

/// The rule. The engine reports it.
pub static RULE: Rule = Rule {
    id: "internal-error",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("internal_error.rs"),
    checks: &[],
};
