//! Cuts the header off a page and reads its top-level keys by lines. The YAML library is asked only about headers
//! with a line outside the flat subset (`key: scalar`): it costs 25 µs a page, which is more than the page's Markdown does.
//! Must not know which keys matter.

use super::draft::fitting;
use super::front_matter::{Entry, FrontMatter, YamlError, YamlErrorKind};
use super::limit;
use super::yaml_check;
use crate::text::{Line, Span};
use std::ops::Range;

/// White space within a line of YAML. U+00A0 and its like are text.
const SPACE: [char; 2] = [' ', '\t'];
/// The longest key believed in, in bytes.
const KEY_BYTES: usize = 128;

/// Reads the header of `text`, which starts after `mark` bytes of byte order mark. `None` when there is no line `---`.
pub fn read(text: &str, mark: usize) -> Option<FrontMatter> {
    let open = Line::at(text, mark).filter(|line| is_marker(line.of(text), "---"))?;
    let mut entries = Entries::new(text);
    let mut at = open.next;
    while let Some(line) = Line::at(text, at) {
        if is_closing(line.of(text)) {
            return Some(closed(text, open, line, entries));
        }
        if line.next - open.next > limit::FRONT_MATTER_BYTES {
            break;
        }
        entries.add(line);
        at = line.next;
    }
    let mut rest = at;
    while let Some(line) = Line::at(text, rest) {
        if is_closing(line.of(text)) {
            let size = line.start - open.next;
            let message = format!("the header has {size} bytes; at most {} are read", limit::FRONT_MATTER_BYTES);
            let error = YamlError { span: span_of(open), kind: YamlErrorKind::TooLarge, message };
            let body = Span::new(open.next, line.start);
            let span = Span::new(open.start, line.end);
            return Some(FrontMatter {
                span,
                body,
                after: line.next as u32,
                entries: Box::default(),
                error: Some(Box::new(error)),
            });
        }
        rest = line.next;
    }
    Some(unclosed(open, entries))
}

fn span_of(line: Line) -> Span {
    Span::new(line.start, line.end)
}

/// Whether the line is `marker`, with nothing but white space after it.
fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker).is_some_and(|rest| rest.trim_start_matches(SPACE).is_empty())
}

fn is_closing(line: &str) -> bool {
    is_marker(line, "---") || is_marker(line, "...")
}

fn closed(text: &str, open: Line, close: Line, entries: Entries<'_>) -> FrontMatter {
    let body = Span::new(open.next, close.start);
    FrontMatter {
        span: Span::new(open.start, close.end),
        body,
        after: close.next as u32,
        error: if entries.flat { None } else { yaml_check::check(text, body, &entries.list).map(Box::new) },
        entries: fitting(entries.list),
    }
}

fn unclosed(open: Line, mut entries: Entries<'_>) -> FrontMatter {
    let (count, end) = entries.solid.unwrap_or((entries.list.len(), entries.end));
    entries.list.truncate(count);
    let body = Span::new(open.next, end.max(open.next));
    // Without an end the last value seems to go on into the page.
    if let Some(last) = entries.list.last_mut().filter(|last| !body.contains(last.value)) {
        last.value = Span::new(last.value.from().min(body.to()), last.value.to().min(body.to())).trimmed(entries.text);
    }
    let message = String::from("the header is never closed: no line `---` follows");
    FrontMatter {
        span: Span::new(open.start, if body.is_empty() { open.end } else { body.to() }),
        body,
        after: open.next as u32,
        entries: fitting(entries.list),
        error: Some(Box::new(YamlError { span: span_of(open), kind: YamlErrorKind::NeverClosed, message })),
    }
}

/// What a line of the flat subset is.
enum Flat {
    /// Blank, or a comment.
    Nothing,
    /// `key: scalar`; the value relative to the line.
    Entry { key: usize, value: Range<usize> },
    /// Outside the subset.
    Other,
}

/// Collects the top-level keys line by line.
struct Entries<'t> {
    text: &'t str,
    list: Vec<Entry>,
    /// Whether all lines are of the flat subset, which is valid YAML.
    flat: bool,
    /// The indentation of the top level, known from its first key.
    base: Option<usize>,
    /// The quote that the last line of the last entry leaves open.
    open: Option<u8>,
    /// Where the last line read ends.
    end: usize,
    /// The number of entries and the end of the lines above the first line that is blank or no part of an entry.
    solid: Option<(usize, usize)>,
}

impl<'t> Entries<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, list: Vec::with_capacity(16), flat: true, base: None, open: None, end: 0, solid: None }
    }

    fn add(&mut self, line: Line) {
        match flat(line.of(self.text).as_bytes()) {
            Flat::Nothing => self.stop(line),
            Flat::Entry { key, value } if self.base.unwrap_or(0) == 0 => {
                self.base = Some(0);
                self.open = None;
                let value = Span::new(line.start + value.start, line.start + value.end);
                self.list.push(Entry { key: Span::new(line.start, line.start + key), value });
            }
            _ => {
                self.flat = false;
                self.add_other(line);
            }
        }
        self.end = line.next;
    }

    /// Notes that a header that nothing closes cannot reach beyond `line`.
    fn stop(&mut self, line: Line) {
        if self.solid.is_none() {
            self.solid = Some((self.list.len(), line.start));
        }
    }

    fn add_other(&mut self, line: Line) {
        let content = line.of(self.text);
        let inner = content.trim_start_matches(SPACE);
        let indent = content.len() - inner.len();
        let base = self.base.unwrap_or(indent);
        if self.carries_on(inner, indent, base) {
            self.extend(line, inner, indent);
        } else if let Some((entry, open)) = loose_entry(line.start + indent, inner).filter(|_| indent == base) {
            self.base = Some(base);
            self.open = open;
            self.list.push(entry);
        } else {
            self.stop(line);
        }
    }

    /// Whether a line belongs to the entry above.
    fn carries_on(&self, inner: &str, indent: usize, base: usize) -> bool {
        let Some(last) = self.list.last() else { return false };
        if indent > base {
            return !inner.is_empty();
        }
        let value = last.value.of(self.text);
        let is_item = |text: &str| text == "-" || text.starts_with("- ") || text.starts_with("-\t");
        indent == base && (is_item(inner) && (value.is_empty() || is_item(value)) || inner.starts_with([']', '}']))
    }

    /// Takes a line into the value of the last entry.
    fn extend(&mut self, line: Line, inner: &str, indent: usize) {
        let text = self.text;
        let Some(last) = self.list.last_mut() else { return };
        let value = last.value.of(text);
        let kept = if value.starts_with(['|', '>']) {
            inner.trim_end_matches(SPACE)
        } else {
            without_comment(inner, &mut self.open, value)
        };
        if kept.is_empty() {
            return;
        }
        let start = line.start + indent;
        if last.value.is_empty() {
            last.value = Span::new(start, start + kept.len());
        } else {
            last.value.end = (start + kept.len()) as u32;
        }
    }
}

/// Reads a line as one of the flat subset. What it accepts is YAML that means what it seems to; the tests compare it with
/// the library.
fn flat(line: &[u8]) -> Flat {
    let is_key = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'@' | b'-');
    let key = line.iter().take_while(is_key).count();
    if key == 0 {
        let is_comment =
            line.first() == Some(&b'#') && line.iter().all(|byte| is_plain_byte(*byte)) && !has_odd_character(line);
        let is_nothing = is_comment || line.iter().all(|byte| *byte == b' ');
        return if is_nothing { Flat::Nothing } else { Flat::Other };
    }
    let starts_well = line.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    if !starts_well || key > KEY_BYTES || line.get(key) != Some(&b':') {
        return Flat::Other;
    }
    let rest = line.get(key + 1..).unwrap_or(&[]);
    let value = rest.trim_ascii_start();
    let start = key + 1 + (rest.len() - value.len());
    let value = value.trim_ascii_end();
    let is_apart = value.is_empty() || rest.first() == Some(&b' ');
    // All bytes, whatever the first ones say: so many are looked at together.
    let is_plain = rest.iter().fold(true, |plain, byte| plain & is_plain_byte(*byte));
    if !is_apart || !is_plain || has_odd_character(value) {
        return Flat::Other;
    }
    let fits = match value {
        [] => true,
        [b'\'', inner @ .., b'\''] => quotes_are_doubled(inner),
        [b'"', inner @ .., b'"'] => !inner.iter().any(|byte| *byte == b'"' || *byte == b'\\'),
        [
            b'-' | b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\''
            | b'"' | b'%' | b'@' | b'`',
            ..,
        ]
        | [.., b':'] => false,
        _ => !memchr::memchr2_iter(b':', b'#', value).any(|at| ends_plain(value, at)),
    };
    if fits { Flat::Entry { key, value: start..start + value.len() } } else { Flat::Other }
}

/// Whether the `:` or `#` at `at` ends a plain scalar.
fn ends_plain(value: &[u8], at: usize) -> bool {
    match value.get(at) {
        Some(b':') => value.get(at + 1) == Some(&b' '),
        _ => at.checked_sub(1).and_then(|before| value.get(before)) == Some(&b' '),
    }
}

/// No control character of ASCII.
fn is_plain_byte(byte: u8) -> bool {
    byte >= b' ' && byte != 0x7f
}

/// Whether UTF-8 text holds a character that YAML treats apart: control characters U+0080 to U+009F, U+2028, U+2029,
/// U+FEFF, U+FFFE, U+FFFF.
fn has_odd_character(value: &[u8]) -> bool {
    if value.is_ascii() {
        return false;
    }
    let is_odd = |at: usize| {
        matches!(
            value.get(at..).unwrap_or(&[]),
            [0xc2, 0x80..=0x9f, ..]
                | [0xe2, 0x80, 0xa8 | 0xa9, ..]
                | [0xef, 0xbb, 0xbf, ..]
                | [0xef, 0xbf, 0xbe | 0xbf, ..]
        )
    };
    memchr::memchr3_iter(0xc2, 0xe2, 0xef, value).any(is_odd)
}

/// Whether every `'` stands twice.
fn quotes_are_doubled(inner: &[u8]) -> bool {
    let mut rest = inner;
    while let Some(at) = memchr::memchr(b'\'', rest) {
        if rest.get(at + 1) != Some(&b'\'') {
            return false;
        }
        rest = rest.get(at + 2..).unwrap_or(&[]);
    }
    true
}

/// Reads a line without its indentation, which starts at byte `start`, as `key: value`, quotes around the key included.
/// Also gives the quote that the value leaves open.
fn loose_entry(start: usize, line: &str) -> Option<(Entry, Option<u8>)> {
    let quote = line.chars().next().filter(|c| ['"', '\''].contains(c));
    let (key, after) = if let Some(quote) = quote {
        let len = line.get(1..)?.find(quote)?;
        (1..1 + len, len + 2)
    } else {
        let is_other = line.starts_with(['#', '[', ']', '{', '}', '|', '>', '%', '@', '`', '&', '*', '!', ','])
            || line.starts_with("- ")
            || line.starts_with("? ");
        let ends_key = |at: &usize| line.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(SPACE));
        let colon = line.match_indices(':').map(|(at, _)| at).find(ends_key).filter(|_| !is_other)?;
        (0..line.get(..colon)?.trim_end_matches(SPACE).len(), colon)
    };
    let rest = line.get(after..)?;
    let value = rest.trim_start_matches(SPACE).strip_prefix(':')?;
    if !value.is_empty() && !value.starts_with(SPACE) {
        return None;
    }
    let value = value.trim_start_matches(SPACE);
    let mut open = None;
    let kept = without_comment(value, &mut open, "");
    let value_start = start + line.len() - value.len();
    let key = Span::new(start + key.start, start + key.end);
    Some((Entry { key, value: Span::new(value_start, value_start + kept.len()) }, open))
}

/// The part of a line of a value without white space and a comment at its end. `open` is the quote that the line before
/// left open, and then the one that this line leaves open. `above`: the lines of the value above, if any.
fn without_comment<'l>(line: &'l str, open: &mut Option<u8>, above: &str) -> &'l str {
    let value = if above.is_empty() { line } else { above };
    let is_flow = value.starts_with(['[', '{']);
    let mut at_token = above.is_empty() || value.starts_with('-') && line.starts_with('-');
    let mut before = b' ';
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        if let Some(quote) = *open {
            // Of a doubled single quote the second opens anew.
            if byte == quote && !escaped {
                *open = None;
                at_token = quote == b'\'';
            }
            escaped = byte == b'\\' && quote == b'"' && !escaped;
        } else if matches!(byte, b'"' | b'\'') && at_token {
            *open = Some(byte);
        } else if byte == b'#' && SPACE.contains(&char::from(before)) {
            return line.get(..at).unwrap_or("").trim_end_matches(SPACE);
        } else if SPACE.contains(&char::from(byte)) {
            at_token |= before == b':';
        } else {
            at_token = is_flow && matches!(byte, b',' | b'[' | b'{' | b':') || at_token && byte == b'-';
        }
        before = byte;
    }
    line.trim_end_matches(SPACE)
}

#[cfg(test)]
mod tests;
