//! JSON of a page is nested at most 128 deep.
//!
//! ## Why
//!
//! What lies deeper is not read, and no example needs it.
//!
//! ## No example
//!
//! JSON nested 128 deep is too much for documentation; `tests/rules/json-too-deep.md` has some.

use crate::page::http::HttpMessage;
use crate::page::json::{FaultKind, Json};
use crate::page::limit::JSON_DEPTH;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "json-too-deep",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("json_too_deep.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for code in &page.code {
        let body = match code.http.as_deref() {
            Some(HttpMessage::Request(request)) => request.body.as_ref(),
            Some(HttpMessage::Response(response)) => response.body.as_ref(),
            _ => None,
        };
        let documents = [code.json.as_deref(), body.and_then(|body| body.json.as_ref())];
        documents.into_iter().flatten().for_each(|json| report(json, out));
    }
    page.annotations.iter().for_each(|note| report(&note.json, out));
}

fn report(json: &Json, out: &mut Findings) {
    for fault in json.faults.iter().filter(|fault| fault.kind == FaultKind::TooDeep) {
        let message = format!("the JSON is nested more than {JSON_DEPTH} deep; what lies deeper is not read");
        out.report(fault.span, message).help("shorten the example");
    }
}
