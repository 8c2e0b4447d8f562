//! The words of a part of a page that a reader takes for words of the language. Must not know differences.

use crate::page::model::within;
use crate::page::{Page, template};
use crate::text::Span;

/// What of `span` is prose: no code, no target of a link, no comment, no expression of a template, and no table where `in_table` does
/// not say that it is part of one.
pub fn prose(page: &Page, span: Span, in_table: bool) -> String {
    let mut hidden: Vec<Span> = within(&page.code_spans, span, |code| code.span).iter().map(|code| code.span).collect();
    hidden.extend(within(&page.code, span, |code| code.span).iter().map(|code| code.span));
    hidden.extend(within(&page.comments, span, |comment| comment.span).iter().map(|comment| comment.span));
    hidden.extend(within(&page.annotations, span, |note| note.span).iter().map(|note| note.span));
    hidden.extend(within(&page.includes, span, |include| include.span).iter().map(|include| include.span));
    hidden.extend(within(&page.links, span, |link| link.span).iter().map(|link| link.target));
    if !in_table {
        hidden.extend(within(&page.tables, span, |table| table.span).iter().map(|table| table.span));
    }
    hidden.sort_unstable();
    let mut kept = String::with_capacity(span.len());
    let mut at = span.start;
    for gap in hidden.iter().chain(std::iter::once(&Span { start: span.end, end: span.end })) {
        let end = gap.start.min(span.end);
        if end > at {
            kept.push_str(page.slice(Span { start: at, end }));
            // What stood on both sides is no phrase.
            kept.push('\n');
        }
        at = at.max(gap.end);
    }
    template::masked(&kept).unwrap_or(kept)
}
