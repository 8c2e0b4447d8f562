//! The text of one file with its path. Must not know what the text means.

use super::{LineIndex, Lines, Place, Span, Text};
use std::sync::OnceLock;

/// One file's text. A byte order mark and every kind of line end stay in it, so that a span is a
/// range of the file's own bytes and writing back changes nothing else.
#[derive(Debug, Default)]
pub struct Source {
    /// The path to show, with forward slashes.
    pub path: String,
    /// What is read of the file: its text, but for what its readers are not shown. As long as the file, with the same line ends.
    pub text: Text,
    /// The file's own text, where it is another.
    file: Option<Box<Text>>,
    lines: OnceLock<Box<LineIndex>>,
}

impl Source {
    /// A source from its path, as it is to be shown, and its text.
    pub fn new(path: impl Into<String>, text: impl Into<Text>) -> Self {
        Self { path: path.into(), text: text.into(), file: None, lines: OnceLock::new() }
    }

    /// The same file, of which `text` is what is read; it has to be as long as the file's own.
    #[must_use]
    pub fn read_as(mut self, text: String) -> Self {
        debug_assert_eq!(self.text.len(), text.len(), "spans are ranges of both");
        let file = std::mem::replace(&mut self.text, text.into());
        self.file.get_or_insert(Box::new(file));
        self
    }

    /// The file's own text: what is shown to people, and what edits are made to.
    pub fn file_text(&self) -> &Text {
        self.file.as_deref().unwrap_or(&self.text)
    }

    /// Whether what is read is not all that the file says.
    pub fn is_read_in_part(&self) -> bool {
        self.file.is_some()
    }

    /// `span` without what is not read of the file at its ends; `None` where such text lies within.
    pub fn read_part(&self, span: Span) -> Option<Span> {
        let (read, own) = (span.of(&self.text), span.of(self.file_text()));
        if read == own {
            return Some(span);
        }
        let is_hidden = |at: &usize| read.as_bytes().get(*at) != own.as_bytes().get(*at);
        let words = read.len() - read.trim_start().len();
        let from = (0..words).rev().find(is_hidden).map_or(0, |last| last + 1);
        let to = (read.trim_end().len().max(from)..read.len()).find(is_hidden).unwrap_or(read.len());
        Some(span.part(from..to)).filter(|part| part.of(&self.text) == part.of(self.file_text()))
    }

    /// The text that `span` covers.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The lines, with an index that is made when first asked for.
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(self.line_index(), self.file_text())
    }

    /// Line and column of byte `offset`.
    pub fn place(&self, offset: u32) -> Place {
        self.line_index().place(self.file_text(), offset)
    }

    /// Lines and columns of both ends of `span`.
    pub fn places(&self, span: Span) -> (Place, Place) {
        self.line_index().places(self.file_text(), span)
    }

    fn line_index(&self) -> &LineIndex {
        let text = self.file_text();
        LineIndex::of_short(text).unwrap_or_else(|| self.lines.get_or_init(|| Box::new(LineIndex::new(text))))
    }

    /// The number of bytes of a byte order mark at the start: 3 or 0.
    pub fn mark_len(&self) -> usize {
        if self.text.starts_with('\u{feff}') { 3 } else { 0 }
    }

    /// The line end that the file's first line uses; `\n` when it has only one line.
    pub fn line_end(&self) -> &'static str {
        match memchr::memchr2(b'\n', b'\r', self.text.as_bytes()) {
            Some(at) if self.text.get(at..at + 2) == Some("\r\n") => "\r\n",
            Some(at) if self.text.as_bytes().get(at) == Some(&b'\r') => "\r",
            _ => "\n",
        }
    }
}
