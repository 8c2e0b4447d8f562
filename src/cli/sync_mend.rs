//! Damage on stale translations, mended before they are brought to their source: what a translator broke is no change of the
//! source, and would stay. Must not write or print.

use super::load::Loaded;
use crate::docset::origin::Origin;
use crate::docset::{DocSet, PageId};
use crate::engine::fix::Choice;
use crate::engine::passes::{Passes, Rules};
use crate::engine::{Scope, Selection};
use std::collections::BTreeMap;

/// What pages said before they were mended.
pub type Before = BTreeMap<PageId, String>;

/// Applies the safe fixes of stale pages that are asked for, by the rules that `check` would run; paragraphs and headings stay to
/// the byte. What the pages said before. The error is one of the history's.
pub fn mend(loaded: &mut Loaded) -> Result<Before, String> {
    let is_stale = |docset: &DocSet, id: PageId| {
        docset.get(id).is_some_and(|member| member.wanted)
            && docset.origin(id).is_some_and(|origin: &Origin| origin.base.is_some() && !origin.is_current())
    };
    let mut ids = (0..loaded.docset.members.len() as u32).map(PageId);
    if !ids.any(|id| is_stale(&loaded.docset, id)) {
        return Ok(Before::new());
    }
    let Ok(selection) = Selection::new(&[], &[], &loaded.settings) else { return Ok(Before::new()) };
    let docset = std::mem::take(&mut loaded.docset);
    let Loaded { settings, layout, locales, .. } = &*loaded;
    let rules = Rules { selection: &selection, settings, layout, locales, scope: Scope::default() };
    let mut passes = Passes::new(docset, rules);
    let done = passes.run(rules, Choice { outside_prose: true, ..Choice::default() }, is_stale);
    let Passes { docset, changes, .. } = passes;
    loaded.docset = docset;
    done.map(|()| changes.into_iter().map(|(page, change)| (page, change.old)).collect())
}
