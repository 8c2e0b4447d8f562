//! Byte offsets to lines and characters as the protocol counts them, and back. Every position has an offset: what lies beyond
//! a line means its end, what lies beyond the text means the text's, and what cuts a character means its start.

use crate::text::{Lines, Span};
use gen_lsp_types::{Position, Range};

/// What a position counts within its line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16: what every client knows.
    Utf16,
}

impl Encoding {
    /// How many units the character takes.
    fn width(self, c: char) -> usize {
        match self {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
        }
    }
}

/// A text as a client sees it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The whole text.
    pub text: &'a str,
    /// Its lines.
    pub lines: Lines<'a>,
    /// How many bytes at its start the client does not see: a byte order mark, which editors take off.
    pub hidden: usize,
    /// What positions count.
    pub encoding: Encoding,
}

impl View<'_> {
    /// The byte at `position`.
    pub fn offset(&self, position: Position) -> usize {
        let Some(start) = self.lines.start_of(position.line.saturating_add(1)) else { return self.text.len() };
        let start = if position.line == 0 { self.hidden.min(self.text.len()) } else { start as usize };
        let rest = self.text.get(start..).unwrap_or("");
        let line = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).and_then(|end| rest.get(..end)).unwrap_or(rest);
        let wanted = position.character as usize;
        let mut seen = 0;
        for (at, c) in line.char_indices() {
            seen += self.encoding.width(c);
            if seen > wanted {
                return start + at;
            }
        }
        start + line.len()
    }

    /// The position of byte `offset`.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.lines.line(offset as u32);
        let start = if line == 1 { self.hidden } else { self.lines.start_of(line).unwrap_or(0) as usize };
        let before = self.text.get(start..offset).unwrap_or("");
        let before = before.trim_end_matches(['\n', '\r']);
        let character: usize = match self.encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.chars().map(char::len_utf16).sum(),
        };
        Position { line: line - 1, character: character as u32 }
    }

    /// The bytes of a range; a range whose end lies before its start is empty.
    pub fn span(&self, range: Range) -> Span {
        Span::new(self.offset(range.start), self.offset(range.end))
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.from()), end: self.position(span.to()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LineIndex;

    #[test]
    fn counts_as_clients_do() {
        let text = "aé😀b\r\nc\rd";
        let index = LineIndex::new(text);
        let lines = Lines::new(&index, text);
        for (encoding, after_face) in [(Encoding::Utf8, 7), (Encoding::Utf16, 4)] {
            let view = View { text, lines, hidden: 0, encoding };
            assert_eq!(view.position(7), Position { line: 0, character: after_face });
            assert_eq!(view.offset(Position { line: 0, character: after_face }), 7);
            // Within the face, beyond the line, beyond the text.
            assert_eq!(view.offset(Position { line: 0, character: after_face - 1 }), 3);
            assert_eq!(view.offset(Position { line: 0, character: 99 }), 8);
            assert_eq!(view.offset(Position { line: u32::MAX, character: u32::MAX }), text.len());
            assert_eq!(view.offset(Position { line: 2, character: 0 }), 12);
            assert_eq!(view.position(12), Position { line: 2, character: 0 });
        }
    }

    #[test]
    fn a_hidden_mark_takes_no_room() {
        let text = "\u{feff}ab\nc";
        let index = LineIndex::new(text);
        let lines = Lines::new(&index, text);
        let view = View { text, lines, hidden: 3, encoding: Encoding::Utf8 };
        assert_eq!(view.position(4), Position { line: 0, character: 1 });
        assert_eq!(view.offset(Position { line: 0, character: 0 }), 3);
        assert_eq!(view.offset(Position { line: 1, character: 1 }), 7);
    }
}
