//! Differences within a pair of table rows.

use super::difference::{Difference, Side, Verdict};
use crate::fact::prose::{self, Token};
use crate::fact::{FactKind, TableInfo, TableKind, cell, plain::plain, token};
use crate::page::Page;
use crate::page::table::Row;
use crate::text::Span;

/// A pair of pages with the place the key starts from.
pub struct Sides<'a> {
    /// The source.
    pub source: &'a Page,
    /// The translation.
    pub translation: &'a Page,
}

/// Compares two paired rows; `area` begins every key (`request-body/2`).
pub fn row(sides: &Sides<'_>, info: &TableInfo, area: &str, a: &Row, b: &Row, out: &mut Vec<Difference>) {
    let row_name = a.cells.first().map_or("", |cell| sides.source.slice(*cell));
    for (column, left) in a.cells.iter().enumerate() {
        let Some(right) = b.cells.get(column) else { break };
        let (expected, found) = (sides.source.slice(*left), sides.translation.slice(*right));
        if expected == found {
            continue;
        }
        let key = || format!("{area}/{}/{column}", plain(row_name));
        match cell::kind_of(info, column) {
            Some(kind @ (FactKind::HeaderName | FactKind::Name)) => {
                name(sides, info, kind, key(), (*left, *right), out);
            }
            Some(FactKind::Type) => of_type(sides, info, key(), (*left, *right), out),
            Some(FactKind::Permission) => permission(sides, key(), (*left, *right), out),
            _ => {}
        }
        tokens(sides, info, key, (*left, *right), out);
    }
}

fn push(out: &mut Vec<Difference>, kind: FactKind, key: String, table: TableKind, source: Side, translation: Side) {
    out.push(Difference {
        kind,
        key,
        place: translation.span,
        source: Some(source),
        translation: Some(translation),
        table: Some(table),
        verdict: Verdict::Mistranslated,
    });
}

fn name(
    sides: &Sides<'_>,
    info: &TableInfo,
    kind: FactKind,
    key: String,
    (left, right): (Span, Span),
    out: &mut Vec<Difference>,
) {
    let (expected, found) = (sides.source.slice(left), sides.translation.slice(right));
    let (expected, found) = if kind == FactKind::HeaderName {
        (cell::header_name(expected), cell::header_name(found))
    } else {
        (plain(expected), plain(found))
    };
    if expected == found || !is_name(&expected, info) {
        // A name with words around it (`id (read only)`): its compound identifiers must still be there.
        if expected != found {
            lost_identifiers(info.kind, kind, &key, (&expected, left), (&found, right), out);
        }
        return;
    }
    let side = |span, value: &str| Side { span, value: value.to_owned() };
    push(out, kind, key, info.kind, side(left, &expected), side(right, &found));
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

fn lost_identifiers(
    table: TableKind,
    kind: FactKind,
    key: &str,
    (expected, left): (&str, Span),
    (found, right): (&str, Span),
    out: &mut Vec<Difference>,
) {
    for (_, word) in token::words(expected) {
        if token::is_compound(word) && !found.contains(word) {
            let source = Side { span: left, value: word.to_owned() };
            push(out, kind, key.to_owned(), table, source, Side { span: right, value: found.to_owned() });
            return;
        }
    }
}

fn of_type(sides: &Sides<'_>, info: &TableInfo, key: String, (left, right): (Span, Span), out: &mut Vec<Difference>) {
    let (expected, found) = (plain(sides.source.slice(left)), plain(sides.translation.slice(right)));
    if expected == found {
        return;
    }
    // A type column may hold prose: only what has an identifier is a type.
    let has_type = token::words(&expected).any(|(_, word)| token::is_identifier(word) && !is_filler(word));
    if has_type {
        let source = Side { span: left, value: expected.into_owned() };
        push(out, FactKind::Type, key, info.kind, source, Side { span: right, value: found.into_owned() });
    }
}

/// Words of type cells that are prose.
pub fn is_filler(word: &str) -> bool {
    ["none", "no", "the", "or", "and", "content", "not", "a", "an", "of", "see", "any"]
        .iter()
        .any(|filler| word.eq_ignore_ascii_case(filler))
}

fn permission(sides: &Sides<'_>, key: String, (left, right): (Span, Span), out: &mut Vec<Difference>) {
    let (expected, found) = (sides.source.slice(left), sides.translation.slice(right));
    let (a, b) = (scope_list(expected), scope_list(found));
    // Cells without scopes (`Not supported.`) are words; the rules that know the locale read them.
    if a == b {
        return;
    }
    let source = Side { span: left, value: a.join(", ") };
    push(out, FactKind::Permission, key, TableKind::Permissions, source, Side { span: right, value: b.join(", ") });
}

fn scope_list(cell: &str) -> Vec<&str> {
    cell::scopes(cell).map(|(_, scope)| scope).collect()
}

fn tokens(
    sides: &Sides<'_>,
    info: &TableInfo,
    key: impl Fn() -> String,
    (left, right): (Span, Span),
    out: &mut Vec<Difference>,
) {
    let (mut expected, mut found) = (Vec::new(), Vec::new());
    prose::of_cell(sides.source, left, &mut expected);
    if expected.is_empty() {
        return;
    }
    prose::of_cell(sides.translation, right, &mut found);
    bags(&expected, &found, right, Some(info.kind), sides.translation, key, out);
}

/// Compares two bags of tokens. What one side lost and the other gained, in the same order, is one altered token.
pub fn bags(
    expected: &[Token<'_>],
    found: &[Token<'_>],
    place: Span,
    table: Option<TableKind>,
    translation: &Page,
    key: impl Fn() -> String,
    out: &mut Vec<Difference>,
) {
    let mut taken = vec![false; found.len()];
    let mut lost: Vec<&Token<'_>> = Vec::new();
    for token in expected {
        // The common case is the same token at the same place of the bag.
        let same = |other: &Token<'_>| other.kind == token.kind && equal(token, other);
        match found.iter().zip(&mut taken).find(|(other, used)| !**used && same(other)) {
            Some((_, used)) => *used = true,
            None => lost.push(token),
        }
    }
    lost.retain(|token| prose::is_kept(token));
    if lost.is_empty() {
        return;
    }
    let mut gained: Vec<&Token<'_>> =
        found.iter().zip(&taken).filter(|(_, used)| !**used).map(|(token, _)| token).collect();
    for token in lost {
        let at = counterpart(token, &gained);
        let other = at.map(|at| gained.remove(at));
        if is_kept_without_marks(token, place, translation) {
            continue;
        }
        out.push(Difference {
            kind: token.kind,
            key: format!("{}/{}", key(), token.value),
            source: Some(Side { span: token.span, value: token.value.clone().into_owned() }),
            place: other.map_or(place, |other| other.span),
            translation: other.map(|other| Side { span: other.span, value: other.value.clone().into_owned() }),
            table,
            verdict: Verdict::Mistranslated,
        });
    }
}

/// The gained token that stands for a lost one: alike but for case, or else the first of its kind.
fn counterpart(token: &Token<'_>, gained: &[&Token<'_>]) -> Option<usize> {
    gained
        .iter()
        .position(|other| other.kind == token.kind && other.value.eq_ignore_ascii_case(&token.value))
        .or_else(|| gained.iter().position(|other| other.kind == token.kind))
}

fn equal(a: &Token<'_>, b: &Token<'_>) -> bool {
    match a.kind {
        FactKind::LinkTarget => same_target(&a.value, &b.value),
        FactKind::MediaType => a.value.eq_ignore_ascii_case(&b.value),
        FactKind::CodeSpan => a.value == b.value || same_but_spaces(&a.value, &b.value),
        _ => a.value == b.value,
    }
}

fn same_but_spaces(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// Targets are equal but for a locale in the path, the scheme and case: `/en-us/graph` and `/es-es/graph` are one page.
pub fn same_target(a: &str, b: &str) -> bool {
    a == b || neutral_target(a) == neutral_target(b)
}

fn neutral_target(target: &str) -> String {
    let lower = target.to_ascii_lowercase();
    let path = lower.trim_start_matches("https://").trim_start_matches("http://");
    path.split('/').filter(|part| !is_locale(part)).collect::<Vec<_>>().join("/")
}

fn is_locale(part: &str) -> bool {
    matches!(part.as_bytes(), [a, b, b'-', c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_alphabetic()))
}

/// A scheme or media type may lose its place in the list and still stand in the cell as a word.
fn is_kept_without_marks(token: &Token<'_>, place: Span, translation: &Page) -> bool {
    matches!(token.kind, FactKind::AuthenticationScheme | FactKind::MediaType)
        && translation.slice(place).contains(token.value.as_ref())
}
