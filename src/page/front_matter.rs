//! The YAML header. (Being written.)

use crate::text::Span;
use std::borrow::Cow;

/// The header between two `---` lines at the top of a page.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// With both `---` lines.
    pub span: Span,
    /// Between them.
    pub body: Span,
    /// Top-level keys in order, duplicates included.
    pub entries: Vec<Entry>,
    /// Why the YAML could not be read, if so.
    pub error: Option<YamlError>,
}

/// One top-level key.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Span,
    /// The value as written, quotes and continuation lines included, trimmed.
    pub value: Span,
}

/// Why a header is no YAML mapping.
#[derive(Clone, Debug)]
pub struct YamlError {
    /// Where.
    pub span: Span,
    /// What, in words of one line.
    pub message: String,
}

impl FrontMatter {
    /// The first entry of `key`.
    pub fn entry(&self, text: &str, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.of(text) == key)
    }

    /// The scalar value of `key`, unquoted.
    pub fn value<'a>(&self, text: &'a str, key: &str) -> Option<Cow<'a, str>> {
        let _ = (text, key);
        None
    }
}

/// Reads the header of `text`, which starts after `mark` bytes of byte order mark.
pub fn read(text: &str, mark: usize) -> Option<FrontMatter> {
    let _ = (text, mark);
    None
}
