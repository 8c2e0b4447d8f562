//! Code spans that name a heading of the page, or of the page that they link to: `` `First steps` ``. They are translated with it. Must not
//! know findings.

use super::align;
use super::bags::contains_word;
use super::difference::Difference;
use crate::docset::{DocSet, Member, PageId, target};
use crate::fact::{FactKind, token};
use crate::page::Page;
use crate::page::section::Section;
use crate::page::visible::around;
use crate::text::Span;
use foldhash::HashMap;

/// Longer sections are not searched for the words of a heading, nor are longer texts headings.
const SECTION: usize = 1 << 14;
const TITLE: usize = 1 << 8;

/// The titles of a page, each with those of its translation.
type Titles = HashMap<String, Vec<String>>;

/// Takes out of `damage` the code spans of the page `source` that `translation` calls as it calls the heading.
pub fn settle(docset: &DocSet, (source, translation): (&Member, &Member), damage: &mut Vec<Difference>) {
    let mut own: Option<Titles> = None;
    let mut linked: HashMap<(PageId, PageId), Titles> = HashMap::default();
    damage.retain(|difference| {
        let Some(side) = difference.source.as_ref().filter(|side| may_name_heading(difference, &side.value, source))
        else {
            return true;
        };
        let title = side.value.to_lowercase();
        let titles = own.get_or_insert_with(|| titles_of(&source.page, &translation.page));
        if is_called(difference, titles.get(&title), &translation.page) {
            return false;
        }
        let place = difference.translation.as_ref().map(|side| side.span);
        let Some(pages) = pages_linked(docset, (source, side.span), (translation, place)) else { return true };
        let (Some(there), Some(here)) = (docset.get(pages.0), docset.get(pages.1)) else { return true };
        let titles = linked.entry(pages).or_insert_with(|| titles_of(&there.page, &here.page));
        !is_called(difference, titles.get(&title), &translation.page)
    });
}

/// Whether `value` may be the words of a heading: no identifier and no header, which a page may have a section about.
fn may_name_heading(difference: &Difference, value: &str, source: &Member) -> bool {
    let is_inner = |c: char| c.is_alphabetic() || " -'’,:&".contains(c);
    difference.kind == FactKind::CodeSpan
        && value.len() <= TITLE
        && value.starts_with(char::is_uppercase)
        && value.chars().all(is_inner)
        && !value.split(' ').any(token::is_coined)
        && !source.locale.is_header_name(value)
}

/// Whether the translation says one of `titles` instead: in the span that stands for the source's, or, where that is lost, in its section.
fn is_called(difference: &Difference, titles: Option<&Vec<String>>, page: &Page) -> bool {
    let Some(titles) = titles else { return false };
    if let Some(side) = &difference.translation {
        return titles.contains(&side.value.trim().to_lowercase());
    }
    let expected = difference.expected().to_lowercase();
    let section = page.section_at(difference.place.start).map(Section::body);
    let Some(body) = section.filter(|body| body.len() <= SECTION) else { return false };
    let text = page.slice(body).to_lowercase();
    titles.iter().any(|title| *title != expected && contains_word(&text, title))
}

/// What the headings of `source` are called on `translation`.
fn titles_of(source: &Page, translation: &Page) -> Titles {
    let mut titles = Titles::default();
    let title = |page: &Page, at: usize| {
        let span = page.sections.get(at)?.title;
        Some(page.slice(span).trim().to_lowercase()).filter(|title| !title.is_empty() && title.len() <= TITLE)
    };
    for (left, right) in align::sections(source, translation) {
        let pair = left.and_then(|at| title(source, at)).zip(right.and_then(|at| title(translation, at)));
        if let Some((ours, theirs)) = pair {
            titles.entry(ours).or_default().push(theirs);
        }
    }
    titles
}

/// The pages that a link around a code span leads to, on the source and on the translation.
fn pages_linked(
    docset: &DocSet,
    (source, ours): (&Member, Span),
    (translation, theirs): (&Member, Option<Span>),
) -> Option<(PageId, PageId)> {
    let linked = |member: &'_ Member, place: Span| {
        around(&member.page.links, place, |link| link.span).next().map(|link| link.target)
    };
    let target = source.page.slice(linked(source, ours)?);
    let other = match theirs {
        Some(place) => translation.page.slice(linked(translation, place)?),
        None => target,
    };
    Some((target::page_at(docset, source, target)?, target::page_at(docset, translation, other)?))
}
