//! Asks the YAML library whether a header is a mapping, and says in one line why it is not.
//! Must not know where in the page the header stands, beyond its span.

use super::front_matter::{Entry, YamlError, YamlErrorKind};
use crate::text::{Line, Span};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::{DefaultMessageFormatter, DuplicateKeyPolicy, Error, MergeKeyPolicy, MessageFormatter};

/// The deepest nesting of a header.
const DEPTH: usize = 16;
/// The most values of a header.
const NODES: usize = 4096;
/// What the library is told to expect.
const MAPPING: &str = "a mapping";

/// Why the header at `body` is no mapping. A header with nothing in it is none, but no error. The `entries`, which were
/// read line by line, help to find the place.
pub(super) fn check(text: &str, body: Span, entries: &[Entry]) -> Option<YamlError> {
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_depth: DEPTH,
            max_nodes: NODES,
            flow_nesting_limit: DEPTH,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        with_snippet: false,
    };
    let error = serde_yaml::from_str_with_options::<Mapping>(body.of(text), options).err()?;
    Some(translate(text, body, entries, &error))
}

/// The library's error in our terms.
fn translate(text: &str, body: Span, entries: &[Entry], error: &Error) -> YamlError {
    let said = DefaultMessageFormatter.format_message(error);
    let (kind, message) = match error {
        Error::SerdeInvalidType { expected, .. } if expected == MAPPING => return no_mapping(text, body),
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => (YamlErrorKind::Budget, too_deep()),
        Error::Budget { breach: BudgetBreach::Nodes { .. }, .. } => {
            (YamlErrorKind::Budget, format!("more than {NODES} values"))
        }
        Error::Budget { .. } | Error::UnknownAnchor { .. } => {
            (YamlErrorKind::Budget, String::from("anchors and aliases (`&name`, `*name`) are not read in a header"))
        }
        _ if said.contains("recursion limit") => (YamlErrorKind::Budget, too_deep()),
        _ => (YamlErrorKind::Syntax, explain(&said)),
    };
    if said.contains("quoted scalar")
        && let Some(entry) = entries.iter().find(|entry| is_open(entry.value.of(text)))
    {
        return YamlError { span: entry.value, kind, message: String::from("a quote that is never closed") };
    }
    YamlError { span: place(text, body, error), kind, message }
}

/// Whether `value` starts with a quote that nothing closes.
fn is_open(value: &str) -> bool {
    let Some(quote) = value.chars().next().filter(|c| ['"', '\''].contains(c)) else { return false };
    let mut escaped = false;
    let count = value.chars().filter(|c| {
        let counts = *c == quote && !escaped;
        escaped = *c == '\\' && quote == '"' && !escaped;
        counts
    });
    count.count() % 2 == 1
}

fn too_deep() -> String {
    format!("nested deeper than {DEPTH} levels")
}

/// The library's message on one line; the two that headers meet most in other words.
fn explain(said: &str) -> String {
    if said.starts_with("mapping values are not allowed") {
        return String::from("mapping values are not allowed here: a value with `: ` in it needs quotes");
    }
    if said.starts_with("simple key expected") {
        return String::from("a line without `key: ` where a key belongs");
    }
    let line = said.split(['\n', '\r']).next().unwrap_or("").trim();
    let mut letters = line.chars();
    let is_name = line.chars().nth(1).is_some_and(char::is_uppercase);
    match letters.next() {
        Some(first) if !is_name => first.to_lowercase().chain(letters).collect(),
        _ => line.to_owned(),
    }
}

/// Where the library's error lies: the character it names, or its line when that is a white space or the line's end.
fn place(text: &str, body: Span, error: &Error) -> Span {
    let Some(place) = error.location() else { return body.trimmed(text) };
    let mut at = body.from();
    for _ in 1..place.line() {
        match Line::at(text, at).filter(|line| line.next < body.to()) {
            Some(line) => at = line.next,
            None => break,
        }
    }
    let Some(line) = Line::at(text, at).filter(|_| at < body.to()) else { return body.trimmed(text) };
    let skipped = usize::try_from(place.column()).unwrap_or(usize::MAX).saturating_sub(1);
    match line.of(text).char_indices().nth(skipped).filter(|(_, c)| !c.is_whitespace()) {
        Some((offset, c)) => Span::new(line.start + offset, line.start + offset + c.len_utf8()),
        None => Span::new(line.start, line.end).trimmed(text),
    }
}

/// The error of a header that is a text or a list. A full-width colon explains it.
fn no_mapping(text: &str, body: Span) -> YamlError {
    let kind = YamlErrorKind::NotMapping;
    if let Some(at) = body.of(text).find('：') {
        let span = body.part(at..at + '：'.len_utf8());
        let message =
            String::from("the header holds no `key: value`: a full-width colon `：` stands where `:` belongs");
        return YamlError { span, kind, message };
    }
    let first = body.trimmed(text);
    let span = Line::at(text, first.from()).map_or(first, |line| Span::new(line.start, line.end)).trimmed(text);
    YamlError { span, kind, message: String::from("the header holds no `key: value`") }
}

/// Reads any mapping, or nothing at all, and keeps none of it.
struct Mapping;

impl<'de> Deserialize<'de> for Mapping {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Mapping)
    }
}

impl<'de> Visitor<'de> for Mapping {
    type Value = Mapping;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(MAPPING)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Mapping, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Mapping)
    }

    fn visit_unit<E>(self) -> Result<Mapping, E> {
        Ok(Mapping)
    }
}
