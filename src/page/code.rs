//! Code blocks: fences of every form the corpora have, and indented code. Must not judge what they hold.

use super::http::HttpMessage;
use super::json::Json;
use crate::text::Span;
use std::borrow::Cow;

/// What a code block holds, from its info string: `msgraph-interactive` is `http`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// `http`, `HTTP`, `msgraph-interactive`, and a block without a language that starts as HTTP does.
    Http,
    /// `json`, `jsonc`, `json5`.
    Json,
    /// No info string, and nothing that tells.
    None,
    /// Any other.
    Other,
}

impl Language {
    /// From the first word of an info string.
    pub fn of_info(info: &str) -> Language {
        let word = info.split([' ', '\t', ',', '{']).next().unwrap_or("");
        if word.is_empty() {
            Language::None
        } else if ["http", "msgraph-interactive", "https"].iter().any(|name| word.eq_ignore_ascii_case(name)) {
            Language::Http
        } else if ["json", "jsonc", "json5"].iter().any(|name| word.eq_ignore_ascii_case(name)) {
            Language::Json
        } else {
            Language::Other
        }
    }
}

/// A code block.
#[derive(Debug)]
pub struct CodeBlock {
    /// Fences included.
    pub span: Span,
    /// What stands between the fences, container marks (`> `, list indentation) included.
    pub content: Span,
    /// The lines of the content without container marks, when the block lies in a list or a quote.
    pub lines: Option<Box<[Span]>>,
    /// The info string, trimmed; empty when there is none.
    pub info: Span,
    /// From the info string and, without one, from the first line.
    pub language: Language,
    /// Whether it has fences (or is indented by four).
    pub fenced: bool,
    /// Whether the closing fence is there; always true for indented code.
    pub closed: bool,
    /// Index in `Page::annotations` of the annotation that binds to it.
    pub annotation: Option<u32>,
    /// The message, when the language is HTTP.
    pub http: Option<Box<HttpMessage>>,
    /// The document, when the language is JSON; an HTTP body is within `http`.
    pub json: Option<Box<Json>>,
}

/// The text of a code block without container marks, and the way back to the page.
#[derive(Debug)]
pub struct CodeText<'a> {
    /// The lines as the reader of the rendered page sees them.
    pub text: Cow<'a, str>,
    base: u32,
    /// (offset in `text`, offset in the page) at the start of every line, when they are not one run.
    map: Vec<(u32, u32)>,
}

impl CodeBlock {
    /// The content as one text.
    pub fn text<'a>(&self, page_text: &'a str) -> CodeText<'a> {
        let Some(lines) = &self.lines else {
            return CodeText {
                text: Cow::Borrowed(self.content.of(page_text)),
                base: self.content.start,
                map: Vec::new(),
            };
        };
        let mut text = String::new();
        let mut map = Vec::with_capacity(lines.len());
        for line in lines {
            map.push((text.len() as u32, line.start));
            text.push_str(line.of(page_text));
        }
        CodeText { text: Cow::Owned(text), base: self.content.start, map }
    }
}

impl CodeText<'_> {
    /// The page's offset of byte `at` of the text.
    pub fn offset(&self, at: usize) -> u32 {
        let at = at as u32;
        let line = self.map.partition_point(|(local, _)| *local <= at);
        match line.checked_sub(1).and_then(|line| self.map.get(line)) {
            Some((local, page)) => page + (at - local),
            None => self.base + at,
        }
    }

    /// The page's span of the bytes `start..end` of the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.offset(start);
        let last = if end > start { self.offset(end - 1) + 1 } else { first };
        Span { start: first, end: last.max(first) }
    }
}
