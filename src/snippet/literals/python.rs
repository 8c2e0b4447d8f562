//! Python: `"…"` or `'…'`, and three quotes for several lines. Source: The Python Language Reference, 2.4.1.

use crate::snippet::literal::{common, is_hidden, is_plain_block, quoted};

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    if is_plain_block(text) {
        let mut body = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
        if body.ends_with('"') {
            body.pop();
            body.push_str("\\\"");
        }
        return format!("\"\"\"{body}\"\"\"");
    }
    let quote = if text.contains('"') && !text.contains('\'') { '\'' } else { '"' };
    quoted(text, quote.encode_utf8(&mut [0; 4]), |c| {
        common(c, quote).or_else(|| {
            let code = u32::from(c);
            is_hidden(c).then(|| if code < 256 { format!("\\x{code:02x}") } else { format!("\\u{code:04x}") })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("{\"a\": 1}", 0), "'{\"a\": 1}'");
        assert_eq!(literal("it's \"\\é\u{1}\r", 0), r#""it's \"\\é\x01\r""#);
        assert_eq!(literal("{\n\"\"\"\\\"", 0), "\"\"\"{\n\\\"\\\"\\\"\\\\\\\"\"\"\"");
    }
}
