//! A body as JavaScript: a JSON document becomes an object literal that keeps the document's lines and numbers.
//! Must not know addresses.

use super::javascript::string;
use crate::page::json::{self, Json, NodeKind};
use crate::snippet::Request;
use crate::snippet::request::BodyKind;

/// An expression.
pub(super) struct Expression {
    pub(super) code: String,
    /// Whether it is an object literal, and not a string.
    pub(super) is_object: bool,
}

/// The body of `request`.
pub(super) fn literal(body: &str, request: &Request, compat: bool) -> Expression {
    let begins = body.trim_start().starts_with(['{', '[']);
    if compat {
        let code = if begins {
            quoted_tokens(&body.trim().replace('\'', "\u{0}")).replace('\0', "\\'")
        } else {
            body.to_owned()
        };
        let (first, rest) = code.split_once('\n').unwrap_or((&code, ""));
        let code = if rest.is_empty() { code } else { format!("{}\n{rest}", first.trim_end()) };
        return Expression { code, is_object: true };
    }
    let json = json::read_at(body, 0);
    if begins && request.kind == BodyKind::Json && json.is_strict() && is_faithful(&json, body) {
        // A sample can stand in a script of a page.
        let code = quoted_tokens(body.trim()).replace("</script", "<\\/script");
        return Expression { code, is_object: true };
    }
    Expression { code: string(body), is_object: false }
}

/// Whether an object of JavaScript gives the same document again.
fn is_faithful(json: &Json, body: &str) -> bool {
    json.faults.is_empty()
        && json.nodes.iter().all(|node| match node.kind {
            NodeKind::Number => {
                node.span.of(body).parse::<f64>().is_ok_and(|value| value.to_string() == node.span.of(body))
            }
            _ => json::key(body, node) != "__proto__",
        })
}

/// `text` with its strings in JavaScript's form: names bare where they can be, `'` for `"`, one space behind a colon.
fn quoted_tokens(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('"') {
        out.push_str(rest.get(..at).unwrap_or(""));
        let inside = rest.get(at + 1..).unwrap_or("");
        let length = string_len(inside);
        let raw = inside.get(..length).unwrap_or("");
        let after = inside.get(length + 1..).unwrap_or("");
        let Some(value) = after.trim_start_matches([' ', '\t']).strip_prefix(':') else {
            out.push_str(&single(raw));
            rest = after;
            continue;
        };
        if is_identifier(raw) {
            out.push_str(raw);
            out.push_str(": ");
            rest = value.trim_start_matches([' ', '\t']);
        } else {
            out.push_str(&single(raw));
            out.push(':');
            rest = value;
        }
    }
    out.push_str(rest);
    out
}

fn string_len(inside: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'"' if !escaped => return at,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    inside.len()
}

/// The inside of a JSON string in single quotes. What JSON escapes, JavaScript escapes in the same way.
fn single(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 2);
    out.push('\'');
    for character in raw.chars() {
        match character {
            '\'' => out.push_str("\\'"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            _ => out.push(character),
        }
    }
    out.push('\'');
    out
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'))
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
}
