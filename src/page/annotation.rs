//! The JSON object in an HTML comment that says what the code block below it is.
//! Keys and forms: `docs/annotations.md`.

use super::json::Json;
use crate::text::Span;

/// A comment that holds a JSON object.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The comment, `<!--` to `-->`.
    pub span: Span,
    /// The inside, trimmed.
    pub content: Span,
    /// The document.
    pub json: Json,
    /// `"type": "#page.annotation"`: speaks of the page, not of a block.
    pub is_page: bool,
    /// Index in `Page::code` of the block it binds to: the next block, when that is code. Blank lines between are free.
    pub code: Option<usize>,
}

/// A comment that is neither an annotation nor a directive.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The comment.
    pub span: Span,
    /// The inside, trimmed.
    pub content: Span,
    /// Whether `-->` is there.
    pub closed: bool,
}

/// Stub.
pub fn read(_text: &str, _comment: Span, _inner: Span) -> Option<Annotation> {
    None
}

impl Annotation {
    /// Stub.
    pub fn names<'a>(&self, _text: &'a str) -> Vec<std::borrow::Cow<'a, str>> {
        Vec::new()
    }
    /// Stub.
    pub fn members<'a>(
        &self,
        _text: &'a str,
    ) -> impl Iterator<Item = (Span, std::borrow::Cow<'a, str>, &super::json::Node)> {
        std::iter::empty()
    }
}
