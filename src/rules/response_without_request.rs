//! Every annotated response belongs to a request of its page.
//!
//! ## Why
//!
//! A response without a request leaves the reader to guess what was asked. A response that names a request which is not there
//! is not tested with the one it stands below.
//!
//! A request that has a name and is annotated as `ignored` is kept out of the tests on purpose; its response is not reported,
//! whether it stands below that request or names it.
//!
//! A response in the section that describes responses answers no request of that section. It is better annotated as `ignored`
//! too, or shown in the example.
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

use crate::fact::{FactKind, Words, sample, table};
use crate::page::Page;
use crate::page::annotation::Annotation;
use crate::page::code::CodeBlock;
use crate::page::http::HttpMessage;
use crate::page::section::Role;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use std::borrow::Cow;
use std::collections::HashSet;

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
    if !pairing.early.is_empty() {
        early(context, &pairing.early, pairing.requests.is_empty(), out);
    }
    if pairing.misnamed.is_empty() {
        return;
    }
    let requests: Vec<_> = sample::named_requests(page).collect();
    let ignored: HashSet<Cow<'_, str>> = page
        .annotations
        .iter()
        .filter(|note| note.is_of("ignored"))
        .flat_map(|note| note.names(&page.source.text))
        .collect();
    for at in &pairing.misnamed {
        let Some(note) = page.annotations.get(*at) else { continue };
        if note.names(&page.source.text).iter().any(|name| ignored.contains(name)) {
            continue;
        }
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

/// Responses above which no annotated request stands.
fn early(context: &PageContext<'_>, notes: &[usize], has_no_request: bool, out: &mut Findings) {
    let page = context.page();
    let words: &dyn Words = context.locale();
    let roles = if notes.len() > table::FEW { table::section_roles(page, words) } else { Vec::new() };
    let role = |at: u32| {
        let section = page.section_index(at);
        roles.get(section).map_or_else(|| table::section_role(page, section, words), |role| *role)
    };
    let requests = requests(page);
    // A documented path alone is no example.
    let examples: Vec<&CodeBlock> = requests.iter().copied().filter(|code| is_example(page, code)).collect();
    for note in notes.iter().filter_map(|at| page.annotations.get(*at)) {
        let above = last_above(&examples, note);
        if above.is_some_and(|code| is_kept_out(page, code)) {
            continue;
        }
        if let Some(code) = above.filter(|code| role(code.span.start) != Some(Role::HttpRequest)) {
            let (message, help) = match page.note_of(code) {
                Some(other) if other.is_of("ignored") => (
                    "the request above this response is annotated as `ignored` and has no name",
                    "annotate it as a request, or give it a name where it is ignored on purpose",
                ),
                Some(other) if !other.is_page && !other.json.is_strict() => (
                    "the annotation of the request above this response is no valid JSON",
                    "mend that annotation, so that it says `\"blockType\": \"request\"`",
                ),
                _ => ("the request above this response is not annotated", "annotate the request it answers, above it"),
            };
            out.report(note.span, message).help(help).because(code.info, "this block");
            continue;
        }
        let section = page.section_at(note.span.start).filter(|section| !section.is_example_part());
        let is_alone = section
            .is_some_and(|section| last_above(&requests, note).is_none_or(|code| code.span.start < section.span.start));
        let message = if has_no_request {
            "this page annotates a response and no request"
        } else {
            "this response stands before every request of the page"
        };
        out.report(note.span, message).help(if is_alone && role(note.span.start) == Some(Role::Response) {
            "annotate it as `ignored`, or move it to the example, below the request it answers"
        } else {
            "annotate the request it answers, above it"
        });
    }
}

/// The blocks of the page that are requests, in order.
fn requests(page: &Page) -> Vec<&CodeBlock> {
    let is_request = |code: &&CodeBlock| {
        let message = code.http.as_deref();
        message.is_some_and(|message| !message.request_lines().is_empty())
    };
    page.code.iter().filter(is_request).collect()
}

/// Whether the request is to a server, with its name.
fn is_example(page: &Page, code: &CodeBlock) -> bool {
    let request = code.http.as_deref().and_then(HttpMessage::request);
    request.is_some_and(|request| request.line.parts(&page.source.text).scheme_host.is_some())
}

fn last_above<'p>(blocks: &[&'p CodeBlock], note: &Annotation) -> Option<&'p CodeBlock> {
    let above = blocks.partition_point(|code| code.span.start < note.span.start);
    above.checked_sub(1).and_then(|above| blocks.get(above)).copied()
}

/// Whether the block has a name and is ignored on purpose: no sample is made of it.
fn is_kept_out(page: &Page, code: &CodeBlock) -> bool {
    let note = page.note_of(code);
    note.is_some_and(|note| note.is_of("ignored") && !note.names(&page.source.text).is_empty())
}
