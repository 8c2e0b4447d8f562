//! Java with the library `com.microsoft.graph` (version 5). Must not know other languages.

use super::body::{Field, Value};
use super::call::{self, Options, Sent};
use super::java_value::{Writer, class, identifier, string};
use super::naming;
use super::path::{Path, Segment, SegmentKind};
use super::powershell_names::{lower_first, upper_first};
use super::query;
use super::types::{TypeRef, Types, last_part};
use crate::snippet::Request;
use std::fmt::Write as _;

/// The sample of `request`.
pub(super) fn sample(request: &Request, types: &Types, compat: bool) -> Option<String> {
    let path = Path::of(request, types);
    let verb = match request.method.as_str() {
        "GET" => "get",
        "POST" => "post",
        "PATCH" => "patch",
        "PUT" => "put",
        "DELETE" => "delete",
        _ => return None,
    };
    let name = identifier(&lower_first(&naming::variable(&path, request, types)));
    let sent = call::sent(request, &path, types, compat)?;
    let options = call::options(&path);
    let listed = listed_options(request, &options, compat);
    let sent = declared(&sent, &name, &path, Writer::new(types, compat));

    let mut out = String::from(
        "GraphServiceClient graphClient = GraphServiceClient.builder().authenticationProvider( authProvider ).buildClient();\n\n",
    );
    if !listed.is_empty() {
        let _ = writeln!(out, "LinkedList<Option> requestOptions = new LinkedList<Option>();\n{}\n", listed.join("\n"));
    }
    out.push_str(&sent.statements);
    if verb == "get" {
        let _ = write!(out, "{} {name} = ", returned(&path, request, types));
    }
    let _ = writeln!(out, "graphClient{}", chain(&path, sent.arguments.as_deref(), compat));
    out.push_str(if listed.is_empty() { "    .buildRequest()\n" } else { "    .buildRequest( requestOptions )\n" });
    for (method, option) in &options.methods {
        let number = matches!(*method, "top" | "skip") && option.value.parse::<u32>().is_ok();
        let value = if number { option.value.clone() } else { string(&Options::value(method, option, compat)) };
        let method = if *method == "orderby" { "orderBy" } else { method };
        let _ = writeln!(out, "    .{method}({value})");
    }
    let _ = write!(out, "    .{verb}({});", sent.passed);
    Some(out)
}

/// The headers, and the options that no method of the library stands for, as statements that put them into a list.
fn listed_options(request: &Request, options: &Options, compat: bool) -> Vec<String> {
    let add = |class: &str, name: &str, value: &str| {
        format!("requestOptions.add(new {class}({}, {}));", string(name), string(value))
    };
    let headers = call::headers(request).map(|header| add("HeaderOption", &header.name, &header.value));
    let is_kept = |name: &str| !compat || !matches!(name, "$count" | "$format");
    let others = options.others.iter().filter(|option| is_kept(&option.name));
    headers.chain(others.map(|option| add("QueryOption", &option.name, &option.value))).collect()
}

/// What is sent, as the sample has it before the call.
#[derive(Default)]
struct Declared {
    /// The statements that declare it.
    statements: String,
    /// What the method of the request is called with.
    passed: String,
    /// What an action is called with: parameters and values.
    arguments: Option<Vec<(String, String)>>,
}

/// Declares what is sent, as the variable `name` where it is one thing.
fn declared(sent: &Sent, name: &str, path: &Path, mut writer: Writer<'_>) -> Declared {
    let statements = match sent {
        Sent::Nothing => return Declared::default(),
        Sent::Arguments(all) => return declared_arguments(all, writer),
        Sent::Entity(entity) => {
            writer.variable(name, entity, false);
            format!("{}\n\n", writer.lines.join("\n"))
        }
        Sent::Reference(address) => declared_reference(address, name, path),
        Sent::Raw(text) => {
            let value = string(text);
            let made = if writer.compat {
                format!("Base64.getDecoder().decode({value})")
            } else {
                format!("{value}.getBytes(StandardCharsets.UTF_8)")
            };
            format!("byte[] {name} = {made};\n\n")
        }
    };
    Declared { statements, passed: name.to_owned(), arguments: None }
}

/// An object that only says which one is meant.
fn declared_reference(address: &str, name: &str, path: &Path) -> String {
    let of = path.segments.iter().rev().find(|segment| segment.kind != SegmentKind::Special);
    let of = of.and_then(|segment| segment.of.as_ref()).map_or(name, |of| of.name.as_str());
    let class = class(of);
    if of.eq_ignore_ascii_case("directoryObject") {
        let id = address.trim_end_matches('/').rsplit(['/', '(']).next().unwrap_or("").trim_matches([')', '\'']);
        format!("{class} {name} = new {class}();\n{name}.id = {};\n\n", string(id))
    } else {
        let value = string(address);
        format!(
            "{class} {name} = new {class}();\n{name}.additionalDataManager().put(\"@odata.id\", new JsonPrimitive({value}));\n\n"
        )
    }
}

/// A variable for each argument of an action that has a value.
fn declared_arguments(all: &[(String, Option<Field>)], mut writer: Writer<'_>) -> Declared {
    let mut statements = String::new();
    let mut arguments = Vec::new();
    for (parameter, field) in all {
        let name = match field.as_ref().filter(|field| !matches!(field.value.value, Value::Null)) {
            Some(field) => {
                writer.lines.clear();
                let name = writer.variable(&identifier(&lower_first(parameter)), &field.value, true);
                let _ = writeln!(statements, "{}\n", writer.lines.join("\n"));
                name
            }
            None => "null".to_owned(),
        };
        arguments.push((parameter.clone(), name));
    }
    Declared { statements, passed: String::new(), arguments: Some(arguments) }
}

/// The class of what comes back.
fn returned(path: &Path, request: &Request, types: &Types) -> String {
    let Some(last) = path.last() else { return "Object".to_owned() };
    if matches!(last.text.as_str(), "$value" | "content") {
        return "InputStream".to_owned();
    }
    let answer = types.answer(&request.method, &path.text);
    let of = last.of.clone().or_else(|| answer.cloned()).unwrap_or_default();
    let of =
        TypeRef { many: of.many || answer.is_some_and(|answer| answer.many) && last.kind != SegmentKind::Key, ..of };
    let element = match of.name.as_str() {
        "" => upper_first(&identifier(&last.name)),
        name if name.contains('/') => upper_first(&identifier(&last.name)),
        "Boolean" => return "Boolean".to_owned(),
        name => class(name),
    };
    if last.kind == SegmentKind::Function && of.many {
        return format!("{}{}CollectionPage", owner(path), upper_first(&last.name));
    }
    if !of.many {
        return element;
    }
    let is_directory = |name: &str| last_part(name).eq_ignore_ascii_case("directoryObject");
    if is_directory(&of.name) && path.segments.len() > 1 {
        format!("{element}CollectionWithReferencesPage")
    } else {
        format!("{element}CollectionPage")
    }
}

/// The class that a function or action at the end belongs to.
fn owner(path: &Path) -> String {
    owner_at(path, path.segments.len().saturating_sub(1))
}

fn owner_at(path: &Path, at: usize) -> String {
    let before = at.checked_sub(1).and_then(|before| path.segments.get(before));
    before.map_or_else(String::new, |before| match &before.of {
        Some(of) if !of.name.contains('/') => class(&of.name),
        _ => upper_first(&identifier(&before.name)),
    })
}

/// The builders of a path.
fn chain(path: &Path, arguments: Option<&[(String, String)]>, compat: bool) -> String {
    let mut out = String::new();
    let mut many = false;
    for (at, segment) in path.segments.iter().enumerate() {
        match segment.kind {
            SegmentKind::Key if segment.text.contains('(') && segment.name != segment.text => {
                let inside = segment.text.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'));
                let inside = call::quoted(inside).unwrap_or_else(|| inside.to_owned());
                let _ = write!(out, ".{}({})", identifier(&segment.name), string(&inside));
            }
            SegmentKind::Key => {
                let key = string(&query::decoded_path(&segment.text));
                if out.ends_with("()") {
                    out.truncate(out.len() - 1);
                    let _ = write!(out, "{key})");
                } else {
                    let _ = write!(out, ".byId({key})");
                }
            }
            SegmentKind::Action | SegmentKind::Function => {
                let given = match arguments {
                    Some(arguments) if segment.kind == SegmentKind::Action => arguments.to_vec(),
                    _ => function_arguments(segment, compat),
                };
                let _ =
                    write!(out, "\n    .{}({})", identifier(&lower_first(&segment.name)), parameters(path, at, &given));
            }
            SegmentKind::Special => out.push_str(match segment.text.as_str() {
                "$ref" if many => ".references()",
                "$ref" => ".reference()",
                "$count" => ".count()",
                _ => ".content()",
            }),
            SegmentKind::Cast if compat => {
                let _ = write!(out, ".{}()", segment.text);
            }
            SegmentKind::Cast => {
                let _ = write!(out, ".as{}()", class(&segment.text));
            }
            SegmentKind::File => out.push_str(&file(&segment.text)),
            _ => {
                let _ = write!(out, ".{}()", identifier(&lower_first(&segment.name)));
            }
        }
        many = segment.of.as_ref().is_some_and(|of| of.many);
    }
    out
}

fn file(text: &str) -> String {
    match text.split_once(':') {
        Some((name, rest)) if !rest.trim_matches(['/', ':']).is_empty() => {
            format!(".{}().itemWithPath({})", identifier(name), string(rest.trim_matches(['/', ':'])))
        }
        Some((name, _)) if !name.is_empty() => format!(".{}()", identifier(name)),
        _ => String::new(),
    }
}

/// A set of parameters: the library has a builder for each action and function.
fn parameters(path: &Path, at: usize, given: &[(String, String)]) -> String {
    if given.is_empty() {
        return String::new();
    }
    let name = path.segments.get(at).map_or("", |segment| segment.name.as_str());
    let mut out =
        format!("{}{}ParameterSet\n        .newBuilder()\n", owner_at(path, at), upper_first(&identifier(name)));
    for (name, value) in given {
        let _ = writeln!(out, "        .with{}({value})", upper_first(&identifier(name)));
    }
    out.push_str("        .build()");
    out
}

/// The official samples leave quotes as they stand where the type of a parameter is not known.
fn function_arguments(segment: &Segment, compat: bool) -> Vec<(String, String)> {
    let enumeration = |name: &str| compat && name == "on";
    let values = call::arguments(&segment.text).into_iter().map(|(name, value)| {
        let written = match call::quoted(&value) {
            _ if enumeration(&name) => value,
            Some(text) => string(&text),
            None if value == "true" || value == "false" || value == "null" || value.parse::<f64>().is_ok() => value,
            None => string(&value),
        };
        (name, written)
    });
    values.collect()
}
