//! What the reader understood of a page, as one JSON value: `isogloss show --format json`. The tree for people is drawn from
//! the same value, so the two cannot disagree.

use crate::docset::Member;
use crate::fact::{Fact, Facts, Words, cell, plain::plain};
use crate::page::Page;
use crate::page::code::CodeBlock;
use crate::page::http::{Body, Header, HttpMessage, RequestLine};
use crate::page::json::Json;
use crate::page::table::Row;
use crate::text::Span;
use serde_json::{Map, Value, json};

/// The page as a value: `path`, `locale`, `version`, then its parts in the order of the model.
pub fn view(member: &Member) -> Value {
    let page = &member.page;
    let at = |span: Span| place(page, span);
    let text = |span: Span| page.slice(span);
    json!({
        "path": page.source.path,
        "locale": member.locale.tag(),
        "version": member.version,
        "front_matter": page.front_matter.as_ref().map(|header| json!({
            "at": at(header.span),
            "entries": header.entries.iter().map(|entry| json!({
                "key": text(entry.key),
                "value": header.value(&page.source.text, text(entry.key)),
                "at": at(entry.key.join(entry.value)),
            })).collect::<Vec<_>>(),
            "error": header.error.as_ref().map(|error| json!({ "message": error.message, "at": at(error.span) })),
        })),
        "sections": page.sections.iter().filter(|section| section.level > 0).map(|section| json!({
            "level": section.level,
            "title": plain(text(section.title)),
            "slug": &*section.slug,
            "anchor": section.anchor().map(text),
            "role": section.role.map(crate::page::section::Role::name),
            "tab": section.is_tab,
            "at": at(section.heading().trimmed(&page.source.text)),
        })).collect::<Vec<_>>(),
        "tables": tables(member),
        "code": page.code.iter().map(|code| code_view(page, code)).collect::<Vec<_>>(),
        "annotations": page.annotations.iter().map(|note| json!({
            "kind": if note.is_page { "page" } else { "block" },
            "value": serde_json::from_str::<Value>(text(note.content)).unwrap_or(Value::Null),
            "text": text(note.content),
            "faults": faults(page, &note.json),
            "code": note.code,
            "at": at(note.span),
        })).collect::<Vec<_>>(),
        "comments": page.comments.iter().map(|comment| json!({ "text": text(comment.content), "closed": comment.closed, "at": at(comment.span) })).collect::<Vec<_>>(),
        "links": page.links.iter().map(|link| json!({
            "text": text(link.text), "target": link.target(&page.source.text), "image": link.image, "at": at(link.span),
        })).collect::<Vec<_>>(),
        "includes": page.includes.iter().map(|include| json!({ "label": text(include.label), "path": text(include.path), "at": at(include.span) })).collect::<Vec<_>>(),
        "tab_groups": page.tabs.iter().map(|group| json!({
            "tabs": group.tabs.iter().map(|tab| json!({ "title": text(tab.title), "id": text(tab.id), "at": at(tab.heading) })).collect::<Vec<_>>(),
            "closed": group.close.is_some(),
            "at": at(group.span),
        })).collect::<Vec<_>>(),
        "alerts": page.alerts().iter().map(|alert| json!({ "kind": alert.kind, "at": at(alert.span) })).collect::<Vec<_>>(),
        "code_spans": page.code_spans.iter().map(|code| json!({ "text": text(code.content), "at": at(code.span) })).collect::<Vec<_>>(),
        "bold": page.bold.iter().map(|bold| json!({ "text": text(bold.content), "at": at(bold.span) })).collect::<Vec<_>>(),
        "directives": page.directives().iter().map(|directive| json!({
            "rules": directive.rules.iter().map(|rule| text(*rule)).collect::<Vec<_>>(),
            "reason": directive.reason.map(text),
            "at": at(directive.span),
        })).collect::<Vec<_>>(),
        "limits": page.limits().iter().map(|hit| json!({ "limit": format!("{:?}", hit.limit), "found": hit.found, "at": at(hit.span) })).collect::<Vec<_>>(),
    })
}

/// A page's facts as a value.
pub fn facts_view(page: &Page, facts: &Facts) -> Value {
    let view = |fact: &Fact| json!({ "kind": fact.kind.name(), "key": facts.key(fact), "value": fact.value, "at": place(page, fact.span) });
    facts.list.iter().map(view).collect()
}

fn place(page: &Page, span: Span) -> Value {
    let (start, end) = page.source.places(span);
    json!({ "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column })
}

fn tables(member: &Member) -> Value {
    let page = &member.page;
    let words: &dyn Words = member.locale.as_ref();
    let row_view =
        |row: &Row| -> Value { row.cells.iter().map(|cell| Value::from(plain(page.slice(*cell)))).collect() };
    page.tables
        .iter()
        .zip(&member.tables)
        .map(|(table, info)| {
            let rows: Vec<Value> = table
                .rows
                .iter()
                .map(|row| {
                    let mut view = Map::new();
                    view.insert("cells".into(), row_view(row));
                    if info.kind == crate::fact::TableKind::Permissions {
                        let name = words.permission_row(page.slice(row.cell(0))).map(crate::fact::PermissionRow::name);
                        view.insert("for".into(), json!(name));
                        view.insert("permission".into(), cell::permission_set(page.slice(row.cell(1)), words).into());
                    }
                    view.insert("at".into(), place(page, row.span));
                    Value::Object(view)
                })
                .collect();
            json!({
                "kind": format!("{:?}", info.kind).to_lowercase(),
                "section": page.sections.get(info.section as usize).map(|section| &*section.slug),
                "columns": info.columns.iter().map(|role| role.map(crate::fact::ColumnRole::name)).collect::<Vec<_>>(),
                "header": row_view(&table.header),
                "rows": rows,
                "at": place(page, table.span),
            })
        })
        .collect()
}

fn code_view(page: &Page, code: &CodeBlock) -> Value {
    let mut view = Map::new();
    view.insert("info".into(), page.slice(code.info).into());
    view.insert("language".into(), format!("{:?}", code.language).to_lowercase().into());
    view.insert("closed".into(), code.closed.into());
    view.insert("annotation".into(), json!(code.annotation));
    let json = |json: &Json| json!({ "faults": faults(page, json), "at": json.nodes.first().map(|root| place(page, root.span)) });
    let body = |body: &Option<Body>| {
        body.as_ref().map(|body| json!({ "at": place(page, body.span), "json": body.json.as_ref().map(json) }))
    };
    match code.http.as_deref() {
        Some(HttpMessage::Request(request)) => {
            let mut line = line_view(page, &request.line);
            if let Some(map) = line.as_object_mut() {
                map.insert("headers".into(), headers(page, &request.headers));
                map.insert("body".into(), json!(body(&request.body)));
            }
            view.insert("request".into(), line);
        }
        Some(HttpMessage::Response(response)) => {
            let reason = page.slice(response.reason);
            let headers = headers(page, &response.headers);
            view.insert("response".into(), json!({ "status": response.status, "reason": reason, "headers": headers, "body": body(&response.body) }));
        }
        Some(HttpMessage::Paths(lines)) => {
            view.insert("paths".into(), lines.iter().map(|line| line_view(page, line)).collect());
        }
        Some(HttpMessage::Other) | None => {}
    }
    if let Some(document) = code.json.as_deref() {
        view.insert("json".into(), json(document));
    }
    view.insert("at".into(), place(page, code.span));
    Value::Object(view)
}

fn line_view(page: &Page, line: &RequestLine) -> Value {
    json!({ "method": page.slice(line.method), "url": page.slice(line.url), "at": place(page, line.span) })
}

fn headers(page: &Page, headers: &[Header]) -> Value {
    headers.iter().map(|header| json!({ "name": page.slice(header.name), "value": page.slice(header.value), "at": place(page, header.span) })).collect()
}

fn faults(page: &Page, json: &Json) -> Value {
    json.faults
        .iter()
        .map(|fault| json!({ "kind": format!("{:?}", fault.kind), "at": place(page, fault.span) }))
        .collect()
}
