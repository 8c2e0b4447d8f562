//! Where the corpora are. They are no part of the repository.
#![allow(unreachable_pub, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder `target/corpus/FOLDER`, unpacked from `ARCHIVE` in the corpus folder (`ISOGLOSS_CORPUS`, by default
/// `../shared/corpus`) when it is not yet. `None`, with a note, when there is no corpus; a failure under
/// `ISOGLOSS_REQUIRE_CORPUS=1`.
pub fn corpus(archive: &str, folder: &str) -> Option<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let unpacked = project.join("target/corpus");
    let found = unpacked.join(folder);
    if !found.is_dir() {
        let packed = std::env::var_os("ISOGLOSS_CORPUS").map_or(project.join("../shared/corpus"), PathBuf::from);
        let archive = packed.join(archive);
        if archive.is_file() && std::fs::create_dir_all(&unpacked).is_ok() {
            let _ = Command::new("tar").arg("-xJf").arg(archive).arg("-C").arg(&unpacked).status();
        }
    }
    if found.is_dir() {
        return Some(found);
    }
    assert!(std::env::var_os("ISOGLOSS_REQUIRE_CORPUS").is_none_or(|value| value != "1"), "no {}", found.display());
    println!("skipped: no corpus");
    None
}
