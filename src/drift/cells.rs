//! Differences within a pair of table rows.

use super::bags::{self, Scope};
use super::change::Change;
use super::difference::{Difference, Side};
use super::localized::Tags;
use super::outline::RowHolds;
use super::{links, permissions, types};
use crate::fact::prose::{self, Token};
use crate::fact::{FactKind, TableInfo, TableKind, cell, plain::plain, token};
use crate::page::Page;
use crate::page::model::within;
use crate::page::table::{Row, Table};
use crate::text::Span;

/// The two pages that are compared.
pub struct Sides<'a> {
    /// The source.
    pub source: &'a Page,
    /// The translation.
    pub translation: &'a Page,
    /// Their locales.
    pub tags: Tags<'a>,
}

/// A table of the source with what its place tells.
pub struct Place<'a> {
    /// The table.
    pub table: &'a Table,
    /// What it is.
    pub info: &'a TableInfo,
    /// Begins every key: `request-body`, `request-body/2`.
    pub area: &'a str,
    /// What its rows hold.
    pub holds: &'a [RowHolds],
}

/// Compares two paired rows, of which the source's is the one at `number` in its table.
pub fn row(sides: &Sides<'_>, place: &Place<'_>, (number, a): (usize, &Row), b: &Row, out: &mut Vec<Difference>) {
    let holds = place.holds.get(number).copied().unwrap_or_default();
    for (column, (left, right)) in a.cells.iter().zip(&b.cells).enumerate() {
        let (expected, found) = (sides.source.slice(*left), sides.translation.slice(*right));
        if expected == found {
            continue;
        }
        let key = || {
            let row = a.cells.first().map_or("", |cell| sides.source.slice(*cell));
            // As the keys of facts: the names of headers are not case-sensitive.
            match place.info.kind {
                TableKind::Headers => [place.area, "/", &cell::header_name(row).to_ascii_lowercase()].concat(),
                _ => [place.area, "/", &plain(row)].concat(),
            }
        };
        let kind = kind(place.info, place.table, a, column);
        let before = out.len();
        match kind {
            Some(kind @ (FactKind::HeaderName | FactKind::Name)) => {
                name(sides, place.info, kind, key, (*left, *right), out);
            }
            Some(FactKind::Type) => {
                let (left, right) = (core(expected, *left), core(found, *right));
                out.extend(types::compare(sides.source, sides.translation, key, left, right));
            }
            Some(FactKind::Permission) => {
                let header = sides.source.slice(place.table.header.cell(column));
                out.extend(permissions::compare(sides, key, header, *left, *right));
            }
            _ => {}
        }
        for difference in out.iter_mut().skip(before) {
            difference.table = Some(place.info.kind);
        }
        if holds.tokens(column) {
            tokens(sides, place.info, key, (*left, *right), out);
        }
        if holds.links(column) {
            links(sides, place.info, kind, key, (*left, *right), out);
        }
    }
}

/// What the cell in `column` of a row of the source is.
pub fn kind(info: &TableInfo, table: &Table, row: &Row, column: usize) -> Option<FactKind> {
    // A row that has nothing but its first cell is a heading within the table.
    let is_heading =
        || column == 0 && table.header.cells.len() > 1 && row.cells.iter().skip(1).all(|cell| cell.is_empty());
    cell::kind_of(info, column).filter(|_| !is_heading())
}

fn core(text: &str, cell: Span) -> Span {
    cell.part(cell::core(text))
}

fn name(
    sides: &Sides<'_>,
    info: &TableInfo,
    kind: FactKind,
    key: impl Fn() -> String,
    (left, right): (Span, Span),
    out: &mut Vec<Difference>,
) {
    let (expected, found) = (sides.source.slice(left), sides.translation.slice(right));
    let is_header = kind == FactKind::HeaderName;
    let (left, right) = if is_header {
        (left.part(cell::header_core(expected)), right.part(cell::header_core(found)))
    } else {
        (core(expected, left), core(found, right))
    };
    let (expected, found) = (plain(sides.source.slice(left)), plain(sides.translation.slice(right)));
    if expected == found {
        return;
    }
    if !is_name(&expected, info) {
        // A name with words around it (`id (read only)`): its compound identifiers must still be there.
        let lost = token::words(&expected).find(|(_, word)| token::is_compound(word) && !found.contains(word));
        if let Some((_, word)) = lost {
            let (source, translation) = (Side::new(left, word), Side::new(right, found.as_ref()));
            out.push(Difference::changed(kind, key(), source, translation));
        }
        return;
    }
    let difference =
        Difference::changed(kind, key(), Side::new(left, expected.as_ref()), Side::new(right, found.as_ref()));
    // The names of HTTP headers are not case-sensitive (RFC 9110, section 5.1).
    if !(is_header && difference.change == Change::Recased) {
        out.push(difference);
    }
}

/// Whether a name cell of the source is an identifier and not a phrase. In tables that are not known to hold
/// names a capitalised word may be prose.
fn is_name(cell: &str, info: &TableInfo) -> bool {
    let is_number = cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let identifier =
        token::is_identifier(cell) || cell.starts_with('{') && token::is_identifier(cell.trim_matches(['{', '}']));
    identifier
        && !is_number
        && (info.has_names() || token::is_compound(cell) || cell.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Whether a cell that is of this kind may hold tokens beside its own fact.
pub fn may_hold_tokens(kind: Option<FactKind>) -> bool {
    kind.is_none_or(|kind| kind == FactKind::Permission)
}

/// Adds the tokens of a cell; `has_marks` says whether the source's has marks.
pub fn read_tokens<'a>(page: &'a Page, cell: Span, has_marks: bool, out: &mut Vec<Token<'a>>) {
    if has_marks {
        prose::marked(page, cell, |_| true, out);
    }
    prose::in_cell(page, cell, out);
}

/// Tokens that a cell holds beside its own fact; the source's has some that are kept.
fn tokens(
    sides: &Sides<'_>,
    info: &TableInfo,
    key: impl Fn() -> String,
    (left, right): (Span, Span),
    out: &mut Vec<Difference>,
) {
    let scope = Scope { translation: sides.translation, span: right, table: Some(info.kind), tags: sides.tags };
    let has_marks = prose::has_marks(sides.source.slice(left));
    let (mut expected, mut found) = (Vec::new(), Vec::new());
    read_tokens(sides.source, left, has_marks, &mut expected);
    read_tokens(sides.translation, right, has_marks, &mut found);
    bags::compare(&expected, &found, &scope, |_| right, key, out);
}

/// The links of a cell; the source's has some.
fn links(
    sides: &Sides<'_>,
    info: &TableInfo,
    kind: Option<FactKind>,
    key: impl Fn() -> String,
    (left, right): (Span, Span),
    out: &mut Vec<Difference>,
) {
    let scope = Scope { translation: sides.translation, span: right, table: Some(info.kind), tags: sides.tags };
    let ours = within(&sides.source.links, left, |link| link.span);
    let theirs = within(&sides.translation.links, right, |link| link.span);
    let before = out.len();
    links::compare(sides.source, ours.iter(), theirs.iter(), &scope, |_| right, key, out);
    if kind.is_some() {
        // The text of a link in such a cell is the fact itself.
        let mut at = 0;
        out.retain(|difference| {
            at += 1;
            at <= before || difference.kind != FactKind::LinkText
        });
    }
}
