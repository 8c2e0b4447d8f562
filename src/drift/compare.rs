//! All differences between a translation and the source it was made from. The pages are walked side by side
//! by their alignment; facts are read where the texts differ, so that equal cells cost one comparison.

use super::align;
use super::cells::{self, Sides};
use super::difference::Difference;
use super::structure;
use crate::fact::{TableInfo, prose};
use crate::page::Page;

/// Compares `translation` with `source`, from which it was made; `tables` says what the source's tables are.
/// Every difference is a *mistranslation* here: source and base are the same file.
pub fn compare(source: &Page, translation: &Page, tables: &[TableInfo]) -> Vec<Difference> {
    let sides = Sides { source, translation };
    let mut out = Vec::new();
    let sections = align::sections(source, translation);
    structure::sections(&sides, &sections, &mut out);
    structure::title(&sides, &mut out);
    structure::annotations(&sides, &mut out);
    structure::tabs(&sides, &mut out);
    for pair in &sections {
        let (Some(left), Some(right)) = *pair else { continue };
        compare_tables(&sides, tables, left, right, &mut out);
        structure::code(&sides, left, right, &mut out);
        compare_prose(&sides, left, right, &mut out);
    }
    out
}

fn area(page: &Page, section: usize) -> &str {
    page.sections.get(section).map_or("", |section| if section.slug.is_empty() { "top" } else { &section.slug })
}

fn compare_tables(sides: &Sides<'_>, tables: &[TableInfo], left: usize, right: usize, out: &mut Vec<Difference>) {
    let (ours, theirs) = (align::tables_of(sides.source, left), align::tables_of(sides.translation, right));
    if ours.is_empty() && theirs.is_empty() {
        return;
    }
    let first = ours.start;
    let score = |i: usize, j: usize| match (sides.source.tables.get(i), sides.translation.tables.get(j)) {
        (Some(a), Some(b)) if a.header.cells.len() == b.header.cells.len() => {
            2 + u32::from(a.rows.len() == b.rows.len())
        }
        _ => 0,
    };
    for (a, b) in align::runs(ours, theirs, score) {
        let table = |page: &'_ Page, at: Option<usize>| at.is_some_and(|at| at < page.tables.len());
        if !table(sides.source, a) || !table(sides.translation, b) {
            structure::table_lost(sides, a, b, (left, right), out);
            continue;
        }
        let (Some(index), Some(other)) = (a, b) else { continue };
        let (Some(ours), Some(theirs)) = (sides.source.tables.get(index), sides.translation.tables.get(other)) else {
            continue;
        };
        let unknown = TableInfo::default();
        let info = tables.get(index).unwrap_or(&unknown);
        let name = area(sides.source, left);
        let area = if index == first { name.to_owned() } else { format!("{name}/{}", index - first + 1) };
        structure::header_row(sides, &area, ours, theirs, out);
        for (row, other) in align::rows((sides.source, ours), (sides.translation, theirs)) {
            match (row.and_then(|at| ours.rows.get(at)), other.and_then(|at| theirs.rows.get(at))) {
                (Some(a), Some(b)) => cells::row(sides, info, &area, a, b, out),
                (a, b) => structure::row_lost(sides, &area, (a, b), (ours, theirs), out),
            }
        }
    }
}

fn compare_prose(sides: &Sides<'_>, left: usize, right: usize, out: &mut Vec<Difference>) {
    let (mut expected, mut found) = (Vec::new(), Vec::new());
    prose::of_section(sides.source, left, &mut expected);
    prose::of_section(sides.translation, right, &mut found);
    if expected.is_empty() && found.is_empty() {
        return;
    }
    let place = sides.translation.sections.get(right).map_or_else(Default::default, |section| section.heading);
    let place = place.trimmed(&sides.translation.source.text);
    cells::bags(&expected, &found, place, None, sides.translation, || area(sides.source, left).to_owned(), out);
}
