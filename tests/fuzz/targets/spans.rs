//! What holds of every page: each span lies in the text and cuts no character, and lists are in order.

use isogloss::page::Page;
use isogloss::page::http::HttpMessage;
use isogloss::page::json::Json;
use isogloss::text::Span;

/// Panics when a span does not lie in `text` or cuts a character.
pub fn valid(text: &str, span: Span, what: &str) {
    assert!(span.start <= span.end, "{what}: {span:?} ends before it begins");
    assert!(
        text.get(span.from()..span.to()).is_some(),
        "{what}: {span:?} is no part of a text of {} bytes",
        text.len()
    );
}

/// All spans of a page.
pub fn page(page: &Page) {
    let text = page.source.text.as_str();
    let valid = |span: Span, what: &str| valid(text, span, what);
    if let Some(header) = &page.front_matter {
        valid(header.span, "front matter");
        valid(header.body, "body of front matter");
        assert!(header.after as usize <= text.len() && text.is_char_boundary(header.after as usize));
        for entry in &header.entries {
            valid(entry.key, "key");
            valid(entry.value, "value");
            assert!(header.body.contains(entry.key) && header.body.contains(entry.value), "an entry outside");
            let key = entry.key.of(text);
            let _ = (header.value(text, key), header.list(text, key), entry.items(text));
        }
        if let Some(error) = &header.error {
            valid(error.span, "YAML error");
        }
    }
    let mut end = 0;
    for section in &page.sections {
        for (span, what) in [
            (section.span, "section"),
            (section.heading(), "heading"),
            (section.title, "title"),
            (section.body(), "body of a section"),
        ] {
            valid(span, what);
        }
        assert!(end <= section.span.start, "sections overlap");
        end = section.span.end;
        if let Some(anchor) = section.anchor() {
            valid(anchor, "anchor");
        }
    }
    ordered(page.paragraphs.iter().map(|paragraph| paragraph.span), text, "paragraph");
    ordered(page.annotations.iter().map(|note| note.span), text, "annotation");
    ordered(page.comments.iter().map(|comment| comment.span), text, "comment");
    ordered(page.directives().iter().map(|directive| directive.span), text, "directive");
    ordered(page.links.iter().map(|link| link.span), text, "link");
    ordered(page.includes.iter().map(|include| include.span), text, "include");
    ordered(page.code_spans.iter().map(|code| code.span), text, "code span");
    ordered(page.bold.iter().map(|bold| bold.span), text, "bold");
    ordered(page.tables.iter().map(|table| table.span), text, "table");
    ordered(page.code.iter().map(|code| code.span), text, "code");
    for note in &page.annotations {
        valid(note.content, "annotation's content");
        json(text, &note.json);
        assert!(note.code.is_none_or(|code| (code as usize) < page.code.len()));
    }
    for link in &page.links {
        valid(link.text, "link text");
        valid(link.target, "link target");
    }
    for include in &page.includes {
        valid(include.label, "include label");
        valid(include.path, "include path");
    }
    for table in &page.tables {
        valid(table.delimiter, "delimiter");
        for row in std::iter::once(&table.header).chain(&table.rows) {
            valid(row.span, "row");
            let mut at = row.span.start;
            for cell in &row.cells {
                valid(*cell, "cell");
                assert!(at <= cell.start && cell.end <= row.span.end, "cells overlap or leave their row");
                at = cell.end;
            }
        }
    }
    for code in &page.code {
        valid(code.content, "code content");
        valid(code.info, "info string");
        code.lines.iter().flatten().for_each(|line| valid(*line, "line of code"));
        code.json.iter().for_each(|found| json(text, found));
        code.http.iter().for_each(|message| http(text, message));
        assert!(code.annotation.is_none_or(|at| (at as usize) < page.annotations.len()));
    }
    for group in &page.tabs {
        valid(group.span, "tab group");
        for tab in &group.tabs {
            for span in [tab.heading, tab.title, tab.id, tab.body] {
                valid(span, "tab");
            }
        }
    }
    for hit in page.limits() {
        valid(hit.span, "limit");
    }
}

fn ordered(list: impl Iterator<Item = Span>, text: &str, what: &str) {
    let mut last = 0;
    for span in list {
        valid(text, span, what);
        assert!(last <= span.start, "{what}s are out of order");
        last = span.start;
    }
}

/// All spans of a JSON document, and the shape of its tree.
pub fn json(text: &str, json: &Json) {
    for (at, node) in json.nodes.iter().enumerate() {
        valid(text, node.span, "JSON node");
        node.key().iter().for_each(|key| valid(text, *key, "JSON key"));
        assert!(node.next as usize > at && node.next as usize <= json.nodes.len(), "a node's children have no end");
    }
    for fault in &json.faults {
        valid(text, fault.span, fault.kind.name());
    }
    json.for_each_path(text, |_, _| {});
}

/// All spans of an HTTP message.
pub fn http(text: &str, message: &HttpMessage) {
    for line in message.request_lines() {
        for span in [line.span, line.method, line.url] {
            valid(text, span, "request line");
        }
        line.version.iter().for_each(|span| valid(text, *span, "HTTP version"));
        let _ = (line.url(text), line.parts(text));
    }
    if let Some(response) = message.response() {
        for span in [response.line, response.status_span, response.reason] {
            valid(text, span, "status line");
        }
    }
    for header in message.headers() {
        for span in [header.span, header.name, header.value] {
            valid(text, span, "header");
        }
    }
    if let Some(body) = message.body() {
        valid(text, body.span, "body");
        body.lines.iter().flatten().for_each(|line| valid(text, *line, "line of a body"));
        body.json.iter().for_each(|found| json(text, found));
    }
    message.problems().for_each(|problem| valid(text, problem.span, "HTTP problem"));
}
