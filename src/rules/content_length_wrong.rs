//! The `Content-Length` of an example is the length of its body.
//!
//! ## Why
//!
//! A reader who sends the example as it stands gets an error or a truncated body. The figure goes stale whenever somebody
//! edits the body. Better leave the header out: every client computes it.
//!
//! The length counts with line ends of one byte or of two, with or without one after the last line.
//!
//! ## Bad
//!
//! ````md
//! ```http
//! POST https://switchboard.contoso.example/v1.0/calls
//! Content-Type: application/json
//! Content-Length: 99
//!
//! { "to": "4402" }
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! ```http
//! POST https://switchboard.contoso.example/v1.0/calls
//! Content-Type: application/json
//! Content-Length: 16
//!
//! { "to": "4402" }
//! ```
//! ````

use crate::page::http::{Body, Header, HttpMessage};
use crate::page::json::FaultKind;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "content-length-wrong",
    severity: Severity::Info,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("content_length_wrong.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let text = &page.source.text;
    for message in page.code.iter().filter_map(|code| code.http.as_deref()) {
        let Some(body) = message.body().filter(|body| is_literal(body, message)) else { continue };
        let Some(header) = header(message, text) else { continue };
        let Ok(said) = header.value.of(text).parse::<usize>() else { continue };
        let (feed, both) = body.lengths(text);
        if [feed, feed + 1, both, both + 2].contains(&said) {
            continue;
        }
        let lengths =
            if feed == both { format!("{both} bytes") } else { format!("{both} bytes ({feed} with LF line ends)") };
        out.report(header.value, format!("Content-Length is {said}, the body has {lengths}"))
            .found(said.to_string())
            .expected(both.to_string())
            .because(body.span, "the body")
            .help(format!("write {both}, or leave the header out"))
            .replace(Safety::Unsafe, "write the length of the body", header.value, both.to_string());
    }
}

fn header<'a>(message: &'a HttpMessage, text: &str) -> Option<&'a Header> {
    message.headers().iter().find(|header| header.name.of(text).eq_ignore_ascii_case("Content-Length"))
}

/// Whether the body is what is sent, and not words for it. Only JSON can be told.
fn is_literal(body: &Body, message: &HttpMessage) -> bool {
    // A header that was taken for body would count.
    let sound = message.problems().next().is_none();
    let left_out = |kind| matches!(kind, FaultKind::Ellipsis | FaultKind::Comment | FaultKind::TooDeep);
    sound && body.json.as_ref().is_some_and(|json| !json.faults.iter().any(|fault| left_out(fault.kind)))
}
