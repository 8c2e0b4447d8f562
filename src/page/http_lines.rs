//! Tells the lines of an HTTP message apart: request line, status line, header, comment. Must not know what stands
//! around a line.

use crate::text::{Line, Span};
use std::ops::Range;

/// Methods of RFC 9110, 5789, 4918, 3253, 5323 and 2068, and `MERGE` of OData.
const METHODS: [&str; 20] = [
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "MERGE",
    "TRACE",
    "CONNECT",
    "COPY",
    "MOVE",
    "LOCK",
    "UNLOCK",
    "MKCOL",
    "PROPFIND",
    "PROPPATCH",
    "SEARCH",
    "LINK",
    "UNLINK",
];

/// Headers that must be known by name.
const HEADERS: &str = "age allow authorization connection consistencylevel cookie date etag expect expires host location \
    mailboxversion origin pragma prefer range referer scenario server slug te trailer upgrade vary via warning";

/// How the names of other headers start.
const HEADER_STARTS: &str = "accept access-control- cache- client- content- if- last-modified odata- ocp- operation- \
    preference- proxy- request- retry- set-cookie strict-transport transfer- user-agent workbook- x-";

/// The longest header name believed in, in bytes.
const NAME_LIMIT: usize = 64;

/// Whether the first line of `text` that is neither blank nor a comment is a request line or a status line.
pub fn looks_like_http(text: &str) -> bool {
    let mut at = 0;
    while let Some(line) = Line::at(text, at) {
        if !is_filler(line.of(text)) {
            return request_line(text, line).is_some() || status(text, line).is_some();
        }
        at = line.next;
    }
    false
}

/// A request line, with positions in the block's text.
pub(super) struct Start {
    pub(super) method: Range<usize>,
    pub(super) url: Range<usize>,
    pub(super) version: Option<Range<usize>>,
    pub(super) span: Range<usize>,
    /// Where the next line starts.
    pub(super) next: usize,
    pub(super) glued: bool,
}

/// A status line, with positions in the block's text.
pub(super) struct Status {
    pub(super) number: u16,
    pub(super) digits: Range<usize>,
    pub(super) reason: Range<usize>,
    /// What stands where `HTTP/x` belongs.
    pub(super) loose: Option<Range<usize>>,
}

impl Start {
    /// Takes `line` into the request line.
    pub(super) fn extend(&mut self, text: &str, line: Line) {
        self.span.end = trimmed(text, line.start..line.end).end;
        self.next = line.next;
    }
}

/// `range` without white space at either end; of nothing else, its end.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = Span::new(range.start, range.end).trimmed(text);
    if words.is_empty() {
        let blank = text.get(range.clone()).map_or(0, str::len);
        return range.start + blank..range.start + blank;
    }
    words.from()..words.to()
}

pub(super) fn is_blank(line: &str) -> bool {
    line.trim_start().is_empty()
}

/// A blank line or a comment.
pub(super) fn is_filler(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#') || line.starts_with("//")
}

/// A blank line, a comment or the word `or`.
pub(super) fn is_between_paths(line: &str) -> bool {
    is_filler(line) || line.trim().trim_end_matches(':').eq_ignore_ascii_case("or")
}

fn starts_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

/// `HTTP/1.1`, `HTTP/2`.
fn is_version(token: &str) -> bool {
    let number = token.get(5..).unwrap_or("");
    starts_ignoring_case(token, "HTTP/")
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Reads `line` as the first line of a request. The URL of the result is all that follows the method.
pub(super) fn request_line(text: &str, line: Line) -> Option<Start> {
    let span = trimmed(text, line.start..line.end);
    let content = text.get(span.clone())?;
    let len = content.bytes().take(11).take_while(u8::is_ascii_alphabetic).count();
    let word = content.get(..len)?;
    if !METHODS.iter().any(|method| method.eq_ignore_ascii_case(word)) {
        return None;
    }
    let upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
    let after = content.get(len..)?;
    let rest = after.trim_start();
    let glued = rest.len() == after.len();
    let addressed = rest.starts_with('/') || starts_ignoring_case(rest, "http");
    let fits = match (glued, upper) {
        (true, upper) => upper && addressed,
        (false, true) => addressed || is_bare_url(rest),
        (false, false) => addressed || rest.starts_with('{'),
    };
    let url = span.end - rest.len()..span.end;
    fits.then(|| Start { method: span.start..span.start + len, url, version: None, span, next: line.next, glued })
}

/// Whether what follows a method can be an address without a leading slash, and is no prose.
fn is_bare_url(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let first = words.next().unwrap_or("");
    let second = words.next();
    !first.is_empty() && (first.contains(['/', '{', '?', '$', '<']) || second.is_none_or(is_version))
}

/// Splits what follows a method into URL and version, which may stand before the URL or after it.
pub(super) fn split_version(text: &str, range: Range<usize>) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let content = text.get(range.clone())?;
    let lead = content.trim_start();
    if lead.is_empty() {
        return None;
    }
    // Few have a version, and it is told by how the first or the last word begins or ends.
    if starts_ignoring_case(lead, "HTTP/") {
        let first = lead.split(char::is_whitespace).next().unwrap_or(lead);
        if is_version(first) {
            let version = range.start..range.start + first.len();
            let url = trimmed(text, version.end..range.end);
            return (!url.is_empty()).then_some((url, Some(version)));
        }
    }
    if !content.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Some((trimmed(text, range), None));
    }
    let start = content.trim_end().rfind(char::is_whitespace).and_then(|at| {
        let space = content.get(at..)?.chars().next()?;
        Some(range.start + at + space.len_utf8())
    });
    match start {
        Some(start) if is_version(text.get(start..range.end)?.trim_end()) => {
            Some((trimmed(text, range.start..start), Some(trimmed(text, start..range.end))))
        }
        _ => Some((trimmed(text, range), None)),
    }
}

/// How many parentheses and brackets `text` opens beyond those it closes.
pub(super) fn open_brackets(text: &str) -> isize {
    text.bytes().fold(0, |depth, byte| match byte {
        b'(' | b'[' => depth + 1,
        b')' | b']' => depth - 1,
        _ => depth,
    })
}

/// Reads `line` as a status line: `HTTP/1.1 200 OK`, `HTTP/1.1 204`, `HTTP 201 Created`, `HTTP code: 200 OK`.
pub(super) fn status(text: &str, line: Line) -> Option<Status> {
    let whole = trimmed(text, line.start..line.end);
    let content = text.get(whole.clone())?;
    if !starts_ignoring_case(content, "HTTP") {
        return None;
    }
    let after = content.get(4..)?;
    let versioned = after.starts_with('/');
    let skip = if versioned {
        after.find(char::is_whitespace).unwrap_or(after.len())
    } else {
        let digit = after.bytes().take(20).position(|byte| byte.is_ascii_digit())?;
        let words = after.get(..digit)?;
        let is_space = |c: char| c.is_whitespace() || c == ':';
        let is_known = |word: &str| word.is_empty() || ["code", "status", "response"].contains(&word);
        if !words.starts_with(is_space) || !words.split(is_space).all(is_known) {
            return None;
        }
        digit
    };
    let rest = trimmed(text, whole.start + 4 + skip..whole.end);
    let number = text.get(rest.clone())?;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let loose = (!versioned).then(|| trimmed(text, whole.start..rest.start));
    if digits == 3 {
        let digits = rest.start..rest.start + 3;
        let number = text.get(digits.clone()).and_then(|digits| digits.parse().ok()).unwrap_or(0);
        let reason = trimmed(text, digits.end..rest.end);
        return Some(Status { number, digits, reason, loose });
    }
    versioned.then_some(Status { number: 0, reason: rest.end..rest.end, digits: rest, loose })
}

/// Reads `line` as `Name: value` or `Name:value`. A URL is none.
pub(super) fn header(text: &str, line: Line) -> Option<(Range<usize>, Range<usize>)> {
    let content = trimmed(text, line.start..line.end);
    let bytes = text.as_bytes().get(content.clone())?;
    let colon = bytes.iter().take(NAME_LIMIT).position(|byte| *byte == b':')?;
    let colon = content.start + colon;
    let name = trimmed(text, content.start..colon);
    let word = text.get(name.clone())?;
    let value = trimmed(text, colon + 1..content.end);
    let is_other = |c: char| {
        let is_mark = matches!(c, '"' | '(' | ')' | ',' | '/' | ';' | '<'..='@' | '['..=']' | '{' | '}');
        is_mark || c.is_whitespace()
    };
    let is_name = word.starts_with(char::is_alphabetic) && !word.contains(is_other);
    (is_name && !text.get(value.clone())?.starts_with("//")).then_some((name, value))
}

/// Whether `name` is the name of a header that is known or has the form of one.
pub(super) fn is_known_header(name: &str) -> bool {
    HEADERS.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(name))
        || HEADER_STARTS.split_ascii_whitespace().any(|start| starts_ignoring_case(name, start))
}
