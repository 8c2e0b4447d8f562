//! A docset in which one page says something else now, as often as somebody types: only that page is read anew, and only
//! origins that hang on it are found again. Nothing is read from the disk but the source's history.

use super::discover::{member, parsed};
use super::layout::Layout;
use super::locale_set::Locales;
use super::markers::Markers;
use super::model::{DocSet, Member, PageId};
use super::walk::Candidate;
use super::{again, hosts, origin};
use crate::page::{self, Page};
use crate::text::Source;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Gives the page `id` another text. Ids are those of before. The error is one of the history's, a message for people; the
/// docset is whole all the same.
pub fn set_text(set: &mut DocSet, id: PageId, text: String, layout: &Layout, locales: &Locales) -> Result<(), String> {
    let Some(old) = set.members.get(id.0 as usize) else { return Ok(()) };
    if *old.page.source.file_text() == text {
        return Ok(());
    }
    let path = old.page.source.path.clone();
    let candidate =
        Candidate { path: PathBuf::from(&path), root: old.root, key: old.key.to_string(), wanted: old.wanted };
    let new = member(page::parse(Source::new(path, text)), candidate, layout, locales);
    if is_regrouped(set, old, &new) {
        let texts = BTreeMap::from([(id, new.page.source.file_text().to_string())]);
        let (again, done) = again::with_texts(std::mem::take(set), texts, layout, locales);
        *set = again;
        return done;
    }
    let other_hosts = !hosts::of_page(&old.page).eq(hosts::of_page(&new.page));
    let other_version = old.version != new.version;
    let other_origin = is_named_otherwise(&set.markers, &old.page, &new.page) || old.locale.tag() != new.locale.tag();
    let is_source = set.is_source(old);
    let before = set.is_source(old).then(|| old.hash().to_owned());
    if let Some(slot) = set.members.get_mut(id.0 as usize) {
        *slot = new;
    }
    if other_hosts {
        set.main_host.take();
    }
    if other_version {
        set.version_names.take();
    }
    match before {
        Some(before) => origin::resolve_again(set, &dependents(set, id, &before), locales),
        None if other_origin && !is_source => origin::resolve_again(set, &[id], locales),
        None => Ok(()),
    }
}

impl DocSet {
    /// The group that the page belongs to.
    pub fn group_with(&self, id: PageId) -> &[PageId] {
        let by_key = self.get(id).map_or(&[][..], |member| self.group(&member.key));
        if by_key.contains(&id) {
            return by_key;
        }
        self.groups.iter().find(|group| group.contains(&id)).map_or(&[], Vec::as_slice)
    }
}

/// Pages outside the folders of locales belong together by the anchor of their first heading.
fn is_regrouped(set: &DocSet, old: &Member, new: &Member) -> bool {
    let in_locale = old.root.and_then(|root| set.roots.get(root)).is_some_and(|root| root.locale.is_some());
    let anchor = |member: &Member| member.page.title().map(|title| title.slug.to_string());
    !in_locale && anchor(old) != anchor(new)
}

/// Whether two texts of a page say otherwise what it was made from, or whether it is a translation at all.
fn is_named_otherwise(markers: &Markers, old: &Page, new: &Page) -> bool {
    markers.hash(old) != markers.hash(new)
        || markers.commit(old) != markers.commit(new)
        || old.meta("ms.contentlocale") != new.meta("ms.contentlocale")
}

/// The pages whose origin may hang on the source page `id`, whose hash was `before`: those at its path, those that were made
/// from it under another path, and those that name the hash it has or had.
fn dependents(set: &DocSet, id: PageId, before: &str) -> Vec<PageId> {
    let Some(member) = set.get(id) else { return Vec::new() };
    let now = member.hash();
    let mut out: Vec<PageId> = set.group(&member.key).to_vec();
    for (at, origin) in set.origins.iter().enumerate() {
        let Some(origin) = origin else { continue };
        let other = PageId(at as u32);
        let hangs = origin.source == Some(id) || origin.base == Some(id);
        let is_orphan = origin.source.is_none() || origin.traced().moved.is_some();
        let named = || {
            let hash = set.members.get(at).and_then(|page| set.markers.hash(&page.page));
            hash.is_some_and(|hash| hash.eq_ignore_ascii_case(now) || hash.eq_ignore_ascii_case(before))
        };
        if (hangs || is_orphan && named()) && !out.contains(&other) {
            out.push(other);
        }
    }
    out
}

/// `set` with pages that no file holds yet, or not where the walk looked: each with its path, its root, its key and its text.
/// Ids change. The error is one of the history's; the docset is whole all the same.
pub fn with_new(
    mut set: DocSet,
    new: Vec<NewPage>,
    layout: &Layout,
    locales: &Locales,
) -> (DocSet, Result<(), String>) {
    let history = set.history.take();
    let mut members = std::mem::take(&mut set.members);
    for NewPage { path, root, key, wanted, text } in new {
        if let Some(files) = root.and_then(|root| set.roots.get_mut(root)) {
            files.files.add(&key);
        }
        let shown = super::discover::shown(&path);
        let candidate = Candidate { path, root, key, wanted };
        members.push(member(parsed(&shown, &text.into()), candidate, layout, locales));
    }
    let mut again = DocSet::new(members, std::mem::take(&mut set.roots), set.source_root).configured(layout);
    again.skipped = set.skipped;
    let done = origin::resolve(&mut again, history, locales);
    (again, done)
}

/// A page that is to be added.
#[derive(Debug)]
pub struct NewPage {
    /// Where its file lies, or would.
    pub path: PathBuf,
    /// Index in [`DocSet::roots`].
    pub root: Option<usize>,
    /// The path below the root, with forward slashes.
    pub key: String,
    /// Whether findings on it are wanted.
    pub wanted: bool,
    /// What it says.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docset::texts;

    #[test]
    fn a_source_that_changes_leaves_its_translations_behind() {
        let locales = Locales::built_in();
        let source = "# A\n\nOne.\n";
        let hash = crate::docset::provenance::source_hash(source);
        let pages = vec![
            ("en-US/a.md".to_owned(), source.to_owned()),
            ("es-ES/a.md".to_owned(), format!("---\nms.openlocfilehash: {hash}\n---\n# A\n\nUno.\n")),
        ];
        let layout = Layout { source_locale: Some("en-US".to_owned()), ..Layout::default() };
        let mut set = texts::from_texts(pages, "en-US", false, &locales);
        let is_current = |set: &DocSet| set.origin(PageId(1)).unwrap().is_current();
        assert!(is_current(&set));
        let layout = Layout {
            roots: set
                .roots
                .iter()
                .map(|root| crate::docset::Root::new(root.locale.clone(), root.files.root.clone()))
                .collect(),
            ..layout
        };
        set_text(&mut set, PageId(0), "# A\n\nTwo.\n".to_owned(), &layout, &locales).unwrap();
        assert!(!is_current(&set));
        set_text(&mut set, PageId(0), source.to_owned(), &layout, &locales).unwrap();
        assert!(is_current(&set));
    }
}
