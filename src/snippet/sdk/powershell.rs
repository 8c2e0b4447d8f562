//! PowerShell with the modules `Microsoft.Graph.*`. Must not know other languages.

use super::body::{self, Field, Typed, Value};
use super::call;
use super::path::{Path, SegmentKind};
use super::powershell_modules::module;
use super::powershell_names::{self as names, upper_first};
use super::query::{self, QueryOption};
use super::types::Types;
use crate::snippet::Request;
use std::fmt::Write as _;

/// The sample of `request`.
pub(super) fn sample(request: &Request, types: &Types, compat: bool) -> Option<String> {
    let path = Path::of(request, types);
    let cmdlet = names::cmdlet(&path, &request.method, compat)?;
    let mut out = format!("Import-Module {}\n\n", module(&path)?);
    let mut call = cmdlet;
    for (name, value) in keys(&path, compat) {
        let _ = write!(call, " -{name} {value}");
    }
    let sends = matches!(request.method.as_str(), "POST" | "PATCH" | "PUT");
    let body = request.body.as_deref().filter(|_| sends).and_then(|body| document(body, &path, types));
    let is_lossless = || request.body.as_deref().is_none_or(body::is_strict) && !body.as_ref().is_some_and(has_twice);
    if !compat && (!call::can_send(request) || request.body.is_some() != body.is_some() || !is_lossless()) {
        return None;
    }
    let writer = Writer { compat };
    if !compat {
        call.push_str(&writer.arguments(&path));
        out.push_str(&writer.assignments(&path));
    }
    for option in path.query.as_deref().map(query::options).unwrap_or_default() {
        call.push_str(&writer.option(&option)?);
    }
    for header in call::headers(request) {
        if header.name.eq_ignore_ascii_case("ConsistencyLevel") {
            let _ = write!(call, " -ConsistencyLevel {}", writer.header(&header.value));
        }
    }
    if !compat {
        call.push_str(&writer.headers(request));
    }
    if let Some(body) = &body {
        out.push_str("$params = ");
        writer.value(body, 0, &mut out);
        out.push_str("\n\n");
        call.push_str(" -BodyParameter $params");
    }
    if path.segments.first().is_some_and(|first| first.name.eq_ignore_ascii_case("me")) {
        out.push_str("# A UPN can also be used as -UserId.\n");
    }
    out.push_str(&call);
    Some(out)
}

fn document(text: &str, path: &Path, types: &Types) -> Option<Typed> {
    let (of, parameters) = body::type_sent(path);
    if of.is_empty() && !parameters.is_empty() {
        body::read_parameters(text, &parameters, types)
    } else {
        body::read(text, &of, types)
    }
}

/// Whether an object has a name twice, in whatever case: PowerShell refuses it.
fn has_twice(typed: &Typed) -> bool {
    match &typed.value {
        Value::Object(fields) => {
            let mut names: Vec<String> = fields.iter().map(|field| field.name.to_lowercase()).collect();
            names.sort_unstable();
            names.windows(2).any(|pair| pair.first() == pair.last())
                || fields.iter().any(|field| has_twice(&field.value))
        }
        Value::List(items) => items.iter().any(has_twice),
        _ => false,
    }
}

/// The parameters that name entities: `-UserId $userId`.
fn keys(path: &Path, compat: bool) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut before = String::new();
    let mut many = false;
    for (at, segment) in path.segments.iter().enumerate() {
        let me = at == 0 && segment.name.eq_ignore_ascii_case("me");
        // The official generator takes a call on a collection for a key of it.
        let taken = compat && many && segment.kind == SegmentKind::Function && segment.text.contains('(');
        many = segment.of.as_ref().is_some_and(|of| of.many);
        if segment.kind == SegmentKind::Key || me || taken {
            let segment = if taken {
                at.checked_sub(1).and_then(|before| path.segments.get(before)).unwrap_or(segment)
            } else {
                segment
            };
            let of = segment.of.as_ref().filter(|_| segment.certain || me).map(|of| of.name.as_str());
            let of = of.map_or_else(|| names::noun(&before), |of| upper_first(super::types::last_part(of)));
            let name = format!("{of}Id");
            let count =
                out.iter().filter(|(known, _)| known.trim_end_matches(|c: char| c.is_ascii_digit()) == name).count();
            let name = if count == 0 { name } else { format!("{name}{count}") };
            let value = format!("${}", names::lower_first(&name));
            out.push((name, value));
        } else {
            before.clone_from(&segment.name);
        }
    }
    out
}

/// How the values of a sample are written.
struct Writer {
    compat: bool,
}

impl Writer {
    /// Variables for the keys that the page writes out.
    fn assignments(&self, path: &Path) -> String {
        let mut out = String::new();
        let is_key = |segment: &&super::path::Segment| segment.kind == SegmentKind::Key;
        let me = path.segments.first().is_some_and(|first| first.name.eq_ignore_ascii_case("me"));
        let names = keys(path, false).into_iter().skip(usize::from(me));
        for ((_, name), segment) in names.zip(path.segments.iter().filter(is_key)) {
            let inside = segment.text.split_once('(').and_then(|(_, rest)| call::quoted(rest.trim_end_matches(')')));
            let key = inside.unwrap_or_else(|| query::decoded_path(&segment.text));
            if !key.contains('{') {
                let _ = writeln!(out, "{name} = {}", self.string(&key));
            }
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out
    }

    /// The arguments of functions in the path.
    fn arguments(&self, path: &Path) -> String {
        let mut out = String::new();
        for segment in path.segments.iter().filter(|segment| segment.kind == SegmentKind::Function) {
            for (name, value) in call::arguments(&segment.text) {
                let value = call::quoted(&value).unwrap_or(value);
                let _ = write!(out, " -{} {}", upper_first(&name), self.string(&value));
            }
        }
        out
    }

    /// The headers that no parameter of their own stands for.
    fn headers(&self, request: &Request) -> String {
        let pairs: Vec<String> = crate::snippet::header::merged(&request.headers)
            .iter()
            .filter(|header| {
                !["Authorization", "Content-Type", "ConsistencyLevel"]
                    .iter()
                    .any(|own| header.name.eq_ignore_ascii_case(own))
            })
            .map(|header| format!("{} = {}", self.string(&header.name), self.string(&header.value)))
            .collect();
        if pairs.is_empty() { String::new() } else { format!(" -Headers @{{ {} }}", pairs.join("; ")) }
    }

    /// The parameter of a query option.
    fn option(&self, option: &QueryOption) -> Option<String> {
        let name = option.name.trim_start_matches('$').to_ascii_lowercase();
        let text = |name: &str| Some(format!(" -{name} {}", self.string(&option.value)));
        match name.as_str() {
            "select" => text("Property"),
            "expand" => text("ExpandProperty"),
            "filter" => text("Filter"),
            "orderby" => text("Sort"),
            "top" | "skip" => {
                Some(format!(" -{} {}", upper_first(&name), self.string(&option.value).trim_matches('"')))
            }
            "count" => Some(" -CountVariable CountVar".to_owned()),
            "search" if self.compat => Some(format!(" -Search {}", option.value)),
            "search" => text("Search"),
            _ => text(&upper_first(&name)),
        }
    }

    fn header(&self, value: &str) -> String {
        let plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if plain || self.compat { value.to_owned() } else { self.string(value) }
    }

    /// A string. In double quotes, where `$`, the backtick and the quote have a meaning.
    fn string(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 2);
        out.push('"');
        for character in text.chars() {
            match character {
                '$' | '`' => out.extend(['`', character]),
                // PowerShell takes typographic quotes for plain ones.
                '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' if !self.compat => out.extend(['`', character]),
                _ => out.push(character),
            }
        }
        out.push('"');
        out
    }

    /// The strings of bodies: the official ones escape nothing in them.
    fn text(&self, text: &str) -> String {
        if self.compat { format!("\"{text}\"") } else { self.string(text) }
    }

    fn value(&self, typed: &Typed, depth: usize, out: &mut String) {
        match &typed.value {
            Value::Object(fields) => self.object(fields, !typed.of.is_empty(), depth, out),
            Value::List(items) => {
                out.push_str("@(\n");
                for item in items {
                    out.push_str(&indent(depth + 1));
                    self.value(item, depth + 1, out);
                    out.push('\n');
                }
                out.push_str(&indent(depth));
                out.push(')');
            }
            Value::Text(text) if typed.of == "DateTimeOffset" && self.compat => {
                let _ = write!(out, "[System.DateTime]::Parse({})", self.text(text));
            }
            Value::Text(text) if typed.of == "Binary" && self.compat => {
                let _ = write!(out, "[System.Text.Encoding]::ASCII.GetBytes({})", self.text(text));
            }
            Value::Text(text) => out.push_str(&self.text(text)),
            Value::Number(number) => out.push_str(number),
            Value::Bool(is) => out.push_str(if *is { "$true" } else { "$false" }),
            Value::Null => out.push_str("$null"),
        }
    }

    fn object(&self, fields: &[Field], known: bool, depth: usize, out: &mut String) {
        out.push_str("@{\n");
        for field in fields {
            let name = if self.compat { upper_first(&field.name) } else { field.name.clone() };
            let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && !name.starts_with(|c: char| c.is_ascii_digit())
                && !name.is_empty();
            let name = if plain { name } else { self.text(&name) };
            let _ = write!(out, "{}{name} = ", indent(depth + 1));
            // The official generator loses the numbers of members that no type declares.
            if !(self.compat && !field.declared && known && matches!(field.value.value, Value::Number(_))) {
                self.value(&field.value, depth + 1, out);
            }
            out.push('\n');
        }
        out.push_str(&indent(depth));
        out.push('}');
    }
}

fn indent(depth: usize) -> String {
    "    ".repeat(depth)
}
