//! JavaScript with the library `@microsoft/microsoft-graph-client`. Must not know other languages.

use super::call;
use super::javascript_body;
use super::naming;
use super::path::Path;
use super::powershell_names::lower_first;
use super::query::{self, QueryOption};
use super::types::Types;
use crate::snippet::literal::{common, is_hidden, quoted, utf16};
use crate::snippet::{Header, Request};
use std::fmt::Write as _;

/// The sample of `request`.
pub(super) fn sample(request: &Request, types: &Types, compat: bool) -> Option<String> {
    let verb = match request.method.as_str() {
        "GET" => "get",
        "POST" => "post",
        "PATCH" => "update",
        "PUT" => "put",
        "DELETE" => "delete",
        _ => return None,
    };
    if !compat && !call::can_send(request) {
        return None;
    }
    let path = Path::of(request, types);
    let mut out = String::from("const options = {\n    authProvider,\n};\n\nconst client = Client.init(options);\n\n");
    let name = safe(&lower_first(&naming::variable(&path, request, types)));
    let takes_body = !matches!(verb, "get" | "delete");
    let body =
        request.body.as_deref().filter(|_| takes_body).map(|body| javascript_body::literal(body, request, compat));
    if let Some(body) = &body {
        let _ = writeln!(out, "const {name} = {};\n", body.code);
    }
    let lead = if verb == "get" { format!("let {name} = ") } else { String::new() };
    let options = path.query.as_deref().map(query::options).unwrap_or_default();
    let address = address(&path, request, &options, compat);
    let address = if compat { format!("'{address}'") } else { string(&address) };
    let _ = writeln!(out, "{lead}await client.api({address})");
    let mut call = |name: &str, argument: &str| out.extend(["    .", name, "(", argument, ")\n"]);
    let version = if path.version.is_empty() { types.version() } else { &path.version };
    if version != "v1.0" && !version.is_empty() {
        call("version", &string(version));
    }
    for header in headers(request, verb, compat, body.as_ref().is_some_and(|body| !body.is_object)) {
        call("header", &format!("{},{}", string(&header.name), string(&header.value)));
    }
    if verb == "get" || !compat {
        for (method, argument) in calls(&options, compat) {
            call(&method, &argument);
        }
    }
    call(verb, if body.is_some() { &name } else { "" });
    out.pop();
    out.push(';');
    Some(out)
}

/// A string in single quotes, as the official samples have it.
pub(super) fn string(text: &str) -> String {
    quoted(text, "'", |c| common(c, '\'').or_else(|| is_hidden(c).then(|| utf16(c)))).replace("</", "<\\/")
}

/// What is sent as a header. Credentials are the provider's business, the type of the body the library's.
fn headers(request: &Request, verb: &str, compat: bool, typed: bool) -> Vec<Header> {
    let own =
        |name: &str| name.eq_ignore_ascii_case("authorization") || name.eq_ignore_ascii_case("content-type") && !typed;
    let kept = request.headers.iter().filter(|header| !own(&header.name) && (!compat || verb == "get"));
    kept.cloned().collect()
}

fn address(path: &Path, request: &Request, options: &[QueryOption], compat: bool) -> String {
    let query = path.query.as_deref().unwrap_or("");
    let text = if compat { query::decoded_path(&path.text) } else { path.sendable() };
    let get = request.method == "GET";
    if compat {
        let custom = options.iter().any(|option| option.system().is_none());
        let custom = custom && (get || !options.iter().any(|option| option.name.starts_with('$')));
        return if custom {
            format!("{text}?{}", super::path::encoded(query).replace('{', "%7B").replace('}', "%7D"))
        } else {
            text
        };
    }
    let rest: Vec<String> = options
        .iter()
        .filter(|option| method(option).is_none())
        .map(|option| match &option.written {
            Some(written) => format!("{}={}", option.name, super::path::encoded(written)),
            None => option.name.clone(),
        })
        .collect();
    if rest.is_empty() { text } else { format!("{text}?{}", rest.join("&")) }
}

/// The methods of the library, in the order the official samples call them.
const METHODS: [(&str, &str); 9] = [
    ("search", "search"),
    ("filter", "filter"),
    ("expand", "expand"),
    ("select", "select"),
    ("orderby", "orderby"),
    ("count", "count"),
    ("skip", "skip"),
    ("skiptoken", "skiptoken"),
    ("top", "top"),
];

fn method(option: &QueryOption) -> Option<&'static str> {
    let name = option.system()?;
    // The library calls it `skipToken`, and has no `skiptoken`.
    let known = METHODS.iter().find(|(system, _)| *system == name)?;
    (option.written.is_some()).then_some(known.1)
}

fn calls(options: &[QueryOption], compat: bool) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (system, name) in METHODS {
        for option in options {
            let bare = if compat { option.name.trim_start_matches('$') } else { &option.name };
            let is = option.system().as_deref() == Some(system) || compat && bare == "filter" && system == "filter";
            if !is || method(option).is_none() && !compat || compat && system == "count" {
                continue;
            }
            let name = if name == "skiptoken" && !compat { "skipToken" } else { name };
            let distinct = distinct(&option.value);
            if compat && system == "select" && option.value.contains('*') {
                continue;
            }
            let number =
                option.value.parse::<u32>().is_ok() && matches!(system, "top" | "skip") || system == "count" && !compat;
            let written = option.written.as_deref().unwrap_or("");
            let value = if compat || query::is_plain(&option.value) { option.value.as_str() } else { written };
            let raw = super::path::encoded(written);
            let value = if compat && system == "expand" { raw.as_str() } else { value };
            let value = if compat && system == "select" { distinct.as_str() } else { value };
            let value = if system == "search" && compat { value.trim_matches('"') } else { value };
            let argument = if number { option.value.clone() } else { string(value) };
            out.push((name.to_owned(), argument));
        }
    }
    out
}

/// A list without what it has twice.
fn distinct(list: &str) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for item in list.split(',') {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen.join(",")
}

/// A name that JavaScript lets stand.
fn safe(name: &str) -> String {
    let kept: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$')).collect();
    let reserved = RESERVED.contains(&kept.as_str());
    match kept.chars().next() {
        None => "response".to_owned(),
        Some(first) if reserved || first.is_ascii_digit() => format!("_{kept}"),
        _ => kept,
    }
}

/// ECMAScript 2023, 12.7.2, with the names that older editions reserve and those that the sample has already.
const RESERVED: [&str; 52] = [
    "abstract",
    "await",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "client",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "double",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "options",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
];
