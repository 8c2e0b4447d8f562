//! Differences of code blocks. Translators do not touch code, so any difference is damage; white space and comments apart.

use super::align;
use super::cells::Sides;
use super::change::Change;
use super::comments::code_lines;
use super::difference::{Difference, Side};
use super::sequence::SURE;
use super::slots;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::code::CodeBlock;
use crate::page::section::Section;
use crate::text::Span;
use foldhash::HashMap;

/// Compares the code blocks of two paired sections.
pub fn compare(sides: &Sides<'_>, left: usize, right: usize, out: &mut Vec<Difference>) {
    let (ours, theirs) = (align::code_of(sides.source, left), align::code_of(sides.translation, right));
    // Each with each: of many blocks only those that are the same are told.
    let is_few = ours.len().saturating_mul(theirs.len()) <= PAIRS;
    let content = |page: &'_ Page, at: usize| page.code.get(at).map_or_else(Span::default, |code| code.content);
    let score = |i: usize, j: usize| {
        let (a, b) =
            (sides.source.slice(content(sides.source, i)), sides.translation.slice(content(sides.translation, j)));
        match () {
            () if a == b || same(a, b) => SURE,
            () if is_few => 1 + likeness(a, b) * 6 / 100,
            () => 1,
        }
    };
    let key = || sides.source.sections.get(left).map_or_else(String::new, |section| section.slug.to_string());
    for (a, b) in align::runs(ours, theirs, score) {
        let ours = a.and_then(|at| sides.source.code.get(at));
        let theirs = b.and_then(|at| sides.translation.code.get(at));
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => out.extend(content_differs(sides, key, ours, theirs)),
            (Some(ours), None) if is_elsewhere(sides.source, sides.translation, ours) => {}
            (None, Some(theirs)) if is_elsewhere(sides.translation, sides.source, theirs) => {}
            (Some(one), None) if is_marked(sides.source, one) => {}
            (None, Some(one)) if is_marked(sides.translation, one) => {}
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
    let is_equal = expected == found || line_ends_apart(expected).eq(line_ends_apart(found));
    let spaced = !is_equal && same(expected, found);
    // Translators do translate comments and the words of placeholders: of those alone nobody is told.
    let like = if is_equal || spaced { same_line } else { likeness_of_lines(info, expected) };
    let is_same_code = is_equal || spaced || is_same(code_lines(expected), code_lines(found), like);
    if info != other && is_same_code {
        // The words on the fence alone, or, where there are none, their place.
        let translation = Side::new(theirs.info, other);
        let difference = Difference::changed(FactKind::CodeBlock, key(), Side::new(ours.info, info), translation);
        return Some(difference.by(Change::Translated));
    }
    if is_equal || !spaced && is_same_code || is_prose(sides, ours, theirs) {
        return None;
    }
    // The first line that differs in more than white space, or else the first that differs at all.
    let differs = |a: &str, b: &str| if spaced { a != b } else { !like(a, b) };
    let all = |text| -> Vec<(usize, &str)> { if spaced { lines(text).collect() } else { code_lines(text).collect() } };
    let (mut left, mut right) = (all(expected).into_iter(), all(found).into_iter());
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

/// What tells whether two lines of a block are the same to its readers.
pub fn likeness_of_lines(info: &str, text: &str) -> fn(&str, &str) -> bool {
    if !text.contains('<') || slots::is_markup(info, text) { same_line } else { slots::same_but_words }
}

/// Whether two lists of lines are equal but for white space and empty lines.
fn is_same<'a>(
    a: impl Iterator<Item = (usize, &'a str)>,
    b: impl Iterator<Item = (usize, &'a str)>,
    like: fn(&str, &str) -> bool,
) -> bool {
    let is_full = |(_, line): &(usize, &str)| !line.trim().is_empty();
    let (mut left, mut right) = (a.filter(is_full), b.filter(is_full));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some((_, a)), Some((_, b))) if like(a, b) => {}
            _ => return false,
        }
    }
}

/// Whether a block that one page has more of in a section is as often on both: then it stands elsewhere.
fn is_elsewhere(page: &Page, other: &Page, code: &CodeBlock) -> bool {
    let text = page.slice(code.content);
    let count = |page: &Page| page.code.iter().filter(|other| same(page.slice(other.content), text)).count();
    let is_few = page.code.len().max(other.code.len()) <= MOST;
    is_few && count(other) > 0 && count(other) >= count(page)
}

/// Pages with more blocks are not searched for one that is lost, nor are the blocks of longer sections compared each with each.
const MOST: usize = 256;
const PAIRS: usize = 1024;

/// Whether these are indented texts of two languages: the body of what other kinds of Markdown have (`!!! note`).
fn is_prose(sides: &Sides<'_>, ours: &CodeBlock, theirs: &CodeBlock) -> bool {
    let (left, right) = (sides.source.slice(ours.content), sides.translation.slice(theirs.content));
    !ours.fenced && !theirs.fenced && likeness(left, right) < ALIKE
}

/// Whether an indented text has marks that code has not: it is such a body, too.
fn is_marked(page: &Page, code: &CodeBlock) -> bool {
    let text = page.slice(code.content);
    !code.fenced && ["**", "`", "]("].iter().any(|mark| text.contains(mark))
}

/// From this likeness on, two texts are one, changed.
pub const ALIKE: u32 = 50;

/// How much of their words and marks two texts have in common, in percent. Marks count, so that an object all of whose names are
/// translated is still like the one it was.
pub fn likeness(a: &str, b: &str) -> u32 {
    let mut counts: HashMap<&str, u32> = HashMap::default();
    let (mut all, mut shared) = (0_u32, 0_u32);
    for token in tokens(a) {
        *counts.entry(token).or_default() += 1;
        all += 1;
    }
    for token in tokens(b) {
        all += 1;
        if let Some(count) = counts.get_mut(token).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    (200 * shared).checked_div(all).unwrap_or(100)
}

/// The words of a text, and each mark by itself.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split_inclusive(|c: char| !c.is_alphanumeric());
    let split =
        |part: &'_ str| part.char_indices().next_back().filter(|(_, last)| !last.is_alphanumeric()).map(|(at, _)| at);
    let both = parts.flat_map(move |part| {
        let (word, mark) = part.split_at(split(part).unwrap_or(part.len()));
        [word, mark]
    });
    both.filter(|token| !token.trim().is_empty())
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
