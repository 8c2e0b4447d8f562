//! A tab keeps its id in every language.
//!
//! ## Why
//!
//! The id says which language of sample code a tab shows, and keeps the reader's choice from one page to the next. It is never shown, so nothing is to be translated.
//!
//! ## Bad
//!
//! ```md en-US
//! # [HTTP](#tab/http)
//!
//! Text.
//!
//! ---
//! ```
//!
//! ```md es-ES
//! # <a name="http"></a>[HTTP](#tab/solicitud)
//!
//! Texto.
//!
//! ---
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! # [HTTP](#tab/http)
//!
//! Text.
//!
//! ---
//! ```
//!
//! ```md es-ES
//! # <a name="http"></a>[HTTP](#tab/http)
//!
//! Texto.
//!
//! ---
//! ```

use crate::drift::Difference;
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "tab-id-changed",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("tab_id_changed.rs"),
    checks: &[Check::Difference(&[FactKind::Tab], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    let finding = report(difference, pair, out, format!("the tab {expected} has the id {found}"));
    finding.help(format!("write #tab/{expected}"));
    restore(finding, difference, pair, "restore the id");
}
