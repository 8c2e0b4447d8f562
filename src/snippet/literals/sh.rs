//! POSIX shell: `'…'`, within which nothing means anything. Source: POSIX, Shell Command Language, 2.2.2.

/// `text` as one word.
pub fn literal(text: &str, _indent: usize) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("it's $x `\\\n@", 0), "'it'\\''s $x `\\\n@'");
    }
}
