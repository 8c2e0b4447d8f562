//! Ruby: `'…'`; with control characters `"…"`, where `#` could begin code. Source: Ruby documentation, Literals. A carriage
//! return before a line feed is dropped from sources, so it is written as an escape.

use crate::snippet::literal::{common, is_hidden, quoted};

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    if text.chars().any(|c| is_hidden(c) && c.is_ascii()) {
        return quoted(text, "\"", |c| match c {
            '#' => Some("\\#".to_owned()),
            _ if c.is_ascii_control() && common(c, '"').is_none() => Some(format!("\\x{:02X}", u32::from(c))),
            _ => common(c, '"'),
        });
    }
    quoted(text, "'", |c| matches!(c, '\\' | '\'').then(|| format!("\\{c}")))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("it's #{7*7} \\", 0), r"'it\'s #{7*7} \\'");
        assert_eq!(literal("#{7*7}\r\u{1}", 0), r#""\#{7*7}\r\x01""#);
    }
}
