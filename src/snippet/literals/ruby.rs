//! Ruby: `'…'`; with control characters `"…"`, where `#` could begin code. Source: Ruby documentation, Literals. A carriage
//! return before a line feed is dropped from sources, so it is written as an escape.

use crate::snippet::literal::single_or_double;

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    single_or_double(text, &['#'], |code| format!("\\x{code:02X}"))
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
