//! C# with the library `Microsoft.Graph` (version 4). Must not know other languages.

use super::body::Value;
use super::call::{self, Options, Sent};
use super::csharp_value::{self as values, string};
use super::naming;
use super::path::{Path, Segment, SegmentKind};
use super::powershell_names::{lower_first, upper_first};
use super::query;
use super::types::Types;
use crate::snippet::Request;
use std::fmt::Write as _;

/// The sample of `request`.
pub(super) fn sample(request: &Request, types: &Types, compat: bool) -> Option<String> {
    let path = Path::of(request, types);
    let mut out = String::from("GraphServiceClient graphClient = new GraphServiceClient( authProvider );\n\n");
    let name = variable(&naming::variable(&path, request, types));
    let sent = call::sent(request, &path, types, compat)?;
    let options = call::options(&path);
    let others = || {
        options.others.iter().filter(|option| {
            !compat || request.method == "GET" && option.name != "$format" || !option.name.starts_with('$')
        })
    };
    if others().next().is_some() {
        out.push_str("var queryOptions = new List<QueryOption>()\n{\n");
        let lines: Vec<String> = others()
            .map(|option| format!("    new QueryOption({}, {})", string(&option.name), string(&option.value)))
            .collect();
        out.push_str(&lines.join(",\n"));
        out.push_str("\n};\n\n");
    }
    let mut arguments = None;
    let mut passed = String::new();
    let writer = values::Writer { types, compat };
    match &sent {
        Sent::Nothing => {}
        Sent::Entity(entity) => {
            let _ = writeln!(out, "var {name} = {};\n", writer.value(entity, 0, false));
            passed.clone_from(&name);
        }
        Sent::Reference(address) => passed = reference(&mut out, request, &path, &name, address),
        Sent::Raw(text) => {
            let _ = writeln!(
                out,
                "using var {name} = new System.IO.MemoryStream(Encoding.UTF8.GetBytes({}));\n",
                verbatim(text)
            );
            passed.clone_from(&name);
        }
        Sent::Arguments(all) => {
            let mut list = Vec::new();
            for (parameter, field) in all {
                let name = variable(parameter);
                match field.as_ref().filter(|field| !matches!(field.value.value, Value::Null)) {
                    Some(field) => {
                        let _ = writeln!(out, "var {name} = {};\n", writer.value(&field.value, 0, false));
                        list.push(name);
                    }
                    None => list.push("null".to_owned()),
                }
            }
            arguments = Some(list.join(","));
        }
    }
    let lead = if request.method == "GET" { format!("var {name} = ") } else { String::new() };
    let _ = writeln!(out, "{lead}await graphClient{}", chain(&path, arguments.as_deref(), compat));
    out.push_str(if others().next().is_some() { "    .Request( queryOptions )\n" } else { "    .Request()\n" });
    for header in call::headers(request) {
        let _ = writeln!(out, "    .Header({},{})", string(&header.name), string(&header.value));
    }
    for (method, option) in &options.methods {
        let number = matches!(*method, "top" | "skip") && option.value.parse::<u32>().is_ok();
        let value = if number { option.value.clone() } else { string(&Options::value(method, option, compat)) };
        let method = if *method == "orderby" { "OrderBy".to_owned() } else { upper_first(method) };
        let _ = writeln!(out, "    .{method}({value})");
    }
    let verb = match (request.method.as_str(), &sent) {
        ("GET", _) => "GetAsync",
        ("POST", Sent::Entity(_) | Sent::Reference(_)) => "AddAsync",
        ("POST", _) => "PostAsync",
        ("PATCH", _) => "UpdateAsync",
        ("PUT", _) => "PutAsync",
        ("DELETE", _) => "DeleteAsync",
        _ => return None,
    };
    let _ = write!(out, "    .{verb}({passed});");
    Some(out)
}

/// A reference: the identifier alone for one, an entity with it for a member of a collection.
fn reference(out: &mut String, request: &Request, path: &Path, name: &str, address: &str) -> String {
    let id = address.trim_end_matches('/').rsplit(['/', '(']).next().unwrap_or("").trim_matches([')', '\'']).to_owned();
    if request.method != "POST" {
        return string(&id);
    }
    let before = path.segments.iter().rev().find(|segment| segment.kind != SegmentKind::Special);
    let of = before.and_then(|segment| segment.of.as_ref()).map_or("", |of| of.name.as_str());
    let type_name = if of.is_empty() { upper_first(name) } else { values::class_name(of) };
    if of.eq_ignore_ascii_case("directoryObject") {
        let _ = writeln!(out, "var {name} = new {type_name}\n{{\n    Id = {}\n}};\n", string(&id));
    } else {
        let _ = writeln!(
            out,
            "var {name} = new {type_name}\n{{\n    AdditionalData = new Dictionary<string, object>()\n    {{\n        {{\"@odata.id\", {}}}\n    }}\n}};\n",
            string(address)
        );
    }
    name.to_owned()
}

/// The builders of a path.
fn chain(path: &Path, arguments: Option<&str>, compat: bool) -> String {
    let mut out = String::new();
    let mut many = false;
    for (at, segment) in path.segments.iter().enumerate() {
        match segment.kind {
            SegmentKind::Key => {
                if segment.text.contains('(') && !out.ends_with(']') && segment.name != segment.text {
                    let _ = write!(out, ".{}", upper_first(&segment.name));
                }
                let _ = write!(out, "[{}]", string(&key(path, at, compat)));
            }
            SegmentKind::Action | SegmentKind::Function => {
                let inside = match arguments {
                    Some(arguments) if segment.kind == SegmentKind::Action => arguments.to_owned(),
                    _ => function_arguments(segment),
                };
                let _ = write!(out, "\n    .{}({inside})", upper_first(&segment.name));
            }
            SegmentKind::Special => out.push_str(match segment.text.as_str() {
                "$ref" if many => ".References",
                "$ref" => ".Reference",
                "$count" => ".Count",
                _ => ".Content",
            }),
            SegmentKind::Cast if compat => {}
            SegmentKind::File => out.push_str(&file(&segment.text)),
            _ => {
                let _ = write!(out, ".{}", upper_first(&identifier(&segment.name)));
            }
        }
        many = segment.of.as_ref().is_some_and(|of| of.many);
    }
    out
}

/// A path of a drive: `root:/a/b:`.
fn file(text: &str) -> String {
    match text.split_once(':') {
        Some((name, rest)) if !rest.trim_matches(['/', ':']).is_empty() => {
            format!(".{}.ItemWithPath({})", upper_first(&identifier(name)), string(rest.trim_matches(['/', ':'])))
        }
        Some((name, _)) if !name.is_empty() => format!(".{}", upper_first(&identifier(name))),
        _ => String::new(),
    }
}

/// What stands for a key: the type in braces in the official samples and for placeholders, else the key.
fn key(path: &Path, at: usize, compat: bool) -> String {
    let Some(segment) = path.segments.get(at) else { return String::new() };
    if !compat && !segment.text.contains('{') {
        let inside = call::quoted(segment.text.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')')));
        return inside.unwrap_or_else(|| query::decoded_path(&segment.text));
    }
    let of = segment.of.as_ref().map(|of| of.name.clone()).filter(|of| !of.contains('/'));
    let before = at.checked_sub(1).and_then(|before| path.segments.get(before));
    let of = of.unwrap_or_else(|| super::path::singular(before.map_or("", |before| before.name.as_str())));
    format!("{{{of}-id}}")
}

fn function_arguments(segment: &Segment) -> String {
    let values = call::arguments(&segment.text).into_iter().map(|(_, value)| match call::quoted(&value) {
        Some(text) => string(&text),
        None if value == "true" || value == "false" || value == "null" || value.parse::<f64>().is_ok() => value,
        None => string(&value),
    });
    values.collect::<Vec<_>>().join(",")
}

fn identifier(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// A name that C# lets stand.
fn variable(name: &str) -> String {
    let name = identifier(&lower_first(name));
    if KEYWORDS.contains(&name.as_str()) {
        format!("@{name}")
    } else if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name
    }
}

/// A literal over several lines.
fn verbatim(text: &str) -> String {
    if text.chars().any(|c| c.is_control() && c != '\n') {
        string(text)
    } else {
        format!("@\"{}\"", text.trim_end().replace('"', "\"\""))
    }
}

/// C# language specification, 6.4.4.
const KEYWORDS: [&str; 42] = [
    "abstract",
    "as",
    "base",
    "bool",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "checked",
    "class",
    "const",
    "default",
    "delegate",
    "double",
    "else",
    "enum",
    "event",
    "false",
    "fixed",
    "float",
    "for",
    "if",
    "in",
    "int",
    "interface",
    "internal",
    "is",
    "lock",
    "long",
    "namespace",
    "new",
    "null",
    "object",
    "operator",
    "out",
    "override",
    "params",
    "private",
    "ref",
    "return",
    "string",
];
