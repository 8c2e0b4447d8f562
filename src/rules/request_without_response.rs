//! Every annotated request is followed by an annotated response.
//!
//! ## Why
//!
//! A reader who sees a request wants to know what it answers, and a sample without a response cannot be tested.
//!
//! A response belongs to the requests it names, or else to the last request before it.
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

use crate::page::http::HttpMessage;
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
        // A response that is there and only lacks its annotation.
        let shown = crate::page::model::within(&page.code, between, |code| code.span)
            .iter()
            .find(|code| matches!(code.http.as_deref(), Some(HttpMessage::Response(_))));
        match shown {
            Some(code) => out
                .report(note.span, format!("{what} has no response: the one below it is not annotated as such"))
                .because(Span::at(code.span.from()), "this block")
                .help("annotate the block with `\"blockType\": \"response\"`"),
            None => out.report(note.span, format!("{what} has no response")).help("show the response and annotate it"),
        };
    }
}
