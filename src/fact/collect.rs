//! All facts of a page, for listings and for comparisons across versions and history. (First part: what
//! translations are compared by; more kinds come with drift.)

use super::kind::{Fact, FactKind};
use super::plain::plain;
use super::prose::{self, Token};
use super::words::Words;
use super::{TableInfo, cell};
use crate::page::Page;
use crate::page::http::HttpMessage;

/// Every fact of `page`, in order of kind of place: sections, tables, code, prose.
pub fn collect(page: &Page, tables: &[TableInfo], words: &dyn Words) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |kind, key: String, value: String, span| facts.push(Fact { kind, key, value, span });
    for section in page.sections.iter().filter(|section| section.level > 0) {
        let value = format!("level {}", section.level);
        add(FactKind::Section, section.slug.clone(), value, section.heading.trimmed(&page.source.text));
    }
    for (table, info) in page.tables.iter().zip(tables) {
        let area = page.sections.get(info.section).map_or("", |section| section.slug.as_str());
        for row in &table.rows {
            let name = plain(page.slice(row.cell(0)));
            for (column, at) in row.cells.iter().enumerate() {
                let text = page.slice(*at);
                let Some(kind) = cell::kind_of(info, column) else { continue };
                let label = if kind == FactKind::Permission {
                    words.permission_row(&name).map_or_else(|| name.to_string(), |row| row.name().to_owned())
                } else {
                    name.to_string()
                };
                let value = match kind {
                    FactKind::HeaderName => cell::header_name(text).into_owned(),
                    FactKind::Permission => cell::permission_value(text, words),
                    FactKind::Type => {
                        let (element, many) = cell::type_value(text);
                        if many { format!("Collection({element})") } else { element }
                    }
                    _ => plain(text).into_owned(),
                };
                add(kind, format!("{area}/{label}"), value, *at);
            }
        }
    }
    for code in &page.code {
        let area = page.section_at(code.span.start).map_or("", |section| section.slug.as_str());
        let name = code
            .annotation
            .and_then(|at| page.annotations.get(at))
            .and_then(|note| note.names(&page.source.text).into_iter().next())
            .map_or_else(|| area.to_owned(), std::borrow::Cow::into_owned);
        match code.http.as_deref() {
            Some(HttpMessage::Request(request)) => {
                let value = format!("{} {}", page.slice(request.line.method), page.slice(request.line.url));
                let kind = if area == "http-request" { FactKind::Path } else { FactKind::ExampleRequest };
                add(kind, name.clone(), value, request.line.span);
            }
            Some(HttpMessage::Paths(lines)) => {
                for line in lines {
                    let value = format!("{} {}", page.slice(line.method), page.slice(line.url));
                    add(FactKind::Path, value.clone(), value, line.span);
                }
            }
            Some(HttpMessage::Response(response)) => {
                add(FactKind::Status, format!("example/{name}"), response.status.to_string(), response.status_span);
            }
            _ => {}
        }
        let json = match code.http.as_deref() {
            Some(HttpMessage::Request(request)) => request.body.as_ref().and_then(|body| body.json.as_ref()),
            Some(HttpMessage::Response(response)) => response.body.as_ref().and_then(|body| body.json.as_ref()),
            _ => code.json.as_deref(),
        };
        if let Some(json) = json {
            json.for_each_path(&page.source.text, |path, node| {
                let span = node.key.unwrap_or(node.span);
                add(FactKind::JsonKey, format!("{name}/{path}"), path.to_owned(), span);
            });
        }
    }
    for note in page.annotations.iter().filter(|note| !note.is_page) {
        let text = &page.source.text;
        let name = note.names(text).into_iter().next().unwrap_or_default();
        for (span, key, value) in note.members(text) {
            add(FactKind::Annotation, format!("{name}/{key}"), page.slice(value.span).to_owned(), span);
        }
    }
    let mut tokens: Vec<Token<'_>> = Vec::new();
    for index in 0..page.sections.len() {
        tokens.clear();
        prose::of_section(page, index, &mut tokens);
        let area = page.sections.get(index).map_or("", |section| section.slug.as_str());
        for token in tokens.iter().filter(|token| prose::is_kept(token)) {
            add(token.kind, area.to_owned(), token.value.to_string(), token.span);
        }
    }
    facts
}
