//! The same fact, or else the same section, on the pages of the group: in the other locales.

use super::desk::Desk;
use crate::docset::{DocSet, PageId};
use crate::drift::against_source::facts;
use crate::drift::rekey::{Kinship, rekey};
use crate::fact::{Fact, FactKey, Facts};
use crate::text::Span;
use gen_lsp_types::Location;

/// The facts of the pages of a group under one set of keys.
pub(super) struct Group {
    pages: Vec<(PageId, Facts)>,
}

impl Group {
    /// Reads the group of a page: the source first, or else the page itself, whose keys are those of all.
    pub(super) fn of(docset: &DocSet, id: PageId) -> Self {
        let group = docset.group_with(id);
        let first = docset.source_of(group).unwrap_or(id);
        let mut pages: Vec<(PageId, Facts)> = Vec::with_capacity(group.len());
        let others = group.iter().copied().filter(|page| *page != first);
        for page in std::iter::once(first).chain(others) {
            let Some(member) = docset.get(page) else { continue };
            let mut own = facts(member);
            if let Some((_, pivot)) = pages.first() {
                rekey(&mut own, pivot, Kinship::Translation);
            }
            pages.push((page, own));
        }
        Self { pages }
    }

    /// The facts of a page.
    pub(super) fn facts(&self, id: PageId) -> Option<&Facts> {
        self.pages.iter().find(|(page, _)| *page == id).map(|(_, facts)| facts)
    }

    /// The fact of a page at byte `offset`: the shortest of several.
    pub(super) fn at(&self, id: PageId, offset: u32) -> Option<(FactKey, &Fact)> {
        let facts = self.facts(id)?;
        let is_here = |fact: &&Fact| fact.span.start <= offset && offset <= fact.span.end && !fact.span.is_empty();
        let fact = facts.list.iter().filter(is_here).min_by_key(|fact| fact.span.len())?;
        Some(((fact.kind, facts.key(fact)), fact))
    }

    /// What every page of the group says of a fact.
    pub(super) fn claims(&self, key: &FactKey) -> Vec<(PageId, Option<&Fact>)> {
        self.pages
            .iter()
            .map(|(page, facts)| (*page, facts.list.iter().find(|fact| (fact.kind, facts.key(fact)) == *key)))
            .collect()
    }
}

/// The places of the fact or section at byte `offset` in the group; with the page's own if `own`.
pub(super) fn of(desk: Desk<'_>, id: PageId, offset: u32, own: bool) -> Option<Vec<Location>> {
    let group = Group::of(desk.docset(), id);
    let member = desk.member(id)?;
    let places: Vec<(PageId, Span)> = if let Some((key, _)) = group.at(id, offset) {
        group.claims(&key).into_iter().filter_map(|(page, fact)| Some((page, fact?.span))).collect()
    } else {
        let slug = &member.page.section_at(offset)?.slug;
        let in_page = |page: &PageId| {
            let other = &desk.member(*page)?.page;
            let section = other.sections.iter().find(|section| section.slug == *slug && section.level > 0)?;
            Some((*page, section.heading().trimmed(&other.source.text)))
        };
        desk.docset().group_with(id).iter().filter_map(in_page).collect()
    };
    let others = places.into_iter().filter(|(page, _)| own || *page != id);
    Some(others.filter_map(|(page, span)| desk.location(page, span)).collect())
}
