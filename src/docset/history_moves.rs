//! Where pages went when they were renamed. git is asked only about commits that both add and remove pages, and once about
//! each. Must not know what the pages say.

use super::git_log::{Entry, LogReader};
use super::history::{History, Revision, key_of};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Former and new keys.
type Renames = Vec<(String, String)>;

/// The renames found so far.
#[derive(Debug)]
pub(super) struct Moves {
    /// The commits in which there can be some.
    possible: HashSet<usize>,
    known: Mutex<HashMap<usize, Arc<OnceLock<Arc<Renames>>>>>,
}

impl Moves {
    pub fn new(possible: HashSet<usize>) -> Self {
        Self { possible, known: Mutex::default() }
    }
}

impl History {
    /// The page's revisions with its life under former names before them, the oldest first; a former name's
    /// removal, which is the rename, is left out.
    pub fn lineage(&self, key: &str) -> Vec<(String, Revision)> {
        let mut out: Vec<(String, Revision)> = Vec::new();
        let mut seen: HashSet<(String, usize)> = HashSet::new();
        // A name, and the commit in which its life ended with a rename; of the page's own name all lives count.
        let mut names: Vec<(String, Option<usize>)> = vec![(key.to_owned(), None)];
        while let Some((name, until)) = names.pop() {
            for life in self.revisions(&name).split_inclusive(|revision| revision.blob.is_none()) {
                let (Some(first), Some(last)) = (life.first(), life.last()) else { continue };
                let ends = last.blob.is_none().then_some(last.commit);
                if until.is_some() && ends != until || !seen.insert((name.clone(), first.commit)) {
                    continue;
                }
                let kept = life.iter().filter(|revision| until.is_none() || revision.blob.is_some());
                out.extend(kept.map(|revision| (name.clone(), *revision)));
                if let Some((former, _)) = self.renames(first.commit).iter().find(|(_, new)| *new == name) {
                    names.push((former.clone(), Some(first.commit)));
                }
            }
        }
        out.sort_by_key(|(_, revision)| revision.commit);
        out
    }

    /// Where a page that is gone today went: the key that it has today, and the commit in which it left the key asked
    /// for. `None` when it is there, never was, or was simply removed.
    pub fn moved(&self, key: &str) -> Option<(String, usize)> {
        let left = self.revisions(key).last().filter(|last| last.blob.is_none())?.commit;
        let (mut name, mut commit) = (key.to_owned(), left);
        loop {
            let new = self.renames(commit).iter().find(|(former, _)| *former == name)?.1.clone();
            if self.current(&new).is_some() {
                return Some((new, left));
            }
            let gone = |revision: &&Revision| revision.commit > commit && revision.blob.is_none();
            commit = self.revisions(&new).iter().find(gone)?.commit;
            name = new;
        }
    }

    /// The pages that the commit renamed.
    fn renames(&self, commit: usize) -> Arc<Renames> {
        if !self.moves.possible.contains(&commit) {
            return Arc::default();
        }
        let cell = {
            let mut known = self.moves.known.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(commit).or_default())
        };
        Arc::clone(cell.get_or_init(|| Arc::new(self.read_renames(commit))))
    }

    fn read_renames(&self, commit: usize) -> Renames {
        let id = |at: usize| self.commits.get(at).map(|commit| commit.id.as_str());
        let (Some(before), Some(after)) = (commit.checked_sub(1).and_then(id), id(commit)) else { return Vec::new() };
        // Pages moved unchanged are found however many there are; beyond the limit the rest is not compared.
        let mut args = vec!["diff-tree", "-r", "-M", "-l1000", "--diff-filter=R", "--raw", "--no-abbrev", "-z"];
        args.extend(["--no-ext-diff", "--no-textconv", before, after]);
        args.extend(self.git.pages());
        let found = self.git.stream(&args, |output| {
            let mut reader = LogReader::new(output);
            let mut renames = Vec::new();
            while let Some(entry) = reader.next_entry().map_err(|error| self.git.unreadable(error.to_string()))? {
                if let Entry::Change { from: Some(from), path, .. } = entry
                    && let (Some(from), Some(to)) = (key_of(&self.git, &from), key_of(&self.git, &path))
                {
                    renames.push((from.to_owned(), to.to_owned()));
                }
            }
            Ok(renames)
        });
        found.unwrap_or_else(|error| {
            self.note(error);
            Vec::new()
        })
    }
}
