//! The same page in another API version: the path with the version's folder changed. (A version that is marked by a
//! pattern has no such path.)

use super::model::{DocSet, Member, PageId};
use super::version::{VersionMark, is_version};
use std::collections::BTreeSet;

/// The keys that the page at `key` has in the docset's other versions, whether they are there or not.
pub fn keys(docset: &DocSet, key: &str) -> Vec<String> {
    let segments = segments(docset);
    let Some(own) = key.split('/').find(|segment| segments.iter().any(|other| other == segment)) else {
        return Vec::new();
    };
    segments.iter().filter(|other| *other != own).map(|other| swapped(key, own, other)).collect()
}

/// The key of the page at `key` in the version whose folder is `to`, when it lies in the one whose folder is `from`.
pub fn key(key: &str, from: &str, to: &str) -> Option<String> {
    key.split('/').any(|segment| segment == from).then(|| swapped(key, from, to))
}

fn swapped(key: &str, from: &str, to: &str) -> String {
    let mut done = false;
    let swap = |segment| {
        if segment == from && !done {
            done = true;
            to
        } else {
            segment
        }
    };
    key.split('/').map(swap).collect::<Vec<_>>().join("/")
}

/// The pages of `group` with those of the same page in other versions, where no locale has the page in two of them and no source
/// is there: only other locales can be asked then. `None` where there are no more than the group's.
pub fn scattered(docset: &DocSet, group: &[PageId]) -> Option<Vec<PageId>> {
    let first = docset.get(*group.first()?)?;
    docset.roots.get(first.root?)?.locale.as_ref()?;
    let has_source = |id: &PageId| {
        docset.origin(*id).is_some_and(|origin| origin.source.is_some())
            || docset.get(*id).is_some_and(|member| docset.is_source(member))
    };
    if group.iter().any(has_source) {
        return None;
    }
    let mut pages = group.to_vec();
    for key in keys(docset, &first.key) {
        pages.extend(docset.group(&key));
    }
    let mut locales = BTreeSet::new();
    let mut is_first = |id: &PageId| docset.get(*id).is_some_and(|member| locales.insert(member.locale.tag()));
    if pages.len() == group.len() || !pages.iter().all(|id| !has_source(id) && is_first(id)) {
        return None;
    }
    pages.sort_unstable();
    Some(pages)
}

/// The folders that mark versions.
pub fn segments(docset: &DocSet) -> Vec<String> {
    if docset.versions.is_empty() {
        return docset.version_names().iter().filter(|name| is_version(name)).cloned().collect();
    }
    let segment = |(_, mark): &(String, VersionMark)| match mark {
        VersionMark::Segment(name) => Some(name.clone()),
        VersionMark::Pattern(_) => None,
    };
    docset.versions.iter().filter_map(segment).collect()
}

impl DocSet {
    /// The folder that marks the version called `name`; the name itself where nothing else is set.
    pub fn segment_of(&self, name: &str) -> String {
        let mark = self.versions.iter().find(|(other, _)| other == name).map(|(_, mark)| mark);
        match mark {
            Some(VersionMark::Segment(segment)) => segment.clone(),
            _ => name.to_owned(),
        }
    }
}

/// The source's page in the other versions, for a page of any locale.
pub fn sources(docset: &DocSet, member: &Member) -> Vec<PageId> {
    if member.root.is_none() || docset.source_root.is_none() {
        return Vec::new();
    }
    let of = |key: String| docset.source_of(docset.group(&key));
    keys(docset, &member.key).into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_one_folder() {
        assert_eq!(key("api/beta/a.md", "beta", "v1.0").as_deref(), Some("api/v1.0/a.md"));
        assert_eq!(key("api/beta/beta/a.md", "beta", "v1.0").as_deref(), Some("api/v1.0/beta/a.md"));
        assert_eq!(key("api/a.md", "beta", "v1.0"), None);
    }
}
