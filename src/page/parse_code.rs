//! The parts of a code block, from its source: fences, info string, content.

use super::code::{CodeBlock, Language};
use crate::text::Span;
use pulldown_cmark::CodeBlockKind;

/// A code block whose end has not been seen.
pub struct OpenCode {
    span: Span,
    fenced: bool,
    /// Index of the annotation that binds to it.
    pub annotation: Option<usize>,
    /// Its lines, without container marks, when it lies in a list or a quote.
    pub lines: Vec<Span>,
}

impl OpenCode {
    /// Opens a block at `span`.
    pub fn new(kind: &CodeBlockKind<'_>, span: Span, annotation: Option<usize>) -> Self {
        Self { span, fenced: matches!(kind, CodeBlockKind::Fenced(_)), annotation, lines: Vec::new() }
    }
}

/// Reads a block whose lines are known. `nested` says that it lies in a list or a quote.
pub fn read(text: &str, open: OpenCode, nested: bool) -> CodeBlock {
    let OpenCode { span, fenced, annotation, lines } = open;
    let first_content = lines.first().map(|line| line.start as usize);
    let mut code = CodeBlock {
        span,
        content: span,
        lines: None,
        info: Span::at(span.from()),
        language: Language::None,
        fenced,
        closed: true,
        annotation: annotation.map(|at| at as u32),
        http: None,
        json: None,
    };
    let source = span.of(text);
    if fenced {
        let mark = source.bytes().next().unwrap_or(b'`');
        let ticks = source.bytes().take_while(|byte| *byte == mark).count();
        let first_line = memchr::memchr2(b'\n', b'\r', source.as_bytes()).unwrap_or(source.len());
        code.info = span.part(ticks..first_line).trimmed(text);
        let body_start = span.from() + (first_line + line_end_len(source, first_line)).min(source.len());
        let last = closing_fence(source, mark, ticks, first_line);
        code.closed = last.is_some();
        let body_end = last.map_or(span.to(), |at| span.from() + at);
        let start = if nested { first_content.unwrap_or(body_start) } else { body_start };
        code.content = Span::new(start.min(body_end), body_end);
    }
    code.language = match Language::of_info(code.info.of(text)) {
        Language::None if looks_like_http(code.content.of(text)) => Language::Http,
        language => language,
    };
    if nested {
        code.lines = Some(lines.into_boxed_slice());
    }
    code
}

fn line_end_len(source: &str, at: usize) -> usize {
    if source.get(at..at + 2) == Some("\r\n") { 2 } else { 1 }
}

/// Where the closing fence's line starts, if the last line is one.
fn closing_fence(source: &str, mark: u8, ticks: usize, first_line: usize) -> Option<usize> {
    let trimmed = source.trim_end();
    let line_start = memchr::memrchr2(b'\n', b'\r', trimmed.as_bytes())? + 1;
    if line_start <= first_line {
        return None;
    }
    let line = trimmed.get(line_start..)?;
    let marks = line.trim_start_matches(['>', ' ', '\t']);
    let is_fence = marks.len() >= ticks && marks.bytes().all(|byte| byte == mark);
    is_fence.then_some(line_start)
}

/// Whether a block without a language starts as an HTTP message does (94 of 110 such blocks in July 2021).
fn looks_like_http(content: &str) -> bool {
    let start = content.trim_start();
    if start.starts_with("HTTP/") {
        return true;
    }
    ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"].iter().any(|method| {
        start.strip_prefix(method).is_some_and(|rest| {
            let url = rest.trim_start_matches([' ', '\t']);
            url.len() < rest.len() && (url.starts_with('/') || url.starts_with("http") || url.starts_with('{'))
        })
    })
}
