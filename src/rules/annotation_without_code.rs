//! An annotation stands directly above the code block it describes.
//!
//! ## Why
//!
//! An annotation binds to the next block, when that is code; blank lines between are free. With a paragraph or a heading
//! between, it says nothing about anything: the sample it was written for is not tested and gets no tabs.
//!
//! ## Bad
//!
//! ````md
//! <!-- { "blockType": "request", "name": "get-call" } -->
//! The request below reads one call.
//!
//! ```http
//! GET https://switchboard.contoso.example/v1.0/calls/1
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! The request below reads one call.
//!
//! <!-- { "blockType": "request", "name": "get-call" } -->
//!
//! ```http
//! GET https://switchboard.contoso.example/v1.0/calls/1
//! ```
//! ````

use crate::page::Page;
use crate::page::annotation::{Annotation, BLOCK_KEYS};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "annotation-without-code",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("annotation_without_code.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for note in &page.annotations {
        if !page.slice(note.span).ends_with("-->") {
            out.report(
                note.span.part(0..4),
                "the comment of this annotation has no end, so the rest of the page is part of it",
            )
            .help("close the comment with -->");
        } else if !note.is_page && note.code.is_none() && speaks_of_a_block(page, note) && !heads_a_table(page, note) {
            let name = note.names(&page.source.text).into_iter().next();
            let what = match (note.block_type(&page.source.text), name) {
                (Some(kind), Some(name)) => format!("the {kind} annotation `{name}`"),
                (Some(kind), None) => format!("the {kind} annotation"),
                _ => "this annotation".to_owned(),
            };
            out.report(note.span, format!("{what} stands above no code block"))
                .help("move it directly above the code block it describes, or remove it");
        }
    }
    for comment in page.comments.iter().filter(|comment| !comment.closed) {
        if page.slice(comment.content).contains("\"blockType\"") {
            out.report(comment.span.part(0..4), "this comment has no end, so an annotation is part of it")
                .help("close the comment with -->");
        }
    }
}

/// Whether it has the kind of a block, or a key only blocks have.
fn speaks_of_a_block(page: &Page, note: &Annotation) -> bool {
    note.members(&page.source.text).any(|(_, key, _)| BLOCK_KEYS.contains(&&*key))
}

/// Permission tables and their include files have an annotation of their own.
fn heads_a_table(page: &Page, note: &Annotation) -> bool {
    if !note.block_type(&page.source.text).is_some_and(|kind| kind.eq_ignore_ascii_case("permissions")) {
        return false;
    }
    let after = |starts: Option<u32>| {
        starts.is_some_and(|start| page.slice(Span::new(note.span.to(), start as usize)).trim().is_empty())
    };
    let table = page.tables.get(page.tables.partition_point(|table| table.span.start < note.span.end));
    let include = page.includes.get(page.includes.partition_point(|include| include.span.start < note.span.end));
    after(table.map(|table| table.span.start)) || after(include.map(|include| include.span.start))
}
