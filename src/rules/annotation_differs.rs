//! The annotations of code blocks are the same in every language.
//!
//! ## Why
//!
//! Programs read the annotations: they test the samples and make code from them. A changed annotation breaks the build, a lost one leaves its sample untested.
//!
//! ## Bad
//!
//! ````md en-US
//! ## Example
//!
//! <!-- { "blockType": "response", "name": "get_call" } -->
//! ```json
//! {}
//! ```
//! ````
//!
//! ````md es-ES
//! ## <a name="example"></a>Ejemplo
//!
//! <!-- { "blockType": "respuesta", "name": "get_call" } -->
//! ```json
//! {}
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US
//! ## Example
//!
//! <!-- { "blockType": "response", "name": "get_call" } -->
//! ```json
//! {}
//! ```
//! ````
//!
//! ````md es-ES
//! ## <a name="example"></a>Ejemplo
//!
//! <!-- { "blockType": "response", "name": "get_call" } -->
//! ```json
//! {}
//! ```
//! ````

use crate::drift::Difference;
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "annotation-differs",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("annotation_differs.rs"),
    checks: &[Check::Difference(&[FactKind::Annotation], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    let message = match (&difference.source, &difference.translation) {
        (Some(_), Some(_)) => format!("the annotation has {} where the source has {}", shown(found), shown(expected)),
        (Some(_), None) => format!("an annotation of the source is missing: {}", shown(expected)),
        _ => format!("the source has no such annotation: {}", shown(found)),
    };
    let finding = report(difference, pair, out, message);
    finding.help("copy the annotation of the source");
    restore(finding, difference, pair, "restore the line of the source");
}

/// The text, as a message can show it.
fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.is_empty() {
        "nothing".clone_into(&mut short);
    } else if short.len() < text.len() {
        short.push('…');
    }
    short
}
