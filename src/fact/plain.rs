//! The plain text of a cell or a title: Markdown and HTML marks gone, entities decoded.

use std::borrow::Cow;

/// `text` without emphasis, backticks, link targets, HTML tags, escapes and with `&lt; &gt; &amp; &quot; &nbsp; &#…;` decoded.
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.bytes().any(|byte| byte != b']' && is_special(byte)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut depth = 0_u32;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or("");
        rest = match c {
            '`' | '*' => after,
            '\u{a0}' => {
                out.push(' ');
                after
            }
            '_' if !between_word_characters(&out, after) => after,
            '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => {
                let next = after.chars().next().unwrap_or(' ');
                out.push(next);
                after.get(next.len_utf8()..).unwrap_or("")
            }
            '[' => {
                depth += 1;
                after.strip_prefix("!INCLUDE").unwrap_or(after)
            }
            ']' if depth > 0 => {
                depth -= 1;
                skip_target(after)
            }
            // A note to a translator is nothing that a cell says.
            '<' if after.starts_with("!--") => {
                after.find("-->").and_then(|end| after.get(end + "-->".len()..)).unwrap_or("")
            }
            '<' => {
                if let Some(len) = tag_len(after) {
                    if after.starts_with("br") {
                        out.push(' ');
                    }
                    after.get(len..).unwrap_or("")
                } else {
                    out.push('<');
                    after
                }
            }
            '&' => entity(after, &mut out),
            _ => {
                let len = rest.bytes().position(is_special).unwrap_or(rest.len()).max(c.len_utf8());
                let (run, after) = rest.split_at_checked(len).unwrap_or((rest, ""));
                out.push_str(run);
                after
            }
        };
    }
    Cow::Owned(out.trim().to_owned())
}

/// `text` with one space between each two of its words, and none around them.
pub fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Bytes that begin what is dropped or decoded; 0xC2 begins a no-break space.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'`' | b'*' | b'[' | b']' | b'<' | b'&' | b'\\' | b'_' | 0xC2)
}

fn between_word_characters(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphanumeric) && after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        || before.ends_with('_')
}

fn skip_target(after: &str) -> &str {
    let close = match after.as_bytes().first() {
        Some(b'(') => ')',
        // `[text][label]` and `[text][]`.
        Some(b'[') => ']',
        _ => return after,
    };
    after.find(close).and_then(|end| after.get(end + 1..)).unwrap_or(after)
}

/// Length of an HTML tag whose `<` has been read: only the names that cells use, so that `<token>` stays.
fn tag_len(after: &str) -> Option<usize> {
    let name = after.trim_start_matches('/');
    let len = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let known = ["br", "b", "i", "a", "sup", "sub", "p", "ul", "ol", "li", "span", "em", "strong", "tt", "div", "u"];
    if !known.iter().any(|tag| name.get(..len).is_some_and(|name| name.eq_ignore_ascii_case(tag))) {
        return None;
    }
    after.find('>').map(|end| end + 1)
}

fn entity<'a>(after: &'a str, out: &mut String) -> &'a str {
    for (name, c) in
        [("lt;", '<'), ("gt;", '>'), ("amp;", '&'), ("quot;", '"'), ("nbsp;", ' '), ("#39;", '\''), ("apos;", '\'')]
    {
        if let Some(rest) = after.strip_prefix(name) {
            out.push(c);
            return rest;
        }
    }
    out.push('&');
    after
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn drops_marks() {
        assert_eq!(plain("**callBack**"), "callBack");
        assert_eq!(plain("[user](../resources/user.md) collection"), "user collection");
        assert_eq!(plain("[photo][] or [Get users][Get]"), "photo or Get users");
        assert_eq!(plain("`a_b_c`"), "a_b_c");
        assert_eq!(plain("_italic_ word"), "italic word");
        assert_eq!(plain("Bearer &lt;token&gt;<br/>x"), "Bearer <token> x");
        assert_eq!(plain("a \\| b"), "a | b");
        assert_eq!(plain("Application <!-- isogloss: translate -->"), "Application");
    }
}
