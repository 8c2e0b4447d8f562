//! What the body of an example request sends, beside what the page's tables say it may send.

use super::plain::plain;
use super::{TableInfo, TableKind};
use crate::page::Page;
use crate::page::json::{self, Json, NodeKind};
use crate::page::section::Role;
use crate::text::Span;
use std::borrow::Cow;

/// A top-level key of a request body, or the name in a row of a parameter table.
#[derive(Clone, Debug)]
pub struct Name<'a> {
    /// As it counts: without marks and quotes.
    pub name: Cow<'a, str>,
    /// Where.
    pub span: Span,
    /// Row of the table, from 0, and the table's index; zeros for a key.
    pub row: (usize, usize),
}

/// The names in the tables of the request body, or else of the function's parameters.
pub fn parameters<'a>(page: &'a Page, tables: &[TableInfo]) -> Vec<Name<'a>> {
    let of = |role: Role| {
        let mut names = Vec::new();
        for (at, (table, info)) in page.tables.iter().zip(tables).enumerate() {
            if info.kind != TableKind::Names || info.role != Some(role) {
                continue;
            }
            for (row_at, row) in table.rows.iter().enumerate() {
                let name = plain(page.slice(row.cell(0)));
                if !name.is_empty() {
                    names.push(Name { name, span: row.cell(0), row: (at, row_at) });
                }
            }
        }
        names
    };
    let body = of(Role::RequestBody);
    if body.is_empty() { of(Role::FunctionParameters) } else { body }
}

/// The bodies of the annotated requests that are objects, each as its top-level keys.
pub fn request_bodies(page: &Page) -> impl Iterator<Item = (&Json, Vec<Name<'_>>)> {
    let text = &page.source.text;
    page.code.iter().filter_map(move |code| {
        let request = code.http.as_deref()?.request()?;
        let note = page.note_of(code)?;
        let json = request.body.as_ref()?.json.as_ref()?;
        let is_object = json.root().is_some_and(|root| root.kind == NodeKind::Object);
        if !is_object || !note.is_of("request") {
            return None;
        }
        let keys = json.children(0).filter_map(|(_, node)| {
            let span = node.key()?;
            Some(Name { name: json::key(text, node), span, row: (0, 0) })
        });
        Some((json, keys.collect()))
    })
}
