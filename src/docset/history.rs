//! The history of the source's pages: what each page was at every commit of the first-parent chain of `HEAD`. Must not
//! know what the pages say, or why somebody asks.

use super::blob::BlobId;
use super::cat_file::{CatFile, Content};
use super::git::{Git, GitError};
use super::git_log::{Entry, FORMAT, LogReader};
use super::history_branches::Branches;
use super::history_cache;
use super::history_hashes::HashIndex;
use super::history_moves::Moves;
use super::page_name;
use crate::page::limit;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Blobs with more bytes are not read.
pub(super) const MOST_BYTES: u64 = 16 * limit::PAGE_BYTES as u64;

/// A commit of the first-parent chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit {
    /// Its name, in lower-case hexadecimal digits.
    pub id: String,
    /// The day it was committed on, as `YYYY-MM-DD`.
    pub date: String,
    /// The first line of its message.
    pub subject: String,
}

/// What a page became at a commit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Revision {
    /// Index in [`History::commits`].
    pub commit: usize,
    /// Its text since; `None` where the page was removed.
    pub blob: Option<BlobId>,
}

/// What a page was at a commit that somebody names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AtCommit {
    /// This text.
    Page(BlobId),
    /// The commit has no such page.
    NoSuchPage,
    /// There is no such commit here, it is ambiguous, or it is no commit's name.
    UnknownCommit,
}

/// The history of all pages of the source. It may be asked from several threads.
#[derive(Debug)]
pub struct History {
    pub(super) git: Git,
    /// The first-parent chain of `HEAD`, the oldest first.
    pub commits: Vec<Commit>,
    /// By path below the source's folder.
    pub(super) pages: BTreeMap<String, Vec<Revision>>,
    /// Indexes in `commits`, in order of name.
    by_id: Vec<usize>,
    pub(super) moves: Moves,
    pub(super) hashes: OnceLock<HashIndex>,
    pub(super) branches: OnceLock<Branches>,
    pub(super) branch_hashes: OnceLock<HashIndex>,
    /// Where hashes are kept between runs.
    pub(super) cache: Option<PathBuf>,
    contents: Mutex<Option<CatFile>>,
    checks: Mutex<Option<CatFile>>,
    failure: OnceLock<GitError>,
}

impl History {
    /// Reads all of it; hashes are kept in the user's cache folder.
    pub fn read(git: Git) -> Result<Self, GitError> {
        Self::read_with_cache(git, history_cache::folder())
    }

    /// Reads all of it; hashes are kept in the folder `cache`, if any.
    pub fn read_with_cache(git: Git, cache: Option<PathBuf>) -> Result<Self, GitError> {
        let mut args = vec!["log", git.head(), "--first-parent", "-m", "--raw", "--no-renames", "--no-abbrev", "-z"];
        // All commits are wanted, also those that changed no page: somebody may name them.
        args.extend(["--sparse", "--no-color", "--no-notes", "--no-decorate", "--no-ext-diff", "--no-textconv"]);
        args.extend(["--encoding=UTF-8", "--date=short", FORMAT]);
        args.extend(git.pages());
        let (mut commits, mut pages) = git.stream(&args, |output| {
            let mut reader = LogReader::new(output);
            let mut commits: Vec<Commit> = Vec::new();
            let mut pages: BTreeMap<String, Vec<Revision>> = BTreeMap::new();
            while let Some(entry) = reader.next_entry().map_err(|error| git.unreadable(error.to_string()))? {
                match entry {
                    Entry::Commit { id, date, subject } => commits.push(Commit { id, date, subject }),
                    Entry::Change { path, blob, .. } => {
                        let Some(key) = key_of(&git, &path) else { continue };
                        let revision = Revision { commit: commits.len().saturating_sub(1), blob };
                        match pages.get_mut(key) {
                            Some(revisions) => revisions.push(revision),
                            None => {
                                pages.insert(key.to_owned(), vec![revision]);
                            }
                        }
                    }
                }
            }
            Ok((commits, pages))
        })?;
        // git begins with the newest.
        commits.reverse();
        let last = commits.len().saturating_sub(1);
        for revisions in pages.values_mut() {
            revisions.reverse();
            let mut before = None;
            revisions.retain_mut(|revision| {
                revision.commit = last.saturating_sub(revision.commit);
                // A change of the file's mode only is none of the page.
                std::mem::replace(&mut before, revision.blob) != revision.blob
            });
        }
        pages.retain(|_, revisions| !revisions.is_empty());
        let mut by_id: Vec<usize> = (0..commits.len()).collect();
        by_id.sort_by_key(|at| commits.get(*at).map(|commit| commit.id.as_str()));
        Ok(Self {
            moves: Moves::new(reshuffled(&pages)),
            cache: cache.map(|folder| history_cache::file(&folder, git.common_dir())),
            git,
            commits,
            pages,
            by_id,
            hashes: OnceLock::new(),
            branches: OnceLock::new(),
            branch_hashes: OnceLock::new(),
            contents: Mutex::new(None),
            checks: Mutex::new(None),
            failure: OnceLock::new(),
        })
    }

    /// Whether the history was cut off when the repository was cloned: what is older than its first commit is unknown.
    pub fn is_shallow(&self) -> bool {
        self.git.is_shallow()
    }

    /// The first failure of git after [`History::read`], if any: some answers were then less than there is to know.
    pub fn failure(&self) -> Option<&GitError> {
        self.failure.get()
    }

    /// What became of the page at exactly this path, the oldest first.
    pub fn revisions(&self, key: &str) -> &[Revision] {
        self.pages.get(key).map_or(&[], Vec::as_slice)
    }

    /// The text that the page has at `HEAD`.
    pub fn current(&self, key: &str) -> Option<BlobId> {
        self.revisions(key).last()?.blob
    }

    /// The pages that there are at `HEAD`, in order.
    pub fn current_keys(&self) -> impl Iterator<Item = &str> {
        let is_there = |revisions: &[Revision]| revisions.last().is_some_and(|last| last.blob.is_some());
        self.pages.iter().filter(move |(_, revisions)| is_there(revisions)).map(|(key, _)| key.as_str())
    }

    /// The place of a commit on the first-parent chain. A name of 7 digits or more is enough where it is unique there.
    pub fn position(&self, commit: &str) -> Option<usize> {
        let digits = digits(commit).filter(|digits| digits.len() >= 7)?;
        let id = |at: usize| self.commits.get(*self.by_id.get(at)?).map(|commit| commit.id.as_str());
        let first = self
            .by_id
            .partition_point(|at| self.commits.get(*at).is_some_and(|commit| commit.id.as_str() < digits.as_str()));
        let is_one = |at: usize| id(at).is_some_and(|id| id.starts_with(&digits));
        if is_one(first) && !is_one(first + 1) { self.by_id.get(first).copied() } else { None }
    }

    /// Since which commit of the first-parent chain the history holds `commit`: its own place, or that of the merge that
    /// brought it in.
    pub fn arrival(&self, commit: &str) -> Option<usize> {
        let digits = digits(commit)?;
        self.position(&digits).or_else(|| {
            let found = self.commit(&digits)?;
            self.position(&found).or_else(|| self.branches().arrival(&found))
        })
    }

    /// What the page was after the commit at `position` of the first-parent chain.
    pub fn at_position(&self, position: usize, key: &str) -> Option<BlobId> {
        let revisions = self.revisions(key);
        let count = revisions.partition_point(|revision| revision.commit <= position);
        revisions.get(count.checked_sub(1)?)?.blob
    }

    /// What the page was at `commit`, which may lie off the first-parent chain. Its name comes from pages: anything but 4 to
    /// 64 hexadecimal digits is unknown, and git is not asked.
    pub fn at_commit(&self, commit: &str, key: &str) -> AtCommit {
        let Some(digits) = digits(commit) else { return AtCommit::UnknownCommit };
        let here = |position| self.at_position(position, key).map_or(AtCommit::NoSuchPage, AtCommit::Page);
        if let Some(position) = self.position(&digits) {
            return here(position);
        }
        let Some(found) = self.commit(&digits) else { return AtCommit::UnknownCommit };
        if let Some(position) = self.position(&found) {
            return here(position);
        }
        if key.contains(['\n', '\0']) {
            return AtCommit::NoSuchPage;
        }
        let question = format!("{found}:{}{key}", self.git.prefix());
        let blob = self.check(&question).filter(|found| found.kind == "blob");
        blob.and_then(|blob| BlobId::from_hex(blob.name.as_bytes())).map_or(AtCommit::NoSuchPage, AtCommit::Page)
    }

    /// The text of a blob; `None` when it is no UTF-8, not in this clone, or larger than any page can be.
    pub fn text(&self, blob: BlobId) -> Result<Option<String>, GitError> {
        Ok(self.texts(&[blob])?.pop().flatten())
    }

    /// The texts of many blobs, in their order.
    pub fn texts(&self, blobs: &[BlobId]) -> Result<Vec<Option<String>>, GitError> {
        let names: Vec<String> = blobs.iter().map(ToString::to_string).collect();
        let mut texts = Vec::with_capacity(names.len());
        self.with(&self.contents, CatFile::contents, |git| {
            git.each(&names, MOST_BYTES, |_, content: Content| texts.push(content.text()))
        })?;
        Ok(texts)
    }

    /// The whole name of the commit whose name begins with `digits`.
    fn commit(&self, digits: &str) -> Option<String> {
        // A branch or tag may have a name of such digits too; then the commit found is another.
        let found = self.check(&format!("{digits}^{{commit}}"))?;
        found.name.starts_with(digits).then_some(found.name)
    }

    fn check(&self, question: &str) -> Option<super::cat_file::Object> {
        match self.with(&self.checks, CatFile::checks, |git| git.check(question)) {
            Ok(found) => found,
            Err(error) => {
                self.note(error);
                None
            }
        }
    }

    /// Keeps the first failure, for an answer that cannot hold one.
    pub(super) fn note(&self, error: GitError) {
        let _ = self.failure.set(error);
    }

    /// Asks a long-lived git, which is started when first needed and given up after a failure.
    fn with<T>(
        &self,
        kept: &Mutex<Option<CatFile>>,
        start: fn(&Git) -> Result<CatFile, GitError>,
        ask: impl FnOnce(&mut CatFile) -> std::io::Result<T>,
    ) -> Result<T, GitError> {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = match kept.take() {
            Some(running) => running,
            None => start(&self.git)?,
        };
        let answer = ask(&mut running).map_err(|error| self.git.unreadable(error.to_string()))?;
        *kept = Some(running);
        Ok(answer)
    }
}

/// The key of the page at `path`, which is from the top of the repository, if it is one.
pub(super) fn key_of<'p>(git: &Git, path: &'p [u8]) -> Option<&'p str> {
    let key = std::str::from_utf8(path).ok()?.strip_prefix(git.prefix())?;
    page_name::is_page(key).then_some(key)
}

/// The commits that both add and remove pages: in no others can a page have been renamed.
fn reshuffled(pages: &BTreeMap<String, Vec<Revision>>) -> HashSet<usize> {
    let (mut added, mut removed) = (HashSet::new(), HashSet::new());
    for revisions in pages.values() {
        let mut is_there = false;
        for revision in revisions {
            match (is_there, revision.blob.is_some()) {
                (false, true) => added.insert(revision.commit),
                (true, false) => removed.insert(revision.commit),
                _ => false,
            };
            is_there = revision.blob.is_some();
        }
    }
    added.intersection(&removed).copied().collect()
}

/// A commit's name or the beginning of one, in lower case: 4 to 64 hexadecimal digits.
fn digits(commit: &str) -> Option<String> {
    let is_name = (4..=64).contains(&commit.len()) && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_name.then(|| commit.to_ascii_lowercase())
}
