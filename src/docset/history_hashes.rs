//! Which revision of which page has the hash that a translation names. All texts of the history are hashed once, when
//! first asked for. Must not know where a hash was read.

use super::blob::{BlobId, bytes_of};
use super::cat_file::{CatFile, Content};
use super::git::{Git, GitError};
use super::history::{History, MOST_BYTES};
use super::history_cache::{self, Hashes};
use super::provenance;
use std::collections::{HashMap, HashSet};

/// How many programs read at once.
const READERS: usize = 4;
/// For fewer blobs a further program is not worth its start.
const WORTH_A_READER: usize = 200;

/// Revisions by hash.
#[derive(Debug, Default)]
pub(super) struct HashIndex {
    /// The keys that `places` names by index.
    keys: Vec<String>,
    /// Indexes of key and revision, the oldest revision first.
    places: HashMap<[u8; 20], Vec<(usize, usize)>>,
}

impl History {
    /// The revisions whose text has the platform's hash `hash` (40 hexadecimal digits), the oldest first: the page's key and
    /// the index in its [`History::revisions`].
    pub fn by_hash(&self, hash: &str) -> Vec<(String, usize)> {
        let Some(hash) = bytes_of::<20>(hash.as_bytes()) else { return Vec::new() };
        let index = self.hashes.get_or_init(|| self.index());
        let places = index.places.get(&hash).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|(key, at)| Some((index.keys.get(*key)?.clone(), *at))).collect()
    }

    fn index(&self) -> HashIndex {
        let hashes = self.all_hashes();
        let mut places: HashMap<[u8; 20], Vec<(usize, usize, usize)>> = HashMap::new();
        let mut keys = Vec::with_capacity(self.pages.len());
        for (key, revisions) in &self.pages {
            for (at, revision) in revisions.iter().enumerate() {
                let hash = revision.blob.and_then(|blob| hashes.get(&blob).copied().flatten());
                if let Some(hash) = hash {
                    places.entry(hash).or_default().push((revision.commit, keys.len(), at));
                }
            }
            keys.push(key.clone());
        }
        let places = places.into_iter().map(|(hash, mut found)| {
            found.sort_unstable();
            (hash, found.into_iter().map(|(_, key, at)| (key, at)).collect())
        });
        HashIndex { keys, places: places.collect() }
    }

    /// The hash of every blob: those known from earlier runs, and the others read now.
    fn all_hashes(&self) -> Hashes {
        let mut hashes = self.cache.as_deref().map(history_cache::read).unwrap_or_default();
        let mut seen = HashSet::new();
        // In order of page: git then unpacks texts that are alike one after the other.
        let blobs = self.pages.values().flatten().filter_map(|revision| revision.blob);
        let new: Vec<BlobId> = blobs.filter(|blob| !hashes.contains_key(blob) && seen.insert(*blob)).collect();
        if new.is_empty() {
            return hashes;
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(READERS);
        let readers = threads.min(new.len() / WORTH_A_READER + 1);
        // Threads of their own: a worker of the common pool that waits here might be given a page that waits for it.
        let found: Vec<Result<Vec<(BlobId, Option<[u8; 20]>)>, GitError>> = std::thread::scope(|scope| {
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
        for part in found {
            match part {
                Ok(part) => hashes.extend(part),
                Err(error) => self.note(error),
            }
        }
        if let Some(path) = &self.cache {
            // Without the file the next run is slower, no more.
            let _ = history_cache::write(path, &hashes);
        }
        hashes
    }
}

/// Reads and hashes blobs. Those that are missing in this clone may come later, and are left out.
fn read(git: &Git, blobs: &[BlobId]) -> Result<Vec<(BlobId, Option<[u8; 20]>)>, GitError> {
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
