//! Every row of a table has as many cells as its header.
//!
//! ## Why
//!
//! A cell too many is dropped when the page is rendered, and a cell too few leaves a hole. Translators often add or
//! lose a `|` inside a cell.
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
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "table-row-width",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
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
                out.report(row.span, format!("row has {} cells, the header has {width}", row.cells.len()))
                    .fact(FactKind::TableShape, format!("{area}/{}", at + 1))
                    .because(table.header.span, format!("{width} columns here"))
                    .help("write a pipe that is part of a cell as \\|");
            }
        }
    }
}
