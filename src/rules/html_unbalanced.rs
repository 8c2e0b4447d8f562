//! What HTML a translation opens it closes, as its source does.
//!
//! ## Why
//!
//! A `<details>` that lost its end hides the rest of the page, and a `</div>` too many breaks the layout or stops the site from being
//! built. Translators lose them where a tag stands alone on its line.
//!
//! Asked for are tags of blocks that have to be closed (`<div>`, `<details>`, `<table>`, `<ul>` and their kin), outside of code, where
//! the source closes every one of them.
//!
//! ## Bad
//!
//! ```md en-US
//! <details>
//!
//! More about lamps.
//!
//! </details>
//! ```
//!
//! ```md es-ES
//! <details>
//!
//! Más sobre las lámparas.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! <details>
//!
//! More about lamps.
//!
//! </details>
//! ```
//!
//! ```md es-ES
//! <details>
//!
//! Más sobre las lámparas.
//!
//! </details>
//! ```

use crate::page::Page;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "html-unbalanced",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("html_unbalanced.rs"),
    checks: &[Check::Page(check)],
};

/// Blocks whose end may not be left out.
const TAGS: [&str; 15] = [
    "div",
    "details",
    "summary",
    "table",
    "ul",
    "ol",
    "dl",
    "section",
    "article",
    "aside",
    "blockquote",
    "figure",
    "pre",
    "center",
    "video",
];

fn check(context: &PageContext<'_>, out: &mut Findings) {
    if !context.is_translation() {
        return;
    }
    let Some((_, source)) = context.proved_source() else { return };
    let page = context.page();
    if !has_more_tags(page) {
        return;
    }
    let unmatched = unmatched(page);
    if unmatched.is_empty() {
        return;
    }
    let inherited = self::unmatched(&source.page);
    for tag in unmatched {
        if inherited.iter().any(|other| other.name == tag.name) {
            continue;
        }
        let (message, help) = if tag.is_end {
            (format!("nothing opens what </{}> closes", tag.name), "take the tag out, or put its beginning back")
        } else {
            (format!("<{}> is never closed", tag.name), "close it where the source does")
        };
        out.report(tag.span, message)
            .found(page.slice(tag.span))
            .help(format!("{help}; the source closes every <{}>", tag.name));
    }
}

/// A tag without its other half.
struct Tag {
    name: &'static str,
    is_end: bool,
    span: Span,
}

/// Whether the page has angle brackets besides those of comments and of anchors in headings. On most pages it has none. They are
/// counted, which is several times as quick as finding them.
fn has_more_tags(page: &Page) -> bool {
    let bytes = page.source.text.as_bytes();
    let ends = |at: u32| bytes.get(at as usize..).is_some_and(|rest| rest.starts_with(b"\"></a>"));
    let anchors = page.sections.iter().filter_map(|section| section.anchor().filter(|it| it.end < section.title.start));
    let of_anchors: usize = anchors.map(|anchor| 1 + usize::from(ends(anchor.end))).sum();
    let comments = page.comments.len() + page.annotations.len() + page.directives().len();
    memchr::memchr_iter(b'<', bytes).count() > of_anchors + comments
}

/// The first tag of each name that has no other half.
fn unmatched(page: &Page) -> Vec<Tag> {
    let mut open: [Vec<Span>; TAGS.len()] = Default::default();
    let mut found: [Option<Tag>; TAGS.len()] = Default::default();
    let text = &page.source.text;
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        // Nearly all are anchors and comments.
        let name = at + 1 + usize::from(text.as_bytes().get(at + 1) == Some(&b'/'));
        if !text.as_bytes().get(name..name + 2).is_some_and(|two| two.iter().all(u8::is_ascii_alphabetic)) {
            continue;
        }
        let Some((kind, is_end, span)) = read(text, at) else { continue };
        if is_hidden(page, span) {
            continue;
        }
        let (Some(stack), Some(found), Some(name)) = (open.get_mut(kind), found.get_mut(kind), TAGS.get(kind)) else {
            continue;
        };
        if !is_end {
            stack.push(span);
        } else if stack.pop().is_none() && found.is_none() {
            *found = Some(Tag { name, is_end, span });
        }
    }
    for ((stack, found), name) in open.iter().zip(&mut found).zip(TAGS) {
        if let (Some(span), None) = (stack.first(), &found) {
            *found = Some(Tag { name, is_end: false, span: *span });
        }
    }
    found.into_iter().flatten().collect()
}

/// The tag that begins at byte `at`: which of [`TAGS`], whether it is an end, and where it stands. `<div/>` is none.
fn read(text: &str, at: usize) -> Option<(usize, bool, Span)> {
    let rest = text.get(at + 1..)?;
    let (is_end, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
    let length = rest.bytes().take(LONGEST + 1).take_while(u8::is_ascii_alphabetic).count();
    let name = rest.get(..length).filter(|name| name.len() > 1)?;
    let kind = TAGS.iter().position(|tag| tag.eq_ignore_ascii_case(name))?;
    let behind = rest.get(length..)?;
    if !behind.starts_with(['>', ' ', '\n', '\r', '\t', '/']) {
        return None;
    }
    // Attributes of real tags are short.
    let near = behind.as_bytes().get(..ATTRIBUTES).unwrap_or(behind.as_bytes());
    let close = memchr::memchr2(b'>', b'<', near).filter(|at| near.get(*at) == Some(&b'>'))?;
    let is_alone = close > 0 && near.get(close - 1) == Some(&b'/');
    let end = text.len() - behind.len() + close + 1;
    (!is_alone).then(|| (kind, is_end, Span::new(at, end)))
}

/// The letters of the longest name.
const LONGEST: usize = 10;
const ATTRIBUTES: usize = 1 << 10;

/// Whether a place lies in code, in a comment or in the front matter.
fn is_hidden(page: &Page, place: Span) -> bool {
    let holds = |span: Span| span.contains(place);
    let last = |spans: usize| spans.checked_sub(1);
    let code = last(page.code.partition_point(|code| code.span.start <= place.start));
    let span = last(page.code_spans.partition_point(|code| code.span.start <= place.start));
    let comment = last(page.comments.partition_point(|comment| comment.span.start <= place.start));
    let note = last(page.annotations.partition_point(|note| note.span.start <= place.start));
    code.and_then(|at| page.code.get(at)).is_some_and(|code| holds(code.span))
        || span.and_then(|at| page.code_spans.get(at)).is_some_and(|code| holds(code.span))
        || comment.and_then(|at| page.comments.get(at)).is_some_and(|comment| holds(comment.span))
        || note.and_then(|at| page.annotations.get(at)).is_some_and(|note| holds(note.span))
        || page.front_matter.as_ref().is_some_and(|header| holds(header.span))
}
