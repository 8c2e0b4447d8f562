//! Swift: `"…"`, and `#"""` for several lines. Source: The Swift Programming Language, Strings and Characters.

use crate::snippet::literal::{common, is_hidden, is_plain_block, longest_run, quoted};

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    // As many number signs as it takes for no quote mark and no backslash within to be followed by so many.
    let hashes = longest_run(text, '"', '#').zip(longest_run(text, '\\', '#'));
    if is_plain_block(text)
        && let Some((after_quote, after_backslash)) = hashes
    {
        let hashes = "#".repeat(after_quote.max(after_backslash).max(1));
        return format!("{hashes}\"\"\"\n{text}\n\"\"\"{hashes}");
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
