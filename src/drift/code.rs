//! Differences of code blocks. Translators do not touch code, so any difference is damage; white space apart.

use super::align;
use super::cells::Sides;
use super::change::Change;
use super::difference::{Difference, Side};
use super::sequence::SURE;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::code::CodeBlock;
use crate::page::section::Section;
use crate::text::Span;

/// Compares the code blocks of two paired sections.
pub fn compare(sides: &Sides<'_>, left: usize, right: usize, out: &mut Vec<Difference>) {
    let (ours, theirs) = (align::code_of(sides.source, left), align::code_of(sides.translation, right));
    let content = |page: &'_ Page, at: usize| page.code.get(at).map_or_else(Span::default, |code| code.content);
    let score = |i: usize, j: usize| {
        let (a, b) =
            (sides.source.slice(content(sides.source, i)), sides.translation.slice(content(sides.translation, j)));
        if a == b || same(a, b) { SURE } else { 1 }
    };
    let key = || sides.source.sections.get(left).map_or_else(String::new, |section| section.slug.to_string());
    for (a, b) in align::runs(ours, theirs, score) {
        let ours = a.and_then(|at| sides.source.code.get(at));
        let theirs = b.and_then(|at| sides.translation.code.get(at));
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => out.extend(content_differs(sides, key, ours, theirs)),
            (Some(ours), None) => {
                let section = sides.translation.sections.get(right);
                let place = section.map_or_else(Span::default, Section::heading);
                let place = align::first_line(sides.translation, place);
                out.push(Difference::lost(FactKind::CodeBlock, key(), whole(sides.source, ours), place));
            }
            (None, Some(theirs)) => {
                out.push(Difference::added(FactKind::CodeBlock, key(), whole(sides.translation, theirs)));
            }
            (None, None) => {}
        }
    }
}

fn whole(page: &Page, code: &CodeBlock) -> Side {
    Side::new(align::first_line(page, code.span), page.slice(code.content).trim())
}

fn content_differs(
    sides: &Sides<'_>,
    key: impl Fn() -> String,
    ours: &CodeBlock,
    theirs: &CodeBlock,
) -> Option<Difference> {
    let (expected, found) = (sides.source.slice(ours.content), sides.translation.slice(theirs.content));
    let (info, other) = (sides.source.slice(ours.info), sides.translation.slice(theirs.info));
    if info != other {
        // The words on the fence alone, or, where there are none, their place.
        let translation = Side::new(theirs.info, other);
        let difference = Difference::changed(FactKind::CodeBlock, key(), Side::new(ours.info, info), translation);
        return Some(difference.by(Change::Translated));
    }
    if expected == found || line_ends_apart(expected).eq(line_ends_apart(found)) {
        return None;
    }
    // The first line that differs in more than white space, or else the first that differs at all.
    let spaced = same(expected, found);
    let differs = |a: &str, b: &str| if spaced { a != b } else { !same_line(a, b) };
    let (mut left, mut right) = (lines(expected), lines(found));
    let (ours_at, theirs_at) = std::iter::from_fn(|| match (left.next(), right.next()) {
        (None, None) => None,
        (a, b) => Some((a.unwrap_or((expected.len(), "")), b.unwrap_or((found.len(), "")))),
    })
    .find(|((_, a), (_, b))| differs(a, b))?;
    let side = |content: Span, (at, line): (usize, &str)| {
        let lead = line.len() - line.trim_start().len();
        let line = line.trim();
        Side::new(content.part(at + lead..at + lead + line.len()), line)
    };
    let (source, translation) = (side(ours.content, ours_at), side(theirs.content, theirs_at));
    let change = if spaced { Change::Respaced } else { Change::Translated };
    Some(Difference::changed(FactKind::CodeBlock, key(), source, translation).by(change))
}

/// Lines with the offset of each.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

fn line_ends_apart(text: &str) -> impl Iterator<Item = &str> {
    text.trim_end().lines()
}

/// Whether two code texts are equal but for tabs, line ends and white space at line ends.
pub fn same(a: &str, b: &str) -> bool {
    let (mut left, mut right) = (a.trim_end().lines(), b.trim_end().lines());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if same_line(a, b) => {}
            _ => return false,
        }
    }
}

/// Whether two lines are equal but for white space within and around them.
pub fn same_line(a: &str, b: &str) -> bool {
    a == b || a.split_whitespace().eq(b.split_whitespace())
}
