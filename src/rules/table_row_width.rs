//! Every row of a table has as many cells as its header.
//!
//! ## Why
//!
//! A cell too many is dropped when the page is rendered, and a cell too few leaves a hole. Translators often add or
//! lose a `|` inside a cell. Most renderers end a cell at a `|` in a code span as well, as GitHub does.
//!
//! ## Bad
//!
//! ```md
//! | Name | Value |
//! |:-----|:------|
//! | a | 1 | 2 |
//! ```
//!
//! ## Good
//!
//! ```md
//! | Name | Value |
//! |:-----|:------|
//! | a | `1 \| 2` |
//! ```

use crate::fact::FactKind;
use crate::page::Page;
use crate::page::table::Row;
use crate::rule::{Check, Finding, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "table-row-width",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("table_row_width.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    for table in &context.page().tables {
        let width = table.header.cells.len();
        let area = context.page().section_at(table.span.start).map_or("", |section| &*section.slug);
        for (at, row) in table.rows.iter().enumerate() {
            let surplus = row.cells.get(width..).unwrap_or(&[]);
            // Empty cells at the end are dropped without a loss.
            if surplus.iter().any(|cell| !cell.is_empty()) {
                let message = format!("row has {} cells, the header has {width}", row.cells.len());
                let finding = out.report(row.span, message);
                finding
                    .fact(FactKind::TableShape, format!("{area}/{}", at + 1))
                    .because(table.header.span, format!("{width} columns here"));
                advise(context.page(), row, width, finding);
            }
        }
    }
}

/// Says which of the faults that give a cell too many it is.
fn advise(page: &Page, row: &Row, width: usize, finding: &mut Finding) {
    let cells = || row.cells.iter().map(|cell| page.slice(*cell));
    if let Some(span) = bracket(page, row) {
        let found = page.slice(span);
        let mended = found.replace('|', "]");
        finding.found(found).expected(&mended).help(format!("write {mended}"));
        finding.replace(Safety::Unsafe, "close the text of the link", span, mended);
    } else if row.cells.get(width).is_some_and(|cell| cell.is_empty()) && row.cells.len() > 2 * width {
        finding.help("begin a new line: two rows stand on this one");
    } else if cells().any(|cell| cell.matches('`').count() % 2 == 1) {
        finding.help("write the pipe in the code span as \\|: most renderers end the cell there");
    } else if cells().take(row.cells.len() - 1).any(|cell| cell.ends_with("<br/>") || cell.ends_with("<br>")) {
        finding.help("remove the pipe behind <br>: what follows belongs to the same cell");
    } else {
        finding.help("write a pipe that is part of a cell as \\|, or else remove the cell or merge it with another");
    }
}

/// A pipe where the text of a link should end: `[call|(`.
fn bracket(page: &Page, row: &Row) -> Option<Span> {
    row.cells.windows(2).find_map(|pair| {
        let [cell, next] = pair else { return None };
        let text = page.slice(*cell);
        let open = text.rfind('[').filter(|open| !text.get(*open..).unwrap_or("").contains(']'))?;
        let begins = page.slice(*next).starts_with('(') && next.start == cell.end + 1;
        begins.then(|| Span { start: cell.part(open..text.len()).start, end: next.start + 1 })
    })
}
