//! Links, includes, code spans and strong emphasis, from the events within one block.

use super::draft::Draft;
use super::inline::{Bold, CodeSpan, Include, Link, Resolved};
use super::limit::INLINE_DEPTH;
use crate::text::Span;
use pulldown_cmark::LinkType;

/// What is open within a block.
#[derive(Default)]
pub struct Inlines {
    links: Vec<OpenLink>,
    bold: usize,
    /// End of the last event: where a link's text ends.
    last_end: usize,
    /// Title and id of the tab link that was closed last.
    tab: Option<(Span, Span)>,
}

struct OpenLink {
    kind: LinkType,
    resolved: Option<Box<Resolved>>,
    image: bool,
    in_heading: bool,
}

impl Inlines {
    /// Any inline event.
    pub fn saw(&mut self, span: Span) {
        self.last_end = span.to();
    }

    /// A code span.
    pub fn code(text: &str, span: Span, page: &mut Draft) {
        let source = span.of(text);
        let ticks = source.bytes().take_while(|byte| *byte == b'`').count();
        let content = span.part(ticks..source.len().saturating_sub(ticks).max(ticks));
        page.code_spans.push(CodeSpan { span, content });
    }

    /// Strong emphasis begins.
    pub fn open_bold(&mut self) {
        self.bold += 1;
    }

    /// Strong emphasis ends.
    pub fn close_bold(&mut self, text: &str, span: Span, page: &mut Draft) {
        self.bold = self.bold.saturating_sub(1);
        self.last_end = span.to();
        if self.bold >= INLINE_DEPTH {
            return;
        }
        let content = span.part(2..span.len().saturating_sub(2).max(2)).trimmed(text);
        page.bold.push(Bold { span, content });
    }

    /// A link or an image begins.
    pub fn open_link(&mut self, kind: LinkType, target: &str, image: bool, in_heading: bool) {
        let resolved = match kind {
            LinkType::Inline | LinkType::Autolink | LinkType::Email => None,
            _ => Some(Box::new(Resolved(target.into()))),
        };
        self.links.push(OpenLink { kind, resolved, image, in_heading });
    }

    /// A link or an image ends; `span` is all of it.
    pub fn close_link(&mut self, text: &str, span: Span, page: &mut Draft) {
        let Some(open) = self.links.pop() else { return };
        if self.links.len() >= INLINE_DEPTH {
            self.last_end = span.to();
            return;
        }
        let inner_start = span.from() + if open.image { 2 } else { 1 };
        let (shown, target) = match open.kind {
            LinkType::Inline => {
                // No event within: the text is empty.
                let text_end = if self.last_end >= span.to() { inner_start } else { self.last_end.max(inner_start) };
                // Escapes at the end of the text can leave the last event short of the bracket.
                let source = text.get(text_end..span.to()).unwrap_or("");
                let gap = if source.starts_with("](") { 0 } else { source.find("](").unwrap_or(0) };
                let shown = Span::new(inner_start, text_end + gap);
                (shown, target(text, Span::new((text_end + gap + 2).min(span.to()), span.to().saturating_sub(1))))
            }
            LinkType::Autolink | LinkType::Email => {
                let inner = span.part(1..span.len().saturating_sub(1));
                (inner, inner)
            }
            _ => (Span::new(inner_start, self.last_end.clamp(inner_start, span.to())), Span::at(span.to())),
        };
        self.last_end = span.to();
        let link =
            Link { span, text: shown, target, resolved: open.resolved, image: open.image, in_heading: open.in_heading };
        if open.in_heading && link.target(text).starts_with("#tab/") {
            self.tab = Some((link.text, link.target.part("#tab/".len()..link.target.len())));
        }
        match include_start(text, span.from()) {
            Some(start) => {
                let close = usize::from(text.as_bytes().get(span.to()) == Some(&b']'));
                let span = Span::new(start, span.to() + close);
                page.includes.push(Include { span, label: link.text, path: link.target });
            }
            None => page.links.push(link),
        }
    }

    /// Title and id, when the heading just read is a tab: its title is one link to `#tab/…`.
    pub fn take_tab(&mut self, text: &str, title: Span) -> Option<(Span, Span)> {
        let (shown, id) = self.tab.take()?;
        let is_whole = shown.start == title.start + 1 && title.of(text).ends_with(')');
        is_whole.then_some((shown, id))
    }
}

/// The target within `](…)`: angle brackets and a title are left out.
fn target(text: &str, inner: Span) -> Span {
    let inner = inner.trimmed(text);
    let source = inner.of(text);
    if let Some(rest) = source.strip_prefix('<') {
        return inner.part(1..1 + rest.find('>').unwrap_or(rest.len()));
    }
    let end = memchr::memchr3(b' ', b'\t', b'\n', source.as_bytes()).unwrap_or(source.len());
    inner.part(0..end)
}

/// Where `[!INCLUDE ` starts, when it stands right before byte `at`.
fn include_start(text: &str, at: usize) -> Option<usize> {
    let before = text.as_bytes().get(..at)?;
    let spaces = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let end = at - spaces;
    let start = end.checked_sub("[!INCLUDE".len())?;
    before.get(start..end)?.eq_ignore_ascii_case(b"[!INCLUDE").then_some(start)
}
