//! Tokens in running text and in cells: code spans, identifiers in strong emphasis, links, includes, and
//! in cells also schemes, placeholders and media types. Read as bags: a translator may reorder a sentence.

use super::kind::FactKind;
use super::plain::plain;
use super::token;
use crate::page::Page;
use crate::page::model::within;
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

/// The tokens of the cell at `cell`, in order of kind and place.
pub fn of_cell<'a>(page: &'a Page, cell: Span, out: &mut Vec<Token<'a>>) {
    inline(page, cell, |_| true, out);
    let text = page.slice(cell);
    let bytes = text.as_bytes();
    let part = |range: std::ops::Range<usize>| cell.part(range);
    if text.contains("Bearer") || bytes.iter().any(|byte| matches!(byte, b'{' | b'<' | b'&')) {
        for (range, word) in token::schemes(text) {
            out.push(Token { kind: FactKind::AuthenticationScheme, span: part(range), value: Cow::Borrowed(word) });
        }
        for (range, word) in token::placeholders(text) {
            out.push(Token { kind: FactKind::Placeholder, span: part(range), value: Cow::Borrowed(word) });
        }
    }
    if memchr::memchr(b'/', bytes).is_some() {
        for (range, word) in token::media_types(text) {
            out.push(Token { kind: FactKind::MediaType, span: part(range), value: Cow::Borrowed(word) });
        }
    }
}

/// The tokens of the section at `index` that stand in no table and no heading.
pub fn of_section<'a>(page: &'a Page, index: usize, out: &mut Vec<Token<'a>>) {
    let Some(section) = page.sections.get(index) else { return };
    let tables = within(&page.tables, section.body, |table| table.span);
    inline(page, section.body, |at| !tables.iter().any(|table| table.span.contains(at)), out);
    for include in within(&page.includes, section.body, |include| include.span) {
        out.push(Token { kind: FactKind::Include, span: include.path, value: Cow::Borrowed(page.slice(include.path)) });
    }
}

fn inline<'a>(page: &'a Page, span: Span, keep: impl Fn(Span) -> bool, out: &mut Vec<Token<'a>>) {
    for code in within(&page.code_spans, span, |code| code.span) {
        if keep(code.span) {
            let value = page.slice(code.content).trim();
            out.push(Token { kind: FactKind::CodeSpan, span: code.content, value: Cow::Borrowed(value) });
        }
    }
    for bold in within(&page.bold, span, |bold| bold.span) {
        if keep(bold.span) {
            let value = plain(page.slice(bold.content));
            // Punctuation within the marks is the author's, not the identifier's.
            let value = match value {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim_end_matches([':', '.', ','])),
                Cow::Owned(text) => Cow::Owned(text.trim_end_matches([':', '.', ',']).to_owned()),
            };
            out.push(Token { kind: FactKind::Bold, span: bold.content, value });
        }
    }
    for link in within(&page.links, span, |link| link.span) {
        if keep(link.span) {
            out.push(Token { kind: FactKind::LinkText, span: link.text, value: plain(page.slice(link.text)) });
            let target = if link.target.is_empty() { link.span } else { link.target };
            out.push(Token {
                kind: FactKind::LinkTarget,
                span: target,
                value: Cow::Borrowed(link.target(&page.source.text)),
            });
        }
    }
}

/// Whether a token of the source must stand unchanged in a translation, whatever its prose says.
pub fn is_kept(token: &Token<'_>) -> bool {
    match token.kind {
        FactKind::Bold => token::is_camel(&token.value),
        // A single camel-case word; a title of several words is prose.
        FactKind::LinkText => token::is_compound(&token.value),
        _ => true,
    }
}
