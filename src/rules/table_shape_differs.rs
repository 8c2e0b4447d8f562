//! A table has the rows and columns of its source.
//!
//! ## Why
//!
//! A row that is missing hides a parameter; one too many documents a parameter that does not exist.
//!
//! A row that is broken in two lines is told by `table-row-split`.
//!
//! The fix puts a missing row back. What the page has translated elsewhere (`Not supported.`) it says in the page's words; other
//! prose stands there in the source's language with the mark that `isogloss sync` uses, for the translator to find.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | subject | String | What it is about. |
//! | tags | String | Words to find it by. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | subject | String | De qué trata. |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | subject | String | What it is about. |
//! | tags | String | Words to find it by. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | subject | String | De qué trata. |
//! | tags | String | Palabras para encontrarla. |
//! ```

use crate::drift::Difference;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::table::{Row, Table};
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Safety, Severity};
use crate::sync::mark;
use crate::sync::table::{Phrases, Side, learn, learn_by_name, restored};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "table-shape-differs",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("table_shape_differs.rs"),
    checks: &[Check::Difference(&[FactKind::TableShape], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    // How many rows there are says less than which are missing (`table-row-count-differs`).
    if difference.key.ends_with("/rows") {
        return;
    }
    if difference.translation.as_ref().is_some_and(|side| is_split(pair.page(), side.span)) {
        return;
    }
    let (expected, found) = (first_cell(difference.expected()), first_cell(difference.found()));
    let is_table = difference.key.ends_with("/table");
    let message = match (&difference.source, &difference.translation) {
        (Some(_), Some(_)) if difference.key.ends_with("/columns") => {
            format!("the table has {found}, its source {expected}")
        }
        (Some(_), Some(_)) => format!("the row {expected} is broken: {found}"),
        (Some(_), None) if is_table => format!("the table of the source is missing: {expected}"),
        (Some(_), None) => format!("the row {expected} is missing"),
        _ if is_table => format!("the source has no such table: {found}"),
        _ => format!("the source has no such row: {found}"),
    };
    let finding = report(difference, pair, out, message);
    finding.help("give the table the rows and columns of its source");
    if let (Some(source), None, false) = (&difference.source, &difference.translation, is_table)
        && let Some((place, line)) = missing_row(pair, source.span, difference.place)
    {
        finding.replace(Safety::Safe, "put the row back", place, line);
    }
}

/// Whether the row at `place` is broken in two lines, the second of which stands further right and has the cells that the first
/// lacks (`table-row-split`).
fn is_split(page: &Page, place: Span) -> bool {
    let table = table_at(page, place).and_then(|at| page.tables.get(at)).filter(|table| !table.header.closed);
    let Some(table) = table else { return false };
    let at = table.rows.partition_point(|row| row.span.end <= place.start);
    let Some((row, next)) = table.rows.get(at).zip(table.rows.get(at + 1)) else { return false };
    let before = page.source.text.get(row.span.to()..next.span.from()).unwrap_or("");
    !row.closed
        && page.slice(next.span).starts_with('|')
        && before.ends_with([' ', '\t'])
        && row.cells.len() + next.cells.len() == table.header.cells.len()
}

/// The row of the source at `row` in the words of the page, and where it goes: after the row of the translation at `before`.
fn missing_row(pair: &PairContext<'_>, row: Span, before: Span) -> Option<(Span, String)> {
    let (source, page) = (&pair.source.page, pair.page());
    let at = table_at(source, row)?;
    let (table, info) = (source.tables.get(at)?, pair.source.tables.get(at)?);
    let row = table.rows.iter().find(|one| one.span == row)?;
    // What is not read of it would be lost.
    if source.source.read_part(row.span) != Some(row.span) {
        return None;
    }
    let own = page.tables.get(table_at(page, before)?)?;
    // A row that is broken is mended first, by another rule.
    let is_whole = |row: &Row| row.cells.len() == own.header.cells.len();
    if !own.rows.iter().all(is_whole) || !is_whole(&table.header) {
        return None;
    }
    let after = if own.header.span == before { own.delimiter } else { before };
    let mut phrases = Phrases::new();
    learn_by_name(Side { page: source, table }, Side { page, table: own }, &mut phrases);
    if source.tables.len() == page.tables.len() {
        for (theirs, ours) in source.tables.iter().zip(&page.tables) {
            learn(Side { page: source, table: theirs }, Side { page, table: ours }, &mut phrases);
        }
    }
    let text = &page.source.text;
    let line = text.get(..own.header.span.from())?;
    let prefix = line.get(line.rfind(['\n', '\r']).map_or(0, |at| at + 1)..)?;
    let row = mark::written(&page.source.path, restored(Side { page: source, table }, info, row, &phrases));
    Some((Span::at(after.to()), format!("{}{prefix}{row}", page.source.line_end())))
}

/// The table that holds `place`.
fn table_at(page: &Page, place: Span) -> Option<usize> {
    let at = page.tables.partition_point(|table| table.span.end <= place.start);
    page.tables.get(at).is_some_and(|table: &Table| table.span.contains(place)).then_some(at)
}

/// What stands before the first pipe within a row; all of anything else.
fn first_cell(row: &str) -> &str {
    let row = row.trim().trim_start_matches('|');
    row.split('|').next().unwrap_or(row).trim()
}
