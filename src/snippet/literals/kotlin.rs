//! Kotlin: `"…"`, and raw literals of three quotes for several lines. Source: Kotlin language specification, String
//! literals: `$` begins a template in both.

use crate::snippet::literal::{common, is_hidden, is_plain_block, joined, quoted, utf16};

/// `text` as a string expression.
pub fn literal(text: &str, indent: usize) -> String {
    if is_plain_block(text) && !text.contains("\"\"\"") && !text.ends_with('"') {
        return format!("\"\"\"{}\"\"\"", text.replace('$', "${'$'}"));
    }
    joined(text, &" ".repeat(indent), " +", |line| {
        quoted(line, "\"", |c| match c {
            '$' => Some("\\$".to_owned()),
            _ => common(c, '"').or_else(|| is_hidden(c).then(|| utf16(c))),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("$ref\"\\", 0), r#""\$ref\"\\""#);
        assert_eq!(literal("{\n$a}", 0), "\"\"\"{\n${'$'}a}\"\"\"");
    }
}
