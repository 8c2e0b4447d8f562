//! A docset that has been read.

use super::files::Files;
use super::history::History;
use super::layout::Layout;
use super::locale::Locale;
use super::markers::Markers;
use super::origin::Origin;
use super::provenance::{self, Base};
use super::samples::FilePlace;
use super::version::{self, VersionMark};
use crate::fact::TableInfo;
use crate::page::Page;
use foldhash::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A page of a docset: an index in [`DocSet::members`], and after those in [`DocSet::past`].
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
    /// The path below the root with forward slashes: what translations of one page share, its memory too where they spell it alike.
    /// The shown path for a loose file.
    pub key: Arc<str>,
    /// The API version, by its name.
    pub version: Option<Box<str>>,
    /// What each table is.
    pub tables: Box<[TableInfo]>,
    /// Whether findings on it are wanted; false for a page read only because another needs it.
    pub wanted: bool,
    /// SHA-1 with CRLF line ends, when asked for.
    pub hash: OnceLock<Box<str>>,
    /// The hash of its source that it names, when asked for: see [`DocSet::named_hash`].
    pub named_hash: OnceLock<Option<Box<str>>>,
}

impl Member {
    /// The hash that translations of this page name.
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| provenance::source_hash(self.page.source.file_text()).into())
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

/// The most pages outside of the folders of locales that one first heading makes one page in several locales. More have a heading
/// like `Overview` in common and nothing else, and comparing each with each would take for ever.
pub const MOST_ALIKE: usize = 64;

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
    /// Pages of the source's history that translations were made from, or that are the source where it has no folder.
    pub past: Vec<Member>,
    /// Where each of the members comes from, if it is a translation.
    pub origins: Vec<Option<Origin>>,
    /// The source's history, where it was read.
    pub history: Option<History>,
    /// Which front matter keys name a translation's source.
    pub markers: Markers,
    /// Version names and what marks each; empty means: any segment that looks like a version.
    pub versions: Vec<(String, VersionMark)>,
    /// The tag of the source locale, where it is known.
    pub source_locale: Option<String>,
    group_of: HashMap<String, usize>,
    /// The host most examples call, when asked for.
    pub(super) main_host: OnceLock<Option<String>>,
    /// How many sample files each folder has, when asked for: see [`DocSet::given_up`].
    pub(super) sample_counts: OnceLock<HashMap<FilePlace, usize>>,
    /// Which roots hold pages of several locales, when asked for: see [`DocSet::is_mixed`].
    pub(super) mixed: OnceLock<Vec<bool>>,
    /// The versions there are, when asked for.
    pub(super) version_names: OnceLock<Vec<String>>,
}

impl DocSet {
    /// Groups `members`; they are sorted by path first. Pages below a folder of a locale belong together by path, others
    /// by the anchor of their first heading.
    pub fn new(mut members: Vec<Member>, roots: Vec<RootFiles>, source_root: Option<usize>) -> Self {
        members.sort_by(|a, b| a.page.source.path.cmp(&b.page.source.path));
        let mut set = Self { members, roots, source_root, ..Self::default() };
        let anchor_of =
            |member: &Member| member.page.title().map(|title| title.slug.to_string()).filter(|slug| !slug.is_empty());
        let is_in_locale = |set: &Self, member: &Member| {
            member.root.and_then(|root| set.roots.get(root)).is_some_and(|root| root.locale.is_some())
        };
        let mut alike: HashMap<String, usize> = HashMap::default();
        for anchor in set.members.iter().filter(|member| !is_in_locale(&set, member)).filter_map(anchor_of) {
            *alike.entry(anchor).or_default() += 1;
        }
        let mut of_anchor: HashMap<String, usize> = HashMap::default();
        for (at, member) in set.members.iter().enumerate() {
            let id = PageId(at as u32);
            let in_locale = is_in_locale(&set, member);
            let next = set.groups.len();
            let group = if in_locale {
                // A page that was renamed by case only is still the same page.
                *set.group_of.entry(member.key.to_lowercase()).or_insert(next)
            } else {
                let anchor = anchor_of(member);
                let anchor = anchor.filter(|anchor| alike.get(anchor).is_some_and(|count| *count <= MOST_ALIKE));
                let group = anchor.map_or(next, |anchor| *of_anchor.entry(anchor).or_insert(next));
                if member.root.is_some() {
                    set.group_of.insert(member.key.to_lowercase(), group);
                }
                group
            };
            if group == next {
                set.groups.push(Vec::new());
            }
            if let Some(group) = set.groups.get_mut(group) {
                if in_locale && member.root == source_root { group.insert(0, id) } else { group.push(id) }
            }
        }
        set.share_keys();
        set
    }

    /// Pages that belong together and spell their key alike hold it once.
    fn share_keys(&mut self) {
        for group in &self.groups {
            let Some(first) = group.first().and_then(|id| self.members.get(id.0 as usize)) else { continue };
            let key = Arc::clone(&first.key);
            for id in group {
                if let Some(member) = self.members.get_mut(id.0 as usize).filter(|member| member.key == key) {
                    member.key = Arc::clone(&key);
                }
            }
        }
    }

    /// The docset with what the layout says of it.
    #[must_use]
    pub fn configured(self, layout: &Layout) -> Self {
        Self {
            assume_current: layout.assume_current,
            fallback_to_source: layout.fallback_to_source,
            markers: layout.markers.clone(),
            versions: layout.versions.clone(),
            source_locale: layout.source_locale.clone(),
            ..self
        }
    }

    /// The page of `id`. Ids come from this set, so the page is there; an unknown one gives `None`.
    pub fn get(&self, id: PageId) -> Option<&Member> {
        let at = id.0 as usize;
        self.members.get(at).or_else(|| self.past.get(at.checked_sub(self.members.len())?))
    }

    /// Where a page comes from; `None` for pages that are no translations.
    pub fn origin(&self, id: PageId) -> Option<&Origin> {
        self.origins.get(id.0 as usize)?.as_ref()
    }

    /// The tag of the source locale; English where none is known.
    pub fn source_tag(&self) -> &str {
        self.source_locale.as_deref().unwrap_or("en-US")
    }

    /// The hash of the text that a member was made from, as its front matter names it. Looked up once, because every part of a
    /// check asks.
    pub fn named_hash<'m>(&self, member: &'m Member) -> Option<&'m str> {
        member.named_hash.get_or_init(|| self.markers.hash(&member.page).map(|hash| (&*hash).into())).as_deref()
    }

    /// Whether a page is a translation: of a locale that is not the source, or with what only translations say.
    pub fn is_translation(&self, member: &Member) -> bool {
        let says_so = || {
            let page = &member.page;
            self.named_hash(member).is_some()
                || self.markers.commit(page).is_some()
                || page.meta("ms.contentlocale").is_some_and(|tag| !tag.eq_ignore_ascii_case(self.source_tag()))
        };
        let in_locale = member.root.and_then(|root| self.roots.get(root)).is_some_and(|root| root.locale.is_some());
        if in_locale { self.source_root.is_some() && !self.is_source(member) || says_so() } else { says_so() }
    }

    /// The version that a page at `key` documents.
    pub fn version_of(&self, key: &str, page: &Page) -> Option<String> {
        version::of_path(key, &self.versions).or_else(|| version::of_examples(page))
    }

    /// The group of pages with this key.
    pub fn group(&self, key: &str) -> &[PageId] {
        self.group_of.get(&key.to_lowercase()).and_then(|at| self.groups.get(*at)).map_or(&[], Vec::as_slice)
    }

    /// The source page of a group, when the docset has a source locale and the page is there.
    pub fn source_of(&self, group: &[PageId]) -> Option<PageId> {
        let first = *group.first()?;
        let member = self.members.get(first.0 as usize)?;
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
            Some(root) => (root.files.path(&member.key), Some(&root.files.root)),
            None => (std::path::absolute(&*member.key).unwrap_or_else(|_| PathBuf::from(&*member.key)), None),
        }
    }

    /// For each of [`DocSet::roots`] whether all of its pages were read. Where one was not, nobody can say what no page mentions.
    pub fn whole_roots(&self) -> Vec<bool> {
        let mut whole: Vec<bool> = self.roots.iter().map(|root| !root.files.is_missed()).collect();
        for root in self.members.iter().filter(|member| member.page.is_unread()).filter_map(|member| member.root) {
            whole.iter_mut().skip(root).take(1).for_each(|whole| *whole = false);
        }
        whole
    }

    /// Whether the page belongs to the source locale.
    pub fn is_source(&self, member: &Member) -> bool {
        member.root.is_some() && member.root == self.source_root
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docset::{Locales, texts};

    #[test]
    fn what_has_a_heading_in_common_with_too_many_is_a_page_of_its_own() {
        let groups = |count: usize| {
            let texts = (0..count).map(|number| (format!("{number}.md"), "# Overview\n".to_owned())).collect();
            texts::from_texts(texts, "en-US", false, &Locales::built_in()).groups.len()
        };
        assert_eq!((groups(MOST_ALIKE), groups(MOST_ALIKE + 1)), (1, MOST_ALIKE + 1));
    }
}
