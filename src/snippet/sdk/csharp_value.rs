//! Values of bodies in C#. Must not know addresses.

use super::body::{Field, Typed, Value};
use super::call;
use super::official_date;
use super::powershell_names::upper_first;
use super::types::{Types, last_part};
use crate::snippet::literal::{common, quoted};

/// How values are written.
pub(super) struct Writer<'a> {
    pub(super) types: &'a Types,
    pub(super) compat: bool,
}

/// A string.
pub(super) fn string(text: &str) -> String {
    quoted(text, "\"", |c| {
        common(c, '"').or_else(|| crate::snippet::literal::is_hidden(c).then(|| crate::snippet::literal::utf16(c)))
    })
}

/// The class of a type, with its namespace where it has one.
pub(super) fn class_name(name: &str) -> String {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_')).collect();
    match name.rsplit_once('.') {
        Some((space, last)) => format!("Microsoft.Graph.{}.{}", upper_first(space), upper_first(last)),
        // The library has request builders called so already.
        None if name.ends_with("Request") => format!("{}Object", upper_first(&name)),
        None => upper_first(&name),
    }
}

impl Writer<'_> {
    /// An expression. `inside` a dictionary nothing is known of types.
    pub(super) fn value(&self, typed: &Typed, depth: usize, inside: bool) -> String {
        match &typed.value {
            Value::Object(fields) if inside || typed.of.is_empty() || typed.of == "Json" => {
                self.untyped(typed, fields.is_empty())
            }
            Value::Object(fields) => self.object(typed, fields, depth),
            Value::List(items) => {
                let element = self.element(typed, items);
                self.list(&format!("List<{element}>"), items, depth)
            }
            Value::Text(text) => self.text(text, typed),
            Value::Number(number) if typed.of == "Single" && !number.contains(['e', 'E']) => format!("{number}f"),
            Value::Number(number) => number.clone(),
            Value::Bool(is) => is.to_string(),
            Value::Null => "null".to_owned(),
        }
    }

    fn list(&self, class: &str, items: &[Typed], depth: usize) -> String {
        let pad = "    ".repeat(depth);
        let items: Vec<String> =
            items.iter().map(|item| format!("{pad}    {}", self.value(item, depth + 1, false))).collect();
        let items = if items.is_empty() { String::new() } else { format!("{}\n", items.join(",\n")) };
        format!("new {class}()\n{pad}{{\n{items}{pad}}}")
    }

    fn element(&self, typed: &Typed, items: &[Typed]) -> String {
        if !typed.of.is_empty() {
            return class_name(&self.types.get(&typed.of).map_or(typed.of.clone(), |found| found.name.clone()));
        }
        if let Some(first) = items.first().filter(|first| !first.of.is_empty()) {
            return class_name(&first.of);
        }
        match items.first().map(|item| &item.value) {
            Some(Value::Number(_)) => "Int32".to_owned(),
            Some(Value::Bool(_)) => "Boolean".to_owned(),
            Some(Value::Object(_)) => "Object".to_owned(),
            _ => "String".to_owned(),
        }
    }

    fn untyped(&self, typed: &Typed, _empty: bool) -> String {
        let text = string(&call::json(typed));
        if self.compat {
            format!("JsonDocument.Parse({})", text.replace('\n', ""))
        } else {
            format!("JsonDocument.Parse({text}).RootElement")
        }
    }

    fn object(&self, typed: &Typed, fields: &[Field], depth: usize) -> String {
        let pad = "    ".repeat(depth);
        let inner = "    ".repeat(depth + 1);
        let class = class_name(&typed.of);
        let mut lines: Vec<String> = Vec::new();
        let mut additional: Vec<String> = Vec::new();
        for field in fields {
            if field.name == "@odata.type" {
                continue;
            }
            if field.declared {
                let name = upper_first(
                    &self.types.member(&typed.of, &field.name).map_or(field.name.clone(), |known| known.name.clone()),
                );
                // A member may not be called as its class (CS0542).
                let name =
                    if name == upper_first(last_part(&typed.of)) { self.other_name(&name, &field.value) } else { name };
                let leads = self.types.member(&typed.of, &field.name).is_some_and(|known| known.navigation);
                let value = match &field.value.value {
                    Value::List(items) if leads => self.list(
                        &format!("{}{name}CollectionPage", upper_first(last_part(&typed.of))),
                        items,
                        depth + 1,
                    ),
                    _ => self.value(&field.value, depth + 1, false),
                };
                lines.push(format!("{inner}{name} = {value}"));
            } else {
                additional.push(format!("{inner}    {{{}, {}}}", string(&field.name), self.additional(&field.value)));
            }
        }
        if !additional.is_empty() {
            lines.push(format!(
                "{inner}AdditionalData = new Dictionary<string, object>()\n{inner}{{\n{}\n{inner}}}",
                additional.join(",\n")
            ));
        }
        let body = if lines.is_empty() { String::new() } else { format!("{}\n", lines.join(",\n")) };
        format!("new {class}\n{pad}{{\n{body}{pad}}}")
    }

    /// The name of a member that is called as its class: that of its type.
    fn other_name(&self, name: &str, value: &Typed) -> String {
        let of = upper_first(last_part(&value.of));
        if of.is_empty() || of == name || self.types.get(&value.of).is_none() { format!("{name}Property") } else { of }
    }

    /// A value of a dictionary. The official samples write everything as a string.
    fn additional(&self, typed: &Typed) -> String {
        match &typed.value {
            Value::Text(text) if self.compat => string(&official_date::shortened(text)),
            Value::Text(text) => string(text),
            _ if self.compat => string(&call::json(typed)),
            Value::Number(number) => number.clone(),
            Value::Bool(is) => is.to_string(),
            Value::Null => "null".to_owned(),
            _ => format!("JsonDocument.Parse({}).RootElement", string(&call::json(typed))),
        }
    }

    fn text(&self, text: &str, typed: &Typed) -> String {
        let literal = string(text);
        match typed.of.as_str() {
            "DateTimeOffset" if self.compat => format!("DateTimeOffset.Parse({})", string(&official_date::typed(text))),
            "DateTimeOffset" => format!("DateTimeOffset.Parse({literal})"),
            "Guid" => format!("Guid.Parse({literal})"),
            "Duration" => format!("new Duration({literal})"),
            "Binary" | "Stream" => format!("Convert.FromBase64String({literal})"),
            "Date" => numbers(text, '-').map_or(literal, |parts| format!("new Date({parts})")),
            "TimeOfDay" => {
                numbers(text, ':').map_or(literal, |parts| format!("new TimeOfDay({})", parts.replace(',', ", ")))
            }
            "Boolean" if matches!(text, "true" | "false") => text.to_owned(),
            "Json" => {
                format!("JsonDocument.Parse(@\"{}\")", serde_json::Value::from(text).to_string().replace('"', "\"\""))
            }
            "" | "String" | "Boolean" | "Int16" | "Int32" | "Int64" | "Double" | "Single" | "Decimal" => literal,
            of if self.types.get(of).is_none() || typed.is_enumeration(self.types) => self.enumeration(of, text),
            _ => literal,
        }
    }

    /// `A.B` for one name, `A.B | A.C` for several.
    fn enumeration(&self, of: &str, text: &str) -> String {
        let known = self.types.get(of);
        let class = class_name(known.map_or(of, |found| found.name.as_str()));
        let names = text.split(',').map(|name| {
            let name = name.trim();
            let spelled = known.and_then(|found| found.values.iter().find(|value| value.eq_ignore_ascii_case(name)));
            let name = upper_first(spelled.map_or(name, String::as_str));
            if name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_uppercase()) {
                upper_first(&name.to_ascii_lowercase())
            } else {
                name
            }
        });
        let names: Vec<String> = names.collect();
        if names.iter().any(|name| {
            name.is_empty()
                || name.starts_with(|c: char| c.is_ascii_digit())
                || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        }) {
            return string(text);
        }
        names.iter().map(|name| format!("{class}.{name}")).collect::<Vec<_>>().join(" | ")
    }
}

/// `2020-09-15` as `2020,9,15`; `None` where it is not three numbers.
pub(super) fn numbers(text: &str, between: char) -> Option<String> {
    let parts: Vec<String> = text
        .split(between)
        .map(|part| part.split('.').next().unwrap_or("").parse::<u32>().ok().map(|number| number.to_string()))
        .collect::<Option<_>>()?;
    (parts.len() == 3).then(|| parts.join(","))
}
