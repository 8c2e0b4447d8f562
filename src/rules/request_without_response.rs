//! Every annotated request is followed by an annotated response.
//!
//! ## Why
//!
//! A reader who sees a request wants to know what it answers, and a sample without a response cannot be tested.
//!
//! A response belongs to the requests it names, or else to the last request before it. Where something that looks like the
//! response stands below the request without an annotation, the finding says so.
//!
//! ## Bad
//!
//! ````md
//! <!-- { "blockType": "request", "name": "hang-up" } -->
//! ```http
//! POST https://switchboard.contoso.example/v1.0/calls/1/hangup
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! <!-- { "blockType": "request", "name": "hang-up" } -->
//! ```http
//! POST https://switchboard.contoso.example/v1.0/calls/1/hangup
//! ```
//!
//! <!-- { "blockType": "response" } -->
//! ```http
//! HTTP/1.1 204 No Content
//! ```
//! ````

use crate::page::Page;
use crate::page::annotation::Annotation;
use crate::page::code::{CodeBlock, Language};
use crate::page::http::HttpMessage;
use crate::page::model::within;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "request-without-response",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("request_without_response.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let pairing = context.pairing();
    for (at, (request, answered)) in pairing.requests.iter().enumerate() {
        let Some(note) = page.annotations.get(*request).filter(|_| !answered) else { continue };
        let name = note.names(&page.source.text).into_iter().next();
        let what = name.map_or_else(|| "this request".to_owned(), |name| format!("request `{name}`"));
        let next = pairing.requests.get(at + 1).and_then(|(next, _)| page.annotations.get(*next));
        let until = next.map_or(page.source.text.len(), |next| next.span.from());
        let between = Span::new(note.span.to(), until);
        match shown(page, note, between) {
            Some(code) if matches!(code.http.as_deref(), Some(HttpMessage::Response(_))) => out
                .report(note.span, format!("{what} has no response: the one below it is not annotated as such"))
                .because(Span::at(code.span.from()), "this block")
                .help("annotate the block with `\"blockType\": \"response\"`"),
            Some(code) => out
                .report(note.span, format!("{what} has no response: the JSON below it has no annotation and no status"))
                .because(Span::at(code.span.from()), "this block")
                .help("fence it as http, begin it with its status line, and annotate it with `\"blockType\": \"response\"`"),
            None => out.report(note.span, format!("{what} has no response")).help("show the response and annotate it"),
        };
    }
}

/// A response that is there and only lacks its annotation: before any other request.
fn shown<'p>(page: &'p Page, note: &Annotation, between: Span) -> Option<&'p CodeBlock> {
    let own = page.code_of(note);
    let start = own.map_or(between.start, |code| code.span.end);
    let mut blocks = within(&page.code, Span { start, ..between }, |code| code.span).iter();
    let first = blocks.clone().next();
    let is_response = |code: &&CodeBlock| matches!(code.http.as_deref(), Some(HttpMessage::Response(_)));
    let message = blocks.find(|code| is_response(code) || is_request(page, code)).filter(is_response);
    message.or_else(|| first.filter(|code| own.is_some_and(|own| is_answer(page, own, code))))
}

/// Whether a block is a request, or an address alone.
fn is_request(page: &Page, code: &CodeBlock) -> bool {
    let Some(message) = code.http.as_deref() else { return false };
    !message.request_lines().is_empty() || code.content.of(&page.source.text).trim_start().starts_with("http")
}

/// Whether the block right below a request can be nothing but what is answered: JSON that nobody annotated, where the request
/// has its body or needs none.
fn is_answer(page: &Page, own: &CodeBlock, code: &CodeBlock) -> bool {
    let needs_none = match own.http.as_deref() {
        Some(HttpMessage::Request(request)) => {
            request.body.is_some() || request.line.method.of(&page.source.text).eq_ignore_ascii_case("GET")
        }
        _ => is_request(page, own),
    };
    let section = page.section_index(code.span.start);
    let below_response = page.sections.get(section).is_some_and(|section| &*section.slug == "response");
    needs_none
        && code.language == Language::Json
        && code.annotation.is_none()
        && (below_response || section == page.section_index(own.span.start))
}
