//! Writing a file that is there whole or not at all: beside its place, onto the disk, then into its place. A file that is
//! no longer what was read stays as it is. Must not know what is written, or why.
//!
//! What is written lies in `.isogloss-PROCESS-NUMBER.tmp` first, which its writer keeps locked. A run that was killed leaves
//! it there, without the lock: the next run that writes into the folder removes it. Where the file system has no locks, it
//! stays.
//!
//! No system call replaces a file only if it says what it should: a write by somebody else between the last look and the
//! rename, some millionths of a second, is not seen.

use std::collections::HashSet;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

const CHANGED: &str = "it was changed while this ran, so it was left as it is; run again";
const PREFIX: &str = ".isogloss-";
const SUFFIX: &str = ".tmp";
/// So many names are tried: each is free but for what a killed run with the same process number left.
const MOST_NAMES: usize = 1000;

/// Writes `text` to the file at `path`. `read` is what was read from it; `None` where there was no file. `within` is the
/// folder, as the user named it, below which nothing is written through a symbolic link. The error is for people.
pub fn write(path: &Path, read: Option<&str>, text: &str, within: Option<&Path>) -> Result<(), String> {
    let folder = folder_of(path);
    no_link(path, within)?;
    if read.is_none() {
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        no_link(path, within)?;
    }
    sweep(&folder);
    // Locked until it is in its place or gone.
    let (temporary, file) = temporary(&folder).map_err(|error| error.to_string())?;
    let done = fill(&file, path, read, text).and_then(|()| put(&temporary, path, read));
    // A rename that succeeded has left nothing to remove.
    if done != Ok(Put::Renamed) {
        let _ = fs::remove_file(&temporary);
    }
    done.map(|_| ())
}

/// Writes `text` into `file`, onto the disk, with the owner and the mode of the file at `path`.
fn fill(mut file: &File, path: &Path, read: Option<&str>, text: &str) -> Result<(), String> {
    let say = |error: io::Error| error.to_string();
    if read.is_some() {
        // Before the text: whom the page is closed to must not find it here.
        let meta = path.symlink_metadata().map_err(say)?;
        keep_owner(file, &meta);
        file.set_permissions(meta.permissions()).map_err(say)?;
    }
    file.write_all(text.as_bytes()).map_err(say)?;
    file.sync_all().map_err(say)
}

/// Whose pages they are must not change because a container's superuser mends them. Others cannot give files away, and need
/// not.
fn keep_owner(file: &File, meta: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let is_other = |own: Metadata| own.uid() != meta.uid() || own.gid() != meta.gid();
        if file.metadata().is_ok_and(is_other) {
            let _ = fchown(file, Some(meta.uid()), Some(meta.gid()));
        }
    }
    #[cfg(not(unix))]
    let _ = (file, meta);
}

/// How a file came into its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Put {
    Renamed,
    Linked,
}

/// Puts the file at `temporary` into its place, if that still holds what was read.
fn put(temporary: &Path, path: &Path, read: Option<&str>) -> Result<Put, String> {
    let rename = || fs::rename(temporary, path).map(|()| Put::Renamed).map_err(|error| error.to_string());
    match read {
        // As late as can be: what somebody wrote meanwhile must not be lost.
        Some(read) => still(path, read).and_then(|()| rename()),
        // A link fails where a rename would replace. Where the file system has no links, a look must do.
        None => fs::hard_link(temporary, path).map(|()| Put::Linked).or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Err("it was made while this ran, so it was left as it is".to_owned()),
            _ if path.symlink_metadata().is_ok() => Err("something is there already".to_owned()),
            _ => rename(),
        }),
    }
}

/// Removes the file at `path`, if it is still what was read.
pub fn remove(path: &Path, read: &str, within: Option<&Path>) -> Result<(), String> {
    no_link(path, within)?;
    still(path, read)?;
    fs::remove_file(path).map_err(|error| error.to_string())
}

/// An error unless the file holds these very bytes. What cannot be read is not said to have changed.
fn still(path: &Path, read: &str) -> Result<(), String> {
    let say = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => CHANGED.to_owned(),
        _ => format!("it could not be read again: {error}"),
    };
    let meta = path.symlink_metadata().map_err(say)?;
    let has_size = meta.is_file() && meta.len() == read.len() as u64;
    if has_size && fs::read(path).map_err(say)? == read.as_bytes() { Ok(()) } else { Err(CHANGED.to_owned()) }
}

/// Refuses a path that is a symbolic link, or leads through one below `within`.
fn no_link(path: &Path, within: Option<&Path>) -> Result<(), String> {
    let below = |part: &&Path| within.is_none_or(|folder| part.starts_with(folder) && *part != folder);
    let parts = path.ancestors().take(if within.is_some() { usize::MAX } else { 1 }).filter(below);
    let is_link = |part: &&Path| part.symlink_metadata().is_ok_and(|meta| meta.is_symlink());
    match parts.into_iter().find(is_link) {
        Some(link) => Err(format!("{} is a symbolic link, and nothing is written through one", link.display())),
        None => Ok(()),
    }
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// A new file in `folder`, so that the rename stays within one file system, and locked. Hidden, so that no walk takes it for a
/// page.
fn temporary(folder: &Path) -> io::Result<(PathBuf, File)> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    for _ in 0..MOST_NAMES {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{PREFIX}{}-{number}{SUFFIX}", std::process::id()));
        let file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => file,
            // In a container every process may have the same number.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        };
        // Another run may have taken it for left behind before it was locked: then it has the lock, or the file is gone.
        let is_taken = matches!(file.try_lock(), Err(TryLockError::WouldBlock));
        let is_gone = path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if !is_taken && !is_gone {
            return Ok((path, file));
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "there are too many temporary files in the folder"))
}

/// Removes the temporary files that a killed run left in `folder`: regular files with a name like ours that no process has
/// locked. Done once for each folder, by [`write()`] too; nobody needs to know if it fails.
pub fn sweep(folder: &Path) {
    static SWEPT: LazyLock<Mutex<HashSet<PathBuf>>> = LazyLock::new(Mutex::default);
    let mut swept = SWEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if !swept.insert(folder.to_owned()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(is_temporary);
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        // Locks on network file systems take a file open for writing, which the mode of a page may forbid.
        let file = OpenOptions::new().write(true).open(&path).or_else(|_| File::open(&path));
        // Removed while the lock is held: a writer that comes between sees that its file is gone.
        if file.as_ref().is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Whether a file of this name was made by [`temporary`].
fn is_temporary(name: &str) -> bool {
    let numbers = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.and_then(|numbers| numbers.split_once('-')).is_some_and(|(id, at)| is_number(id) && is_number(at))
}

#[cfg(test)]
mod tests {
    use super::is_temporary;

    #[test]
    fn only_names_of_its_own() {
        assert!(is_temporary(".isogloss-17-0.tmp"));
        for name in
            [".isogloss-17.tmp", ".isogloss--0.tmp", ".isogloss-17-x.tmp", ".isogloss-1-0.tmp.md", "isogloss-1-0.tmp"]
        {
            assert!(!is_temporary(name), "{name}");
        }
    }
}
