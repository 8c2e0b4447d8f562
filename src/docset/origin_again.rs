//! The origins of a few pages found again, after a page has changed. Pages of the history that are there already are not kept
//! twice, however often this is done. Must not know what has changed.

use super::locale_set::Locales;
use super::model::{DocSet, PageId};
use super::origin::{self, Origin};

/// [`origin::resolve`] for `pages` alone. The error is one of the history's, a message for people.
pub fn resolve_again(docset: &mut DocSet, pages: &[PageId], locales: &Locales) -> Result<(), String> {
    let first_new = docset.past.len();
    let mut open: Vec<usize> = Vec::new();
    for id in pages {
        let at = id.0 as usize;
        let Some(member) = docset.members.get(at) else { continue };
        let source = docset.source_of(docset.group_with(*id));
        let is_source = source == Some(*id);
        let origin = (!is_source && docset.is_translation(member)).then(|| origin::known(docset, member, source));
        if origin.as_ref().is_some_and(|origin| !origin.is_current()) {
            open.push(at);
        }
        if let Some(slot) = docset.origins.get_mut(at) {
            *slot = origin;
        }
    }
    origin::moved(docset, &open);
    let Some(history) = docset.history.take() else { return Ok(()) };
    let done = origin::search(docset, &history, &open, locales);
    docset.history = Some(history);
    forget_twins(docset, first_new, &open);
    done
}

/// Of pages of the past that were read again, the first stays: what was added from `first_new` on and was there before is
/// taken out, and the origins at `changed` point to the first.
fn forget_twins(docset: &mut DocSet, first_new: usize, changed: &[usize]) {
    let members = docset.members.len();
    let new = docset.past.split_off(first_new);
    let mut places: Vec<PageId> = Vec::with_capacity(new.len());
    for page in new {
        let is_twin = |other: &super::model::Member| {
            other.page.source.path == page.page.source.path
                && other.page.source.file_text() == page.page.source.file_text()
        };
        let at = docset.past.iter().position(is_twin).unwrap_or_else(|| {
            docset.past.push(page);
            docset.past.len() - 1
        });
        places.push(PageId((members + at) as u32));
    }
    let moved = |id: &mut PageId| {
        let at = (id.0 as usize).checked_sub(members + first_new);
        if let Some(place) = at.and_then(|at| places.get(at)) {
            *id = *place;
        }
    };
    for at in changed {
        if let Some(Some(Origin { source, base, siblings, .. })) = docset.origins.get_mut(*at) {
            source.iter_mut().chain(base).chain(siblings).for_each(moved);
        }
    }
}
