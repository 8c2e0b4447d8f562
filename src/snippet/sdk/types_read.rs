//! Types out of the resource pages of a docset, in whatever locale: annotated JSON blocks first, whose names no translator
//! touches, then the tables of properties and relationships. Must not know addresses.

use super::types::{Member, Type, TypeKind, TypeRef, Types, bare};
use crate::docset::Member as Page;
use crate::fact::cell::canonical_type;
use crate::fact::table::TableKind;
use crate::page::json::{self, Json, Node, NodeKind};
use crate::page::section::Role;
use std::collections::BTreeMap;

/// What a page says of types.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) types: Vec<Type>,
    /// Enumerations that a row lists the names of.
    pub(super) enumerations: Vec<Type>,
}

/// The types that `page` declares.
pub(super) fn of_page(page: &Page) -> Found {
    let text = &page.page.source.text;
    let mut found = Found::default();
    for note in page.page.annotations.iter().filter(|note| note.is_of("resource")) {
        let Some(name) = note.odata_type(text).filter(|name| is_name(bare(name))) else { continue };
        let mut declared = Type { name: bare(&name).to_owned(), ..Type::default() };
        declared.base =
            note.string(text, "baseType").map(|base| bare(&base).to_owned()).filter(|base| !base.is_empty());
        if note.string(text, "keyProperty").is_some() || declared.base.as_deref() == Some("entity") {
            declared.kind = TypeKind::Entity;
        }
        let block = page.page.code_of(note);
        if let Some(json) = block.and_then(|block| block.json.as_deref()) {
            members(json, text, &mut declared.members);
        }
        found.types.push(declared);
    }
    if let Some(mut first) = found.types.first().cloned() {
        tables(page, &mut first, &mut found);
        if let Some(known) = found.types.first_mut() {
            *known = first;
        }
    }
    found
}

fn members(json: &Json, text: &str, out: &mut BTreeMap<String, Member>) {
    for (index, node) in json.children(0) {
        let name = json::key(text, node).into_owned();
        if name.starts_with('@') || !is_name(&name) {
            continue;
        }
        let of = type_of(json, text, index, node);
        out.entry(name.to_ascii_lowercase()).or_insert(Member { name, of, navigation: false, link: None });
    }
}

/// The type that an example of a value stands for: `"String"`, `{"@odata.type": "x"}`, and lists of them.
fn type_of(json: &Json, text: &str, index: usize, node: &Node) -> TypeRef {
    let one = |index: usize, node: &Node| match node.kind {
        NodeKind::Object => json
            .member(text, index, "@odata.type")
            .map_or_else(String::new, |(_, name)| bare(&json::string(text, name)).to_owned()),
        NodeKind::Number => "Int32".to_owned(),
        NodeKind::Bool => "Boolean".to_owned(),
        NodeKind::String => {
            let written = json::string(text, node);
            // `"@odata.type: x"` within a string: an enumeration, for the most part.
            match written.trim_start_matches('#').strip_prefix("@odata.type") {
                Some(rest) => bare(rest.trim_start_matches([':', ' '])).to_owned(),
                None => named(&written),
            }
        }
        _ => String::new(),
    };
    if node.kind == NodeKind::Array {
        let first = json.children(index).next();
        return TypeRef { name: first.map_or_else(String::new, |(index, node)| one(index, node)), many: true };
    }
    let many = node.kind == NodeKind::String && json::string(text, node).starts_with("Collection(");
    TypeRef { name: one(index, node), many }
}

/// A simple type, or a type with its namespace: other words are examples of values.
fn named(written: &str) -> String {
    let simple = simple(written);
    let qualified = written.trim_start_matches("Collection(").to_ascii_lowercase().starts_with("microsoft.graph.");
    if simple.is_empty() && qualified && is_name(bare(written)) { bare(written).to_owned() } else { simple }
}

/// A type's name as JSON blocks write it within a string: `String (identifier)`, `boolean`.
fn simple(written: &str) -> String {
    let name = bare(written.split([' ', '(']).next().unwrap_or(""));
    let name = match name.to_ascii_lowercase().as_str() {
        "float" => "Single",
        "datetime" => "DateTimeOffset",
        "guids" => "Guid",
        "time" | "edm.time" => "TimeOfDay",
        _ => name,
    };
    let known = SIMPLE.iter().find(|known| known.eq_ignore_ascii_case(name.trim_start_matches("Edm.")));
    known.map_or_else(String::new, |known| (*known).to_owned())
}

/// The type that a cell names, in the spelling of simple ones.
pub(super) fn type_name(cell: &str) -> String {
    let name = bare(cell.split(" (").next().unwrap_or(cell));
    let simple = simple(name);
    if simple.is_empty() { name.to_owned() } else { simple }
}

/// The types that every docset of this kind has.
pub(super) const SIMPLE: [&str; 17] = [
    "String",
    "Boolean",
    "Int16",
    "Int32",
    "Int64",
    "Double",
    "Single",
    "Decimal",
    "Guid",
    "Date",
    "DateTimeOffset",
    "TimeOfDay",
    "Duration",
    "Binary",
    "Stream",
    "Byte",
    "Json",
];

fn tables(page: &Page, into: &mut Type, found: &mut Found) {
    let source = &page.page;
    for (table, info) in source.tables.iter().zip(&page.tables) {
        let wanted = matches!(info.role, Some(Role::Properties | Role::Relationships));
        let (TableKind::Names, Some(column), true) = (info.kind, info.type_column(), wanted) else { continue };
        for row in &table.rows {
            let name = source.slice(row.cell(0));
            let name = crate::fact::plain::plain(name.get(crate::fact::cell::core(name)).unwrap_or(name)).into_owned();
            let cell = canonical_type(source.slice(row.cell(column)), &*page.locale);
            let many = cell.starts_with("Collection(");
            let typed = type_name(&cell);
            if !is_name(&name) || !is_name(&typed) {
                continue;
            }
            let is_simple = SIMPLE.contains(&typed.as_str());
            let values: Vec<String> = source
                .code_spans
                .iter()
                .skip(source.code_spans.partition_point(|span| span.span.start < row.span.start))
                .take_while(|span| span.span.start < row.span.end)
                .map(|span| source.slice(span.span).trim_matches('`').trim().to_owned())
                .filter(|value| is_name(value) && *value != name)
                .collect();
            if !is_simple && values.len() > 1 {
                found.enumerations.push(Type {
                    name: typed.clone(),
                    kind: TypeKind::Enumeration,
                    values,
                    ..Type::default()
                });
            }
            let of = TypeRef { name: typed, many };
            let navigation = info.role == Some(Role::Relationships);
            let link = linked(source, row.cell(column));
            match into.members.get_mut(&name.to_ascii_lowercase()) {
                Some(known) => {
                    known.navigation |= navigation;
                    // What an example is may be narrower than what the member is; but it is never a translation.
                    let shown = Some(known.of.name.clone())
                        .filter(|shown| !shown.is_empty() && !SIMPLE.contains(&shown.as_str()));
                    let many = many || known.of.many;
                    let name = if is_simple && shown.is_some() { known.of.name.clone() } else { of.name };
                    known.link = shown.or(link);
                    known.of = TypeRef { name, many };
                }
                None => drop(into.members.insert(name.to_ascii_lowercase(), Member { name, of, navigation, link })),
            }
        }
    }
}

/// The name of the page that a cell links to, without its ending and what stands before the last hyphen.
fn linked(page: &crate::page::Page, cell: crate::text::Span) -> Option<String> {
    let link = crate::page::model::within(&page.links, cell, |link| link.span).first()?;
    let file = link.target(&page.source.text).split(['#', '?']).next()?.rsplit('/').next()?;
    let stem = file.strip_suffix(".md")?;
    Some(stem.rsplit('-').next().unwrap_or(stem).to_owned())
}

/// Whether `text` is written as names of types and members are.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

impl Types {
    /// Adds what a page declares.
    pub(super) fn add_found(&mut self, found: Found) -> Vec<Type> {
        for declared in found.types {
            self.add(declared);
        }
        found.enumerations
    }

    /// Adds enumerations, where nothing else is called so.
    pub(super) fn add_enumerations(&mut self, found: Vec<Type>) {
        for declared in found {
            if self.get(&declared.name).is_none() {
                self.add(declared);
            }
        }
    }
}
