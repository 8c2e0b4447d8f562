//! The repository, asked by plain commands.
#![allow(unreachable_pub)]

use crate::Values;
use rayon::prelude::*;
use sha1::{Digest, Sha1};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

/// The repository, asked by plain commands.
pub struct Repository {
    pub folder: PathBuf,
    /// Renames that any commit made against its first parent: old and new path.
    pub renames: Vec<(String, String)>,
    pub ever: Mutex<HashMap<String, Arc<Vec<String>>>>,
    pub shown: Mutex<HashMap<String, Option<Arc<String>>>>,
    pub ancestors: Mutex<HashMap<String, bool>>,
    pub said: Mutex<HashMap<String, Option<Arc<Values>>>>,
}

impl Repository {
    pub fn open(folder: &Path) -> Self {
        let mut made = Self {
            folder: folder.to_owned(),
            renames: Vec::new(),
            ever: Mutex::default(),
            shown: Mutex::default(),
            ancestors: Mutex::default(),
            said: Mutex::default(),
        };
        let args = ["log", "--diff-merges=first-parent", "-M", "--diff-filter=R", "--name-status", "--format="];
        for line in made.git(&args).unwrap().lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            if let [_, old, new] = parts[..] {
                made.renames.push((old.to_owned(), new.to_owned()));
            }
        }
        made
    }

    pub fn git(&self, args: &[&str]) -> Option<String> {
        let done = Command::new("git").arg("-C").arg(&self.folder).args(args).output().unwrap();
        done.status.success().then(|| String::from_utf8(done.stdout).ok())?
    }

    pub fn show(&self, commit: &str, path: &str) -> Option<Arc<String>> {
        let name = format!("{commit}:{path}");
        remembered(&self.shown, &name, || self.git(&["show", &name]).map(Arc::new))
    }

    pub fn is_ancestor(&self, commit: &str, of: &str) -> bool {
        let args = ["merge-base", "--is-ancestor", commit, of];
        remembered(&self.ancestors, &args.join(" "), || self.git(&args).is_some())
    }

    /// The names that the page at `path` ever had, its own first.
    pub fn names(&self, path: &str) -> Vec<String> {
        let mut names = vec![path.to_owned()];
        let mut at = 0;
        while let Some(name) = names.get(at).cloned() {
            for (old, new) in &self.renames {
                if *new == name && !names.contains(old) {
                    names.push(old.clone());
                }
            }
            at += 1;
        }
        names
    }

    /// Every text that the page ever had, under any name, on any branch that was merged.
    pub fn ever(&self, path: &str) -> Arc<Vec<String>> {
        remembered(&self.ever, path, || {
            let mut texts: BTreeSet<String> = BTreeSet::new();
            for name in self.names(path) {
                let log = self.git(&["log", "--full-history", "-m", "--format=%H", "--", &name]).unwrap();
                for commit in log.lines().collect::<BTreeSet<_>>() {
                    texts.extend(self.show(commit, &name).map(|text| text.to_string()));
                }
            }
            Arc::new(texts.into_iter().collect())
        })
    }

    /// The text with that hash, whatever its path: every blob of the repository is hashed.
    pub fn by_hash(&self) -> HashMap<String, String> {
        let objects = self.git(&["rev-list", "--objects", "--all"]).unwrap();
        let pages = objects.lines().filter_map(|line| line.split_once(' ')).filter(|(_, path)| path.ends_with(".md"));
        let blobs: BTreeSet<&str> = pages.map(|(blob, _)| blob).collect();
        let blobs: Vec<&str> = blobs.into_iter().collect();
        blobs
            .par_iter()
            .filter_map(|blob| {
                let text = self.git(&["cat-file", "blob", blob])?;
                Some((hash(&text), text))
            })
            .collect()
    }
}

pub fn remembered<T: Clone>(known: &Mutex<HashMap<String, T>>, name: &str, find: impl FnOnce() -> T) -> T {
    let before = known.lock().unwrap().get(name).cloned();
    before.unwrap_or_else(|| {
        let found = find();
        known.lock().unwrap().insert(name.to_owned(), found.clone());
        found
    })
}

/// SHA-1 of the text with CRLF line ends.
pub fn hash(text: &str) -> String {
    let crlf = text.replace("\r\n", "\n").replace('\n', "\r\n");
    Sha1::digest(crlf.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
