//! What a call of a typed library needs of a request: what is sent, and which options the address has. Must not know how a
//! language writes it.

use super::body::{self, Field, Typed, Value};
use super::path::{Path, SegmentKind};
use super::query::{self, QueryOption};
use super::types::Types;
use crate::snippet::{Header, Request};

/// What a request sends.
pub(super) enum Sent {
    /// Nothing.
    Nothing,
    /// An entity, or a complex value.
    Entity(Typed),
    /// The arguments of an action, in the order of its parameters; `None` for one that the body does not have.
    Arguments(Vec<(String, Option<Field>)>),
    /// A reference to an entity, by its address.
    Reference(String),
    /// Text or bytes.
    Raw(String),
}

/// Whether client libraries can send the body: with GET and DELETE they send none.
pub(super) fn can_send(request: &Request) -> bool {
    request.body.is_none() || !matches!(request.method.as_str(), "GET" | "DELETE")
}

/// What `request` sends; `None` where its body cannot be written in a typed language.
pub(super) fn sent(request: &Request, path: &Path, types: &Types, compat: bool) -> Option<Sent> {
    if !compat && !can_send(request) {
        return None;
    }
    let (of, parameters) = body::type_sent(path);
    let calls = path.last().is_some_and(|last| matches!(last.kind, SegmentKind::Action));
    let Some(text) = request.body.as_deref().filter(|_| !matches!(request.method.as_str(), "GET" | "DELETE")) else {
        let none = calls.then(|| parameters.into_iter().map(|parameter| (parameter.name, None)).collect());
        return Some(none.map_or(Sent::Nothing, Sent::Arguments));
    };
    if !text.trim_start().starts_with(['{', '['])
        || path.last().is_some_and(|last| matches!(last.text.as_str(), "$value" | "content"))
    {
        return Some(Sent::Raw(text.to_owned()));
    }
    if !compat && !body::is_strict(text) {
        return None;
    }
    if calls {
        let read = body::read_parameters(text, &parameters, types)?;
        let Value::Object(fields) = read.value else { return None };
        // A table that lacks what the example has is not the list of the parameters.
        let is_list = fields.iter().all(|field| field.declared);
        let parameters = if is_list { parameters } else { Vec::new() };
        let mut out: Vec<(String, Option<Field>)> =
            parameters.into_iter().map(|parameter| (parameter.name, None)).collect();
        for field in fields {
            match out.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(&field.name)) {
                Some((_, place)) => *place = Some(field),
                None => out.push((field.name.clone(), Some(field))),
            }
        }
        return Some(Sent::Arguments(out));
    }
    let entity = body::read(text, &of, types)?;
    if path.last().is_some_and(|last| last.text == "$ref")
        && let Value::Object(fields) = &entity.value
        && let Some(Field { value: Typed { value: Value::Text(address), .. }, .. }) =
            fields.iter().find(|field| field.name == "@odata.id")
    {
        return Some(Sent::Reference(address.clone()));
    }
    Some(Sent::Entity(entity))
}

/// The options of the address that a library has methods for, and those that it has not.
pub(super) struct Options {
    /// The method's name in small letters (`filter`), and the option.
    pub(super) methods: Vec<(&'static str, QueryOption)>,
    /// The others.
    pub(super) others: Vec<QueryOption>,
}

/// The order in which the official samples call the methods.
const METHODS: [&str; 7] = ["search", "filter", "expand", "select", "orderby", "skip", "top"];

impl Options {
    /// The value of a method as a sample passes it: the official ones leave `$expand` encoded, and take the quotes off `$search`.
    pub(super) fn value(method: &str, option: &QueryOption, compat: bool) -> String {
        match method {
            "expand" if compat => super::path::encoded(option.written.as_deref().unwrap_or("")),
            "search" if compat => option.value.trim_matches('"').to_owned(),
            _ => option.value.clone(),
        }
    }
}

/// The options of `path`.
pub(super) fn options(path: &Path) -> Options {
    let all = path.query.as_deref().map(query::options).unwrap_or_default();
    let mut methods = Vec::new();
    for method in METHODS {
        let of = all.iter().filter(|option| option.system().as_deref() == Some(method) && option.written.is_some());
        methods.extend(of.map(|option| (method, option.clone())));
    }
    let others = all.into_iter().filter(|option| !methods.iter().any(|(_, known)| known == option)).collect();
    Options { methods, others }
}

/// The headers that a sample sets.
pub(super) fn headers(request: &Request) -> impl Iterator<Item = &Header> {
    let own = |header: &&Header| {
        !header.name.eq_ignore_ascii_case("authorization") && !header.name.eq_ignore_ascii_case("content-type")
    };
    request.headers.iter().filter(own)
}

/// The arguments of a function: name and value as written.
pub(super) fn arguments(segment: &str) -> Vec<(String, String)> {
    let Some((_, inside)) = segment.split_once('(') else { return Vec::new() };
    let inside = inside.strip_suffix(')').unwrap_or(inside);
    let (mut out, mut quoted, mut start) = (Vec::new(), false, 0);
    for (at, byte) in inside.bytes().chain(std::iter::once(b',')).enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b',' if !quoted || at == inside.len() => {
                if let Some((name, value)) = inside.get(start..at).and_then(|part| part.split_once('=')) {
                    out.push((query::decoded_path(name.trim()), query::decoded_path(value.trim())));
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    out
}

/// The text of a quoted argument, and `None` for one without quotes.
pub(super) fn quoted(value: &str) -> Option<String> {
    let inner = value.strip_prefix('\'')?.strip_suffix('\'')?;
    Some(inner.replace("''", "'"))
}

/// A value as compact JSON.
pub(super) fn json(value: &Typed) -> String {
    match &value.value {
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|field| format!("{}:{}", serde_json::Value::from(field.name.as_str()), json(&field.value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Value::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        Value::Number(number) => number.clone(),
        Value::Bool(is) => is.to_string(),
        Value::Null => "null".to_owned(),
    }
}
