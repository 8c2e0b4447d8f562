//! What stands on a page and is not read as its author meant: words behind a comment on its line, brackets that end no link, and what
//! a stray fence makes code of. What a translation lacks may be there; it is then not lost. Must not know sources or translations.

use super::Page;
use super::visible::{around, body, outside_code};
use crate::text::Span;
use foldhash::HashSet;

/// Closing brackets of which the reader made no link.
#[derive(Debug, Default)]
pub struct Brackets {
    /// Those behind which a target may stand, full-width ones too. Some may stand in code spans.
    pub before_targets: Vec<usize>,
    /// Whether there is `][]`, outside of blocks of code.
    pub has_empty: bool,
}

/// The closing brackets of `page`. One look at the page is quicker than one at each of its many small spans.
pub fn brackets(page: &Page) -> Brackets {
    let text = page.source.text.as_str();
    let bytes = text.as_bytes();
    let mut found = Brackets::default();
    for part in outside_code(page, body(page)) {
        // 0xE3 and 0xEF begin `】` and `］`.
        for at in memchr::memchr3_iter(b']', 0xE3, 0xEF, page.slice(part).as_bytes()).map(|at| part.from() + at) {
            // Most brackets have nothing of a link behind them.
            let next = bytes.get(at + 1);
            if bytes.get(at) == Some(&b']') && !matches!(next, Some(b'(' | b' ' | b'\t' | 0xEF)) {
                found.has_empty |= next == Some(&b'[') && bytes.get(at + 2) == Some(&b']');
                continue;
            }
            let Some(rest) = text.get(at..) else { continue };
            let Some(close) = rest.chars().next().filter(|c| matches!(c, ']' | '】' | '］')) else { continue };
            let after = rest.get(close.len_utf8()..).unwrap_or("").trim_start_matches([' ', '\t']);
            if after.starts_with(['(', '（']) && !is_known(page, Span::new(at, at + close.len_utf8())) {
                found.before_targets.push(at);
            }
        }
    }
    found
}

/// Whether a bracket belongs to a link or an include that was read as one: nearly every bracket does.
fn is_known(page: &Page, bracket: Span) -> bool {
    around(&page.links, bracket, |link| link.span).next().is_some()
        || around(&page.includes, bracket, |include| include.span).next().is_some()
}

/// How many bytes behind comments are looked at: real pages have a line or two.
const GLUED_BYTES: usize = 4 << 10;

/// Whether `words` stand behind a comment on its line.
pub fn is_behind_comment(page: &Page, words: &str) -> bool {
    let mut seen = 0;
    let is_near = |place: &Span| {
        seen += place.len();
        seen <= GLUED_BYTES
    };
    behind_comments(page).take_while(is_near).any(|place| page.slice(place).contains(words))
}

/// The words behind each comment that begins a block, on the line on which it ends.
pub fn behind_comments(page: &Page) -> impl Iterator<Item = Span> {
    let comments = page.comments.iter().filter(|comment| comment.closed).map(|comment| comment.span);
    comments.chain(page.annotations.iter().map(|note| note.span)).filter_map(|comment| behind(page, comment))
}

/// What follows a comment that begins a block, on the line on which it ends: words that no tag and no other comment holds.
pub fn behind(page: &Page, comment: Span) -> Option<Span> {
    let text = &page.source.text;
    // Up to three blanks may stand before it; in a list or a quote the new line would need their marks. A line may have thousands of
    // comments, so it is read as a whole only for the one that begins it.
    let before = text.as_bytes().get(..comment.from())?;
    let indent = before.iter().rev().take(4).take_while(|byte| !matches!(byte, b'\n' | b'\r')).count();
    let is_blank = || text.get(comment.from() - indent..comment.from()).is_some_and(|indent| indent.trim().is_empty());
    if indent > 3 || !is_blank() || !text.get(..comment.to())?.ends_with("-->") {
        return None;
    }
    let rest = text.get(comment.to()..)?;
    let line = rest.get(..rest.find(['\n', '\r']).unwrap_or(rest.len()))?;
    let words = line.trim();
    if words.is_empty() || words.starts_with('<') {
        return None;
    }
    let start = comment.to() + (line.len() - line.trim_start().len());
    Some(Span::new(start, start + words.len()))
}

/// The lines of the page's code blocks, white space around them left out.
pub fn code_lines(page: &Page) -> HashSet<&str> {
    page.code.iter().flat_map(|code| page.slice(code.content).lines()).map(str::trim).collect()
}
