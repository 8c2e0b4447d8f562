//! Rust: `"…"`, and `r#"…"#` where quotes, backslashes or several lines would need escapes. Source: The Rust Reference,
//! Tokens: a raw literal cannot hold a carriage return by itself.

use crate::snippet::literal::{common, is_hidden, longest_run, quoted};

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    if text.contains(['"', '\\', '\n'])
        && !text.chars().any(is_hidden)
        && let Some(hashes) = longest_run(text, '"', '#')
    {
        let hashes = "#".repeat(hashes);
        return format!("r{hashes}\"{text}\"{hashes}");
    }
    quoted(text, "\"", |c| common(c, '"').or_else(|| is_hidden(c).then(|| format!("\\u{{{:x}}}", u32::from(c)))))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("{\"a\":\n1}", 0), "r#\"{\"a\":\n1}\"#");
        assert_eq!(literal("\"#", 0), "r##\"\"#\"##");
        assert_eq!(literal("a\r\u{1}\"", 0), r#""a\r\u{1}\"""#);
    }
}
