//! JSON in an example follows the grammar of JSON.
//!
//! ## Why
//!
//! A reader copies the example, and the server refuses it. Tools that make sample code from it stop.
//!
//! `&quot;` for a quote is told here on pages of the source; on translations without their source it is told by
//! `html-entity-in-code`.
//!
//! Comments and `...` for what is left out are a habit of documents and not reported; neither are blocks that show a part of
//! a document only, nor blocks with comments, or with lines marked as added or removed (`json ins={2}`), that no annotation calls
//! a request or a response: they are written for people.
//!
//! ## Bad
//!
//! ````md
//! ```http
//! POST https://switchboard.contoso.example/v1.0/calls
//! Content-Type: application/json
//!
//! {
//!   "to": "4402",
//! }
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! ```http
//! POST https://switchboard.contoso.example/v1.0/calls
//! Content-Type: application/json
//!
//! {
//!   "to": "4402"
//! }
//! ```
//! ````

use crate::page::code::CodeBlock;
use crate::page::http;
use crate::page::json::{FaultKind, Json};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity, json_faults};

/// The rule.
pub static RULE: Rule = Rule {
    id: "json-body-invalid",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("json_body_invalid.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let text = &page.source.text;
    for code in &page.code {
        let Some((json, what)) = document(code, text).filter(|(json, _)| !json.faults.is_empty()) else { continue };
        if json.faults.iter().any(|fault| is_part_of_one(fault.kind)) && code.annotation.is_none() {
            continue;
        }
        if is_for_people(code, json, text) {
            continue;
        }
        // `html-entity-in-code` tells those of a translation.
        let safety = |kind| safety(kind).filter(|_| kind != FaultKind::QuoteEntity || !is_alone(context));
        json_faults::report(json, text, what, safety, out);
    }
}

/// Whether the page is a translation without the text it was made from.
fn is_alone(context: &PageContext<'_>) -> bool {
    context.is_translation() && context.proved_source().is_none()
}

fn document<'a>(code: &'a CodeBlock, text: &str) -> Option<(&'a Json, &'static str)> {
    if let Some(json) = code.json.as_deref() {
        // A whole message under the wrong label is no JSON at all.
        return (!json.faults.is_empty() && !http::looks_like_http(code.content.of(text)))
            .then_some((json, "this JSON"));
    }
    let message = code.http.as_deref()?;
    let what = if message.request().is_some() { "the request body" } else { "the response body" };
    Some((message.body()?.json.as_ref()?, what))
}

/// Whether a block without an annotation shows people how to edit a file.
fn is_for_people(code: &CodeBlock, json: &Json, text: &str) -> bool {
    let is_edited =
        || code.info.of(text).split([' ', ',']).any(|word| word.starts_with("del=") || word.starts_with("ins="));
    code.annotation.is_none()
        && code.json.is_some()
        && (json.faults.iter().any(|fault| fault.kind == FaultKind::Comment) || is_edited())
}

/// Faults that show a fragment, not a mistake.
fn is_part_of_one(kind: FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::MemberOutsideObject | FaultKind::SecondDocument | FaultKind::ExtraText | FaultKind::Ellipsis
    )
}

fn safety(kind: FaultKind) -> Option<Safety> {
    match kind {
        // House style for what is left out.
        FaultKind::Ellipsis | FaultKind::Comment => None,
        FaultKind::TrailingComma => Some(Safety::Safe),
        _ => Some(Safety::Unsafe),
    }
}
