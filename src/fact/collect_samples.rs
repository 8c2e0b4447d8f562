//! What the code of a page claims: documented paths, requests, responses, the shape of documents.

use super::area::{Areas, Seen};
use super::facts::{Fact, Facts, UnitKind};
use super::kind::FactKind;
use super::plain::spaced;
use super::url;
use crate::page::Page;
use crate::page::annotation::Annotation;
use crate::page::code::CodeBlock;
use crate::page::http::{HttpMessage, RequestLine};
use crate::page::json::{self, Json, Node, NodeKind};
use crate::page::section::Role;
use foldhash::HashMap;
use foldhash::fast::RandomState;
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;

/// Adds the documented paths, as facts of the page. Each is one fact, whatever the order.
pub fn paths(page: &Page, areas: &Areas, facts: &mut Facts) {
    let text = &page.source.text;
    for code in &page.code {
        for line in documented(page, areas, code) {
            let value = url::request(text, line);
            facts.add(FactKind::Path, value.clone(), value, line.span);
        }
    }
}

/// The request lines of a block that documents paths and is no example.
fn documented<'a>(page: &Page, areas: &Areas, code: &'a CodeBlock) -> &'a [RequestLine] {
    let Some(message) = code.http.as_deref() else { return &[] };
    let section = page.section_index(code.span.start);
    let is_listing = areas.role(section) == Some(Role::HttpRequest)
        || matches!(message, HttpMessage::Paths(_)) && areas.role(section) != Some(Role::Example);
    if is_listing { message.request_lines() } else { &[] }
}

/// Adds what every other block claims.
pub fn collect(page: &Page, areas: &Areas, facts: &mut Facts) {
    let text = &page.source.text;
    let mut seen = Seen::default();
    let mut last_request = String::new();
    for code in page.code.iter().filter(|code| documented(page, areas, code).is_empty()) {
        if !code.fenced && is_prose(page.slice(code.content)) {
            continue;
        }
        let note = page.note_of(code).filter(|note| !note.is_page);
        // Whether a block is to be ignored concerns the program that checks samples.
        let note = note.filter(|note| !note.block_type(text).is_some_and(|kind| kind.eq_ignore_ascii_case("ignored")));
        let section = page.section_index(code.span.start);
        let label = label(note.and_then(|note| note.block_type(text)).as_deref(), code);
        let name = note.and_then(|note| note.names(text).into_iter().next()).unwrap_or_default();
        let name = match label.as_str() {
            "request" => {
                last_request = name.into_owned();
                last_request.as_str()
            }
            // A response without a name belongs to the request above it.
            "response" if name.is_empty() => last_request.as_str(),
            _ => &name,
        };
        let key = match (label.as_str(), name) {
            ("code", _) => format!("{}/code", areas.name(section)),
            (_, "") => label.clone(),
            (_, name) => format!("{label} {name}"),
        };
        facts.open(UnitKind::Sample, &label, name, seen.unique(key), code.span);
        if let Some(note) = note {
            annotation(text, note, facts);
        }
        block(page, code, facts);
    }
    for note in page.annotations.iter().filter(|note| note.is_page) {
        facts.open(UnitKind::Sample, "page-annotation", "", seen.unique("page-annotation".to_owned()), note.span);
        annotation(text, note, facts);
    }
}

/// Whether text is code by its indentation alone, and was meant as a paragraph or an item of a list: it has strong emphasis, or
/// is a sentence.
fn is_prose(text: &str) -> bool {
    let text = text.trim();
    let is_strong = text.strip_prefix("**").is_some_and(|rest| rest.contains("**"));
    let words = text.trim_start_matches(|c: char| c.is_ascii_digit() || "*+-.) \t".contains(c));
    let begins = words.starts_with(char::is_uppercase) && words.split_whitespace().nth(3).is_some();
    is_strong || begins && words.ends_with(['.', '!', '?', '\''])
}

/// What a block is: its annotation's type, or else what its text is.
fn label(block_type: Option<&str>, code: &CodeBlock) -> String {
    match (block_type, code.http.as_deref()) {
        (Some(found), _) if !found.eq_ignore_ascii_case("ignored") => found.to_ascii_lowercase(),
        (_, Some(HttpMessage::Request(_))) => "http".to_owned(),
        (_, Some(HttpMessage::Response(_))) => "answer".to_owned(),
        _ if code.json.is_some() => "json".to_owned(),
        _ => "code".to_owned(),
    }
}

/// Fields of the page annotation that are words, or the concern of the program that checks samples.
const WORDS: [&str; 4] = ["description", "keywords", "title", "suppressions"];

fn annotation(text: &str, note: &Annotation, facts: &mut Facts) {
    for (span, field, value) in note.members(text) {
        if !note.is_page || !WORDS.iter().any(|word| field.eq_ignore_ascii_case(word)) {
            facts.add(FactKind::Annotation, field.as_ref(), scalar(text, &note.json, value), span.join(value.span));
        }
    }
}

/// A value as a fact: a string without its quotes, a list as its items, anything else as written.
fn scalar(text: &str, json: &Json, node: &Node) -> String {
    match node.kind {
        NodeKind::String => json::string(text, node).into_owned(),
        NodeKind::Array => {
            let index = json.nodes.iter().position(|other| std::ptr::eq(other, node)).unwrap_or(0);
            json.children(index).map(|(_, item)| scalar(text, json, item)).collect::<Vec<_>>().join(", ")
        }
        _ => spaced(node.span.of(text)),
    }
}

fn block(page: &Page, code: &CodeBlock, facts: &mut Facts) {
    let text = &page.source.text;
    let message = code.http.as_deref();
    match message {
        Some(HttpMessage::Request(request)) => {
            facts.add(FactKind::ExampleRequest, "", url::request(text, &request.line), request.line.span);
            if let Some((version, span)) = url::version(text, &request.line) {
                facts.add(FactKind::Version, "", version, span);
            }
        }
        Some(HttpMessage::Response(response)) => {
            facts.add(FactKind::Status, "", response.status.to_string(), response.status_span);
        }
        Some(HttpMessage::Paths(lines)) => {
            for line in lines {
                let value = url::request(text, line);
                facts.add(FactKind::ExampleRequest, value.clone(), value, line.span);
            }
        }
        _ => {}
    }
    let mut seen = Seen::default();
    for header in message.map_or(&[][..], HttpMessage::headers) {
        let name = seen.unique(header.name.of(text).trim().to_ascii_lowercase());
        let value = spaced(header.value.of(text));
        facts.add(FactKind::ExampleHeader, name, url::neutral_version(&value), header.span);
    }
    let json = message.and_then(HttpMessage::body).and_then(|body| body.json.as_ref()).or(code.json.as_deref());
    if let Some(json) = json {
        // By its hash, where the list has a path already. Another one in each run: nobody can write paths that all have the same.
        let mut known: HashMap<u64, usize> = HashMap::default();
        let (hasher, first) = (RandomState::default(), facts.list.len());
        json.for_each_path(text, |path, node| {
            let is_path = |fact: &Fact| fact.name == path;
            let is_known = match known.entry(hasher.hash_one(path)) {
                Entry::Vacant(free) => {
                    free.insert(facts.list.len());
                    false
                }
                // Two paths may have one hash.
                Entry::Occupied(at) => {
                    facts.list.get(*at.get()).is_some_and(is_path) || facts.list.iter().skip(first).any(is_path)
                }
            };
            if !is_known {
                let span = node.key().unwrap_or(node.span);
                facts.add(FactKind::JsonKey, path, kind_name(node.kind), span);
            }
        });
    }
    // The rest of the block: what no finer fact says.
    let whole = spaced(&code.text(text).text);
    facts.add(FactKind::CodeBlock, "", url::neutral_version(&whole), code.content);
}

fn kind_name(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Object => "object",
        NodeKind::Array => "array",
        NodeKind::String => "string",
        NodeKind::Number => "number",
        NodeKind::Bool => "boolean",
        NodeKind::Null => "null",
    }
}
