//! Every annotated response belongs to a request of its page.
//!
//! ## Why
//!
//! A response without a request leaves the reader to guess what was asked. A response that names a request which is not there
//! is not tested with the one it stands below.
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
    let pairing = sample::pair(page);
    for note in pairing.early.iter().filter_map(|at| page.annotations.get(*at)) {
        let message = if pairing.requests.is_empty() {
            "this page annotates a response and no request"
        } else {
            "this response stands before every request of the page"
        };
        out.report(note.span, message).help("annotate the request it answers, above it");
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
