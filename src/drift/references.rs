//! Reference links (`[words][name]`, `[name][]`) whose name a translation has lost. Must not know rules.

use crate::page::Page;
use crate::page::model::within;
use crate::page::visible::{self, around};
use crate::text::Span;

/// Brackets with words that are followed by `[]` and are no link.
pub fn broken(page: &Page, area: Span) -> impl Iterator<Item = Span> {
    let text = page.slice(area);
    memchr::memmem::find_iter(text.as_bytes(), "][]").filter_map(move |close| {
        let open = text.get(..close)?.rfind(['[', ']', '\n'])?;
        let words = text.get(open + 1..close)?;
        let place = area.part(open..close + 1);
        let is_opening = text.get(open..)?.starts_with('[') && !text.get(..open)?.ends_with(['\\', '!']);
        // `items[0][]` is no link.
        let is_word = words.chars().any(char::is_alphabetic) && !text.get(..open)?.ends_with(char::is_alphanumeric);
        let known = around(&page.links, place, |link| link.span).next().is_some() || visible::is_hidden(page, place);
        (is_opening && is_word && !known).then_some(place)
    })
}

/// What the source's link names that stands where the `at`th of `count` broken ones stands in `area`: in the cell of the same
/// row and column, or else in the paragraph of the same number. Whether it is sure: with more than one in
/// it they must all name the same, since a translation may reorder them.
pub fn name_in(source: &Page, page: &Page, area: Span, (at, count): (usize, usize)) -> Option<(String, bool)> {
    let theirs = if let Some((table, row, column)) = place_in_tables(page, area) {
        let rows = &source.tables.get(table)?.rows;
        (rows.len() == page.tables.get(table)?.rows.len()).then(|| rows.get(row)?.cells.get(column).copied())??
    } else {
        let index = page.paragraphs.iter().position(|paragraph| paragraph.span == area)?;
        let same = source.paragraphs.len() == page.paragraphs.len();
        same.then(|| source.paragraphs.get(index).map(|paragraph| paragraph.span))??
    };
    // What the page still has under its name is not what it lost.
    let own: Vec<&str> =
        within(&page.links, area, |link| link.span).iter().map(|link| link.target(&page.source.text)).collect();
    let mut names: Vec<&str> = Vec::new();
    let mut kept = own;
    for link in within(&source.links, theirs, |link| link.span).iter().filter(|link| link.resolved.is_some()) {
        let target = link.target(&source.source.text);
        match kept.iter().position(|other| *other == target) {
            Some(found) => drop(kept.swap_remove(found)),
            None => names.push(name_of(source.slice(link.span))?),
        }
    }
    let all_same = names.iter().all(|name| Some(name) == names.first());
    let name = names.get(at).filter(|_| names.len() == count)?;
    Some(((*name).to_owned(), all_same))
}

/// The name in a reference link as written: `[words][name]`, `[name][]` or `[name]`.
fn name_of(written: &str) -> Option<&str> {
    let inner = written.strip_prefix('[')?.strip_suffix(']')?;
    match inner.split_once("][") {
        Some((words, "")) => Some(words),
        Some((_, name)) => Some(name),
        None => Some(inner),
    }
}

/// The table, row and column at which the cell `area` stands.
fn place_in_tables(page: &Page, area: Span) -> Option<(usize, usize, usize)> {
    let table = page.tables.partition_point(|table| table.span.end <= area.start);
    let rows = &page.tables.get(table).filter(|table| table.span.contains(area))?.rows;
    let row = rows.partition_point(|row| row.span.end < area.start);
    let column = rows.get(row)?.cells.iter().position(|cell| *cell == area)?;
    Some((table, row, column))
}
