//! The text of one file with its path. Must not know what the text means.

use super::{LineIndex, Place, Span, Text};
use std::sync::OnceLock;

/// One file's text. A byte order mark and every kind of line end stay in it, so that a span is a
/// range of the file's own bytes and writing back changes nothing else.
#[derive(Debug, Default)]
pub struct Source {
    /// The path to show, with forward slashes.
    pub path: String,
    /// The whole text of the file.
    pub text: Text,
    lines: OnceLock<Box<LineIndex>>,
}

impl Source {
    /// A source from its path, as it is to be shown, and its text.
    pub fn new(path: impl Into<String>, text: impl Into<Text>) -> Self {
        Self { path: path.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// The text that `span` covers.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The index of the lines, made when first asked for.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| Box::new(LineIndex::new(&self.text)))
    }

    /// Line and column of byte `offset`.
    pub fn place(&self, offset: u32) -> Place {
        self.lines().place(&self.text, offset)
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
