//! All differences between a translation and the source it was made from. The pages are walked side by side
//! by their alignment; facts are read where the texts differ, so that equal cells cost one comparison.

use super::align::{self, Cursor};
use super::bags::{self, Scope};
use super::cells::Sides;
use super::difference::Difference;
use super::localized::Tags;
use super::outline::{Holds, Outline};
use super::{code, elsewhere, header_words, links, macros, parameters, place, structure, tables, title};
use crate::docset::Member;
use crate::fact::TableInfo;
use crate::fact::prose::{self, Token};
use crate::page::Page;
use crate::page::model::within;
use crate::text::Span;
use std::ops::Range;

/// Compares `translation` with `source`, from which it was made; `tables` says what the source's tables are.
/// Every difference is a *mistranslation* here: source and base are the same file.
pub fn compare(source: &Page, translation: &Page, tables: &[TableInfo]) -> Vec<Difference> {
    sides(&Sides { source, translation, tags: Tags::default() }, tables, &Outline::of(source, tables))
}

/// The same for pages whose locales are known, since an address may name its page's.
pub fn compare_members(source: &Member, translation: &Member) -> Vec<Difference> {
    compare_outlined((source, &Outline::of(&source.page, &source.tables)), translation)
}

/// The same for a source of which it is known what it has.
pub fn compare_outlined((source, outline): (&Member, &Outline), translation: &Member) -> Vec<Difference> {
    let tags = Tags { source: source.locale.tag(), translation: translation.locale.tag() };
    sides(&Sides { source: &source.page, translation: &translation.page, tags }, &source.tables, outline)
}

fn sides(sides: &Sides<'_>, tables: &[TableInfo], outline: &Outline) -> Vec<Difference> {
    let (source, translation) = (sides.source, sides.translation);
    let mut out = Vec::new();
    let sections = align::sections(source, translation);
    structure::sections(sides, &sections, &mut out);
    title::compare(sides, &mut out);
    structure::annotations(sides, &mut out);
    structure::tabs(sides, &mut out);
    let (mut expected, mut found) = (Vec::new(), Vec::new());
    let known = tables::Known { infos: tables, outline };
    let (mut ours, mut theirs) = (Walk::default(), Walk::default());
    for pair in &sections {
        let (Some(left), Some(right)) = *pair else { continue };
        let (ours, theirs) = (ours.to(source, left), theirs.to(translation, right));
        tables::compare(sides, known, (left, right), (ours.tables, theirs.tables), &mut out);
        code::compare(sides, (left, right), (ours.code, theirs.code), &mut out);
        let holds = outline.section(left);
        if holds.types {
            parameters::compare(sides, left, right, &mut out);
        }
        if holds.tokens || holds.links {
            compare_prose(sides, (left, right), holds, (&mut expected, &mut found), &mut out);
        }
        if holds.header_words {
            header_words::compare(sides, (left, right), &mut out);
        }
    }
    macros::compare(sides, &sections, outline.has_macros, &mut out);
    elsewhere::settle(sides, &mut out);
    place::settle(sides, &sections, &mut out);
    out
}

/// Goes through the sections of a page in their order.
#[derive(Default)]
struct Walk {
    tables: Cursor,
    code: Cursor,
}

/// The tables and the blocks of code of one section, by their numbers on the page.
struct Parts {
    tables: Range<usize>,
    code: Range<usize>,
}

impl Walk {
    fn to(&mut self, page: &Page, section: usize) -> Parts {
        let span = page.sections.get(section).map_or_else(Span::default, |section| section.span);
        Parts {
            tables: self.tables.range(&page.tables, span, |table| table.span),
            code: self.code.range(&page.code, span, |code| code.span),
        }
    }
}

/// Tokens outside of tables and headings, of the kinds that the source has.
fn compare_prose<'a>(
    sides: &Sides<'a>,
    (left, right): (usize, usize),
    holds: Holds,
    (expected, found): (&mut Vec<Token<'a>>, &mut Vec<Token<'a>>),
    out: &mut Vec<Difference>,
) {
    let (Some(ours), Some(theirs)) = (sides.source.sections.get(left), sides.translation.sections.get(right)) else {
        return;
    };
    let our_tables = within(&sides.source.tables, ours.body(), |table| table.span);
    let their_tables = within(&sides.translation.tables, theirs.body(), |table| table.span);
    let (keep, keep_other) = (prose::outside(our_tables), prose::outside(their_tables));
    let scope = Scope { translation: sides.translation, span: theirs.body(), table: None, tags: sides.tags };
    let place = |lost: Span| {
        paragraph(sides, ours.body(), theirs.body(), lost).unwrap_or_else(|| {
            align::first_line(sides.translation, theirs.heading().trimmed(&sides.translation.source.text))
        })
    };
    let key = || align::area(sides.source, left).to_owned();
    if holds.tokens {
        expected.clear();
        prose::marked(sides.source, ours.body(), &keep, expected);
        prose::includes(sides.source, ours.body(), expected);
        found.clear();
        prose::marked(sides.translation, theirs.body(), &keep_other, found);
        prose::includes(sides.translation, theirs.body(), found);
        bags::compare(expected, found, &scope, place, key, out);
    }
    if holds.links {
        let our_links = within(&sides.source.links, ours.body(), |link| link.span);
        let their_links = within(&sides.translation.links, theirs.body(), |link| link.span);
        let our_links = our_links.iter().filter(|link| keep(link.span));
        let their_links = their_links.iter().filter(|link| keep_other(link.span));
        links::compare(sides.source, our_links, their_links, &scope, place, key, out);
    }
}

/// The paragraph of the translation that is the one in which `lost` stands on the source: by number, when both
/// sections have as many.
pub(super) fn paragraph(sides: &Sides<'_>, ours: Span, theirs: Span, lost: Span) -> Option<Span> {
    let left = within(&sides.source.paragraphs, ours, |paragraph| paragraph.span);
    let right = within(&sides.translation.paragraphs, theirs, |paragraph| paragraph.span);
    if left.len() != right.len() {
        return None;
    }
    let at = left.partition_point(|paragraph| paragraph.span.end < lost.end);
    left.get(at).filter(|paragraph| paragraph.span.contains(lost))?;
    right.get(at).map(|paragraph| paragraph.span)
}
