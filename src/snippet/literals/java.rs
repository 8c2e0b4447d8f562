//! Java: `"…"`, and text blocks (Java 15) for several lines. Source: JLS 3.3, 3.10.5, 3.10.6. Letters outside ASCII are
//! Unicode escapes, because the compiler reads sources in the encoding of the machine.

use crate::snippet::literal::{common, is_hidden, is_plain_block, quoted, utf16};

/// A constant has at most this many bytes in a class file (JVMS 4.4.7); kept well below.
const MOST: usize = 16_000;

/// `text` as a string expression. Lines of a text block stand `indent` spaces in, which the compiler takes away again.
pub fn literal(text: &str, indent: usize) -> String {
    if text.len() > MOST {
        let mut parts: Vec<String> = Vec::new();
        let mut part = String::new();
        for character in text.chars() {
            part.push(character);
            if part.len() >= MOST {
                parts.push(regular(&part));
                part.clear();
            }
        }
        parts.push(regular(&part));
        return format!(
            "String.join(\"\",\n{0}{1})",
            " ".repeat(indent),
            parts.join(&format!(",\n{}", " ".repeat(indent)))
        );
    }
    // The compiler takes away what all lines have in common, so one line must begin at the margin.
    let at_margin = text.split('\n').any(|line| !line.trim().is_empty() && !line.starts_with([' ', '\t']));
    if is_plain_block(text) && at_margin { block(text, indent) } else { regular(text) }
}

fn regular(text: &str) -> String {
    quoted(text, "\"", |c| common(c, '"').or_else(|| unseen(c)))
}

fn unseen(character: char) -> Option<String> {
    if character.is_ascii_control() {
        return Some(format!("\\{:03o}", u32::from(character)));
    }
    (!character.is_ascii() || is_hidden(character)).then(|| utf16(character))
}

fn block(text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut out = "\"\"\"".to_owned();
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        out.push('\n');
        // The end mark counts too when it stands on a line of its own.
        if !line.is_empty() || lines.peek().is_none() {
            out.push_str(&margin);
        }
        let kept = line.trim_end_matches([' ', '\t']);
        let (kept, trailing) = line.split_at_checked(kept.len()).unwrap_or((line, ""));
        out.push_str(
            &quoted(kept, "", |c| match c {
                '\\' | '\t' => common(c, '"'),
                _ => unseen(c),
            })
            .replace("\"\"\"", "\\\"\\\"\\\""),
        );
        // White space at the end of a line would be dropped; `\s` (JLS 3.10.7) is a space that stays.
        let last = trailing.len().saturating_sub(1);
        for (at, blank) in trailing.char_indices() {
            out.push_str(match blank {
                '\t' => "\\t",
                _ if at == last => "\\s",
                _ => " ",
            });
        }
    }
    if out.ends_with('"') {
        out.pop();
        out.push_str("\\\"");
    }
    out.push_str("\"\"\"");
    out
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("a\"\\u0041é😀\u{1}", 0), r#""a\"\\u0041\u00e9\ud83d\ude00\001""#);
        assert_eq!(literal("{\n  \"a\": 1 \n}", 2), "\"\"\"\n  {\n    \"a\": 1\\s\n  }\"\"\"");
        assert_eq!(literal("a\n\nb\n", 2), "\"\"\"\n  a\n\n  b\n  \"\"\"");
        assert_eq!(literal(" a\n b", 2), "\" a\\n b\"");
        assert_eq!(literal("a\r\nb", 0), "\"a\\r\\nb\"");
        assert!(literal(&"x".repeat(70_000), 0).starts_with("String.join(\"\","));
    }
}
