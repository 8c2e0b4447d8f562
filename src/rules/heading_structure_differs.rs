//! A translation has the headings of its source, at the same levels and under the same anchors.
//!
//! ## Why
//!
//! Readers and programs find their way by the headings: tables of contents, links to anchors, and this program. A level or an anchor that changed leads them astray.
//!
//! ## Bad
//!
//! ```md en-US
//! # call: get
//!
//! ## Response
//!
//! Text.
//! ```
//!
//! ```md es-ES
//! # <a name="call-get"></a>call: get
//!
//! ### <a name="response"></a>Respuesta
//!
//! Texto.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! # call: get
//!
//! ## Response
//!
//! Text.
//! ```
//!
//! ```md es-ES
//! # <a name="call-get"></a>call: get
//!
//! ## <a name="response"></a>Respuesta
//!
//! Texto.
//! ```

use crate::drift::Difference;
use crate::fact::FactKind;
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "heading-structure-differs",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("heading_structure_differs.rs"),
    checks: &[Check::Difference(&[FactKind::Section], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    // A stray fence has made code of it, and is told.
    if let (Some(side), None) = (&difference.source, &difference.translation)
        && pair.are_code(pair.source.page.slice(side.span))
    {
        return;
    }
    let message = match (&difference.source, &difference.translation) {
        (Some(_), Some(_)) => format!("the heading is {found}, in the source {expected}"),
        (Some(_), None) => format!("the heading {expected} of the source is missing"),
        _ => format!("the source has no heading {found}"),
    };
    report(difference, pair, out, message).help("give the page the headings of its source");
}
