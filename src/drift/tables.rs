//! Differences of tables: which are there, how many rows and columns, and what the rows say.

use super::align;
use super::cells::{self, Place, Sides};
use super::change::Change;
use super::difference::{Difference, Side};
use super::outline::Outline;
use crate::fact::{FactKind, TableInfo, mended};
use crate::page::Page;
use crate::page::section::Section;
use crate::page::table::{Row, Table};
use crate::text::Span;
use std::borrow::Cow;
use std::ops::Range;

/// What is known of the source's tables: what they are, and what they hold.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// What each is.
    pub infos: &'a [TableInfo],
    /// What is in their cells.
    pub outline: &'a Outline,
}

/// Compares the tables of two paired sections, which are those at `ours` and `theirs` on the pages.
pub fn compare(
    sides: &Sides<'_>,
    known: Known<'_>,
    (left, right): (usize, usize),
    (ours, theirs): (Range<usize>, Range<usize>),
    out: &mut Vec<Difference>,
) {
    if ours.is_empty() && theirs.is_empty() {
        return;
    }
    let first = ours.start;
    let name = align::area(sides.source, left);
    let unknown = TableInfo::default();
    for (a, b) in align::tables(sides.source, sides.translation, ours, theirs) {
        let table = |page: &'_ Page, at: Option<usize>| at.is_some_and(|at| at < page.tables.len());
        if !table(sides.source, a) || !table(sides.translation, b) {
            one_sided(sides, a, b, name, (left, right), out);
            continue;
        }
        let (Some(index), Some(other)) = (a, b) else { continue };
        let (Some(ours), Some(theirs)) = (sides.source.tables.get(index), sides.translation.tables.get(other)) else {
            continue;
        };
        let info = known.infos.get(index).unwrap_or(&unknown);
        let holds = known.outline.table(index);
        let area: Cow<'_, str> =
            if index == first { name.into() } else { format!("{name}/{}", index - first + 1).into() };
        shape(&area, ours, theirs, out);
        rows(sides, &Place { table: ours, info, area: &area, holds }, theirs, out);
    }
}

fn one_sided(
    sides: &Sides<'_>,
    a: Option<usize>,
    b: Option<usize>,
    area: &str,
    (left, right): (usize, usize),
    out: &mut Vec<Difference>,
) {
    let body = sides.source.sections.get(left).map_or_else(Span::default, Section::body);
    let side = |page: &Page, at: Option<usize>| {
        let table = page.tables.get(at?)?;
        Some(Side::new(table.header.span, page.slice(table.header.span)))
    };
    let key = format!("{area}/table");
    match (side(sides.source, a), side(sides.translation, b)) {
        (Some(source), None) => {
            let heading = sides.translation.sections.get(right).map_or_else(Span::default, Section::heading);
            let place = align::first_line(sides.translation, heading);
            out.push(Difference::lost(FactKind::TableShape, key, source, place));
        }
        // What the source meant as a table and did not write as one is no table of the translator's making.
        (None, Some(translation))
            if !sides.source.slice(body).contains("|-") && !sides.source.slice(body).contains("| -") =>
        {
            out.push(Difference::added(FactKind::TableShape, key, translation));
        }
        _ => {}
    }
}

/// Tables whose widths or row counts differ.
fn shape(area: &str, ours: &Table, theirs: &Table, out: &mut Vec<Difference>) {
    let mut count = |what: &str, a: usize, b: usize| {
        if a != b {
            let side = |table: &Table, count: usize| {
                Side::new(
                    table.header.span,
                    format!("{count} {}", if count == 1 { what.trim_end_matches('s') } else { what }),
                )
            };
            let key = format!("{area}/{what}");
            out.push(Difference::changed(FactKind::TableShape, key, side(ours, a), side(theirs, b)));
        }
    };
    count("columns", ours.header.cells.len(), theirs.header.cells.len());
    count("rows", ours.rows.len(), theirs.rows.len());
}

/// Compares the rows of two paired tables.
fn rows(sides: &Sides<'_>, place: &Place<'_>, theirs: &Table, out: &mut Vec<Difference>) {
    let ours = place.table;
    if ours.rows.len() == theirs.rows.len() {
        for (at, (a, b)) in ours.rows.iter().zip(&theirs.rows).enumerate() {
            if sides.source.slice(a.span) != sides.translation.slice(b.span) {
                cells::row(sides, place, (at, a), b, out);
            }
        }
        return;
    }
    let all = mended::rows(sides.translation, theirs);
    let mut last = theirs.header.span;
    let (mut lost, mut extra): (Vec<&Row>, Vec<&Row>) = (Vec::new(), Vec::new());
    for (a, b) in align::rows((sides.source, &ours.rows), (sides.translation, &all)) {
        match (a.and_then(|at| Some((at, ours.rows.get(at)?))), b.and_then(|at| all.get(at))) {
            (Some((at, a)), Some(b)) => {
                one_sided_rows(sides, place, &mut lost, &mut extra, last, out);
                last = b.span;
                cells::row(sides, place, (at, a), b, out);
            }
            (Some((_, a)), None) => lost.push(a),
            (None, Some(b)) => extra.push(b),
            (None, None) => {}
        }
    }
    one_sided_rows(sides, place, &mut lost, &mut extra, last, out);
}

/// Rows between two pairs that only one table has. A row of the source with rows of the translation in its place was
/// broken, not lost and added; rows that hold nothing are what is left of a broken one.
fn one_sided_rows(
    sides: &Sides<'_>,
    place: &Place<'_>,
    lost: &mut Vec<&Row>,
    extra: &mut Vec<&Row>,
    before: Span,
    out: &mut Vec<Difference>,
) {
    let key = |page: &Page, row: &Row| format!("{}/{}", place.area, page.slice(row.cell(0)));
    let side = |page: &Page, row: &Row| Side::new(row.span, page.slice(row.span));
    extra.retain(|row| !align::is_stub(row));
    for (at, row) in lost.iter().enumerate() {
        let key = key(sides.source, row);
        let source = side(sides.source, row);
        out.push(match extra.get(at).or(extra.last()) {
            Some(other) => {
                let translation = side(sides.translation, other);
                Difference::told(FactKind::TableShape, key, source, translation, Change::Translated)
            }
            None => Difference::lost(FactKind::TableShape, key, source, before),
        });
    }
    if lost.is_empty() {
        for row in extra.iter() {
            let key = key(sides.translation, row);
            out.push(Difference::added(FactKind::TableShape, key, side(sides.translation, row)));
        }
    }
    lost.clear();
    extra.clear();
}
