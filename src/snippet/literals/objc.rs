//! Objective-C: `@"…"`, further lines `"…"`, which the compiler puts together.

use super::c;
use crate::snippet::literal::lines;

/// `text` as an `NSString` literal.
pub fn literal(text: &str, indent: usize) -> String {
    let parts = lines(text).into_iter().enumerate();
    let parts: Vec<String> = parts.map(|(at, line)| c::quoted(line, if at == 0 { "@" } else { "" })).collect();
    parts.join(&format!("\n{}", " ".repeat(indent)))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("a\n\"b\"", 2), "@\"a\\n\"\n  \"\\\"b\\\"\"");
    }
}
