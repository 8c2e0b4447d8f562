//! Comments in HTML: annotations, directives and the rest.

use super::annotation::{self, Comment};
use super::directive;
use super::draft::Draft;
use crate::text::Span;
use memchr::memmem::Finder;
use std::sync::LazyLock;

const OPEN: &str = "<!--";

/// Made once: a page has many comments, and making a searcher costs more than most searches.
static OPENING: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(OPEN));
static CLOSING: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("-->"));

/// The annotation that the next code block will bind to.
#[derive(Default)]
pub struct Pending(Option<usize>);

impl Pending {
    /// Something else came between.
    pub fn clear(&mut self) {
        self.0 = None;
    }

    /// Hands the annotation to a code block.
    pub fn take(&mut self) -> Option<usize> {
        self.0.take()
    }
}

/// Reads every comment of an HTML block.
pub fn block(text: &str, span: Span, page: &mut Draft, pending: &mut Pending) {
    let source = span.of(text);
    let mut at = 0;
    let mut seen = false;
    // Most blocks begin with their only comment.
    let opening = |rest: &str| if rest.starts_with(OPEN) { Some(0) } else { OPENING.find(rest.as_bytes()) };
    while let Some(open) = source.get(at..).and_then(opening) {
        let start = at + open;
        let inside = start + OPEN.len();
        let end = source
            .get(inside..)
            .and_then(|rest| CLOSING.find(rest.as_bytes()))
            .map_or(source.len(), |close| inside + close + "-->".len());
        comment(text, span.part(start..end), page, pending);
        seen = true;
        at = end;
    }
    if !seen {
        pending.clear();
    }
}

/// Reads the comment at `span`, an unclosed one included.
pub fn comment(text: &str, span: Span, page: &mut Draft, pending: &mut Pending) {
    let source = span.of(text);
    let closed = source.len() >= "<!---->".len() && source.ends_with("-->");
    let end = if closed { source.len() - "-->".len() } else { source.len() };
    let inner = span.part(OPEN.len()..end).trimmed(text);
    if let Some(directive) = directive::read(text, span, inner) {
        // A directive stands between an annotation and its block without parting them.
        page.directives.push(directive);
    } else if let Some(annotation) = annotation::read(text, span, inner) {
        pending.0 = (!annotation.is_page).then_some(page.annotations.len());
        page.annotations.push(annotation);
    } else {
        pending.clear();
        page.comments.push(Comment { span, content: inner, closed });
    }
}
