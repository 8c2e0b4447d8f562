//! Tokens in running text and in cells: code spans, identifiers in strong emphasis, links, includes, and
//! in cells also schemes, placeholders and media types. Read as bags: a translator may reorder a sentence.

use super::kind::FactKind;
use super::plain::plain;
use super::token;
use crate::page::Page;
use crate::page::model::within;
use crate::page::table::Table;
use crate::text::Span;
use std::borrow::Cow;

/// One token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token<'a> {
    /// What it is.
    pub kind: FactKind,
    /// Where, marks left out.
    pub span: Span,
    /// What it says.
    pub value: Cow<'a, str>,
}

/// Adds the code spans and strong emphasis within `span` that `keep` wants.
pub fn marked<'a>(page: &'a Page, span: Span, keep: impl Fn(Span) -> bool, out: &mut Vec<Token<'a>>) {
    for code in within(&page.code_spans, span, |code| code.span) {
        if keep(code.span) {
            let value = page.slice(code.content).trim();
            out.push(Token { kind: FactKind::CodeSpan, span: code.content, value: Cow::Borrowed(value) });
        }
    }
    for bold in within(&page.bold, span, |bold| bold.span) {
        if keep(bold.span) {
            // Punctuation within the marks is the author's, not the identifier's.
            let content = page.slice(bold.content).trim_end_matches([':', '.', ',', ' ']);
            let span = bold.content.part(0..content.len());
            out.push(Token { kind: FactKind::Bold, span, value: plain(content) });
        }
    }
}

/// Adds the schemes, placeholders and media types that stand in the cell at `cell`.
pub fn in_cell<'a>(page: &'a Page, cell: Span, out: &mut Vec<Token<'a>>) {
    let text = page.slice(cell);
    let bytes = text.as_bytes();
    let mut add = |kind, range: std::ops::Range<usize>, word: &'a str| {
        out.push(Token { kind, span: cell.part(range), value: Cow::Borrowed(word) });
    };
    if memchr::memchr3(b'{', b'<', b'&', bytes).is_some() {
        for (range, word) in token::schemes(text) {
            add(FactKind::AuthenticationScheme, range, word);
        }
        for (range, word) in token::placeholders(text) {
            add(FactKind::Placeholder, range, word);
        }
    } else if memchr::memchr_iter(b'B', bytes).any(|at| bytes.get(at..).is_some_and(|rest| rest.starts_with(b"Bearer")))
    {
        for (range, word) in token::schemes(text) {
            add(FactKind::AuthenticationScheme, range, word);
        }
    }
    if memchr::memchr(b'/', bytes).is_some() {
        for (range, word) in token::media_types(text) {
            add(FactKind::MediaType, range, word);
        }
    }
}

/// Whether a text has what code spans, emphasis or links begin with.
pub fn has_marks(text: &str) -> bool {
    memchr::memchr3(b'`', b'*', b'[', text.as_bytes()).is_some()
}

/// Whether [`in_cell`] may find anything in a part of `text`.
pub fn may_be_in_cell(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3(b'{', b'<', b'&', bytes).is_some() || memchr::memchr2(b'B', b'/', bytes).is_some()
}

/// The tables of a section, as a filter for what stands outside of them.
pub fn outside(tables: &[Table]) -> impl Fn(Span) -> bool + '_ {
    |at| {
        // They are in order and do not overlap.
        let next = tables.partition_point(|table| table.span.end < at.end);
        !tables.get(next).is_some_and(|table| table.span.contains(at))
    }
}

/// The tokens of the section at `index` that stand in no table and no heading, in order of kind and place.
pub fn of_section<'a>(page: &'a Page, index: usize, out: &mut Vec<Token<'a>>) {
    let Some(section) = page.sections.get(index) else { return };
    let tables = within(&page.tables, section.body(), |table| table.span);
    let keep = outside(tables);
    marked(page, section.body(), &keep, out);
    for link in within(&page.links, section.body(), |link| link.span) {
        if keep(link.span) {
            out.push(Token { kind: FactKind::LinkText, span: link.text, value: plain(page.slice(link.text)) });
            let target = if link.target.is_empty() { link.span } else { link.target };
            let value = Cow::Borrowed(link.target(&page.source.text));
            out.push(Token { kind: FactKind::LinkTarget, span: target, value });
        }
    }
    includes(page, section.body(), out);
}

/// Adds the includes within `span`.
pub fn includes<'a>(page: &'a Page, span: Span, out: &mut Vec<Token<'a>>) {
    for include in within(&page.includes, span, |include| include.span) {
        out.push(Token { kind: FactKind::Include, span: include.path, value: Cow::Borrowed(page.slice(include.path)) });
    }
}

/// Whether a token of the source must stand unchanged in a translation, whatever its prose says.
pub fn is_kept(token: &Token<'_>) -> bool {
    match token.kind {
        FactKind::Bold => token::is_camel(&token.value) || is_guid(&token.value),
        // A single coined word; a title of several words is prose.
        FactKind::LinkText => token::is_coined(&token.value),
        // What a reader is told in words to put there may be told in any language.
        FactKind::Placeholder => !token.value.contains(' '),
        _ => true,
    }
}

/// `4a12d1c5-…`: 32 hexadecimal digits in five groups.
fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
