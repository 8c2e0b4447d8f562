//! The repository of the corpus. A file of its own, so that tests without need of it have no dead code.
#![allow(unreachable_pub, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// Tests of one program run at once, and a half-made clone looks like a clone.
static ONE: Mutex<()> = Mutex::new(());

/// The folder `target/corpus/history`: a clone of the corpus' bundle, made when it is not there yet. `None`, with a note,
/// when there is no corpus; a failure under `ISOGLOSS_REQUIRE_CORPUS=1`.
pub fn history() -> Option<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = project.join("target/corpus/history");
    let guard = ONE.lock();
    if !found.is_dir() {
        let packed = std::env::var_os("ISOGLOSS_CORPUS").map_or(project.join("../shared/corpus"), PathBuf::from);
        let bundle = packed.join("graph-history-source.bundle");
        if bundle.is_file() && std::fs::create_dir_all(project.join("target/corpus")).is_ok() {
            let part = project.join(format!("target/corpus/history-{}", std::process::id()));
            let _ = Command::new("git").args(["clone", "-q", "-b", "main"]).arg(bundle).arg(&part).status();
            let _ = std::fs::rename(&part, &found);
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
