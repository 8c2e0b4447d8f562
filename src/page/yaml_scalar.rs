//! What a YAML value says: quotes, escapes, folded lines and lists taken off. Works on values as written, which
//! something else found valid; of invalid ones it makes the best. Must not know keys or pages.

use std::borrow::Cow;
use std::ops::Range;

/// The text of the scalar `raw`; `None` for a list or a mapping.
pub(super) fn text(raw: &str) -> Option<Cow<'_, str>> {
    match raw.as_bytes() {
        [b'[' | b'{', ..] | [b'-'] | [b'-', b' ' | b'\t' | b'\n' | b'\r', ..] => None,
        [b'\'', ..] => Some(single_quoted(raw.get(1..)?)),
        [b'"', ..] => Some(double_quoted(raw.get(1..)?)),
        [b'|' | b'>', ..] => Some(Cow::Owned(block(raw))),
        _ => Some(folded(raw, false)),
    }
}

/// Whether `raw`, which stands on lines of its own, is a mapping: its first line holds a key.
pub(super) fn is_mapping(raw: &str) -> bool {
    let first = raw.split(['\n', '\r']).next().unwrap_or("");
    let after_key = match first.as_bytes() {
        [b'\'', rest @ ..] => first.get(single_quoted_len(rest) + 2..),
        [b'"', rest @ ..] => first.get(double_quoted_len(rest) + 2..),
        [b'[' | b'{' | b'|' | b'>', ..] => None,
        _ => first.match_indices(':').filter_map(|(at, _)| first.get(at..)).find(|rest| ends_key(rest)),
    };
    after_key.is_some_and(|rest| ends_key(rest.trim_start_matches(SPACE)))
}

/// Whether `rest` starts with a colon that ends a key.
fn ends_key(rest: &str) -> bool {
    rest.strip_prefix(':').is_some_and(|value| value.is_empty() || value.starts_with(SPACE))
}

/// Where the items of the list `raw` stand in it: `[a, b]`, or lines that start with `- `. `None` for anything else.
/// `indent`: the bytes before `raw` on its line.
pub(super) fn items(raw: &str, indent: usize) -> Option<Vec<Range<usize>>> {
    match raw.as_bytes() {
        [b'[', ..] => Some(flow_items(raw)),
        [b'-'] | [b'-', b' ' | b'\t' | b'\n' | b'\r', ..] => Some(block_items(raw, indent)),
        _ => None,
    }
}

fn flow_items(raw: &str) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut depth = 0_usize;
    let mut quote = None;
    let mut start = 1;
    let mut escaped = false;
    for (at, byte) in raw.bytes().enumerate() {
        if let Some(open) = quote {
            if escaped {
                escaped = false;
            } else if byte == b'\\' && open == b'"' {
                escaped = true;
            } else if byte == open {
                quote = None;
            }
            continue;
        }
        match byte {
            b'"' | b'\'' if depth > 1 || trimmed(raw, start..at).is_empty() => quote = Some(byte),
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth <= 1 => {
                items.push(trimmed(raw, start..at));
                items.retain(|item| !item.is_empty());
                return items;
            }
            b']' | b'}' => depth -= 1,
            b',' if depth == 1 => {
                items.push(trimmed(raw, start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(trimmed(raw, start..raw.len()));
    items.retain(|item| !item.is_empty());
    items
}

/// White space of YAML, line ends included. U+00A0 and its like are text.
const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// `range` of `raw` without white space at either end.
fn trimmed(raw: &str, range: Range<usize>) -> Range<usize> {
    let inner = raw.get(range.clone()).unwrap_or("");
    let start = range.start + inner.len() - inner.trim_start_matches(SPACE).len();
    start..start + inner.trim_matches(SPACE).len()
}

/// The items of a block list. Only dashes as far in as the first one start an item.
fn block_items(raw: &str, indent: usize) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = 1;
    let mut offset = 0;
    for line in raw.split_inclusive(['\n', '\r']) {
        let content = line.trim_start_matches(SPACE);
        let lead = line.len() - content.len();
        let dash = content.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with(SPACE));
        if offset > 0 && dash && lead <= indent {
            items.push(trimmed(raw, start..offset));
            start = offset + lead + 1;
        }
        offset += line.len();
    }
    items.push(trimmed(raw, start..raw.len()));
    items
}

/// The lines of `text`; `\r\n` is one line end.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let current = rest?;
        let end = memchr::memchr2(b'\n', b'\r', current.as_bytes());
        let (line, following) = match end {
            Some(end) => (current.get(..end)?, current.get(end..)?),
            None => (current, ""),
        };
        rest = following.strip_prefix("\r\n").or_else(|| following.strip_prefix(['\n', '\r']));
        Some(line)
    })
}

/// Joins lines as YAML folds them: a line end is a space, a blank line is a line end. With `escapes`, a backslash at the
/// end of a line takes the line end away.
fn folded(raw: &str, escapes: bool) -> Cow<'_, str> {
    if memchr::memchr2(b'\n', b'\r', raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut blank = 0;
    let mut all = lines(raw).peekable();
    let mut is_first = true;
    while let Some(line) = all.next() {
        let is_last = all.peek().is_none();
        let line = if is_first { line } else { line.trim_start_matches([' ', '\t']) };
        let line = if is_last { line } else { line.trim_end_matches([' ', '\t']) };
        if is_first {
            is_first = false;
        } else if line.is_empty() && !is_last {
            blank += 1;
            continue;
        } else {
            push_break(&mut out, blank, escapes);
            blank = 0;
        }
        out.push_str(line);
    }
    Cow::Owned(out)
}

/// Adds what stands for a line end that `blank` blank lines follow.
fn push_break(out: &mut String, blank: usize, escapes: bool) {
    let slashes = if escapes { out.bytes().rev().take_while(|byte| *byte == b'\\').count() } else { 0 };
    if slashes % 2 == 1 {
        out.pop();
    } else if blank == 0 {
        out.push(' ');
    }
    out.extend(std::iter::repeat_n('\n', blank));
}

/// The text of a single-quoted scalar whose opening quote has been read.
fn single_quoted(raw: &str) -> Cow<'_, str> {
    let inner = raw.get(..single_quoted_len(raw.as_bytes())).unwrap_or(raw);
    let text = folded(inner, false);
    if inner.contains("''") { Cow::Owned(text.replace("''", "'")) } else { text }
}

/// Bytes up to the single quote that stands alone.
fn single_quoted_len(bytes: &[u8]) -> usize {
    let mut end = 0;
    while let Some(byte) = bytes.get(end) {
        match (byte, bytes.get(end + 1)) {
            (b'\'', Some(b'\'')) => end += 2,
            (b'\'', _) => break,
            _ => end += 1,
        }
    }
    end
}

/// The text of a double-quoted scalar whose opening quote has been read.
fn double_quoted(raw: &str) -> Cow<'_, str> {
    let inner = raw.get(..double_quoted_len(raw.as_bytes())).unwrap_or(raw);
    let text = folded(inner, true);
    if inner.contains('\\') { Cow::Owned(unescaped(&text)) } else { text }
}

/// Bytes up to the double quote that no backslash escapes.
fn double_quoted_len(bytes: &[u8]) -> usize {
    let mut end = 0;
    while let Some(byte) = bytes.get(end).filter(|byte| **byte != b'"') {
        end += if *byte == b'\\' { 2 } else { 1 };
    }
    end
}

/// `text` with the escapes of a double-quoted scalar (YAML 1.2, section 5.7) replaced; unknown ones stay.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(rest.get(..at).unwrap_or(""));
        let after = rest.get(at + 1..).unwrap_or("");
        let Some(code) = after.chars().next() else {
            out.push('\\');
            return out;
        };
        let digits = match code {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let (read, len) = if digits > 0 { numbered(after, digits) } else { (named(code), code.len_utf8()) };
        if let Some(c) = read {
            out.push(c);
            rest = after.get(len..).unwrap_or("");
        } else {
            out.push('\\');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The character that `\` and `code` stand for.
fn named(code: char) -> Option<char> {
    Some(match code {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' | '"' | '/' | '\\' => code,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}

/// The character of `x41`, `u0041`, `U00000041`, or of two halves of a surrogate pair, and the bytes read.
fn numbered(after: &str, digits: usize) -> (Option<char>, usize) {
    let number = |text: &str| u32::from_str_radix(text, 16).ok();
    let first = after.get(1..=digits).and_then(number);
    let low = after
        .get(1 + digits..)
        .and_then(|rest| rest.strip_prefix("\\u"))
        .and_then(|rest| rest.get(..4))
        .and_then(number)
        .filter(|low| (0xdc00..0xe000).contains(low));
    match (first, low) {
        (Some(high @ 0xd800..0xdc00), Some(low)) => {
            (char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)), 1 + digits + 6)
        }
        (Some(code), _) => (char::from_u32(code), 1 + digits),
        (None, _) => (None, 0),
    }
}

/// The text of a block scalar (`|` literal, `>` folded), which ends with one line end unless its header says `-`.
fn block(raw: &str) -> String {
    let mut all = lines(raw);
    let header = all.next().unwrap_or("");
    let header = header.split(" #").next().unwrap_or("");
    let body: Vec<&str> = all.collect();
    let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let indent = match header.bytes().find(u8::is_ascii_digit) {
        Some(digit) => usize::from(digit - b'0'),
        None => body.iter().find(|line| !line.trim_matches(SPACE).is_empty()).map_or(0, |line| depth(line)),
    };
    let strip = |line: &&str| -> String { line.get(indent.min(depth(line))..).unwrap_or("").to_owned() };
    let kept: Vec<String> = body.iter().map(strip).collect();
    let mut out = String::with_capacity(raw.len());
    if header.starts_with('|') {
        out.push_str(&kept.join("\n"));
    } else {
        fold_block(&kept, &mut out);
    }
    out.truncate(out.trim_end_matches('\n').len());
    if !header.contains('-') && !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Joins the lines of a folded block scalar: lines that are further in keep their line ends.
fn fold_block(lines: &[String], out: &mut String) {
    let mut blank = 0;
    let mut before_further = None;
    for line in lines {
        if line.is_empty() {
            blank += 1;
            continue;
        }
        let further = line.starts_with([' ', '\t']);
        if let Some(before) = before_further {
            let breaks = if further || before { blank + 1 } else { blank };
            if breaks == 0 {
                out.push(' ');
            }
            out.extend(std::iter::repeat_n('\n', breaks));
        } else {
            out.extend(std::iter::repeat_n('\n', blank));
        }
        before_further = Some(further);
        blank = 0;
        out.push_str(line);
    }
}
