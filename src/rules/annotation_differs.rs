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
use crate::page::Page;
use crate::page::annotation::Annotation;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Safety, Severity};
use crate::text::Span;

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
    // A stray fence has made code of it, and is told.
    if let (Some(side), None) = (&difference.source, &difference.translation)
        && pair.are_code(pair.source.page.slice(side.span))
    {
        return;
    }
    let message = match (&difference.source, &difference.translation) {
        (Some(_), Some(_)) => format!("the annotation has {} where the source has {}", shown(found), shown(expected)),
        (Some(_), None) => format!("an annotation of the source is missing: {}", shown(expected)),
        _ => format!("the source has no such annotation: {}", shown(found)),
    };
    let finding = report(difference, pair, out, message);
    finding.help("copy the annotation of the source");
    let Some((source, translation)) = difference.both() else { return };
    let (theirs, ours) = (around(&pair.source.page, source.span), around(pair.page(), translation.span));
    let (Some(theirs), Some(ours)) = (theirs, ours) else { return };
    // One that belongs to another block is another one, and which has gone astray is a guess.
    if ours.code != theirs.code || ours.is_page != theirs.is_page {
        return;
    }
    let lines = |page: &Page, annotation: &Annotation| page.slice(annotation.span).lines().count();
    // What a line end has broken has more lines than the source: they cannot be set beside each other one by one.
    if !ours.json.is_strict() && lines(&pair.source.page, theirs) != lines(pair.page(), ours) {
        let text = pair.source.page.slice(theirs.span);
        finding.replace(Safety::Safe, "restore the annotation of the source", ours.span, text);
        return;
    }
    restore(finding, difference, pair, "restore the line of the source");
}

/// The annotation that `span` lies in.
fn around(page: &Page, span: Span) -> Option<&Annotation> {
    let next = page.annotations.partition_point(|annotation| annotation.span.end < span.end);
    page.annotations.get(next).filter(|annotation| annotation.span.contains(span))
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
