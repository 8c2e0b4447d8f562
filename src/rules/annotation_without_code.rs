//! An annotation stands directly above the code block it describes.
//!
//! ## Why
//!
//! An annotation binds to the next block, when that is code; blank lines between are free. With a paragraph or a heading
//! between, or at the end of a line of text, it says nothing about anything: the sample it was written for is not tested
//! and gets no tabs. Translation pipelines join comments to the line above them.
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
use crate::page::annotation::{Annotation, BLOCK_KEYS, BLOCK_TYPES};
use crate::page::code::CodeBlock;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use crate::text::nearest::nearest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "annotation-without-code",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
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
            if let Some(code) = code_below(page, note) {
                glued(page, note, code, &what, out);
            } else {
                out.report(note.span, format!("{what} stands above no code block"))
                    .help("move it directly above the code block it describes, or remove it");
            }
        }
    }
    for comment in page.comments.iter().filter(|comment| !comment.closed) {
        if page.slice(comment.content).contains("\"blockType\"") {
            out.report(comment.span.part(0..4), "this comment has no end, so an annotation is part of it")
                .help("close the comment with -->");
        }
    }
}

/// The code block that follows with nothing between.
fn code_below<'a>(page: &'a Page, note: &Annotation) -> Option<&'a CodeBlock> {
    let next = page.code.get(page.code.partition_point(|code| code.span.start < note.span.end))?;
    page.slice(Span::new(note.span.to(), next.span.from())).trim().is_empty().then_some(next)
}

/// A comment that ends a line of text is part of the text: translation pipelines join the two.
fn glued(page: &Page, note: &Annotation, code: &CodeBlock, what: &str, out: &mut Findings) {
    let text = &page.source.text;
    let before = text.get(..note.span.from()).unwrap_or("");
    let line = before.get(before.rfind(['\n', '\r']).map_or(0, |at| at + 1)..).unwrap_or("");
    if line.trim().is_empty() {
        return;
    }
    let finding = out.report(note.span, format!("{what} ends a line of text, so it binds to no code block"));
    finding.because(code.info, "the block it stands above").help("put the comment on a line of its own");
    // Within a list or a quote the new line would need their marks.
    if line.starts_with(|c: char| c.is_alphanumeric() || c == '#') {
        let kept = line.trim_end().len();
        let start = note.span.from() - (line.len() - kept);
        let new_line = page.source.line_end();
        finding.replace(Safety::Safe, "put it on a line of its own", Span::new(start, note.span.from()), new_line);
    }
}

/// Whether it has the kind of a block, or, with no kind, a key only blocks have. Other kinds are marks of other tools.
fn speaks_of_a_block(page: &Page, note: &Annotation) -> bool {
    if let Some(kind) = note.block_type(&page.source.text) {
        return nearest(&kind, BLOCK_TYPES).is_some();
    }
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
