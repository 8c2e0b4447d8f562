//! Text that stands in a sample without quotes. Must not let anything through that could mean something.

/// A word of letters, digits and `-_. /+` alone, such as a method or the scheme of credentials; the first character
/// that is something else.
pub fn word(text: &str) -> Result<String, char> {
    match text.chars().find(|c| !(c.is_ascii_alphanumeric() || "-_. /+".contains(*c))) {
        Some(character) => Err(character),
        None => Ok(text.to_owned()),
    }
}

/// `text` on one line, for a comment of any language: nothing in it ends the comment.
pub fn comment(text: &str) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect();
    line.replace("*/", "* /").replace("?>", "? >").replace("-->", "-- >").replace("\\u", "\\ u")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain() {
        assert_eq!(word("Bearer "), Ok("Bearer ".to_owned()));
        assert_eq!(word("a\"b"), Err('"'));
        assert_eq!(comment("a\n*/ ?> b"), "a * / ? > b");
    }
}
