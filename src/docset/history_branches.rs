//! The commits that are in the history, but not on its first-parent chain: branches that were merged; and with them every
//! single change of each page. They are read only when the chain does not have what is looked for. Must not know why it is.

use super::blob::BlobId;
use super::git::GitError;
use super::git_log::{Entry, LogReader};
use super::history::{Commit, History, Revision, key_of};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The commits of merged branches.
#[derive(Debug, Default)]
pub(super) struct Branches {
    /// The texts that pages had there and never on the chain, under the commit of the chain that merged them.
    pub pages: BTreeMap<String, Vec<Revision>>,
    /// The commit of the chain that merged each commit.
    arrivals: HashMap<String, usize>,
    /// Every change of each page, on the chain and off it, the oldest first.
    steps: BTreeMap<String, Vec<Step>>,
    /// The commits that the steps name.
    commits: Vec<Commit>,
}

/// A change of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    /// Its text before; `None` where it was not there.
    pub before: Option<BlobId>,
    /// Its text since; `None` where it was removed.
    pub after: Option<BlobId>,
    /// Whether the commit merges others: it then changes what its first parent did not have.
    pub is_merge: bool,
    /// Its order among all steps: later ones have higher numbers.
    pub commit: usize,
}

impl Branches {
    /// The commit of the chain that merged `commit`, which is a whole name.
    pub fn arrival(&self, commit: &str) -> Option<usize> {
        self.arrivals.get(commit).copied()
    }
}

impl History {
    pub(super) fn branches(&self) -> &Branches {
        self.branches.get_or_init(|| {
            self.read_branches().unwrap_or_else(|error| {
                self.note(error);
                Branches::default()
            })
        })
    }

    /// Every change of the page at exactly this path, the oldest first, on branches that were merged too.
    pub fn steps(&self, key: &str) -> &[Step] {
        self.branches().steps.get(key).map_or(&[], Vec::as_slice)
    }

    /// The commit that made a step.
    pub fn commit_of(&self, step: &Step) -> Option<&Commit> {
        self.branches().commits.get(step.commit)
    }

    fn read_branches(&self) -> Result<Branches, GitError> {
        let mut args = vec!["log", self.git.head(), "--diff-merges=first-parent", "--raw", "--no-renames", "-z"];
        // Nothing is simplified away: the parents of every commit are wanted.
        args.extend(["--full-history", "--sparse", "--no-abbrev", "--no-color", "--no-notes", "--no-decorate"]);
        args.extend(["--no-ext-diff", "--no-textconv", "--encoding=UTF-8", "--date=short", "--format=%H %cd %P%x09%s"]);
        args.extend(self.git.pages());
        let mut parents: HashMap<String, Vec<String>> = HashMap::new();
        let mut changes: Vec<(String, String, Revision)> = Vec::new();
        let mut steps: BTreeMap<String, Vec<Step>> = BTreeMap::new();
        let mut commits: Vec<Commit> = Vec::new();
        let own: HashSet<_> = self.pages.values().flatten().filter_map(|revision| revision.blob).collect();
        self.git.stream(&args, |output| {
            let mut reader = LogReader::new(output);
            let mut commit = String::new();
            let mut is_merge = false;
            while let Some(entry) = reader.next_entry().map_err(|error| self.git.unreadable(error.to_string()))? {
                match entry {
                    // The parents stand before the subject.
                    Entry::Commit { id, date, subject } => {
                        let (list, subject) = subject.split_once('\t').unwrap_or((&subject, ""));
                        let list: Vec<String> = list.split_ascii_whitespace().map(str::to_owned).collect();
                        is_merge = list.len() > 1;
                        parents.insert(id.clone(), list);
                        commit.clone_from(&id);
                        commits.push(Commit { id, date, subject: subject.to_owned() });
                    }
                    Entry::Change { path, before, blob, .. } => {
                        let Some(key) = key_of(&self.git, &path) else { continue };
                        let at = commits.len().saturating_sub(1);
                        let step = Step { before, after: blob, is_merge, commit: at };
                        steps.entry(key.to_owned()).or_default().push(step);
                        if blob.is_some_and(|blob| !own.contains(&blob)) {
                            changes.push((commit.clone(), key.to_owned(), Revision { commit: 0, blob }));
                        }
                    }
                }
            }
            Ok(())
        })?;
        // git begins with the newest.
        commits.reverse();
        let last = commits.len().saturating_sub(1);
        for steps in steps.values_mut() {
            steps.reverse();
            for step in steps.iter_mut() {
                step.commit = last.saturating_sub(step.commit);
            }
        }
        let mut found = Branches { arrivals: self.arrivals(&parents), steps, commits, ..Branches::default() };
        for (commit, key, revision) in changes.into_iter().rev() {
            if let Some(merge) = found.arrivals.get(&commit) {
                found.pages.entry(key).or_default().push(Revision { commit: *merge, ..revision });
            }
        }
        for revisions in found.pages.values_mut() {
            let mut seen = HashSet::new();
            revisions.sort_by_key(|revision| revision.commit);
            revisions.retain(|revision| seen.insert(revision.blob));
        }
        Ok(found)
    }

    /// The commit of the chain that merged each commit that is not on it.
    fn arrivals(&self, parents: &HashMap<String, Vec<String>>) -> HashMap<String, usize> {
        let chain: HashSet<&str> = self.commits.iter().map(|commit| commit.id.as_str()).collect();
        let mut arrivals: HashMap<String, usize> = HashMap::new();
        for (at, commit) in self.commits.iter().enumerate() {
            let mut waiting: Vec<&String> = parents.get(&commit.id).into_iter().flatten().collect();
            while let Some(next) = waiting.pop() {
                if chain.contains(next.as_str()) || arrivals.contains_key(next) {
                    continue;
                }
                arrivals.insert(next.clone(), at);
                waiting.extend(parents.get(next).into_iter().flatten());
            }
        }
        arrivals
    }
}
