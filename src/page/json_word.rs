//! What stands between the strings and brackets of JSON: numbers, literals, and all that does not belong there
//! (comments, bare words, what is written for "and so on", odd white space). Must not know how strings are read.

use super::json::{FaultKind, NodeKind};
use super::json_read::{Expect, Inside, Reader};
use super::json_string::{ENTITY, Quote};

/// How far a bracket glued to a bare word may be from its counterpart, for both to belong to the word (`/users/{id}`).
const GLUED_BRACKETS: usize = 64;

impl Reader<'_> {
    /// A token that starts with `byte`, which is no quote and no punctuation of JSON.
    pub(super) fn other(&mut self, byte: u8) {
        match byte {
            b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            b'/' if matches!(self.byte(self.at + 1), Some(b'/' | b'*')) => self.comment(),
            b'&' if self.rest(self.at).starts_with(ENTITY) => self.quoted(Quote::Entity, ENTITY.len()),
            b'\'' => self.quoted(Quote::Single, 1),
            b';' => self.wrong(1, Self::comma),
            b'=' => self.wrong(1, Self::colon),
            _ => match self.rest(self.at).chars().next() {
                Some('“' | '”' | '„' | '‟' | '‘' | '’') => self.quoted(Quote::Smart, 3),
                Some('，' | '、' | '；') => self.full_width(Self::comma),
                Some('：') => self.full_width(Self::colon),
                Some(c) if is_odd_space(c) => self.odd_space(),
                _ => self.word(),
            },
        }
    }

    /// `;` or `=`, where `take` takes the punctuation that belongs there.
    fn wrong(&mut self, length: usize, take: fn(&mut Self, usize)) {
        let comma_fits = matches!(self.expect, Expect::Separator | Expect::Either) && self.inside != Inside::Root;
        let colon_fits = self.inside == Inside::Object && self.expect == Expect::Colon;
        if if self.byte(self.at) == Some(b'=') { colon_fits } else { comma_fits } {
            self.fault(FaultKind::WrongPunctuation, self.at, self.at + length);
            take(self, length);
        } else {
            self.word();
        }
    }

    fn full_width(&mut self, take: fn(&mut Self, usize)) {
        self.fault(FaultKind::FullWidthPunctuation, self.at, self.at + 3);
        take(self, 3);
    }

    fn odd_space(&mut self) {
        let rest = self.rest(self.at);
        let end = self.at + rest.len() - rest.trim_start_matches(is_odd_space).len();
        self.fault(FaultKind::OddSpace, self.at, end);
        self.at = end;
    }

    fn comment(&mut self) {
        let start = self.at;
        let inner = self.rest(start + 2);
        let length = if self.byte(start + 1) == Some(b'*') {
            memchr::memmem::find(inner.as_bytes(), b"*/").map_or(inner.len(), |at| at + 2)
        } else {
            memchr::memchr2(b'\n', b'\r', inner.as_bytes()).unwrap_or(inner.len())
        };
        self.at = start + 2 + length;
        self.fault(FaultKind::Comment, start, self.at);
    }

    /// Everything from `start` to the end is no part of the document.
    pub(super) fn extra_text(&mut self, start: usize) {
        let kept = self.rest(start).trim_end().len();
        self.fault(FaultKind::ExtraText, start, start + kept);
        self.at = self.text.len();
    }

    fn word(&mut self) {
        let start = self.at;
        if self.wants_name() {
            return match self.bare_name() {
                Some((name_end, end)) => {
                    self.fault(FaultKind::BareKey, start, end);
                    self.name(self.span(start, name_end), end);
                }
                None => self.filler(),
            };
        }
        if let Some((kind, end)) = self.literal().or_else(|| self.number()) {
            if self.past_root() {
                self.extra_text(start);
            } else {
                self.scalar(kind, start, end);
            }
        } else if self.expect == Expect::Separator || self.inside == Inside::Root && self.is_ellipsis(start) {
            self.filler();
        } else {
            self.bare_value();
        }
    }

    /// `true`, `false` or `null`, and its end.
    fn literal(&self) -> Option<(NodeKind, usize)> {
        let rest = self.rest(self.at).as_bytes();
        let (kind, length) = match rest {
            [b't', b'r', b'u', b'e', ..] => (NodeKind::Bool, 4),
            [b'f', b'a', b'l', b's', b'e', ..] => (NodeKind::Bool, 5),
            [b'n', b'u', b'l', b'l', ..] => (NodeKind::Null, 4),
            _ => return None,
        };
        ends_word(rest.get(length)).then_some((kind, self.at + length))
    }

    /// A number as JSON has it, and its end.
    fn number(&self) -> Option<(NodeKind, usize)> {
        let digits = |at: usize| self.until(at, |byte| !byte.is_ascii_digit());
        let first = self.at + usize::from(self.byte(self.at) == Some(b'-'));
        let mut end = digits(first);
        if end == first || self.byte(first) == Some(b'0') && end > first + 1 {
            return None;
        }
        if self.byte(end) == Some(b'.') {
            let fraction = digits(end + 1);
            if fraction == end + 1 {
                return None;
            }
            end = fraction;
        }
        if matches!(self.byte(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.byte(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end + 1 + sign);
            if exponent == end + 1 + sign {
                return None;
            }
            end = exponent;
        }
        ends_word(self.text.as_bytes().get(end)).then_some((NodeKind::Number, end))
    }

    /// A bare word before a colon: the end of its letters, and its end with the one quote it may have.
    fn bare_name(&self) -> Option<(usize, usize)> {
        let rest = self.rest(self.at);
        let is_letter = |c: char| c.is_alphanumeric() || "_$@.#-".contains(c);
        let length = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        if !rest.get(..length)?.contains(char::is_alphanumeric) {
            return None;
        }
        let mut end = length;
        for quote in ["\"", "'", ENTITY] {
            if rest.get(length..)?.starts_with(quote) {
                end += quote.len();
            }
        }
        let colon = rest.get(end..)?.trim_start_matches([' ', '\t']).starts_with([':', '：']);
        colon.then_some((self.at + length, self.at + end))
    }

    /// Text in the place of a member or after one: words for what was left out, or what is left of a broken string.
    fn filler(&mut self) {
        let start = self.at;
        if self.past_root() && !self.is_ellipsis(start) {
            return self.extra_text(start);
        }
        let after_value = self.expect == Expect::Separator;
        let end = self.run_end(start, !after_value || self.is_ellipsis(start));
        let ellipsis = has_ellipsis(self.text.get(start..end).unwrap_or(""));
        self.fault(if ellipsis { FaultKind::Ellipsis } else { FaultKind::BareWord }, start, end);
        self.comma = None;
        self.expect = Expect::Either;
        self.last = end;
        self.at = end;
    }

    /// A value without quotes that is no literal and no number.
    fn bare_value(&mut self) {
        let start = self.at;
        let end = self.run_end(start, self.is_ellipsis(start));
        let written = self.text.get(start..end).unwrap_or("");
        let mut signless = written.trim_start_matches(['+', '-', '.']).bytes();
        let (fault, kind) = if has_ellipsis(written) {
            if self.inside != Inside::Object {
                return self.filler();
            }
            (FaultKind::Ellipsis, NodeKind::Null)
        } else if signless.next().is_some_and(|byte| byte.is_ascii_digit()) {
            (FaultKind::BadNumber, NodeKind::Number)
        } else if ["true", "false"].iter().any(|word| written.eq_ignore_ascii_case(word)) {
            (FaultKind::BareWord, NodeKind::Bool)
        } else if written.eq_ignore_ascii_case("null") {
            (FaultKind::BareWord, NodeKind::Null)
        } else {
            (FaultKind::BareWord, NodeKind::String)
        };
        self.scalar(kind, start, end);
        self.fault(fault, start, end);
    }

    fn is_ellipsis(&self, at: usize) -> bool {
        let rest = self.rest(at);
        rest.starts_with("..") || rest.starts_with('…')
    }

    /// The end of the text without structure that starts at `start`: before a comma, a bracket, a comment or the end
    /// of the line, and before a quote if `quotes` says so. At least one character long, without trailing space.
    fn run_end(&self, start: usize, quotes: bool) -> usize {
        let bytes = self.text.as_bytes();
        let first = self.rest(start).chars().next().map_or(0, char::len_utf8);
        let mut at = start + first;
        if self.byte(start) == Some(b'\\') {
            at = start;
        }
        loop {
            at = self.until(at, |byte| {
                matches!(byte, b'\n' | b'\r' | b'"' | b',' | b'[' | b'{' | b']' | b'}' | b'/' | b'\\')
            });
            let before = at.checked_sub(1).and_then(|before| bytes.get(before)).copied().unwrap_or(b' ');
            match bytes.get(at) {
                // An escaped quote is none.
                Some(b'\\') if bytes.get(at + 1).is_some_and(|next| matches!(next, b'"' | b'\\')) => at += 2,
                Some(b'\\') => at += 1,
                Some(b'"') if !quotes => at += 1,
                Some(b'/') if !self.comment_starts(at, before) => at += 1,
                Some(b'{' | b'[') if !before.is_ascii_whitespace() => match self.glued_end(at) {
                    Some(end) => at = end,
                    None => break,
                },
                _ => break,
            }
        }
        let at = at.min(bytes.len()).max(start + first);
        start + self.text.get(start..at).map_or(first, |run| run.trim_end().len().max(first))
    }

    /// Whether the slash at `at`, after the byte `before`, starts a comment (and is not part of an address).
    fn comment_starts(&self, at: usize, before: u8) -> bool {
        match self.byte(at + 1) {
            Some(b'*') => true,
            Some(b'/') => before.is_ascii_whitespace(),
            _ => false,
        }
    }

    /// One past the counterpart of the bracket at `at`, when it is near and on the same line.
    fn glued_end(&self, at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (offset, byte) in self.text.as_bytes().get(at..)?.iter().take(GLUED_BRACKETS).enumerate() {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'\n' | b'\r' => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(at + offset + 1);
            }
        }
        None
    }
}

/// Whether a literal or a number is over at this byte.
fn ends_word(next: Option<&u8>) -> bool {
    next.is_none_or(|byte| {
        let is_mark = matches!(byte, b'_' | b'.' | b'+' | b'-' | b':' | b'$' | b'@' | b'%' | b'#');
        !byte.is_ascii_alphanumeric() && !is_mark
    })
}

fn has_ellipsis(text: &str) -> bool {
    text.contains("...") || text.contains('…') || text == ".."
}

/// White space, or a character that shows as nothing, that is no white space of JSON.
fn is_odd_space(c: char) -> bool {
    let json = matches!(c, ' ' | '\t' | '\n' | '\r');
    !json && c.is_whitespace() || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
