//! C: `"…"`, one a line, which the compiler puts together. Source: ISO C17, 6.4.5; `??` would begin a trigraph.

use crate::snippet::literal::{common, is_hidden, joined};
use std::fmt::Write;

/// `text` as string literals. Bytes outside ASCII stand as UTF-8.
pub fn literal(text: &str, indent: usize) -> String {
    joined(text, &" ".repeat(indent), "", |line| quoted(line, ""))
}

/// One line as `"…"` after `prefix`.
pub fn quoted(line: &str, prefix: &str) -> String {
    let mut out = format!("{prefix}\"");
    let mut before = ' ';
    for character in line.chars() {
        match common(character, '"') {
            Some(escaped) => out.push_str(&escaped),
            None if character == '?' && before == '?' => out.push_str("\\?"),
            // Three digits end an octal escape, whatever follows.
            None if character.is_ascii_control() => {
                let _ = write!(out, "\\{:03o}", u32::from(character));
            }
            // Marks that turn the direction of text round would hide what the code says.
            None if is_hidden(character) => {
                for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(out, "\\{byte:03o}");
                }
            }
            None => out.push(character),
        }
        before = character;
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("a\"\\\u{1}7??=é", 4), r#""a\"\\\0017?\?=é""#);
        assert_eq!(literal("{\n}", 4), "\"{\\n\"\n    \"}\"");
        assert_eq!(literal("\u{202e}", 0), r#""\342\200\256""#);
        assert_eq!(literal("", 0), "\"\"");
    }
}
