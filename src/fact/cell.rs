//! What the cells with a role of their own claim: names, types, permission scopes.

use super::kind::FactKind;
use super::plain::plain;
use super::table::{TableInfo, TableKind};
use super::token;
use super::words::{ColumnRole, PermissionCell, Words};
use std::borrow::Cow;
use std::ops::Range;

/// What the cell in `column` of such a table is, if it has a role of its own.
pub fn kind_of(info: &TableInfo, column: usize) -> Option<FactKind> {
    match (info.kind, column) {
        // With a column for each caller, the rows have the names of resources.
        (TableKind::Permissions, 0) if info.columns.len() > 2 && info.column(0) != Some(ColumnRole::PermissionType) => {
            Some(FactKind::Name)
        }
        (TableKind::Permissions | TableKind::Methods, 0) => None,
        (TableKind::Permissions, _) => Some(FactKind::Permission),
        (TableKind::Headers, 0) => Some(FactKind::HeaderName),
        (TableKind::Names, 0) => Some(FactKind::Name),
        (_, 0) => match info.column(0) {
            Some(ColumnRole::Method) => None,
            _ => Some(FactKind::Name),
        },
        _ => match info.column(column) {
            Some(ColumnRole::Type | ColumnRole::ReturnType) => Some(FactKind::Type),
            _ => None,
        },
    }
}

/// The part of a cell within the marks that wrap all of it: `name` in `**name**`, `` `name` ``, `_name_`.
pub fn core(cell: &str) -> Range<usize> {
    if is_bare(cell) {
        return 0..cell.len();
    }
    let mut start = cell.len() - cell.trim_start().len();
    let mut inner = cell.trim();
    while let Some((mark, rest)) =
        ["**", "*", "`", "_"].iter().find_map(|mark| Some((mark, inner.strip_prefix(mark)?.strip_suffix(mark)?)))
    {
        let lead = rest.len() - rest.trim_start().len();
        if rest.trim().is_empty() {
            break;
        }
        start += mark.len() + lead;
        inner = rest.trim();
    }
    start..start + inner.len()
}

/// Whether a text begins and ends with a letter or a digit of ASCII, as most cells do: then nothing wraps it.
pub fn is_bare(text: &str) -> bool {
    let bytes = text.as_bytes();
    [bytes.first(), bytes.last()].into_iter().all(|byte| byte.is_some_and(u8::is_ascii_alphanumeric))
}

/// The part of a cell that names a header: its core up to a colon (`Prefer: outlook.timezone` documents `Prefer`).
pub fn header_core(cell: &str) -> Range<usize> {
    let whole = core(cell);
    let inner = cell.get(whole.clone()).unwrap_or("");
    let name = inner.find(':').and_then(|at| inner.get(..at)).unwrap_or(inner).trim_end();
    let part = core(name);
    whole.start + part.start..whole.start + part.end
}

/// A header's name.
pub fn header_name(cell: &str) -> Cow<'_, str> {
    plain(cell.get(header_core(cell)).unwrap_or(cell))
}

/// The scopes of a permission cell with their places within it.
pub fn scopes(cell: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    token::words(cell).filter(|(_, word)| token::is_scope(word))
}

/// The value of a permission cell: its scopes as a set, in order of name; or what the locale says of a cell without
/// scopes; or its words.
pub fn permission_set(cell: &str, words: &dyn Words) -> String {
    let mut scopes: Vec<&str> = scopes(cell).map(|(_, scope)| scope).collect();
    if scopes.is_empty() {
        return match words.permission_cell(cell) {
            Some(PermissionCell::None) => "none".to_owned(),
            Some(PermissionCell::NotSupported) => "not supported".to_owned(),
            None => plain(cell).into_owned(),
        };
    }
    scopes.sort_unstable();
    scopes.dedup();
    scopes.join(", ")
}

/// A type cell free of language: `Cadena` is `String`, `Colección de usuarios` names a collection. `Collection(x)` for
/// several.
pub fn canonical_type(cell: &str, words: &dyn Words) -> String {
    let text = plain(cell);
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    // A method that returns nothing says so in the words of a permission that is not needed.
    if words.permission_cell(text) == Some(PermissionCell::None) {
        return "none".to_owned();
    }
    let (mut element, mut many) = type_value(text);
    if !many && let Some(inner) = words.collection_element(text) {
        (element, many) = (inner.trim_matches(['(', ')']).to_owned(), true);
    }
    if let Some(name) = words.canonical_type(&element) {
        name.clone_into(&mut element);
    }
    if many { format!("Collection({element})") } else { element }
}

/// Whether a cell of a column that is called a type names none: such a column says whether a value is needed.
pub fn is_no_type(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["yes", "required", "optional", "mandatory", "recommended", "enabled", "disabled", "deprecated", "n/a"];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A type, apart from the words around it: `String collection`, `Collection(String)` and `[user](user.md) collection` give
/// the element's name and that it is a collection.
pub fn type_value(cell: &str) -> (String, bool) {
    let text = plain(cell);
    let text = text.trim().trim_end_matches('.');
    if let Some(inner) = text.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')')) {
        return (inner.to_owned(), true);
    }
    match text.strip_suffix(" collection").or_else(|| text.strip_suffix(" Collection")) {
        Some(element) => (element.trim().to_owned(), true),
        None => match text.strip_prefix("Collection of ").or_else(|| text.strip_prefix("collection of ")) {
            Some(element) => (element.trim().to_owned(), true),
            None => (text.to_owned(), false),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_types_and_headers() {
        assert_eq!(type_value("[user](user.md) collection"), ("user".into(), true));
        assert_eq!(type_value("Collection(String)"), ("String".into(), true));
        assert_eq!(header_name("Prefer: outlook.timezone"), "Prefer");
        assert_eq!(header_name("**Prefer**: `outlook`"), "Prefer");
        assert_eq!(header_core("**Authorization**"), 2..15);
        assert_eq!(core("**a** (key)"), 0..11);
        assert_eq!(
            scopes("Mail.Read, Mail.ReadWrite.").map(|(_, scope)| scope).collect::<Vec<_>>(),
            ["Mail.Read", "Mail.ReadWrite"]
        );
    }
}
