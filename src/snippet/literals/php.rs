//! PHP: `'…'`; with control characters `"…"`. Source: PHP manual, Strings: only `\\` and `\'` are escapes between single
//! quotes, and nothing is interpolated.

use crate::snippet::literal::{common, is_hidden, quoted};

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    if text.chars().any(|c| is_hidden(c) && c.is_ascii()) {
        return quoted(text, "\"", |c| match c {
            '$' => Some("\\$".to_owned()),
            _ if c.is_ascii_control() && common(c, '"').is_none() => Some(format!("\\x{:02x}", u32::from(c))),
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
        assert_eq!(literal("it's $x \\", 0), r"'it\'s $x \\'");
        assert_eq!(literal("$a\r\u{1}", 0), r#""\$a\r\x01""#);
    }
}
