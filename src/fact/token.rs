//! Which words are tokens, not prose: identifiers, placeholders, schemes, media types, permission scopes.
//! Pure functions of text; must not know pages.

pub use super::word::{is_unspaced, words};
use super::word::{is_whole, is_word_byte};
use foldhash::HashSet;
use std::cell::LazyCell;
use std::ops::Range;

/// Whether all of `text` is one identifier: ASCII, no white space, begins with a letter, `@`, `$` or `_`.
/// Paths (`location/city`) and dotted names count.
pub fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    let first = bytes.next();
    let starts = first.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'@' | b'$' | b'_' | b'#'));
    starts
        && bytes.all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(
                    byte,
                    b'_' | b'.' | b'-' | b'@' | b'$' | b'/' | b':' | b'#' | b'[' | b']' | b'{' | b'}' | b'*'
                )
        })
        && !text.ends_with(['.', ':', '-'])
}

/// Whether an identifier cannot be an ordinary word: it has a capital after a small letter (or the reverse after
/// two capitals), a digit, `_`, `@`, or an inner `.` or `/`.
pub fn is_compound(text: &str) -> bool {
    if is_plain(text) || !is_identifier(text) {
        return false;
    }
    let bytes = text.as_bytes();
    bytes.windows(2).any(|pair| {
        matches!(pair, [a, b] if (a.is_ascii_lowercase() && b.is_ascii_uppercase())
            || (a.is_ascii_alphanumeric() && matches!(b, b'_' | b'.' | b'/'))
            || (a.is_ascii_alphabetic() && b.is_ascii_digit())
            || *a == b'@')
    }) || bytes.windows(3).any(|three| {
        matches!(three, [a, b, c] if a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_lowercase())
            && !text.ends_with('s')
    })
}

/// Whether `text` is small letters, but for the first byte: so are most words, and none of them is compound.
fn is_plain(text: &str) -> bool {
    let (first, rest) = text.as_bytes().split_first().unwrap_or((&b'a', &[]));
    *first != b'@' && rest.iter().all(u8::is_ascii_lowercase)
}

/// Whether an identifier was coined: [`is_compound`], and not only for a slash or an `@` between ordinary words
/// (`path/URL`, `@-mention`). For running text, where such words are prose.
pub fn is_coined(text: &str) -> bool {
    !is_plain(text) && is_identifier(text) && !text.starts_with("@-") && text.split('/').any(is_compound)
}

/// Whether two identifiers are singular and plural of one: prose inflects names (`driveItems` for several of `driveItem`).
pub fn is_inflected(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let plural_of = |short: &str, long: &str| {
        long.strip_suffix('s').is_some_and(|stem| {
            stem == short
                || stem.strip_suffix('e') == Some(short)
                || stem.strip_suffix("ie").is_some_and(|stem| short.strip_suffix('y') == Some(stem))
        })
    };
    !short.is_empty() && plural_of(short, long)
}

/// Whether `text` has a capital right after a small letter: `displayName`, `DriveItem`.
pub fn is_camel(text: &str) -> bool {
    is_identifier(text)
        && text
            .as_bytes()
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()))
}

/// Whether `text` is a permission scope: at least two capitalised words joined by dots, such as `Calls.Read.All`
/// (`offline_access`, `openid`, `email`, `profile` too).
pub fn is_scope(text: &str) -> bool {
    if matches!(text, "offline_access" | "openid" | "email" | "profile") {
        return true;
    }
    let mut parts = 0;
    for part in text.split('.') {
        let mut bytes = part.bytes();
        if !bytes.next().is_some_and(|byte| byte.is_ascii_uppercase())
            || !bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            return false;
        }
        parts += 1;
    }
    parts >= 2
}

/// The status code that a code span names: `202`, `202 Accepted`, `202, Accepted`, `HTTP/1.1 202 Accepted`.
pub fn status_code(text: &str) -> Option<&str> {
    let text = text.trim();
    let text = text.strip_prefix("HTTP/1.1 ").unwrap_or(text);
    let digits = text.get(..3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = text.get(3..)?;
    let is_phrase = rest.is_empty()
        || rest.starts_with([' ', ',', ':', '-']) && !rest.bytes().any(|byte| byte.is_ascii_digit() || byte == b'/');
    (is_phrase && digits.starts_with(['1', '2', '3', '4', '5'])).then_some(digits)
}

/// Authentication schemes of RFC 9110 pages that documentation names.
pub const SCHEMES: [&str; 4] = ["Bearer", "Basic", "Digest", "Negotiate"];

/// Where an authentication scheme stands in `text`. `Basic` and the rarer ones count only with a credential after them.
pub fn schemes(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    // Their capitals are rarer than words.
    memchr::memchr3_iter(b'B', b'D', b'N', text.as_bytes()).filter_map(|at| {
        let rest = text.get(at..)?;
        let word = SCHEMES.into_iter().find(|name| rest.starts_with(name))?;
        let range = at..at + word.len();
        let is_told =
            || rest.get(word.len()..).is_some_and(|rest| rest.trim_start().starts_with(['{', '<', '&', '\\']));
        ((word == "Bearer" || is_told()) && is_whole(text, &range))
            .then(|| text.get(range.clone()).map(|word| (range, word)))?
    })
}

/// Registered top-level media types (RFC 6838, section 4.2).
const TOP_LEVEL: [&str; 7] = ["application", "text", "image", "audio", "video", "multipart", "message"];

/// Subtypes that are one plain word. Another such word is prose (`the cloud application/service`).
const PLAIN_SUBTYPES: [&str; 48] = [
    "aac",
    "atom",
    "avif",
    "bmp",
    "calendar",
    "cbor",
    "css",
    "csv",
    "digest",
    "event",
    "flac",
    "gif",
    "gzip",
    "heic",
    "html",
    "javascript",
    "jose",
    "jpeg",
    "jpg",
    "json",
    "jsonpath",
    "jwt",
    "markdown",
    "mixed",
    "mpeg",
    "msword",
    "ogg",
    "opus",
    "parallel",
    "pdf",
    "plain",
    "png",
    "problem",
    "related",
    "rtf",
    "sql",
    "svg",
    "tiff",
    "vcard",
    "wasm",
    "wav",
    "webm",
    "webp",
    "wmv",
    "xhtml",
    "xml",
    "yaml",
    "zip",
];

/// Media types (`application/json`), by their registered top-level names.
pub fn media_types(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    memchr::memchr_iter(b'/', text.as_bytes()).filter_map(|slash| {
        let before = text.as_bytes().get(..slash)?;
        // Nearly all slashes are of paths, and the names end with few letters.
        if !before.last().is_some_and(|last| matches!(last.to_ascii_lowercase(), b'n' | b't' | b'e' | b'o')) {
            return None;
        }
        let start = slash - before.iter().rev().take_while(|byte| is_word_byte(**byte)).count();
        let is_type = |word: &str| TOP_LEVEL.iter().any(|name| word.eq_ignore_ascii_case(name));
        if !is_type(text.get(start..slash)?) {
            return None;
        }
        let sub = text.get(slash + 1..run_of_type(text, slash + 1))?.trim_end_matches(['.', '-', '+']);
        // `audio/video`, `text/image`: two words of prose.
        let is_word = sub.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_known = PLAIN_SUBTYPES.iter().any(|name| sub.eq_ignore_ascii_case(name));
        let is_named = !sub.is_empty() && !sub.contains('/') && !is_type(sub) && (!is_word || is_known);
        let range = start..slash + 1 + sub.len();
        is_named.then(|| text.get(range.clone()).map(|word| (range, word)))?
    })
}

/// Where a subtype that begins at byte `at` ends: word characters and `+`.
fn run_of_type(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    at + rest.iter().take_while(|byte| is_word_byte(**byte) || **byte == b'+').count()
}

/// Placeholders: `{token}`, `\{token\}`, `<token>`, `&lt;token&gt;`, with what stands within.
/// A real HTML tag, known by its end tag in the same text or its name, is none.
pub fn placeholders(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    let closed = LazyCell::new(|| closing_tags(text));
    while let Some(step) = memchr::memchr3(b'{', b'<', b'&', text.as_bytes().get(at..).unwrap_or(&[])) {
        let start = at + step;
        let rest = text.get(start..).unwrap_or("");
        let (open, close) = match rest.as_bytes().first() {
            Some(b'{') => ("{", "}"),
            Some(b'<') => ("<", ">"),
            _ if rest.starts_with("&lt;") => ("&lt;", "&gt;"),
            _ => {
                at = start + 1;
                continue;
            }
        };
        at = start + open.len();
        // What ends further away is no name.
        let near = text.as_bytes().get(at..).map(|rest| rest.get(..NAME_BYTES).unwrap_or(rest)).unwrap_or_default();
        let Some(len) = memchr::memmem::find(near, close.as_bytes()) else { continue };
        let inner = text.get(at..at + len).unwrap_or("").trim_end_matches('\\');
        let is_name = !inner.is_empty()
            && inner.chars().count() <= 48
            && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '|'))
            && !inner.starts_with(' ');
        if !is_name || open == "<" && is_html_tag(inner, &closed) {
            continue;
        }
        found.push((start..at + len + close.len(), inner));
        at += len + close.len();
    }
    found
}

/// The most bytes from the start of a placeholder's name to its end: 48 letters, and backslashes before the end.
const NAME_BYTES: usize = 256;

/// The names of all end tags in `text`.
fn closing_tags(text: &str) -> HashSet<&str> {
    let name = |at: usize| {
        let rest = text.as_bytes().get(at + 2..)?;
        let len = memchr::memchr(b'>', rest.get(..NAME_BYTES).unwrap_or(rest))?;
        text.get(at + 2..at + 2 + len)
    };
    memchr::memmem::find_iter(text.as_bytes(), b"</").filter_map(name).collect()
}

fn is_html_tag(name: &str, closed: &HashSet<&str>) -> bool {
    const TAGS: [&str; 22] = [
        "br", "b", "i", "a", "p", "ul", "ol", "li", "sup", "sub", "em", "u", "tr", "td", "th", "table", "span", "div",
        "strong", "img", "pre", "hr",
    ];
    let word = name.split(' ').next().unwrap_or("");
    TAGS.iter().any(|tag| word.eq_ignore_ascii_case(tag)) || closed.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_identifiers() {
        assert!(is_identifier("displayName") && is_identifier("location/city") && is_identifier("@odata.type"));
        assert!(!is_identifier("display name") && !is_identifier("имя") && !is_identifier("name."));
        assert!(is_compound("iPhone") && is_compound("a_b") && is_camel("DriveItem"));
        assert!(is_coined("driveItem") && !is_coined("path/URL") && !is_coined("@-mention"));
        assert!(is_inflected("policies", "policy") && is_inflected("item", "items") && !is_inflected("item", "Items"));
        assert!(!is_compound("user") && !is_compound("User") && !is_compound("APIs"));
    }

    #[test]
    fn knows_scopes() {
        assert!(is_scope("Calls.Read.All") && is_scope("offline_access"));
        assert!(!is_scope("Calls") && !is_scope("calls.Read") && !is_scope("Calls. Read"));
    }

    #[test]
    fn finds_placeholders_not_tags() {
        let inner = |text: &'static str| placeholders(text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(inner("Bearer {token}. &lt;code&gt; \\{id\\}"), ["token", "code", "id"]);
        assert_eq!(inner("<br> <b>x</b> <code>"), ["code"]);
        assert_eq!(inner("<code>x</code>"), Vec::<&str>::new());
    }

    #[test]
    fn finds_schemes_and_media_types() {
        assert_eq!(schemes("Bearer {token}. Basic knowledge").count(), 1);
        assert_eq!(schemes("Bearer. 集Bearer- Basic  {x} ёBearer .Bearer Bearers Bearer.x").count(), 3);
        assert_eq!(
            media_types("send application/json or and/or").map(|(_, word)| word).collect::<Vec<_>>(),
            ["application/json"]
        );
    }
}
