//! Where the corpora are. They are no part of the repository.
#![allow(unreachable_pub, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// Tests of one program run at once, and a half-unpacked folder looks like a whole one.
static ONE: Mutex<()> = Mutex::new(());

/// The folder `target/corpus/FOLDER`, unpacked from `ARCHIVE` in the corpus folder (`ISOGLOSS_CORPUS`, by default
/// `../shared/corpus`) when it is not yet. `None`, with a note, when there is no corpus; a failure under
/// `ISOGLOSS_REQUIRE_CORPUS=1`.
pub fn corpus(archive: &str, folder: &str) -> Option<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let unpacked = project.join("target/corpus");
    let found = unpacked.join(folder);
    let guard = ONE.lock();
    if !found.is_dir() {
        let packed = std::env::var_os("ISOGLOSS_CORPUS").map_or(project.join("../shared/corpus"), PathBuf::from);
        let archive = packed.join(archive);
        let top = folder.split('/').next().unwrap_or(folder);
        let part = unpacked.join(format!("{top}-{}", std::process::id()));
        if archive.is_file() && std::fs::create_dir_all(&part).is_ok() {
            let _ = Command::new("tar").arg("-xJf").arg(archive).arg("-C").arg(&part).status();
            let _ = std::fs::rename(part.join(top), unpacked.join(top));
            let _ = std::fs::remove_dir_all(&part);
        }
    }
    drop(guard);
    if found.is_dir() {
        return Some(found);
    }
    assert!(std::env::var_os("ISOGLOSS_REQUIRE_CORPUS").is_none_or(|value| value != "1"), "no {}", found.display());
    println!("skipped: no corpus");
    None
}
