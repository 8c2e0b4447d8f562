//! What makes a code block the source's again: edits of whole lines, each behind the marks that its list or quote puts before it, and
//! none of a line that is as it should be. Must not know rules.

use super::cells::Sides;
use super::code::{Alike, apart, language_of, same_line};
use super::comments::code_lines;
use super::localized::Tags;
use super::samples::Sample;
use crate::page::Page;
use crate::page::code::{CodeBlock, CodeText};
use crate::text::{Edit, Span};

/// Edits that belong together.
pub struct Restored {
    /// In order of place.
    pub edits: Vec<Edit>,
    /// Whether words are lost with them that nobody wrote but the translator.
    pub loses_words: bool,
}

/// A line of a block.
struct Line<'t> {
    at: usize,
    text: &'t str,
    /// The line without comments; `None` where nothing is left.
    code: Option<&'t str>,
}

/// What makes `theirs` the same as `ours`. `None` where no edit of lines does.
pub fn restored(source: &Page, ours: &CodeBlock, page: &Page, theirs: &CodeBlock, tags: Tags<'_>) -> Option<Restored> {
    let alike = Alike::of(&Sides { source, translation: page, tags }, ours, theirs);
    let (left, right) = (ours.text(&source.source.text), theirs.text(&page.source.text));
    let (expected, found) = (lines(&left.text, alike.language), lines(&right.text, alike.language));
    let is_one = |a: &Line<'_>, b: &Line<'_>| match (a.code, b.code) {
        _ if same_line(a.text, b.text) => true,
        (Some(code), Some(other)) => alike.are(code, other),
        // Two comments.
        (None, None) => a.text.trim().is_empty() == b.text.trim().is_empty(),
        _ => false,
    };
    let (first, last) = apart(&expected, &found, |a, b| a.text == b.text, is_one);
    let lost = expected.get(first..expected.len() - last)?;
    let gone = found.get(first..found.len() - last)?;
    // A line that looks like the fence would close it.
    let fence = fence(page, theirs);
    let is_safe =
        |line: &Line<'_>| !line.text.contains('\r') && (fence.is_empty() || !line.text.trim_start().starts_with(fence));
    if lost.is_empty() && gone.is_empty() || !lost.iter().all(is_safe) {
        return None;
    }
    let (info, other) = (language_of(source, ours), language_of(page, theirs));
    let mut edits = Vec::new();
    if source.slice(info) != page.slice(other) {
        if !ours.fenced || !theirs.fenced {
            return None;
        }
        edits.push(Edit { span: other, text: source.slice(info).to_owned() });
    }
    let is_paired = |(a, b): (&Line<'_>, &Line<'_>)| a.code.is_some() == b.code.is_some();
    if lost.len() == gone.len() && lost.iter().zip(gone).all(is_paired) {
        let mut loses_words = false;
        for (a, b) in lost.iter().zip(gone).filter(|(a, b)| !is_one(a, b)) {
            loses_words |= b.code.is_some_and(|code| code.trim() != b.text.trim() || alike.sample.is_told(code));
            edits.push(Edit { span: trimmed(&right, b), text: a.text.trim().to_owned() });
        }
        return Some(Restored { edits, loses_words });
    }
    // Which translated sentence is which, where there are more on one page, nobody knows.
    let pairs = expected.iter().zip(&found).take(first).chain(expected.iter().rev().zip(found.iter().rev()).take(last));
    let is_guess = |(a, b): (&Line<'_>, &Line<'_>)| a.code.zip(b.code).is_some_and(|(a, b)| !same_line(a, b));
    if alike.sample != Sample::Code && pairs.into_iter().any(is_guess) {
        return None;
    }
    let is_whole = |code: &CodeBlock| code.fenced && code.closed;
    // A line that has no end is none that another can stand behind.
    if !is_whole(ours) || !is_whole(theirs) || !right.text.is_empty() && !right.text.ends_with('\n') {
        return None;
    }
    let before = before(page, theirs, &right, &found)?;
    let mut text = String::new();
    for line in lost {
        let is_blank = line.text.trim().is_empty();
        text.push_str(if is_blank { before.trim_end() } else { before });
        text.push_str(if is_blank { "" } else { line.text });
        text.push_str(page.source.line_end());
    }
    let start = |index: usize| found.get(index).map_or(theirs.content.to(), |line| line_start(page, &right, line));
    let place = Span::new(start(first), start(first + gone.len()));
    let is_spoken = |line: &Line<'_>| match line.code {
        Some(code) => code.trim() != line.text.trim() || alike.sample.is_told(code),
        None => !line.text.trim().is_empty(),
    };
    // No line is taken away for nothing, and no comment of the source, which may have become code, put over code.
    let is_spoilt = lost.len() == gone.len() && lost.iter().any(is_spoken);
    let loses_words = gone.iter().any(is_spoken) || lost.iter().all(|line| line.text.trim().is_empty()) || is_spoilt;
    edits.push(Edit { span: place, text });
    Some(Restored { edits, loses_words })
}

fn lines<'t>(text: &'t str, language: &str) -> Vec<Line<'t>> {
    let mut code = code_lines(text, language).peekable();
    let mut at = 0;
    let read = |line: &'t str| {
        let start = at;
        at += line.len();
        let code = code.next_if(|(offset, _)| *offset < at).map(|(_, code)| code);
        Line { at: start, text: line.trim_end_matches(['\n', '\r']), code }
    };
    text.split_inclusive('\n').map(read).collect()
}

/// The place of a line, white space around it apart.
fn trimmed(text: &CodeText<'_>, line: &Line<'_>) -> Span {
    let lead = line.text.len() - line.text.trim_start().len();
    let start = line.at + lead;
    text.span(start, start + line.text.trim().len())
}

/// Where the line of the page begins that a line of a block is.
fn line_start(page: &Page, text: &CodeText<'_>, line: &Line<'_>) -> usize {
    let at = text.offset(line.at) as usize;
    let before = page.source.text.as_bytes().get(..at).unwrap_or_default();
    memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1)
}

/// What stands before each line of a block: the marks of lists and quotes, and indentation. `None` where lines do not agree.
fn before<'p>(page: &'p Page, code: &CodeBlock, text: &CodeText<'_>, lines: &[Line<'_>]) -> Option<&'p str> {
    if code.lines.is_none() {
        return Some("");
    }
    let of = |line: &Line<'_>| page.slice(Span::new(line_start(page, text, line), text.offset(line.at) as usize));
    let mut all = lines.iter().filter(|line| !line.text.trim().is_empty()).map(of);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// The mark of a block's fences.
fn fence<'p>(page: &'p Page, code: &CodeBlock) -> &'p str {
    let block = page.slice(code.span);
    let rest = block.trim_start_matches(['`', '~']);
    block.get(..block.len() - rest.len()).unwrap_or("")
}
