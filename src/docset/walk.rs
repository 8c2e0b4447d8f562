//! One folder of a docset walked: its files, and the pages among them. Must not read them.

use super::discover::shown;
use super::files::{Files, relative};
use super::layout::Layout;
use super::model::Skipped;
use super::{language, page_name, texts_read};
use ignore::{DirEntry, WalkBuilder};
use std::path::{Path, PathBuf};

/// A page file to read.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) path: PathBuf,
    pub(super) root: Option<usize>,
    pub(super) key: String,
    pub(super) wanted: bool,
}

/// Walks the folder of the root at `at`, one of `folders`. Pages under `wanted` (none means all) are to be reported on.
pub(super) fn walk(
    layout: &Layout,
    at: usize,
    folder: &Path,
    folders: &[PathBuf],
    wanted: &[PathBuf],
) -> (Files, Vec<Candidate>, Vec<Skipped>) {
    let mut walk = Walk::of(layout, at, folder, folders);
    for entry in WalkBuilder::new(folder).build() {
        match entry {
            Ok(entry) => walk.meet(&entry, wanted),
            Err(error) => walk.miss(folder, error.to_string()),
        }
    }
    walk.end()
}

/// A walk, and what it has met so far.
struct Walk<'a> {
    layout: &'a Layout,
    /// The root, and its folder.
    at: usize,
    folder: &'a Path,
    /// What the root's pages have before the extension, where its folder holds those of several locales.
    own: Option<&'a str>,
    /// The same of the other locales whose pages lie in this folder.
    others: Vec<&'a str>,
    /// Roots within this folder: the nearest root owns its pages.
    inner: Vec<&'a PathBuf>,
    /// Whether an earlier root has all of these files.
    is_repeated: bool,
    names: Vec<String>,
    candidates: Vec<Candidate>,
    skipped: Vec<Skipped>,
    /// Whether there may be files that were not met.
    is_missed: bool,
}

impl<'a> Walk<'a> {
    fn of(layout: &'a Layout, at: usize, folder: &'a Path, folders: &'a [PathBuf]) -> Self {
        let suffix_of = |at: usize| layout.roots.get(at).and_then(|root| root.suffix.as_deref());
        let own = suffix_of(at);
        let inner = folders.iter().filter(|other| *other != folder && other.starts_with(folder));
        let here = || folders.iter().enumerate().filter(|(_, other)| *other == folder).map(|(other, _)| other);
        Self {
            layout,
            at,
            folder,
            own,
            others: here().filter_map(suffix_of).filter(|_| own.is_none()).collect(),
            inner: inner.collect(),
            is_repeated: here().any(|other| other < at && suffix_of(other) == own),
            names: Vec::new(),
            candidates: Vec::new(),
            skipped: Vec::new(),
            is_missed: false,
        }
    }

    fn skip(&mut self, path: &Path, reason: impl Into<String>) {
        self.skipped.push(Skipped { path: shown(path), reason: reason.into() });
    }

    fn miss(&mut self, path: &Path, reason: impl Into<String>) {
        self.skip(path, reason);
        self.is_missed = true;
    }

    /// Takes in a file or folder.
    fn meet(&mut self, entry: &DirEntry, wanted: &[PathBuf]) {
        let path = entry.path();
        let is_foreign = self.is_repeated || self.inner.iter().any(|root| path.starts_with(root));
        if is_foreign || entry.file_type().is_none_or(|kind| kind.is_dir()) {
            return;
        }
        let is_page = page_name::is_page_path(Path::new(entry.file_name()));
        let Some(name) = relative(path, self.folder) else {
            if is_page {
                self.miss(path, "its name is not valid Unicode");
            }
            return;
        };
        let Some(key) = self.key(name, is_page) else { return };
        self.names.push(key.clone());
        if !is_page {
            if entry.path_is_symlink() && path.is_dir() && !self.is_excluded(path) {
                self.skip(
                    path,
                    "it is a symbolic link to a folder, which is not followed; exclude it if it holds no pages",
                );
            }
            return;
        }
        if self.is_left_out(path, &key) {
            return;
        }
        if let Some(reason) = entry.file_type().and_then(texts_read::why_not) {
            self.miss(path, reason);
            return;
        }
        let is_wanted = wanted.is_empty() || wanted.iter().any(|wanted| path.starts_with(wanted));
        self.candidates.push(Candidate { path: path.to_owned(), root: Some(self.at), key, wanted: is_wanted });
    }

    /// What the file called `name` has in common with those of other locales; `None` for another locale's page.
    fn key(&self, name: String, is_page: bool) -> Option<String> {
        match self.own.filter(|_| is_page) {
            Some(own) => page_name::neutral(&name, own),
            None => Some(name),
        }
    }

    fn is_excluded(&self, path: &Path) -> bool {
        self.layout.exclude.matches(path, Some(self.folder))
    }

    /// Whether a page is not one of this root's after all. What is excluded is still a file that pages link to and include.
    fn is_left_out(&self, path: &Path, key: &str) -> bool {
        self.others.iter().any(|other| page_name::neutral(key, other).is_some())
            || !self.layout.check_snippets && is_snippet(key)
            || self.is_excluded(path)
    }

    fn end(self) -> (Files, Vec<Candidate>, Vec<Skipped>) {
        let Self { mut candidates, skipped, .. } = self;
        // Folders give their files in any order. Sorting whole keys is quicker than sorting while walking.
        candidates.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        let mut files = Files::walked(self.folder.to_owned(), self.own.map(str::to_owned), self.names.into_iter());
        if !self.others.is_empty() {
            // A translation that belongs to no locale here is no page of the source either.
            let is_translation = |key: &str| {
                page_name::parted(key).is_some_and(|(page, suffix)| language::is_known(suffix) && files.has(&page))
            };
            candidates.retain(|candidate| !is_translation(&candidate.key));
        }
        if self.is_missed {
            files.miss();
        }
        (files, candidates, skipped)
    }
}

/// Whether a file is a code snippet that pages include.
pub(super) fn is_snippet(key: &str) -> bool {
    key.contains("includes/snippets/")
}
