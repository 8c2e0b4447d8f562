//! A range of bytes in one text. Must not know which text: whoever holds a span knows its page.

use std::ops::Range;

/// A half-open range of bytes, always within a text of at most 4 MiB (hence `u32`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`; an `end` before `start` gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// The empty span at byte `at`.
    pub fn at(at: usize) -> Self {
        Self::new(at, at)
    }

    /// First byte, as `usize`.
    pub fn from(self) -> usize {
        self.start as usize
    }

    /// One past the last byte, as `usize`.
    pub fn to(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text this span covers; empty when the span does not lie in `text` or cuts a character.
    pub fn of(self, text: &str) -> &str {
        text.get(self.from()..self.to()).unwrap_or("")
    }

    /// Whether `other` lies wholly within `self`.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether byte `at` lies within `self`.
    pub fn holds(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span moved forward by `by` bytes.
    #[must_use]
    pub fn moved(self, by: usize) -> Span {
        Span::new(self.from() + by, self.to() + by)
    }

    /// The part of the span at `range`, given relative to its start, kept within the span.
    #[must_use]
    pub fn part(self, range: Range<usize>) -> Span {
        let start = (self.from() + range.start).min(self.to());
        Span::new(start, (self.from() + range.end).min(self.to()))
    }

    /// The span without white space at either end; an all-blank span shrinks to its start.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Span {
        // Most spans have plain spaces around letters or marks: that is told by their bytes.
        let bytes = text.as_bytes().get(self.from()..self.to()).unwrap_or_default();
        let is_word = |byte: &u8| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        let lead = bytes.iter().position(is_word).unwrap_or(bytes.len());
        let end = bytes.iter().rposition(is_word).map_or(lead, |last| last + 1);
        let words = bytes.get(lead..end).unwrap_or_default();
        // White space beyond ASCII begins with 0xc2 or has three bytes; letters with marks and Cyrillic ones do neither.
        let is_letter = |byte: &u8| matches!(byte, 0xc3..=0xdf);
        let begins = words.first().is_some_and(|byte| byte.is_ascii_graphic() || is_letter(byte));
        let ends = match words {
            [.., last] if last.is_ascii_graphic() => true,
            [.., first, _] => is_letter(first),
            _ => false,
        };
        if begins && ends {
            return Span { start: self.start + lead as u32, end: self.start + end as u32 };
        }
        let inner = self.of(text);
        let rest = inner.trim_start();
        let (lead, kept) = (inner.len() - rest.len(), rest.trim_end().len());
        if kept == 0 { Span::at(self.from()) } else { self.part(lead..lead + kept) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_and_parts() {
        let text = "ab  cd  ";
        let span = Span::new(2, 8);
        assert_eq!(span.trimmed(text).of(text), "cd");
        assert_eq!(Span::new(6, 8).trimmed(text), Span::at(6));
        for text in ["", " ", "\n", "a", " a", "a ", " é ", "é a", "a \u{a0}", "\t a\r\n", "a b"] {
            let trimmed = Span::new(0, text.len()).trimmed(text);
            assert_eq!(trimmed.of(text), text.trim(), "{text:?}");
        }
        assert_eq!(Span::new(0, 2).part(1..9).of(text), "b");
    }

    #[test]
    fn trims_what_is_white_space_and_nothing_else() {
        for c in (0..=0x3100).filter_map(char::from_u32) {
            for text in [format!("{c}"), format!("{c}a{c}"), format!(" {c}б{c}\r\n"), format!("é{c}"), format!("{c}é")]
            {
                let trimmed = Span::new(0, text.len()).trimmed(&text);
                assert_eq!(trimmed.of(&text), text.trim(), "{text:?}");
            }
        }
    }

    #[test]
    fn a_span_that_cuts_a_character_is_empty_text() {
        assert_eq!(Span::new(0, 1).of("é"), "");
        assert_eq!(Span::new(5, 9).of("ab"), "");
    }
}
