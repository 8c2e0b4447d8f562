//! White space in code blocks is that of the source.
//!
//! ## Why
//!
//! Some translation pipelines turn tabs into spaces. That changes no meaning in most languages, so this rule is for those who compare code byte by byte.
//!
//! ## Bad
//!
//! ````md en-US
//! ## Example
//!
//! ```json
//! {
//! 	"state": "ended"
//! }
//! ```
//! ````
//!
//! ````md es-ES
//! ## <a name="example"></a>Ejemplo
//!
//! ```json
//! {
//!     "state": "ended"
//! }
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US
//! ## Example
//!
//! ```json
//! {
//! 	"state": "ended"
//! }
//! ```
//! ````
//!
//! ````md es-ES
//! ## <a name="example"></a>Ejemplo
//!
//! ```json
//! {
//! 	"state": "ended"
//! }
//! ```
//! ````

#![allow(clippy::tabs_in_doc_comments, reason = "the examples are about tabs")]

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "code-tabs-changed",
    severity: Severity::Info,
    default_on: false,
    fixable: false,
    options: &[],
    source: include_str!("code_tabs_changed.rs"),
    checks: &[Check::Difference(&[FactKind::CodeBlock], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change == Change::Respaced {
        let message = format!("the white space of this line differs from the source: {}", difference.expected());
        report(difference, pair, out, message).help("indent as the source does");
    }
}
