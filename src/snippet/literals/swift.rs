//! Swift: `"…"`, and `#"""` for several lines. Source: The Swift Programming Language, Strings and Characters.

use crate::snippet::literal::{common, is_hidden, is_plain_block, quoted};

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    if is_plain_block(text) && !text.contains("\\#") && !text.contains("\"\"\"#") {
        return format!("#\"\"\"\n{text}\n\"\"\"#");
    }
    quoted(text, "\"", |c| common(c, '"').or_else(|| is_hidden(c).then(|| format!("\\u{{{:x}}}", u32::from(c)))))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("\\(x)\"", 0), r#""\\(x)\"""#);
        assert_eq!(literal("{\n}", 0), "#\"\"\"\n{\n}\n\"\"\"#");
    }
}
