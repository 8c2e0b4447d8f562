//! JavaScript: `'…'` or `"…"`, and template literals for several lines. Source: ECMA-262, 12.9.4 and 12.9.6. `</` is
//! written apart, so that a sample can stand in a script of a page.

use crate::snippet::literal::{common, is_hidden, is_plain_block, quoted, utf16};

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    let hidden = |c: char| is_hidden(c).then(|| utf16(c));
    let written = if is_plain_block(text) {
        quoted(&text.replace("${", "\u{0}{"), "`", |c| match c {
            '`' | '\\' => Some(format!("\\{c}")),
            '\0' => Some("\\$".to_owned()),
            _ => None,
        })
    } else {
        let quote = if text.contains('"') && !text.contains('\'') { '\'' } else { '"' };
        quoted(text, quote.encode_utf8(&mut [0; 4]), |c| common(c, quote).or_else(|| hidden(c)))
    };
    written.replace("</", "<\\/")
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("{\"a\": 1}", 0), "'{\"a\": 1}'");
        assert_eq!(literal("it's \"\\", 0), r#""it's \"\\""#);
        assert_eq!(literal("`${a}\n$ref\\", 0), "`\\`\\${a}\n$ref\\\\`");
        assert_eq!(literal("</script>\u{2028}\u{1f}", 0), "\"<\\/script>\\u2028\\u001f\"");
    }
}
