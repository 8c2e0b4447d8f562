//! An example response has no body where its status forbids one.
//!
//! ## Why
//!
//! A response with 204, 205 or 304, or with a status below 200, ends with its headers (RFC 9110, section 15). A client that is
//! written after an example with `204` and an object waits for an object that never comes, or fails to read nothing as JSON. Either
//! the status is wrong or the body is.
//!
//! Told are bodies that are sent as they stand: JSON, XML, and whatever a `Content-Type` announces. Comments are none, nor is a
//! further message in the same block, nor a block that its annotation calls `ignored`.
//!
//! ## Bad
//!
//! ````md
//! ```http
//! HTTP/1.1 204 No Content
//! Content-Type: application/json
//!
//! { "brightness": 4 }
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! ```http
//! HTTP/1.1 204 No Content
//! ```
//!
//! ```http
//! HTTP/1.1 200 OK
//! Content-Type: application/json
//!
//! { "brightness": 4 }
//! ```
//! ````

use crate::fact::{FactKind, promise};
use crate::page::http::{Body, HttpMessage, Response, looks_like_http};
use crate::page::json::FaultKind;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "response-body-forbidden",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("response_body_forbidden.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let text = &page.source.text;
    for code in &page.code {
        let Some(HttpMessage::Response(response)) = code.http.as_deref() else { continue };
        let Some(body) = response.body.as_ref().filter(|_| has_no_body(response.status)) else { continue };
        let is_ignored = page.note_of(code).is_some_and(|note| note.is_of("ignored"));
        if is_ignored || !is_sent(response, body, text) {
            continue;
        }
        let status = response.status;
        // Where the prose speaks of a body too, it most often has the status that forbids it.
        let other = promise::codes(page, context.locale()).into_iter().find(|(code, _)| !has_no_body(*code));
        let finding = out.report(
            response.status_span,
            format!("the example answers {status} with a body, and a response with this status has none"),
        );
        finding.found(status.to_string()).fact(FactKind::Status, "response").because(body.span, "the body");
        match other {
            Some((code, place)) => finding
                .because(place, "the prose")
                .help(format!("remove the body, or write the status {code} that the prose says")),
            None => finding.help(
                "remove the body; or, where the method does answer with one, write the status that it sends, such as 200, here and in \
                 the prose",
            ),
        };
    }
}

/// Whether a response with this status ends with its headers.
fn has_no_body(status: u16) -> bool {
    matches!(status, 100..=199 | 204 | 205 | 304)
}

/// Whether a body is what is sent, and no note of the author.
fn is_sent(response: &Response, body: &Body, text: &str) -> bool {
    let is_note = |line: &str| line.is_empty() || ["//", "#", "<!--"].iter().any(|mark| line.starts_with(mark));
    let content = body.span.of(text).trim_start();
    if content.lines().all(|line| is_note(line.trim())) || looks_like_http(content) {
        return false;
    }
    let is_json =
        body.json.as_ref().is_some_and(|json| !json.faults.iter().any(|fault| fault.kind == FaultKind::BareWord));
    let is_xml = content.starts_with('<') && (content.contains("</") || content.contains("/>"));
    is_json || is_xml || response.header(text, "Content-Type").is_some()
}
