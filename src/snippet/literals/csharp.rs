//! C#: `"…"`, and `@"…"` for several lines. Source: C# language specification, 6.4.5.6.

use crate::snippet::literal::{common, is_hidden, is_plain_block, quoted, utf16};

/// `text` as a string literal. Several lines become a verbatim literal; where one holds a carriage return, which the line
/// ends of the source would change, a regular one.
pub fn literal(text: &str, _indent: usize) -> String {
    if is_plain_block(text) {
        return format!("@\"{}\"", text.replace('"', "\"\""));
    }
    quoted(text, "\"", |c| common(c, '"').or_else(|| is_hidden(c).then(|| utf16(c))))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("a\"\\\u{1}é", 0), r#""a\"\\\u0001é""#);
        assert_eq!(literal("{\n\"a\"\\}", 0), "@\"{\n\"\"a\"\"\\}\"");
        assert_eq!(literal("a\r\nb", 0), r#""a\r\nb""#);
    }
}
