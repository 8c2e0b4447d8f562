//! Differences of code blocks. Translators do not touch code, so any difference is damage; white space and comments apart.

use super::align;
use super::cells::Sides;
use super::change::Change;
use super::code_parts;
use super::comments::code_lines;
use super::difference::{Difference, Side};
use super::localized::Tags;
use super::samples::Sample;
use super::sequence::SURE;
use super::slots;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::code::{CodeBlock, CodeText};
use crate::page::section::Section;
use crate::text::Span;
use foldhash::HashMap;
use std::ops::Range;

/// Compares the code blocks of two paired sections, which are those at `ours` and `theirs` on the pages.
pub fn compare(
    sides: &Sides<'_>,
    (left, right): (usize, usize),
    (ours, theirs): (Range<usize>, Range<usize>),
    out: &mut Vec<Difference>,
) {
    if ours.is_empty() && theirs.is_empty() {
        return;
    }
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
    let mut pairs = align::runs(ours, theirs, score);
    if is_few {
        code_parts::tell(sides, &mut pairs, key, out);
    }
    for (a, b) in pairs {
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

/// A whole block, shown by its first line.
pub fn whole(page: &Page, code: &CodeBlock) -> Side {
    Side::new(align::first_line(page, code.span), page.slice(code.content).trim())
}

fn content_differs(
    sides: &Sides<'_>,
    key: impl Fn() -> String,
    ours: &CodeBlock,
    theirs: &CodeBlock,
) -> Option<Difference> {
    let is_copied = sides.source.slice(ours.content) == sides.translation.slice(theirs.content);
    if is_copied && sides.source.slice(ours.info) == sides.translation.slice(theirs.info) {
        return None;
    }
    let (info, other) = (language_of(sides.source, ours), language_of(sides.translation, theirs));
    let (language, other_language) = (sides.source.slice(info), sides.translation.slice(other));
    if is_copied && language == other_language {
        return None;
    }
    let (left, right) = (ours.text(&sides.source.source.text), theirs.text(&sides.translation.source.text));
    let (expected, found) = (&*left.text, &*right.text);
    let is_equal = is_copied || line_ends_apart(expected).eq(line_ends_apart(found));
    let spaced = !is_equal && same(expected, found);
    let alike = Alike::of(sides, ours, theirs);
    // Translators do translate comments: of those alone nobody is told.
    let first = if is_equal || spaced { None } else { first_difference(&alike, expected, found) };
    if !is_one_language(language, other_language) && first.is_none() {
        // The word on the fence alone, or, where there is none, its place.
        let translation = Side::new(other, other_language);
        let source = Side::new(info, language);
        return Some(Difference::told(FactKind::CodeBlock, key(), source, translation, Change::Translated));
    }
    if is_prose(sides, ours, theirs) {
        return None;
    }
    let (ours_at, theirs_at) = if spaced { first_spaced(expected, found)? } else { first? };
    let side = |text: &CodeText<'_>, (at, line): (usize, &str)| {
        let lead = line.len() - line.trim_start().len();
        let line = line.trim();
        Side::new(text.span(at + lead, at + lead + line.len()), line)
    };
    let (source, translation) = (side(&left, ours_at), side(&right, theirs_at));
    let change = if spaced { Change::Respaced } else { Change::Translated };
    Some(Difference::told(FactKind::CodeBlock, key(), source, translation, change))
}

/// The language on the fence of a block. What stands behind it, such as a title or the numbers of lines, is for people.
pub fn language_of(page: &Page, code: &CodeBlock) -> Span {
    let info = page.slice(code.info);
    code.info.part(0..info.find([' ', '\t', ',', '{']).unwrap_or(info.len()))
}

/// Whether two names are of one language to those who read it.
fn is_one_language(a: &str, b: &str) -> bool {
    const SHELLS: [&str; 4] = ["bash", "sh", "shell", "zsh"];
    let is_shell = |name: &str| SHELLS.iter().any(|shell| name.eq_ignore_ascii_case(shell));
    a == b || is_shell(a) && is_shell(b)
}

/// What makes two lines of a block and its translation one.
pub struct Alike<'a> {
    /// The language of the block.
    pub language: &'a str,
    /// What of it is translated.
    pub sample: Sample,
    /// Whether what stands between angle brackets says in words what to put there.
    has_slots: bool,
    tags: Tags<'a>,
}

impl<'a> Alike<'a> {
    /// For these blocks.
    pub fn of(sides: &Sides<'a>, ours: &CodeBlock, theirs: &CodeBlock) -> Self {
        let languages = [(sides.source, ours), (sides.translation, theirs)];
        let languages = languages.map(|(page, code)| page.slice(language_of(page, code)));
        let language = languages.into_iter().find(|word| !word.is_empty()).unwrap_or("");
        let text = sides.source.slice(ours.content);
        let has_slots = text.contains('<') && !slots::is_markup(language, text);
        Self { language, sample: Sample::of(language), has_slots, tags: sides.tags }
    }

    /// Whether the line `theirs` is `ours`, or what a translator may make of it.
    pub fn are(&self, ours: &str, theirs: &str) -> bool {
        same_line(ours, theirs)
            || self.has_slots && slots::same_but_words(ours, theirs)
            || self.sample.may_be(ours, theirs)
            || self.tags.are_adapted(ours, theirs)
    }
}

/// How many lines two blocks have in common at the beginning and at the end: first those that are equal, white space and all, so that
/// of two braces the one that is missing is told by its indentation.
pub fn apart<T>(
    ours: &[T],
    theirs: &[T],
    is_equal: impl Fn(&T, &T) -> bool,
    is_one: impl Fn(&T, &T) -> bool,
) -> (usize, usize) {
    let (first, last) = ends(ours, theirs, is_equal);
    let left = ours.get(first..ours.len() - last).unwrap_or_default();
    let right = theirs.get(first..theirs.len() - last).unwrap_or_default();
    let (more, before) = ends(left, right, is_one);
    (first + more, last + before)
}

fn ends<T>(left: &[T], right: &[T], is_one: impl Fn(&T, &T) -> bool) -> (usize, usize) {
    let first = left.iter().zip(right).take_while(|(a, b)| is_one(a, b)).count();
    let most = left.len().min(right.len()) - first;
    let last = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| is_one(a, b)).take(most).count();
    (first, last)
}

/// A line and where it begins.
type At<'t> = (usize, &'t str);

/// The first line of code that differs, on both sides; empty where a side has no such line.
fn first_difference<'t>(alike: &Alike<'_>, expected: &'t str, found: &'t str) -> Option<(At<'t>, At<'t>)> {
    let ours: Vec<At<'_>> = code_lines(expected, alike.language).collect();
    let theirs: Vec<At<'_>> = code_lines(found, alike.language).collect();
    let (first, last) = apart(&ours, &theirs, |a, b| a.1 == b.1, |a, b| alike.are(a.1, b.1));
    let (lost, new) = (ours.get(first..ours.len() - last)?, theirs.get(first..theirs.len() - last)?);
    // Where a line is missing, the next is to be found further on.
    let is_later = |line: &At<'_>, list: &[At<'_>], more: usize| {
        list.iter().skip(1).take(more).any(|other| same_line(line.1, other.1))
    };
    let begin = |list: &[At<'t>], end: usize| -> At<'t> {
        let next = list.get(first).map_or(end, |(at, line)| at + (line.len() - line.trim_start().len()));
        (next, "")
    };
    match (lost.first(), new.first()) {
        (None, None) => None,
        (Some(a), Some(b)) if is_later(b, lost, lost.len().saturating_sub(new.len())) => {
            Some((*a, begin(&theirs, b.0)))
        }
        (Some(a), Some(b)) if is_later(a, new, new.len().saturating_sub(lost.len())) => Some((begin(&ours, a.0), *b)),
        (Some(a), Some(b)) => Some((*a, *b)),
        (Some(a), None) => Some((*a, begin(&theirs, found.len()))),
        (None, Some(b)) => Some((begin(&ours, expected.len()), *b)),
    }
}

/// The first lines that are not the same to the letter.
fn first_spaced<'t>(expected: &'t str, found: &'t str) -> Option<(At<'t>, At<'t>)> {
    let (mut left, mut right) = (lines(expected), lines(found));
    std::iter::from_fn(|| match (left.next(), right.next()) {
        (None, None) => None,
        (a, b) => Some((a.unwrap_or((expected.len(), "")), b.unwrap_or((found.len(), "")))),
    })
    .find(|((_, a), (_, b))| a != b)
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
