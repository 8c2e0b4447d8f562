//! Every annotated response belongs to a request of its page.
//!
//! ## Why
//!
//! A response without a request leaves the reader to guess what was asked. A response that names a request which is not there
//! is not tested with the one it stands below.
//!
//! A request that has a name and is annotated as `ignored` is kept out of the tests on purpose; its response is not reported.
//!
//! ## Bad
//!
//! ````md
//! <!-- { "blockType": "response" } -->
//! ```http
//! HTTP/1.1 204 No Content
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
//! <!-- { "blockType": "response", "name": "hang-up" } -->
//! ```http
//! HTTP/1.1 204 No Content
//! ```
//! ````

use crate::fact::{FactKind, sample};
use crate::page::Page;
use crate::page::code::CodeBlock;
use crate::page::http::HttpMessage;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "response-without-request",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("response_without_request.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let pairing = context.pairing();
    let requests = if pairing.early.is_empty() { Vec::new() } else { example_requests(page) };
    for note in pairing.early.iter().filter_map(|at| page.annotations.get(*at)) {
        let above = requests.partition_point(|code| code.span.start < note.span.start);
        let above = above.checked_sub(1).and_then(|above| requests.get(above)).copied();
        if above.is_some_and(|code| is_kept_out(page, code)) {
            continue;
        }
        let message = match above {
            Some(_) => "the request above this response is not annotated",
            None if pairing.requests.is_empty() => "this page annotates a response and no request",
            None => "this response stands before every request of the page",
        };
        let finding = out.report(note.span, message);
        finding.help("annotate the request it answers, above it");
        if let Some(code) = above {
            finding.because(code.info, "this block");
        }
    }
    if pairing.misnamed.is_empty() {
        return;
    }
    let requests: Vec<_> = sample::named_requests(page).collect();
    for at in &pairing.misnamed {
        let Some(note) = page.annotations.get(*at) else { continue };
        let Some(node) = note.strings(&page.source.text, "name").into_iter().next() else { continue };
        let names = note.names(&page.source.text).join("`, `");
        let finding = out.report(node.span, format!("no request of this page is called `{names}`"));
        finding.found(&names).fact(FactKind::Annotation, format!("{names}/name"));
        let above = requests.partition_point(|request| request.note < *at);
        let above = above.checked_sub(1).and_then(|above| requests.get(above));
        match above {
            Some(above) => finding
                .expected(&*above.name)
                .because(above.span, "the request above it")
                .help(format!("name the request it answers, such as `{}`", above.name)),
            None => finding.help("name the request it answers"),
        };
    }
}

/// The example requests of the page, in order; a documented path alone is none.
fn example_requests(page: &Page) -> Vec<&CodeBlock> {
    let is_request = |code: &&CodeBlock| {
        let request = code.http.as_deref().and_then(HttpMessage::request);
        request.is_some_and(|request| request.line.parts(&page.source.text).scheme_host.is_some())
    };
    page.code.iter().filter(is_request).collect()
}

/// Whether the block has a name and is ignored on purpose: no sample is made of it.
fn is_kept_out(page: &Page, code: &CodeBlock) -> bool {
    let note = page.note_of(code);
    note.is_some_and(|note| sample::is_kind(page, note, "ignored") && !note.names(&page.source.text).is_empty())
}
