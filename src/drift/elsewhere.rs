//! Whether what one section of a translation lacks stands near it: a paragraph moved, the sections of the two pages are cut
//! differently, or a code block shows what was a code span; and whether a code span says the same as the source's in the way of its
//! page. Must not know findings.

use super::bags::{contains_word, is_status};
use super::cells::Sides;
use super::change::Change;
use super::difference::Difference;
use super::localized;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::model::within;
use crate::page::section::Section;

/// Pages with more code spans or links, and sections with more code, are not searched.
const SPANS: usize = 1 << 10;
const LINKS: usize = 1 << 8;
const CODE: usize = 1 << 14;

/// Takes out of `out` the code spans and links that are there after all.
pub fn settle(sides: &Sides<'_>, out: &mut Vec<Difference>) {
    out.retain(|difference| match difference.kind {
        FactKind::CodeSpan => !is_there(difference, sides),
        FactKind::LinkTarget => difference.translation.is_some() || !is_linked(difference.expected(), sides),
        _ => true,
    });
}

/// Whether the translation has a link as often as the source, so that none is lost: sections are cut differently.
fn is_linked(target: &str, sides: &Sides<'_>) -> bool {
    if sides.source.links.len().max(sides.translation.links.len()) > LINKS {
        return false;
    }
    let key = localized::key(target, sides.tags.source);
    let count = |page: &Page, tag: &str| {
        page.links.iter().filter(|link| localized::key(link.target(&page.source.text), tag) == key).count()
    };
    let here = count(sides.translation, sides.tags.translation);
    here > 0 && here >= count(sides.source, sides.tags.source)
}

fn is_there(difference: &Difference, sides: &Sides<'_>) -> bool {
    let (expected, found) = (difference.expected(), difference.found());
    match (difference.change, &difference.translation) {
        (Change::Merged, _) => false,
        // The example speaks of the language of its page.
        (_, Some(_)) if sides.tags.are_adapted(expected, found) => true,
        // Both are where the source has them, in sections that are cut differently.
        (Change::Translated, Some(_)) => {
            has_command(sides.source, expected, found)
                || is_near(difference, sides)
                    && sides.source.code_spans.iter().any(|span| sides.source.slice(span.content) == found)
        }
        (_, Some(_)) => false,
        // The code of a response is a fact of its own.
        (Change::Lost, None) if is_status(expected) => false,
        (Change::Fewer, None) if is_status(expected) => true,
        (_, None) => is_near(difference, sides),
    }
}

/// Whether `found` is the command `expected` with the program before it that lines of the source's samples call: `lamp on` for `on`.
fn has_command(source: &Page, expected: &str, found: &str) -> bool {
    let program = found.strip_suffix(expected).and_then(|lead| lead.strip_suffix(' '));
    let Some(program) = program.filter(|lead| !lead.is_empty() && !lead.contains(char::is_whitespace)) else {
        return false;
    };
    let calls = |line: &str| {
        let call = line.trim_start().strip_prefix("$ ");
        call.is_some_and(|call| call.split_whitespace().next() == Some(program))
    };
    let length: usize = source.code.iter().map(|code| code.content.len()).sum();
    length <= CODE && source.code.iter().any(|code| source.slice(code.content).lines().any(calls))
}

/// Whether the code span that the source has at the place of `difference` stands near it on the translation, and no less often on
/// the page.
fn is_near(difference: &Difference, sides: &Sides<'_>) -> bool {
    let Some(side) = &difference.source else { return false };
    let (source, page) = (sides.source, sides.translation);
    if source.code_spans.len().max(page.code_spans.len()) > SPANS {
        return false;
    }
    let value = side.value.as_str();
    let at = page.section_index(difference.place.start);
    let near = page.sections.get(at.saturating_sub(1)..(at + 2).min(page.sections.len())).unwrap_or_default();
    let has_span = |section: &Section| {
        within(&page.code_spans, section.span, |span| span.span)
            .iter()
            .any(|span| page.slice(span.content).trim() == value)
    };
    let (ours, theirs) = (source.section_at(side.span.start), page.sections.get(at));
    near.iter().any(has_span) && count(page, value) >= count(source, value)
        || is_in_code(page, theirs, value) && !is_in_code(source, ours, value)
}

fn count(page: &Page, value: &str) -> usize {
    page.code_spans.iter().filter(|span| page.slice(span.content).trim() == value).count()
}

/// Whether a code block of a section has this word.
fn is_in_code(page: &Page, section: Option<&Section>, value: &str) -> bool {
    let Some(section) = section else { return false };
    let code = within(&page.code, section.span, |code| code.span);
    let length: usize = code.iter().map(|code| code.content.len()).sum();
    length <= CODE && code.iter().any(|code| contains_word(page.slice(code.content), value))
}
