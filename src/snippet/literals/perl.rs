//! Perl: `'…'`; with control characters `"…"`. Source: perlop, Quote and Quote-like Operators. Without `use utf8` a literal
//! is the bytes of the file, which is what is sent.

use crate::snippet::literal::single_or_double;

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    single_or_double(text, &['$', '@'], |code| format!("\\x{{{code:x}}}"))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("it's $x @y \\", 0), r"'it\'s $x @y \\'");
        assert_eq!(literal("$a@b\r\n\u{1}", 0), r#""\$a\@b\r\n\x{1}""#);
    }
}
