//! Every status that the source names in prose is named in the translation.
//!
//! ## Why
//!
//! The sentence that says which status a call answers with is what a reader programs against.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Response
//!
//! Returns `204 No Content`.
//! ```
//!
//! ```md es-ES
//! ## <a name="response"></a>Respuesta
//!
//! No devuelve nada.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Response
//!
//! Returns `204 No Content`.
//! ```
//!
//! ```md es-ES
//! ## <a name="response"></a>Respuesta
//!
//! Devuelve `204 No Content`.
//! ```

use crate::drift::bags::is_status;
use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "status-code-lost",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("status_code_lost.rs"),
    checks: &[Check::Difference(&[FactKind::CodeSpan], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let expected = difference.expected();
    if difference.change == Change::Lost && is_status(expected) {
        report(difference, pair, out, format!("the status {expected} is lost")).help(format!("name `{expected}`"));
    }
}
