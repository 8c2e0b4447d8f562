//! The JSON of an annotation follows the grammar of JSON.
//!
//! ## Why
//!
//! An annotation says what the code block below it is. Where its JSON cannot be read, the sample is not tested, gets no
//! tabs in other languages, and nobody notices. Translation pipelines turn quotes into `&quot;`.
//!
//! Line breaks in the strings of a page's annotation are not reported: the messages its `suppressions` repeat have them.
//!
//! ## Bad
//!
//! ````md
//! <!-- {
//!   "blockType": "response",
//!   "truncated&quot;: true,
//! } -->
//! ```http
//! HTTP/1.1 204 No Content
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! <!-- {
//!   "blockType": "response",
//!   "truncated": true
//! } -->
//! ```http
//! HTTP/1.1 204 No Content
//! ```
//! ````

use crate::page::annotation::{Annotation, BLOCK_KEYS, PAGE_KEYS};
use crate::page::json::FaultKind;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity, json_faults};

/// The rule.
pub static RULE: Rule = Rule {
    id: "annotation-json-invalid",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("annotation_json_invalid.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for note in page.annotations.iter().filter(|note| !note.json.faults.is_empty() && is_meant(context, note)) {
        let safety = |kind| (!note.is_page || kind != FaultKind::RawNewline).then(|| safety(kind));
        let what = if note.is_page { "the page's annotation" } else { "the annotation" };
        json_faults::report(&note.json, &page.source.text, what, safety, out);
    }
}

/// Whether the comment is an annotation at all, and not some other text in braces.
fn is_meant(context: &PageContext<'_>, note: &Annotation) -> bool {
    let known = |key: &str| BLOCK_KEYS.contains(&key) || PAGE_KEYS.contains(&key);
    note.is_page || note.code.is_some() || note.members(&context.page().source.text).any(|(_, key, _)| known(&key))
}

/// Mending these cannot change what the annotation says.
fn safety(kind: FaultKind) -> Safety {
    match kind {
        FaultKind::TrailingComma
        | FaultKind::QuoteEntity
        | FaultKind::SmartQuotes
        | FaultKind::SingleQuotes
        | FaultKind::BareKey
        | FaultKind::OddSpace
        | FaultKind::FullWidthPunctuation => Safety::Safe,
        _ => Safety::Unsafe,
    }
}
