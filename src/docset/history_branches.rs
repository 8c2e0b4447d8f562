//! The commits that are in the history, but not on its first-parent chain: branches that were merged. They are read only
//! when the chain does not have what is looked for. Must not know why it is.

use super::git::GitError;
use super::git_log::{Entry, LogReader};
use super::history::{History, Revision, key_of};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The commits of merged branches.
#[derive(Debug, Default)]
pub(super) struct Branches {
    /// The texts that pages had there and never on the chain, under the commit of the chain that merged them.
    pub pages: BTreeMap<String, Vec<Revision>>,
    /// The commit of the chain that merged each commit.
    arrivals: HashMap<String, usize>,
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

    fn read_branches(&self) -> Result<Branches, GitError> {
        let mut args = vec!["log", self.git.head(), "--diff-merges=first-parent", "--raw", "--no-renames", "-z"];
        // Nothing is simplified away: the parents of every commit are wanted.
        args.extend(["--full-history", "--sparse", "--no-abbrev", "--no-color", "--no-notes", "--no-decorate"]);
        args.extend(["--no-ext-diff", "--no-textconv", "--date=short", "--format=%H %cd %P"]);
        args.extend(self.git.pages());
        let mut parents: HashMap<String, Vec<String>> = HashMap::new();
        let mut changes: Vec<(String, String, Revision)> = Vec::new();
        let own: HashSet<_> = self.pages.values().flatten().filter_map(|revision| revision.blob).collect();
        self.git.stream(&args, |output| {
            let mut reader = LogReader::new(output);
            let mut commit = String::new();
            while let Some(entry) = reader.next_entry().map_err(|error| self.git.unreadable(error.to_string()))? {
                match entry {
                    // The parents stand where the subject does elsewhere.
                    Entry::Commit { id, subject, .. } => {
                        parents.insert(id.clone(), subject.split_ascii_whitespace().map(str::to_owned).collect());
                        commit = id;
                    }
                    Entry::Change { path, blob: Some(blob), .. } if !own.contains(&blob) => {
                        if let Some(key) = key_of(&self.git, &path) {
                            changes.push((commit.clone(), key.to_owned(), Revision { commit: 0, blob: Some(blob) }));
                        }
                    }
                    Entry::Change { .. } => {}
                }
            }
            Ok(())
        })?;
        let mut found = Branches { arrivals: self.arrivals(&parents), ..Branches::default() };
        // git begins with the newest.
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
