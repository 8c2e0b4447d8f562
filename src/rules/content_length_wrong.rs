//! The `Content-Length` of an example is the length of its body.
//!
//! ## Why
//!
//! A reader who sends the example as it stands gets an error or a truncated body. The figure goes stale whenever somebody
//! edits the body. Better leave the header out: every client computes it.
//!
//! The length counts with line ends of one byte or of two, with or without one after the last line, and so does that of the same
//! JSON without white space: what is sent is often one line, and the page breaks it for readers. Text that follows the JSON need
//! not be counted. Where the annotation says that the body is `truncated`, only a length that is less than that of what is
//! shown is wrong for sure; a greater one is told as likely wrong, and nothing is offered, since bodies that are whole carry the mark too.
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
use crate::text::Span;

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
    for code in &page.code {
        let Some(message) = code.http.as_deref() else { continue };
        let Some(body) = message.body().filter(|body| is_literal(body, message)) else { continue };
        let Some(header) = header(message, text) else { continue };
        let Ok(said) = header.value.of(text).parse::<usize>() else { continue };
        if counts(body, text, said) {
            continue;
        }
        let document = document(body, text);
        let least = without_space(&document, text);
        if said == least || document.span != body.span && counts(&document, text, said) {
            continue;
        }
        let is_shortened = page.note_of(code).and_then(|note| note.flag(text, "truncated")) == Some(true);
        if is_shortened && said < least {
            out.report(header.value, format!("Content-Length is {said}, the body has at least {least} bytes"))
                .found(said.to_string())
                .because(body.span, "the body, of which the annotation says that it is truncated")
                .help("leave the header out");
            continue;
        }
        let (feed, both) = document.lengths(text);
        let lengths =
            if feed == both { format!("{both} bytes") } else { format!("{both} bytes ({feed} with LF line ends)") };
        let finding = out.report(header.value, format!("Content-Length is {said}, the body has {lengths}"));
        finding.found(said.to_string()).because(document.span, "the body");
        if is_shortened {
            // Nearly every response is marked so, whole or not.
            finding.likely().help(format!("write {both} if this is all of the body, or else leave the header out"));
            continue;
        }
        finding.expected(both.to_string()).help(format!("write {both}, or leave the header out")).replace(
            Safety::Unsafe,
            "write the length of the body",
            header.value,
            both.to_string(),
        );
    }
}

/// Whether `said` is the length of the body, in one of the ways to count.
fn counts(body: &Body, text: &str, said: usize) -> bool {
    let (feed, both) = body.lengths(text);
    [feed, feed + 1, both, both + 2].contains(&said)
}

/// The body up to the end of its JSON, where text follows that is no part of it.
fn document(body: &Body, text: &str) -> Body {
    let root = body.json.as_ref().and_then(|json| json.root());
    let is_followed = |end: &u32| !Span { start: *end, end: body.span.end }.trimmed(text).is_empty();
    let end = root.map(|root| root.span.end).filter(is_followed).unwrap_or(body.span.end);
    let cut = |span: &Span| Span { start: span.start, end: span.end.min(end) };
    let lines = body.lines.as_deref().map(|lines| lines.iter().filter(|line| line.start < end).map(cut).collect());
    Body { span: cut(&body.span), lines, json: None }
}

/// The bytes of a JSON body without the white space around its values.
fn without_space(body: &Body, text: &str) -> usize {
    let whole = [body.span];
    let parts = body.lines.as_deref().unwrap_or(&whole);
    let (mut count, mut in_string, mut escaped) = (0, false, false);
    for byte in parts.iter().flat_map(|part| part.of(text).bytes()) {
        let is_break = matches!(byte, b'\n' | b'\r');
        let is_space = is_break | !in_string & byte.is_ascii_whitespace();
        count += usize::from(!is_space);
        in_string ^= byte == b'"' && !escaped;
        escaped = in_string && byte == b'\\' && !escaped;
    }
    count
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
