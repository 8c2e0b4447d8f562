//! A docset that has been read.

use super::files::Files;
use super::locale::Locale;
use super::provenance::{self, Base};
use crate::fact::TableInfo;
use crate::page::Page;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Index of a page in [`DocSet::members`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct PageId(pub u32);

/// A page with its place in the docset.
#[derive(Debug)]
pub struct Member {
    /// The page.
    pub page: Page,
    /// Its locale's data.
    pub locale: Arc<Locale>,
    /// Index in [`DocSet::roots`]; `None` for a loose file.
    pub root: Option<usize>,
    /// The path below the root with forward slashes: what translations of one page share. The shown path for a loose file.
    pub key: String,
    /// The API version, by its name.
    pub version: Option<String>,
    /// What each table is.
    pub tables: Vec<TableInfo>,
    /// Whether findings on it are wanted; false for a page read only because another needs it.
    pub wanted: bool,
    /// SHA-1 with CRLF line ends, when asked for.
    pub hash: OnceLock<String>,
}

impl Member {
    /// The hash that translations of this page name.
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| provenance::source_hash(&self.page.source.text))
    }
}

/// A page that was not read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Skipped {
    /// The path, as shown.
    pub path: String,
    /// Why, in words.
    pub reason: String,
}

/// The folder of one locale, walked.
#[derive(Debug)]
pub struct RootFiles {
    /// The locale's tag, if the folder is one locale's.
    pub locale: Option<String>,
    /// All its files.
    pub files: Files,
}

/// All pages of a run.
#[derive(Debug, Default)]
pub struct DocSet {
    /// In order of path.
    pub members: Vec<Member>,
    /// One per locale folder.
    pub roots: Vec<RootFiles>,
    /// Index of the source locale's root.
    pub source_root: Option<usize>,
    /// Pages with the same key, the source first; in order of key. A loose file is a group of its own.
    pub groups: Vec<Vec<PageId>>,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
    /// Whether a translation that names no hash counts as made from today's source.
    pub assume_current: bool,
    /// Whether links and includes that a locale lacks are looked up in the source locale.
    pub fallback_to_source: bool,
    group_of: HashMap<String, usize>,
    /// The host most examples call, when asked for.
    pub(super) main_host: OnceLock<Option<String>>,
    /// The versions there are, when asked for.
    pub(super) version_names: OnceLock<Vec<String>>,
}

impl DocSet {
    /// Groups `members`; they are sorted by path first.
    pub fn new(mut members: Vec<Member>, roots: Vec<RootFiles>, source_root: Option<usize>) -> Self {
        members.sort_by(|a, b| a.page.source.path.cmp(&b.page.source.path));
        let mut set = Self { members, roots, source_root, ..Self::default() };
        for (at, member) in set.members.iter().enumerate() {
            let id = PageId(at as u32);
            if member.root.is_none() {
                set.groups.push(vec![id]);
                continue;
            }
            // A page that was renamed by case only is still the same page.
            let group = *set.group_of.entry(member.key.to_lowercase()).or_insert_with(|| {
                set.groups.push(Vec::new());
                set.groups.len() - 1
            });
            if let Some(group) = set.groups.get_mut(group) {
                if member.root == source_root { group.insert(0, id) } else { group.push(id) }
            }
        }
        set
    }

    /// The page of `id`. Ids come from this set, so the page is there; an unknown one gives `None`.
    pub fn get(&self, id: PageId) -> Option<&Member> {
        self.members.get(id.0 as usize)
    }

    /// The group of pages with this key.
    pub fn group(&self, key: &str) -> &[PageId] {
        self.group_of.get(&key.to_lowercase()).and_then(|at| self.groups.get(*at)).map_or(&[], Vec::as_slice)
    }

    /// The source page of a group, when the docset has a source locale and the page is there.
    pub fn source_of(&self, group: &[PageId]) -> Option<PageId> {
        let first = *group.first()?;
        let member = self.get(first)?;
        (self.source_root.is_some() && member.root == self.source_root).then_some(first)
    }

    /// Whether `translation` was made from today's text of `source`.
    pub fn base(&self, translation: &Member, source: &Member) -> Base {
        match provenance::base(&translation.page, source.hash()) {
            Base::Unnamed if self.assume_current => Base::Current,
            base => base,
        }
    }

    /// Where the page lies, and the folder of its locale.
    pub fn place(&self, member: &Member) -> (PathBuf, Option<&Path>) {
        match member.root.and_then(|root| self.roots.get(root)) {
            Some(root) => (root.files.root.join(&member.key), Some(&root.files.root)),
            None => (std::path::absolute(&member.key).unwrap_or_else(|_| member.key.clone().into()), None),
        }
    }

    /// Whether the page belongs to the source locale.
    pub fn is_source(&self, member: &Member) -> bool {
        member.root.is_some() && member.root == self.source_root
    }
}
