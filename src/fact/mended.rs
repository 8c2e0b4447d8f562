//! Tables that a line end in the middle of a row has broken: their rows as they were meant. Must not say that they are
//! broken; that is a rule's business.

use crate::page::Page;
use crate::page::table::{Row, Table, split_row};
use crate::text::Span;

/// Whether a row of the table may have been broken: one begins in the middle, or something stands right below the last.
pub fn is_broken(page: &Page, table: &Table) -> bool {
    let text = &page.source.text;
    let end = table.rows.last().map_or(table.delimiter, |row| row.span).to();
    let below = text.get(end..).unwrap_or("").trim_start_matches(' ');
    let next = below.strip_prefix("\r\n").or_else(|| below.strip_prefix('\n')).unwrap_or("");
    let is_row_below = !next.is_empty() && !next.starts_with(['\n', '\r', '#', '<', '`', '>']);
    let opens = table.header.span.of(text).starts_with('|');
    is_row_below || opens && table.rows.iter().any(|row| !row.closed || !row.span.of(text).starts_with('|'))
}

/// Where the rows of the table end that a line end broke so that cells cannot be told from those of others; `None` where it broke
/// none, or they could be joined.
pub fn split_until(page: &Page, table: &Table) -> Option<u32> {
    let width = table.header.cells.len();
    let is_piece = |row: &Row| !page.slice(row.span).starts_with('|') || !row.closed && row.cells.len() < width;
    if !page.slice(table.header.span).starts_with('|') || !is_broken(page, table) {
        return None;
    }
    let rows = rows(page, table);
    rows.last().map(|last| last.span.end).filter(|_| rows.iter().any(is_piece))
}

/// The rows of a table as they were before some were broken by a line end. Where a row was broken the table ends, and what
/// were its other rows is text: the lines right below are rows as well. (That a row is broken is said by another rule; here
/// the cells are still compared.)
pub fn rows(page: &Page, table: &Table) -> Vec<Row> {
    let text = &page.source.text;
    let width = table.header.cells.len();
    let mut rows: Vec<Row> = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        add_row(text, width, row.clone(), &mut rows);
    }
    let mut at = table.rows.last().map_or(table.delimiter, |row| row.span).to();
    let is_line_end =
        |at: usize| text.get(at..).is_some_and(|rest| rest.trim_start_matches(' ').starts_with(['\n', '\r']));
    while is_line_end(at) {
        let spaces = text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len());
        let line = line_after(text, at + spaces);
        if line.trimmed(text).is_empty() || line.of(text).trim_start().starts_with(['#', '<', '`', '>']) {
            break;
        }
        at = line.to();
        add_row(text, width, split_row(text, line), &mut rows);
    }
    rows
}

/// Adds a line's row, or its cells to the row before when that one was broken: in the middle of a cell, or at a pipe.
fn add_row(text: &str, width: usize, row: Row, rows: &mut Vec<Row>) {
    let opens = row.span.of(text).starts_with('|');
    if let Some(last) = rows.last_mut()
        && !opens
        && !last.closed
    {
        let both = last.cells.len() + row.cells.len();
        if both == width + 1
            && let (Some(head), Some(tail)) = (last.cells.last_mut(), row.cells.first())
        {
            *head = head.join(*tail);
            last.cells.extend(row.cells.iter().skip(1).copied());
        } else if both == width {
            last.cells.extend(row.cells);
        } else {
            rows.push(row);
            return;
        }
        last.span = last.span.join(row.span);
        last.closed = row.closed;
        return;
    }
    rows.push(row);
}

/// The line that begins after the line end at byte `at`, without its own line end.
fn line_after(text: &str, at: usize) -> Span {
    let start = at + if text.get(at..at + 2) == Some("\r\n") { 2 } else { 1 };
    let rest = text.as_bytes().get(start..).unwrap_or(&[]);
    Span::new(start, start + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()))
}
