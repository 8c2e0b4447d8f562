//! Where a page's prose stands, for rules that read words. Must not know any language.

use super::model::{Page, within};
use crate::text::Span;

/// The page's prose: paragraphs, titles of headings, cells of tables. Not in order of position.
pub fn spans(page: &Page) -> impl Iterator<Item = Span> {
    let paragraphs = page.paragraphs.iter().map(|paragraph| paragraph.span);
    let titles = page.sections.iter().map(|section| section.title);
    // Cells beyond the header's width are shown to nobody.
    let cells = page.tables.iter().flat_map(|table| {
        let rows = std::iter::once(&table.header).chain(&table.rows);
        rows.flat_map(|row| row.cells.iter().copied().take(table.header.cells.len()))
    });
    paragraphs.chain(titles).chain(cells).filter(|span| !span.is_empty())
}

/// What follows the front matter.
pub fn body(page: &Page) -> Span {
    Span::new(page.front_matter.as_ref().map_or(0, |header| header.after as usize), page.source.text.len())
}

/// What stands in `area` before, between and behind blocks of code, in order: half of most pages is code, and no prose.
pub fn outside_code(page: &Page, area: Span) -> impl Iterator<Item = Span> {
    let code = within(&page.code, area, |code| code.span).iter().map(|code| code.span);
    let mut from = area.start;
    code.chain([Span::at(area.to())]).map(move |next| {
        let between = Span { start: from, end: next.start.max(from) };
        from = next.end.max(from);
        between
    })
}

/// Whether `span` lies in code, in a link's target, in an include or in a comment: what no reader reads as prose.
pub fn is_hidden(page: &Page, span: Span) -> bool {
    in_code_span(page, span)
        || around(&page.links, span, |link| link.span).any(|link| link.target.overlaps(span))
        || around(&page.includes, span, |include| include.span).next().is_some()
        || around(&page.comments, span, |comment| comment.span).next().is_some()
        || around(&page.annotations, span, |note| note.span).next().is_some()
        || around(page.directives(), span, |directive| directive.span).next().is_some()
}

/// Whether `span` lies in a code span.
pub fn in_code_span(page: &Page, span: Span) -> bool {
    around(&page.code_spans, span, |code| code.span).next().is_some()
}

/// The entries of a list in order of position that hold the first byte of `span`. They may nest (an image in a link),
/// so the few before it are looked at as well.
pub fn around<T>(list: &[T], span: Span, at: impl Fn(&T) -> Span + Copy) -> impl Iterator<Item = &T> {
    let end = list.partition_point(|item| at(item).start <= span.start);
    let near = list.get(end.saturating_sub(3)..end).unwrap_or(&[]);
    near.iter().filter(move |item| at(item).holds(span.start))
}
