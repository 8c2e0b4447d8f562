//! Every row of a table stands on one line.
//!
//! ## Why
//!
//! A line end within a row makes two rows of it: a stub of empty cells, or a row whose cells stand under the wrong
//! headers. After a blank line the table even ends, and its other rows are shown as text.
//!
//! A row counts as broken when it lacks the closing `|` that the table's header has, and what follows makes it whole. Where
//! rows are not closed, a row counts that is too short when the indented row below it has just the cells that it lacks.
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

use crate::fact::FactKind;
use crate::page::Page;
use crate::page::table::{Row, Table};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::{Edit, Span};

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
    for table in &page.tables {
        let mut at = 0;
        while let Some(row) = table.rows.get(at) {
            at += 1;
            if row.closed || row.cells.is_empty() {
                continue;
            }
            let below = table.rows.get(at..).unwrap_or(&[]);
            let (rest, lines) = if table.header.closed {
                let rest = rest_of(page, table, row, below);
                (rest, if rest == 0 { after_table(page, table, row, below) } else { spans(below, rest) })
            } else {
                let rest = usize::from(is_indented_rest(page, table, row, below));
                (rest, spans(below, rest))
            };
            let Some(last) = lines.last() else { continue };
            let area = page.section_at(table.span.start).map_or("", |section| &*section.slug);
            let finding = out.report(row.span, format!("the row is broken in {} lines", lines.len() + 1));
            finding.fact(FactKind::TableShape, format!("{area}/{at}")).because(*last, "the end of it");
            let mut edits = Vec::with_capacity(lines.len());
            let mut end = row.span.end;
            for line in &lines {
                edits.push(Edit { span: Span { start: end, end: line.start }, text: " ".to_owned() });
                end = line.end;
            }
            finding.help("write it on one line").fixed(Safety::Safe, "join the lines", edits);
            at += rest;
        }
    }
}

fn spans(rows: &[Row], count: usize) -> Vec<Span> {
    rows.iter().take(count).map(|row| row.span).collect()
}

/// Whether the next row stands further right than `row` and has the cells that it lacks.
fn is_indented_rest(page: &Page, table: &Table, row: &Row, below: &[Row]) -> bool {
    let text = &page.source.text;
    let column = |row: &Row| {
        let before = text.get(..row.span.from()).unwrap_or("");
        before.len() - before.rfind(['\n', '\r']).map_or(0, |at| at + 1)
    };
    below.first().is_some_and(|next| {
        page.slice(next.span).starts_with('|')
            && column(next) > column(row)
            && row.cells.len() + next.cells.len() == table.header.cells.len()
    })
}

/// How many of the rows `below` are the rest of `row`; none when they do not make it whole.
fn rest_of(page: &Page, table: &Table, row: &Row, below: &[Row]) -> usize {
    let width = table.header.cells.len();
    if !page.slice(table.header.span).starts_with('|') {
        return 0;
    }
    let mut cells = row.cells.len();
    for (count, next) in below.iter().enumerate() {
        if page.slice(next.span).starts_with('|') {
            // `|` alone, or with empty cells: the end of the row. Anything else is a row of its own.
            let is_stub = next.cells.iter().all(|cell| cell.is_empty());
            let fits = cells + next.cells.len() <= width && (cells == width || !next.cells.is_empty());
            return if is_stub && fits { count + 1 } else { 0 };
        }
        // The line goes on with the last cell.
        cells += next.cells.len().max(1) - 1;
        if next.closed {
            return if cells == width { count + 1 } else { 0 };
        }
        if cells > width {
            break;
        }
    }
    0
}

/// The rest of the table's last row, when a blank line ended the table before it: a line that only closes the row.
fn after_table(page: &Page, table: &Table, row: &Row, below: &[Row]) -> Vec<Span> {
    let text = &page.source.text;
    let after = text.get(row.span.to()..).unwrap_or("");
    let blank = after.len() - after.trim_start().len();
    let rest = after.get(blank..).unwrap_or("");
    let start = row.span.to() + blank;
    let line = Span::new(start, start + rest.find(['\n', '\r']).unwrap_or(rest.len())).trimmed(text);
    let breaks = after.bytes().take(blank).filter(|byte| *byte == b'\n').count();
    let closes = line.of(text) == "|" && row.cells.len() == table.header.cells.len();
    if below.is_empty() && breaks <= 2 && closes { vec![line] } else { Vec::new() }
}
