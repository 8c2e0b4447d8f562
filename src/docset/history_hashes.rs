//! Which revision of which page has the hash that a translation names. All texts of the history are hashed once, when
//! first asked for. Must not know where a hash was read.

use super::blob::{BlobId, bytes_of};
use super::cat_file::{CatFile, Content};
use super::git::{Git, GitError};
use super::history::{History, MOST_BYTES, Revision};
use super::history_cache::{self, Hashes};
use super::provenance;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many programs read at once.
const READERS: usize = 4;
/// For fewer blobs a further program is not worth its start.
const WORTH_A_READER: usize = 200;

/// Blobs with their hashes; `None` for those that are no text.
type Read = Vec<(BlobId, Option<[u8; 20]>)>;

/// Revisions by hash.
#[derive(Debug, Default)]
pub(super) struct HashIndex {
    /// The keys that `places` names by index.
    keys: Vec<String>,
    /// The oldest revision first.
    places: HashMap<[u8; 20], Vec<(usize, Revision)>>,
}

impl HashIndex {
    fn find(&self, hash: [u8; 20]) -> Vec<(String, Revision)> {
        let places = self.places.get(&hash).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|(key, revision)| Some((self.keys.get(*key)?.clone(), *revision))).collect()
    }
}

impl History {
    /// The revisions whose text has the platform's hash `hash` (40 hexadecimal digits), the oldest first, with the page's key.
    /// Where none on the first-parent chain has it, the branches that were merged are searched: `commit` is then
    /// the merge, and the text is none of the key's [`History::revisions`].
    pub fn by_hash(&self, hash: &str) -> Vec<(String, Revision)> {
        let Some(hash) = bytes_of::<20>(hash.as_bytes()) else { return Vec::new() };
        let found = self.hashes.get_or_init(|| self.index(&self.pages)).find(hash);
        if found.is_empty() {
            return self.branch_hashes.get_or_init(|| self.index(&self.branches().pages)).find(hash);
        }
        found
    }

    fn index(&self, pages: &BTreeMap<String, Vec<Revision>>) -> HashIndex {
        let hashes = self.all_hashes(pages);
        let mut index = HashIndex::default();
        for (key, revisions) in pages {
            for revision in revisions {
                let hash = revision.blob.and_then(|blob| hashes.get(&blob).copied().flatten());
                if let Some(hash) = hash {
                    index.places.entry(hash).or_default().push((index.keys.len(), *revision));
                }
            }
            index.keys.push(key.clone());
        }
        for places in index.places.values_mut() {
            places.sort_by_key(|(_, revision)| revision.commit);
        }
        index
    }

    /// The hash of every blob: those known from earlier runs, and the others read now.
    fn all_hashes(&self, pages: &BTreeMap<String, Vec<Revision>>) -> Hashes {
        let mut hashes = self.cache.as_deref().map(history_cache::read).unwrap_or_default();
        let mut seen = HashSet::new();
        // In order of page: git then unpacks texts that are alike one after the other.
        let blobs = pages.values().flatten().filter_map(|revision| revision.blob);
        let new: Vec<BlobId> = blobs.filter(|blob| !hashes.contains_key(blob) && seen.insert(*blob)).collect();
        if new.is_empty() {
            return hashes;
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(READERS);
        let readers = threads.min(new.len() / WORTH_A_READER + 1);
        // Threads of their own: a worker of the common pool that waits here might be given a page that waits for it.
        let found: Vec<Result<Read, GitError>> = std::thread::scope(|scope| {
            let start = |part| std::thread::Builder::new().spawn_scoped(scope, move || read(&self.git, part));
            let threads: Vec<_> = new.chunks(new.len().div_ceil(readers).max(1)).map(start).collect();
            let failed = |what: &str| Err(self.git.unreadable(what));
            threads
                .into_iter()
                .map(|thread| match thread {
                    Ok(thread) => thread.join().unwrap_or_else(|_| failed("reading it stopped")),
                    Err(error) => failed(&error.to_string()),
                })
                .collect()
        });
        let known = hashes.len();
        for part in found {
            match part {
                Ok(part) => hashes.extend(part),
                Err(error) => self.note(error),
            }
        }
        if let Some(path) = self.cache.as_deref().filter(|_| hashes.len() > known) {
            // Without the file the next run is slower, no more.
            let _ = history_cache::write(path, &hashes);
        }
        hashes
    }
}

/// Reads and hashes blobs. Those that are missing in this clone may come later, and are left out.
fn read(git: &Git, blobs: &[BlobId]) -> Result<Read, GitError> {
    let names: Vec<String> = blobs.iter().map(ToString::to_string).collect();
    let mut found = Vec::with_capacity(blobs.len());
    let mut contents = CatFile::contents(git)?;
    let read = contents.each(&names, MOST_BYTES, |at, content| {
        let hash = match content {
            Content::Text(text) => Some(provenance::source_digest(&text)),
            Content::Refused => None,
            Content::Missing => return,
        };
        found.extend(blobs.get(at).map(|blob| (*blob, hash)));
    });
    read.map_err(|error| git.unreadable(error.to_string()))?;
    Ok(found)
}
