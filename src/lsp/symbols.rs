//! What a page is made of, as an outline: sections within sections, tables, code blocks with the names of their annotations.
//! Needs no docset: it is answered while one is being read.

use super::position::View;
use crate::page::{self, Page};
use crate::text::{Source, Span};
use gen_lsp_types::{BaseSymbolInformation, DocumentSymbol, Location, SymbolInformation, SymbolKind, Uri};
use serde_json::Value;

/// One entry of the outline.
struct Entry {
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    span: Span,
    own: Span,
    /// How deep it lies: a section's level, and one more than the deepest for what is none.
    level: u8,
}

/// Deeper than any section.
const LEAF: u8 = 7;

/// The outline of a text, nested if the client can show that.
pub(super) fn of(text: &str, view: View<'_>, is_nested: bool, uri: &Uri) -> Value {
    let page = page::parse(Source::new("", text));
    let entries = entries(&page);
    let result = if is_nested {
        serde_json::to_value(nest(&mut entries.into_iter().peekable(), 0, view))
    } else {
        let flat = entries.into_iter().map(|entry| flat(entry, view, uri)).collect::<Vec<_>>();
        serde_json::to_value(flat)
    };
    result.unwrap_or(Value::Null)
}

fn entries(page: &Page) -> Vec<Entry> {
    let text = &page.source.text;
    let mut out = Vec::new();
    for (at, section) in page.sections.iter().enumerate().filter(|(_, section)| section.level > 0) {
        // It reaches to the next heading that is not below it.
        let rest = page.sections.get(at + 1..).unwrap_or(&[]);
        let end = rest.iter().find(|next| next.level <= section.level).map_or(text.len(), |next| next.span.from());
        let title = section.title.of(text).trim();
        out.push(Entry {
            name: if title.is_empty() { section.slug.to_string() } else { title.to_owned() },
            detail: Some(section.slug.to_string()).filter(|slug| !slug.is_empty()),
            kind: if section.is_tab { SymbolKind::Enum } else { SymbolKind::Namespace },
            span: Span::new(section.span.from(), end),
            own: section.heading().trimmed(text),
            level: section.level,
        });
    }
    for table in &page.tables {
        let cells: Vec<&str> = table.header.cells.iter().map(|cell| cell.of(text)).collect();
        let rows = table.rows.len();
        out.push(Entry {
            name: cells.join(" | "),
            detail: Some(if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") }),
            kind: SymbolKind::Struct,
            span: table.span,
            own: table.header.span,
            level: LEAF,
        });
    }
    for code in &page.code {
        let note = page.note_of(code);
        let names = note.map_or_else(Vec::new, |note| note.names(text));
        let kind = note.and_then(|note| note.block_type(text));
        let info = code.info.of(text);
        let what = kind.as_deref().unwrap_or(if info.is_empty() { "code" } else { info });
        out.push(Entry {
            name: if names.is_empty() { what.to_owned() } else { names.join(", ") },
            detail: Some(if names.is_empty() { info.to_owned() } else { what.to_owned() })
                .filter(|detail| !detail.is_empty()),
            kind: match kind.as_deref() {
                Some("request") => SymbolKind::Method,
                Some("response" | "simulatedResponse") => SymbolKind::Event,
                Some("resource") => SymbolKind::Class,
                _ => SymbolKind::String,
            },
            span: note.map_or(code.span, |note| note.span.join(code.span)),
            own: code.span,
            level: LEAF,
        });
    }
    out.retain(|entry| !entry.name.trim().is_empty());
    out.sort_by_key(|entry| (entry.span.start, entry.level));
    out
}

/// The entries below `level`, each with those within it.
fn nest(rest: &mut std::iter::Peekable<impl Iterator<Item = Entry>>, level: u8, view: View<'_>) -> Vec<DocumentSymbol> {
    let mut out = Vec::new();
    while rest.peek().is_some_and(|next| next.level > level) {
        let Some(entry) = rest.next() else { break };
        let children = if entry.level < LEAF { nest(rest, entry.level, view) } else { Vec::new() };
        let (range, own) = (view.range(entry.span), view.range(entry.own));
        let children = (!children.is_empty()).then_some(children);
        out.push(DocumentSymbol::new(entry.name, entry.detail, entry.kind, None, None, range, own, children));
    }
    out
}

fn flat(entry: Entry, view: View<'_>, uri: &Uri) -> SymbolInformation {
    let location = Location { uri: uri.clone(), range: view.range(entry.span) };
    SymbolInformation::new(None, location, BaseSymbolInformation::new(entry.name, entry.kind, None, None))
}
