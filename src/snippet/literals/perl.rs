//! Perl: `'…'`; with control characters `"…"`. Source: perlop, Quote and Quote-like Operators. Without `use utf8` a literal
//! is the bytes of the file, which is what is sent.

use crate::snippet::literal::{common, is_hidden, quoted};

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    if text.chars().any(|c| is_hidden(c) && c.is_ascii()) {
        return quoted(text, "\"", |c| match c {
            '$' | '@' => Some(format!("\\{c}")),
            _ if c.is_ascii_control() && common(c, '"').is_none() => Some(format!("\\x{{{:x}}}", u32::from(c))),
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
        assert_eq!(literal("it's $x @y \\", 0), r"'it\'s $x @y \\'");
        assert_eq!(literal("$a@b\r\n\u{1}", 0), r#""\$a\@b\r\n\x{1}""#);
    }
}
