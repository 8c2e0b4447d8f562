//! PHP: `'…'`; with control characters `"…"`. Source: PHP manual, Strings: only `\\` and `\'` are escapes between single
//! quotes, and nothing is interpolated.

use crate::snippet::literal::single_or_double;

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    single_or_double(text, &['$'], |code| format!("\\x{code:02x}"))
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
