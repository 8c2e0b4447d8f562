//! A JSON value drawn as a tree for people: one line a thing, with its line number.

use super::escape::{short, visible};
use serde_json::Value;
use std::fmt::Write;

/// Draws `value`. Empty lists and nulls are left out.
pub fn draw(value: &Value) -> String {
    let mut out = String::new();
    if let Value::Object(map) = value {
        for (key, value) in map {
            node(key, value, 0, &mut out);
        }
    }
    out
}

fn node(name: &str, value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Null => {}
        Value::Array(items) if items.is_empty() => {}
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            let words: Vec<String> = items.iter().map(scalar).collect();
            let _ = writeln!(out, "{indent}{name}: {}", words.join(" | "));
        }
        Value::Array(items) => {
            let _ = writeln!(out, "{indent}{name} ({})", items.len());
            for item in items {
                item_node(item, depth + 1, out);
            }
        }
        Value::Object(map) => {
            let _ = writeln!(out, "{indent}{name}{}", line_of(value));
            for (key, value) in map.iter().filter(|(key, _)| *key != "at") {
                node(key, value, depth + 1, out);
            }
        }
        other => {
            let _ = writeln!(out, "{indent}{name}: {}", scalar(other));
        }
    }
}

/// One item of a list: its scalars on one line, what is nested below.
fn item_node(item: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let Value::Object(map) = item else {
        let _ = writeln!(out, "{indent}- {}", scalar(item));
        return;
    };
    let plain = |value: &Value| !value.is_object() && !value.is_array() && !value.is_null();
    let words: Vec<String> =
        map.iter().filter(|(_, value)| plain(value)).map(|(key, value)| format!("{key} {}", scalar(value))).collect();
    let _ = writeln!(out, "{indent}-{} {}", line_of(item), words.join(", "));
    for (key, value) in map.iter().filter(|(key, value)| *key != "at" && *key != "value" && !plain(value)) {
        node(key, value, depth + 2, out);
    }
}

fn line_of(value: &Value) -> String {
    value.get("at").and_then(|at| at.get("line")).map(|line| format!(" line {line}:")).unwrap_or_default()
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => short(&visible(text), 100).into_owned(),
        other => other.to_string(),
    }
}
