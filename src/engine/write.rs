//! Writing a file that is there whole or not at all: beside its place, onto the disk, then into its place. A file that is
//! no longer what was read stays as it is. Must not know what is written, or why.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Writes `text` to the file at `path`. `read` is what was read from it; `None` where there was no file. `within` is the
/// folder, as the user named it, below which nothing is written through a symbolic link. The error is for people.
pub fn write(path: &Path, read: Option<&str>, text: &str, within: Option<&Path>) -> Result<(), String> {
    let folder = folder_of(path);
    no_link(path, within)?;
    if read.is_none() {
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        no_link(path, within)?;
    }
    let temporary = temporary(path);
    let done = || -> Result<(), String> {
        let say = |error: io::Error| error.to_string();
        let mut file = OpenOptions::new().write(true).create_new(true).open(&temporary).map_err(say)?;
        file.write_all(text.as_bytes()).map_err(say)?;
        if read.is_some() {
            let meta = path.metadata().map_err(say)?;
            file.set_permissions(meta.permissions()).map_err(say)?;
        }
        file.sync_all().map_err(say)?;
        drop(file);
        // As late as can be: what somebody wrote meanwhile must not be lost.
        match read {
            Some(read) => {
                if !is_still(path, read) {
                    return Err("it was changed while this ran, so it was left as it is; run again".to_owned());
                }
                fs::rename(&temporary, path).map_err(say)
            }
            // A link fails where a rename would replace. Where the file system has no links, a look must do.
            None => fs::hard_link(&temporary, path).or_else(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => Err("it was made while this ran, so it was left as it is".to_owned()),
                _ if path.symlink_metadata().is_ok() => Err("something is there already".to_owned()),
                _ => fs::rename(&temporary, path).map_err(say),
            }),
        }
    }();
    let _ = fs::remove_file(&temporary);
    done
}

/// Removes the file at `path`, if it is still what was read.
pub fn remove(path: &Path, read: &str, within: Option<&Path>) -> Result<(), String> {
    no_link(path, within)?;
    if !is_still(path, read) {
        return Err("it was changed while this ran, so it was left as it is; run again".to_owned());
    }
    fs::remove_file(path).map_err(|error| error.to_string())
}

/// Whether the file holds these very bytes.
fn is_still(path: &Path, read: &str) -> bool {
    let has_size = path.symlink_metadata().is_ok_and(|meta| meta.is_file() && meta.len() == read.len() as u64);
    has_size && fs::read(path).is_ok_and(|bytes| bytes == read.as_bytes())
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

/// A name in the same folder, so that the rename stays within one file system. Hidden, so that no walk takes it for a page.
fn temporary(path: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let mut name = OsString::from(".isogloss-");
    name.push(format!("{}-{}.tmp", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    folder_of(path).join(name)
}
