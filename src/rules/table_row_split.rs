//! Every row of a table stands on one line.
//!
//! ## Why
//!
//! A line end within a row makes two rows of it: a stub of empty cells, or a row whose cells stand under the wrong
//! headers. After a blank line the table even ends, and its other rows are shown as text.
//!
//! A row counts as broken when it lacks the closing `|` that the table's header has, and what follows makes it whole.
//!
//! ## Bad
//!
//! ```md
//! | Name | Value |
//! |:-----|:------|
//! | a | one
//! |
//! | b | two |
//! ```
//!
//! ## Good
//!
//! ```md
//! | Name | Value |
//! |:-----|:------|
//! | a | one |
//! | b | two |
//! ```

use crate::page::Page;
use crate::page::table::{Row, Table};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "table-row-split",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("table_row_split.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for table in page.tables.iter().filter(|table| table.header.closed) {
        let rows = &table.rows;
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| !row.closed) {
            // A row that is itself the rest of the one before was reported with that one.
            if at
                .checked_sub(1)
                .and_then(|before| rows.get(before))
                .is_some_and(|before| rest_of(page, table, before, row).is_some())
            {
                continue;
            }
            let joint = match rows.get(at + 1) {
                Some(next) => rest_of(page, table, row, next).map(|joint| (next.span, joint)),
                None => after_table(page, table, row),
            };
            let Some((rest, joint)) = joint else { continue };
            let gap = Span { start: row.span.end, end: rest.start };
            out.report(row.span, "the row is broken in two lines")
                .because(rest, "the rest of it")
                .help("write it on one line")
                .replace(Safety::Safe, "join the two lines", gap, joint);
        }
    }
}

/// Whether `next` is the rest of `row`; what to put between them, if so.
fn rest_of(page: &Page, table: &Table, row: &Row, next: &Row) -> Option<&'static str> {
    if row.closed || row.cells.is_empty() {
        return None;
    }
    let width = table.header.cells.len();
    let opens = page.slice(next.span).starts_with('|');
    let header_opens = page.slice(table.header.span).starts_with('|');
    // `|` alone: the closing pipe. Otherwise the next line goes on with the last cell.
    if opens {
        let is_stub = next.cells.iter().all(|cell| cell.is_empty());
        let fits = row.cells.len() + next.cells.len() <= width && (row.cells.len() == width || !next.cells.is_empty());
        return (is_stub && fits).then_some(" ");
    }
    let joined = row.cells.len() + next.cells.len().max(1) - 1;
    (header_opens && next.closed && joined == width).then_some(" ")
}

/// The rest of the table's last row, when a blank line ended the table before it: a line that closes the row.
fn after_table(page: &Page, table: &Table, row: &Row) -> Option<(Span, &'static str)> {
    let text = &page.source.text;
    let after = text.get(row.span.to()..)?;
    let blank = after.len() - after.trim_start().len();
    let start = row.span.to() + blank;
    let rest = text.get(start..)?;
    let line = Span::new(start, start + rest.find(['\n', '\r']).unwrap_or(rest.len())).trimmed(text);
    let breaks = after.get(..blank)?.bytes().filter(|byte| *byte == b'\n').count();
    let is_close = line.of(text) == "|" && row.cells.len() == table.header.cells.len();
    (breaks <= 2 && is_close).then_some((line, " "))
}
