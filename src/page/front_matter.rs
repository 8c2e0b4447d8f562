//! The YAML header of a page: the model. `front_matter_read` fills it; `yaml_scalar` unquotes values.
//! Must not know which keys matter.

use super::yaml_scalar;
use crate::text::Span;
use std::borrow::Cow;

pub use super::front_matter_read::read;

/// The header between two `---` lines at the top of a page.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// With both `---` lines. When nothing closes the header: the opening line with the entries right below it.
    pub span: Span,
    /// Between them.
    pub body: Span,
    /// Where the page goes on: after the closing line; when nothing closes the header, after the opening line.
    pub after: u32,
    /// Top-level keys in order, duplicates included. Of a header that is no valid YAML, what its lines show.
    pub entries: Box<[Entry]>,
    /// Why the YAML could not be read, if so.
    pub error: Option<Box<YamlError>>,
}

/// One top-level key.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, without quotes.
    pub key: Span,
    /// The value as written, quotes and continuation lines included, trimmed, without a comment after it.
    pub value: Span,
}

/// Why a header is no YAML mapping.
#[derive(Clone, Debug)]
pub struct YamlError {
    /// Where.
    pub span: Span,
    /// Which kind of reason.
    pub kind: YamlErrorKind,
    /// What, in words of one line.
    pub message: String,
}

/// The reasons why a header cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum YamlErrorKind {
    /// No line `---` or `...` closes it.
    NeverClosed,
    /// Larger than [`super::limit::FRONT_MATTER_BYTES`]; nothing of it was read.
    TooLarge,
    /// Valid YAML, but no mapping: a text, a list.
    NotMapping,
    /// More than a header needs: anchors, aliases, deep nesting, thousands of values.
    Budget,
    /// No valid YAML.
    Syntax,
}

impl FrontMatter {
    /// The first entry of `key`.
    pub fn entry(&self, text: &str, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.of(text) == key)
    }

    /// The scalar value of `key`, unquoted; `""` when nothing stands there. A list or a mapping is none.
    pub fn value<'a>(&self, text: &'a str, key: &str) -> Option<Cow<'a, str>> {
        self.entry(text, key)?.scalar(text)
    }

    /// The items of the list at `key`, unquoted: `[a, b]`, or lines that start with `- `.
    pub fn list<'a>(&self, text: &'a str, key: &str) -> Option<Vec<Cow<'a, str>>> {
        let items = self.entry(text, key)?.items(text)?;
        Some(
            items.iter().map(|item| yaml_scalar::text(item.of(text)).unwrap_or(Cow::Borrowed(item.of(text)))).collect(),
        )
    }

    /// Whether the header is larger than what is read.
    pub fn too_large(&self) -> bool {
        self.error.as_ref().is_some_and(|error| error.kind == YamlErrorKind::TooLarge)
    }
}

impl Entry {
    /// The value, unquoted, if it is a scalar.
    pub fn scalar<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        let between = Span { start: self.key.end, end: self.value.start.max(self.key.end) };
        let value = self.value.of(text);
        let own_line = memchr::memchr2(b'\n', b'\r', between.of(text).as_bytes()).is_some();
        if own_line && yaml_scalar::is_mapping(value) {
            return None;
        }
        yaml_scalar::text(value)
    }

    /// The items of the value as written, if it is a list.
    pub fn items(&self, text: &str) -> Option<Vec<Span>> {
        let before = text.get(..self.value.from())?;
        let line_start = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |line_end| line_end + 1);
        let items = yaml_scalar::items(self.value.of(text), before.len() - line_start)?;
        Some(items.into_iter().map(|item| self.value.part(item)).collect())
    }
}
