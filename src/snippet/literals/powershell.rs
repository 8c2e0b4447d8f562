//! PowerShell: `'…'`; with control characters `"…"`. Source: about_Quoting_Rules. Four other characters count as a single
//! quote too, three as a double one.

use crate::snippet::literal::{is_hidden, quoted};

/// `text` as a string literal.
pub fn literal(text: &str, _indent: usize) -> String {
    if text.chars().any(|c| is_hidden(c) && c.is_ascii()) {
        return quoted(text, "\"", |c| match c {
            '\n' => Some("`n".to_owned()),
            '\r' => Some("`r".to_owned()),
            '"' | '`' | '$' | '“' | '”' | '„' => Some(format!("`{c}")),
            _ if c.is_ascii_control() && c != '\t' => Some(format!("$([char]{})", u32::from(c))),
            _ => None,
        });
    }
    quoted(text, "'", |c| matches!(c, '\'' | '‘' | '’' | '‚' | '‛').then(|| format!("{c}{c}")))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("it's $x `\"", 0), "'it''s $x `\"'");
        assert_eq!(literal("O’Brien", 0), "'O’’Brien'");
        assert_eq!(literal("$a\r\n\u{1}", 0), "\"`$a`r`n$([char]1)\"");
    }
}
