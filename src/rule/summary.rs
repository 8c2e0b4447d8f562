//! How several judged facts of one page are told in one finding: a few by name in the message, all of them with both their
//! places beside it.

use super::staleness::short;
use super::{DriftContext, Finding};
use crate::drift::Judged;
use crate::fact::FactKind;

/// The most facts that a message names.
const NAMED: usize = 5;

/// A few of the facts, and how many more there are.
pub fn few(list: &[&Judged]) -> String {
    let mut names: Vec<String> = list.iter().take(NAMED).map(|judged| called(judged)).collect();
    if list.len() > NAMED {
        names.push(format!("and {} more", list.len() - NAMED));
    }
    names.join(", ")
}

/// A fact in words, as a reader of the page would call it: `name subject in properties`, `link to ../api/call.md below the title`.
pub fn called(judged: &Judged) -> String {
    let key = judged.key.as_str();
    let (part, field) = match key.strip_prefix(judged.part.as_str()) {
        // The section comes first in the key of a tab.
        _ if judged.kind == FactKind::Tab => key.rsplit_once('/').unwrap_or(("", key)),
        Some("") => (key, ""),
        Some(rest) if !judged.part.is_empty() && rest.starts_with('/') => {
            (judged.part.as_str(), rest.strip_prefix('/').unwrap_or(rest))
        }
        _ => ("", key),
    };
    let kind = words(judged.kind);
    // Of what stands in a row, its own name is the value.
    let value = if judged.ours.is_some() { judged.found() } else { judged.expected() };
    let row = field.strip_suffix(value).and_then(|row| row.strip_suffix('/')).filter(|_| !value.is_empty());
    if let Some(row) = row.filter(|row| !row.is_empty() && !part.is_empty()) {
        return format!("{kind} {} in the row {} of {}", short(value), short(row), short(part));
    }
    let field = short(field);
    match (part, field.as_str()) {
        ("", "") => kind.to_owned(),
        ("", field) => format!("{kind} {field}"),
        (part, "") => format!("{kind} of {part}"),
        ("title", field) => format!("{kind} {field} below the title"),
        (part, field) => format!("{kind} {field} in {}", short(part)),
    }
}

/// What a row of the fact's table is.
pub fn row(judged: &Judged) -> &'static str {
    let is_in = |section: &str| judged.part.rsplit('/').any(|part| part.starts_with(section));
    match judged.kind {
        FactKind::HeaderName => "header",
        _ if is_in("properties") => "property",
        _ if is_in("relationships") => "relationship",
        _ if is_in("methods") => "method",
        _ if is_in("members") => "member",
        _ => "parameter",
    }
}

/// The name of the row, as a page writes it: keys of headers are in lower case.
pub fn row_name<'a>(context: &DriftContext<'a>, judged: &'a Judged) -> &'a str {
    let row = judged.key.rsplit('/').next().unwrap_or(&judged.key);
    let written = match (&judged.ours, &judged.expected) {
        _ if judged.kind != FactKind::HeaderName => None,
        (_, Some(side)) => context.docset.get(judged.reference).map(|member| member.page.slice(side.span)),
        (Some(side), None) => Some(context.page().slice(side.span)),
        _ => None,
    };
    written.filter(|written| written.eq_ignore_ascii_case(row)).unwrap_or(row)
}

fn words(kind: FactKind) -> &'static str {
    match kind {
        FactKind::ExampleRequest => "request",
        FactKind::Status => "status code",
        FactKind::ExampleHeader | FactKind::HeaderName => "header",
        FactKind::AuthenticationScheme => "authentication scheme",
        FactKind::MediaType => "media type",
        FactKind::JsonKey => "JSON key",
        FactKind::CodeBlock => "code",
        FactKind::CodeSpan => "code span",
        FactKind::LinkText => "link text",
        FactKind::LinkTarget => "link to",
        FactKind::TableShape => "width of the table",
        kind => kind.name(),
    }
}

/// Adds the places of every fact, on the finding's page and on the page it is measured by.
pub fn places(list: &[&Judged], finding: &mut Finding) {
    for judged in list {
        let of = |value: Option<&str>| value.map_or_else(|| "nothing".to_owned(), short);
        let what = called(judged);
        let ours = of(judged.ours.as_ref().map(|side| side.value.as_str()));
        finding.because(judged.place, format!("{what}: here {ours}"));
        if let Some(side) = &judged.expected {
            let theirs = short(&side.value);
            finding.because_of(judged.reference, side.span, format!("{what}: there {theirs}"));
        }
    }
}
