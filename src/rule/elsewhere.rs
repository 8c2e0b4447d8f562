//! Whether what one section of a translation lacks stands near it: a paragraph moved, the sections of the two pages are cut
//! differently, or a code block shows what was a code span.

use super::PairContext;
use crate::drift::Difference;
use crate::drift::bags::contains_word;
use crate::page::Page;
use crate::page::model::within;
use crate::page::section::Section;

/// Pages with more code spans, and sections with more code, are not searched.
const SPANS: usize = 1 << 10;
const CODE: usize = 1 << 14;

/// Whether the code span that the source has at the place of `difference` stands near it on the translation, and no less often on
/// the page.
pub fn is_near(difference: &Difference, pair: &PairContext<'_>) -> bool {
    let Some(side) = &difference.source else { return false };
    let (source, page) = (&pair.source.page, pair.page());
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
