//! What the literals of several languages have in common. Must not know any one language.

/// `text` between two `quote`s, each character as `escape` writes it, or as it is where that gives nothing.
pub fn quoted(text: &str, quote: &str, escape: impl Fn(char) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str(quote);
    for character in text.chars() {
        match escape(character) {
            Some(escaped) => out.push_str(&escaped),
            None => out.push(character),
        }
    }
    out.push_str(quote);
    out
}

/// `\n`, `\r`, `\t`, `\\` and the quote with a backslash: what nearly every language writes so.
pub fn common(character: char, quote: char) -> Option<String> {
    Some(match character {
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        '\\' => "\\\\".to_owned(),
        _ if character == quote => format!("\\{quote}"),
        _ => return None,
    })
}

/// Whether `text` can stand as it is in a literal of several lines: it has line feeds, and no control character that an
/// editor would change or hide.
pub fn is_plain_block(text: &str) -> bool {
    text.contains('\n') && !text.chars().any(is_hidden)
}

/// Control characters other than line feed and tab, and characters that change what a reader sees.
pub fn is_hidden(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` cut behind every line feed; one empty part for an empty text.
pub fn lines(text: &str) -> Vec<&str> {
    if text.is_empty() { vec![""] } else { text.split_inclusive('\n').collect() }
}

/// One literal for each line, put together by `between` (an operator, or nothing) and a line end with `margin` after it.
pub fn joined(text: &str, margin: &str, between: &str, literal: impl Fn(&str) -> String) -> String {
    let parts: Vec<String> = lines(text).into_iter().map(literal).collect();
    parts.join(&format!("{between}\n{margin}"))
}

/// `\u00e9` in the two-part form of UTF-16 that Java, JavaScript, C# and JSON share.
pub fn utf16(character: char) -> String {
    let mut units = [0; 2];
    let units: Vec<String> = character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect();
    units.concat()
}

/// How many `mark`s follow a `start` at most: a raw literal that ends with `start` and more marks than that holds `text`.
/// `None` when it would take more than any language allows, or a reader wants to see.
pub fn longest_run(text: &str, start: char, mark: char) -> Option<usize> {
    let runs = text.split(start).skip(1).map(|rest| rest.chars().take_while(|c| *c == mark).count());
    let longest = runs.max().map_or(0, |longest| longest + 1);
    (longest <= 32).then_some(longest)
}

/// The literal of languages that have `'…'`, in which only quote and backslash are escaped, and `"…"` for the rest: taken where
/// control characters must be written as escapes. `special` is what begins something else in the second, `control` writes a
/// control character without an escape of its own.
pub fn single_or_double(text: &str, special: &[char], control: impl Fn(u32) -> String) -> String {
    if !text.chars().any(|c| is_hidden(c) && c.is_ascii()) {
        return quoted(text, "'", |c| matches!(c, '\\' | '\'').then(|| format!("\\{c}")));
    }
    quoted(text, "\"", |c| match common(c, '"') {
        None if special.contains(&c) => Some(format!("\\{c}")),
        None if c.is_ascii_control() => Some(control(u32::from(c))),
        escaped => escaped,
    })
}
