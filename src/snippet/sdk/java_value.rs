//! Values of bodies in Java: a variable for each object and list. Must not know addresses.

use super::body::{Field, Typed, Value};
use super::call;
use super::csharp_value::numbers;
use super::official_date;
use super::powershell_names::{lower_first, upper_first, words};
use super::types::{Types, last_part};
use crate::snippet::literals::java;
use std::collections::BTreeMap;

/// Statements, and the names that are taken.
pub(super) struct Writer<'a> {
    types: &'a Types,
    pub(super) compat: bool,
    pub(super) lines: Vec<String>,
    taken: BTreeMap<String, usize>,
}

/// A string.
pub(super) fn string(text: &str) -> String {
    use crate::snippet::literal::{common, is_hidden, quoted, utf16};
    if text.len() > 30_000 {
        return java::literal(text, 0);
    }
    quoted(text, "\"", |c| common(c, '"').or_else(|| is_hidden(c).then(|| utf16(c))))
}

/// The class of a type; namespaces are packages, which samples import.
pub(super) fn class(name: &str) -> String {
    match name {
        "Guid" => "UUID".to_owned(),
        "Int32" | "Int16" => "Integer".to_owned(),
        "Int64" => "Long".to_owned(),
        "DateTimeOffset" => "OffsetDateTime".to_owned(),
        "Json" => "JsonElement".to_owned(),
        _ => identifier(&upper_first(last_part(name))),
    }
}

/// A name that Java lets stand.
pub(super) fn identifier(name: &str) -> String {
    let kept: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    if KEYWORDS.contains(&kept.as_str()) || kept.starts_with(|c: char| c.is_ascii_digit()) || kept.is_empty() {
        format!("_{kept}")
    } else {
        kept
    }
}

/// Whether the name of an enumeration's member can stand as it is.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Java language specification, 3.9.
const KEYWORDS: [&str; 51] = [
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "final",
    "finally",
    "float",
    "for",
    "goto",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "true",
    "try",
    "void",
    "while",
];

impl Writer<'_> {
    pub(super) fn new(types: &Types, compat: bool) -> Writer<'_> {
        Writer { types, compat, lines: Vec::new(), taken: BTreeMap::new() }
    }

    fn unique(&mut self, name: &str) -> String {
        let count = self.taken.entry(name.to_owned()).or_insert(0);
        *count += 1;
        if *count == 1 { name.to_owned() } else { format!("{name}{}", *count - 1) }
    }

    /// Declares `name` with a value, and gives the name that it got. An argument's list keeps a blank line before each
    /// element is added.
    pub(super) fn variable(&mut self, name: &str, typed: &Typed, argument: bool) -> String {
        match &typed.value {
            Value::Object(_) if typed.of.is_empty() || typed.of == "Json" => {
                let name = self.unique(name);
                self.lines.push(format!("JsonElement {name} = {};", json(typed)));
                name
            }
            Value::Object(fields) => {
                let name = self.unique(name);
                let class = class(&typed.of);
                self.lines.push(format!("{class} {name} = new {class}();"));
                for field in fields.iter().filter(|field| field.name != "@odata.type") {
                    self.field(&name, &typed.of, field);
                }
                name
            }
            Value::List(items) => self.list(name, typed, items, argument),
            _ => {
                let name = self.unique(name);
                let (class, value) = (scalar_class(typed), self.scalar(typed));
                self.lines.push(format!("{class} {name} = {value};"));
                name
            }
        }
    }

    fn list(&mut self, name: &str, typed: &Typed, items: &[Typed], argument: bool) -> String {
        let list = self.unique(&format!("{name}List"));
        let first = items.first().map_or("", |item| item.of.as_str());
        let element = if typed.of.is_empty() && !first.is_empty() {
            class(first)
        } else if typed.of.is_empty() {
            "String".to_owned()
        } else {
            class(&self.types.get(&typed.of).map_or(typed.of.clone(), |found| found.name.clone()))
        };
        self.lines.push(format!("LinkedList<{element}> {list} = new LinkedList<{element}>();"));
        for item in items {
            let value = match item.value {
                Value::Object(_) | Value::List(_) => {
                    let value = self.variable(name, item, false);
                    if argument {
                        self.lines.push(String::new());
                    }
                    value
                }
                _ => self.scalar(item),
            };
            self.lines.push(format!("{list}.add({value});"));
        }
        list
    }

    fn field(&mut self, owner: &str, of: &str, field: &Field) {
        if !field.declared {
            let value = match &field.value.value {
                Value::Text(text) if self.compat => {
                    format!("new JsonPrimitive({})", string(&official_date::shortened(text)))
                }
                Value::Text(text) => format!("new JsonPrimitive({})", string(text)),
                _ if self.compat => format!("new JsonPrimitive({})", string(&call::json(&field.value))),
                _ => format!("JsonParser.parseString({})", string(&call::json(&field.value))),
            };
            self.lines.push(format!("{owner}.additionalDataManager().put({}, {value});", string(&field.name)));
            return;
        }
        let member = self.types.member(of, &field.name);
        let name = identifier(&lower_first(&member.map_or(field.name.clone(), |member| member.name.clone())));
        let leads = member.is_some_and(|member| member.navigation);
        let value = match &field.value.value {
            Value::List(_) if leads => {
                let list = self.variable(&name, &field.value, false);
                self.page(&list, &field.value)
            }
            Value::Object(_) | Value::List(_) => self.variable(&name, &field.value, false),
            _ => self.scalar(&field.value),
        };
        self.lines.push(format!("{owner}.{name} = {value};"));
    }

    /// A page of entities, which is what navigation properties hold.
    fn page(&mut self, list: &str, typed: &Typed) -> String {
        let class = class(&typed.of);
        let response = self.unique(&format!("{}CollectionResponse", lower_first(&class)));
        let page = self.unique(&format!("{}CollectionPage", lower_first(&class)));
        self.lines.push(format!("{class}CollectionResponse {response} = new {class}CollectionResponse();"));
        self.lines.push(format!("{response}.value = {list};"));
        self.lines.push(format!("{class}CollectionPage {page} = new {class}CollectionPage({response}, null);"));
        page
    }

    fn scalar(&self, typed: &Typed) -> String {
        match &typed.value {
            Value::Text(text) => self.text(text, typed),
            Value::Number(number) if typed.of == "Int64" => format!("{number}L"),
            Value::Number(number) if typed.of == "Double" => format!("{number}d"),
            Value::Number(number) if typed.of == "Single" && !self.compat => format!("{number}f"),
            Value::Number(number) => number_literal(number),
            Value::Bool(is) => is.to_string(),
            _ => "null".to_owned(),
        }
    }

    fn text(&self, text: &str, typed: &Typed) -> String {
        let literal = string(text);
        match typed.of.as_str() {
            "DateTimeOffset" if self.compat => {
                format!("OffsetDateTimeSerializer.deserialize({})", string(&official_date::typed(text)))
            }
            "DateTimeOffset" => format!("OffsetDateTimeSerializer.deserialize({literal})"),
            "Guid" => format!("UUID.fromString({literal})"),
            "Duration" => format!("DatatypeFactory.newInstance().newDuration({literal})"),
            "Binary" | "Stream" => format!("Base64.getDecoder().decode({literal})"),
            "Date" => numbers(text, '-').map_or(literal, |parts| format!("new DateOnly({parts})")),
            "TimeOfDay" => {
                numbers(text, ':').map_or(literal, |parts| format!("new TimeOfDay({})", parts.replace(',', ", ")))
            }
            "Json" => format!("JsonParser.parseString({})", string(&serde_json::Value::from(text).to_string())),
            "Boolean" if matches!(text, "true" | "false") => text.to_owned(),
            "" | "String" | "Boolean" | "Int16" | "Int32" | "Int64" | "Double" | "Single" | "Decimal" => literal,
            of if self.types.get(of).is_none() || typed.is_enumeration(self.types) => self.enumeration(of, text),
            _ => literal,
        }
    }

    /// `A.ONE_NAME`.
    fn enumeration(&self, of: &str, text: &str) -> String {
        let known = self.types.get(of);
        let class = class(known.map_or(of, |found| found.name.as_str()));
        let spelled = known.and_then(|found| found.values.iter().find(|value| value.eq_ignore_ascii_case(text)));
        let name = spelled.map_or(text, String::as_str);
        if !is_plain(name) {
            return string(text);
        }
        format!("{class}.{}", words(&upper_first(name)).join("_").to_ascii_uppercase())
    }
}

/// A number that Java reads: one that is too large for an `int` says what it is.
fn number_literal(number: &str) -> String {
    let digits = number.strip_prefix('-').unwrap_or(number).bytes().all(|byte| byte.is_ascii_digit());
    match (number.parse::<i32>(), number.parse::<i64>()) {
        (Err(_), Ok(_)) if digits => format!("{number}L"),
        (Err(_), Err(_)) if digits => format!("{number}d"),
        _ => number.to_owned(),
    }
}

/// A value whose type is not known.
fn json(typed: &Typed) -> String {
    match &typed.value {
        Value::Object(fields) if fields.is_empty() => "new JsonObject()".to_owned(),
        _ => format!("JsonParser.parseString({})", string(&call::json(typed))),
    }
}

/// The class of a variable for a value that is no object.
fn scalar_class(typed: &Typed) -> String {
    match &typed.value {
        Value::Bool(_) => "Boolean".to_owned(),
        Value::Number(_) if typed.of == "Int64" => "long".to_owned(),
        Value::Number(number) if matches!(typed.of.as_str(), "Double" | "Single") || number.contains('.') => {
            "double".to_owned()
        }
        Value::Number(_) => "int".to_owned(),
        Value::Text(_) if typed.of.is_empty() => "String".to_owned(),
        Value::Text(_) if typed.of == "Duration" => "Duration".to_owned(),
        Value::Text(_) if matches!(typed.of.as_str(), "Binary" | "Stream") => "byte[]".to_owned(),
        _ if typed.of.is_empty() => "Object".to_owned(),
        _ => class(&typed.of),
    }
}
