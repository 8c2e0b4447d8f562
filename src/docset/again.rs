//! A docset some of whose pages say something else now: what a fix makes of them, before anything is written. Nothing is read
//! from the disk again but the source's history.

use super::discover::{member, parsed};
use super::layout::Layout;
use super::locale_set::Locales;
use super::model::{DocSet, PageId};
use super::origin;
use super::walk::Candidate;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// `set` with the texts of some pages replaced. Ids are those of before: paths and their order stay. The error is one of the
/// history's, a message for people; the docset is whole all the same.
pub fn with_texts(
    mut set: DocSet,
    texts: BTreeMap<PageId, String>,
    layout: &Layout,
    locales: &Locales,
) -> (DocSet, Result<(), String>) {
    let history = set.history.take();
    let mut texts = texts;
    let members = std::mem::take(&mut set.members).into_iter().enumerate();
    let members: Vec<_> = members.map(|(at, old)| (texts.remove(&PageId(at as u32)), old)).collect();
    let members = members
        .into_par_iter()
        .map(|(text, old)| match text {
            None => old,
            Some(text) => {
                let path = old.page.source.path;
                let candidate = Candidate {
                    path: PathBuf::from(&path),
                    root: old.root,
                    key: old.key.to_string(),
                    wanted: old.wanted,
                };
                member(parsed(&path, &text.into()), candidate, layout, locales)
            }
        })
        .collect();
    let mut again = DocSet::new(members, std::mem::take(&mut set.roots), set.source_root).configured(layout);
    again.skipped = set.skipped;
    let done = origin::resolve(&mut again, history, locales);
    (again, done)
}
