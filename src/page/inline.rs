//! What stands within lines: links, includes, code spans, strong emphasis.

use crate::text::Span;

/// An inline link, a reference link or an image.
#[derive(Clone, Debug)]
pub struct Link {
    /// The whole construct.
    pub span: Span,
    /// What is shown.
    pub text: Span,
    /// The target as written, without a title; empty span at the end for reference links, whose target is in `resolved`.
    pub target: Span,
    /// The target of a reference link, from its definition.
    pub resolved: Option<Box<Resolved>>,
    /// Whether it is an image.
    pub image: bool,
    /// Whether it stands in a heading or is a tab's title.
    pub in_heading: bool,
}

impl Link {
    /// The target.
    pub fn target<'a>(&'a self, text: &'a str) -> &'a str {
        self.resolved.as_ref().map_or_else(|| self.target.of(text), |resolved| &resolved.0)
    }
}

/// The target that a definition gives. Few links have one, so a link has room for no more than a pointer.
#[derive(Clone, Debug)]
pub struct Resolved(pub Box<str>);

/// `[!INCLUDE [label](path)]`, in a line of its own or within one.
#[derive(Clone, Debug)]
pub struct Include {
    /// The whole construct.
    pub span: Span,
    /// The label.
    pub label: Span,
    /// The path as written.
    pub path: Span,
}

/// A code span.
#[derive(Clone, Debug)]
pub struct CodeSpan {
    /// Backticks included.
    pub span: Span,
    /// Between the backticks.
    pub content: Span,
}

/// Strong emphasis (`**…**`).
#[derive(Clone, Debug)]
pub struct Bold {
    /// Marks included.
    pub span: Span,
    /// Between the marks.
    pub content: Span,
}
