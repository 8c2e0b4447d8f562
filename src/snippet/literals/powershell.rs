//! PowerShell: `'…'`. Source: about_Quoting_Rules. Four other characters count as a single
//! quote too.

use crate::snippet::literal::{is_hidden, quoted};

/// `text` as a string expression: in single quotes, and control characters between them as escapes.
pub fn literal(text: &str, _indent: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some((at, character)) = rest.char_indices().find(|(_, c)| is_hidden(*c) && c.is_ascii()) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if !before.is_empty() {
            parts.push(single(before));
        }
        parts.push(match character {
            '\r' => "\"`r\"".to_owned(),
            _ => format!("\"$([char]{})\"", u32::from(character)),
        });
        rest = after.get(character.len_utf8()..).unwrap_or("");
    }
    if parts.is_empty() {
        return single(rest);
    }
    if !rest.is_empty() {
        parts.push(single(rest));
    }
    format!("({})", parts.join(" + "))
}

fn single(text: &str) -> String {
    quoted(text, "'", |c| matches!(c, '\'' | '‘' | '’' | '‚' | '‛').then(|| format!("{c}{c}")))
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("it's $x `\"", 0), "'it''s $x `\"'");
        assert_eq!(literal("O’Brien", 0), "'O’’Brien'");
        assert_eq!(literal("$a\r\n\u{1}", 0), "('$a' + \"`r\" + '\n' + \"$([char]1)\")");
    }
}
