//! Go: `"…"`, and raw literals between backticks for several lines. Source: The Go Programming Language Specification,
//! String literals: a raw one drops carriage returns and cannot hold a backtick; a byte order mark is refused.

use crate::snippet::literal::{common, is_hidden, is_plain_block, joined, quoted};

/// `text` as a string literal.
pub fn literal(text: &str, indent: usize) -> String {
    if is_plain_block(text) && !text.contains('`') {
        return format!("`{text}`");
    }
    if !text.contains(['\n', '`']) && text.contains('"') && !text.chars().any(|c| is_hidden(c) || c == '\t') {
        return format!("`{text}`");
    }
    // Go is indented with tabs: `indent` counts them.
    joined(text, &"\t".repeat(indent), " +", |line| {
        quoted(line, "\"", |c| common(c, '"').or_else(|| is_hidden(c).then(|| format!("\\U{:08x}", u32::from(c)))))
    })
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("{\"a\": 1}", 0), "`{\"a\": 1}`");
        assert_eq!(literal("a\nb", 0), "`a\nb`");
        assert_eq!(literal("a`\r\n\u{1}", 1), "\"a`\\r\\n\" +\n\t\"\\U00000001\"");
    }
}
