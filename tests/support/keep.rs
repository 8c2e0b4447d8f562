//! Files that tests write: lists, goldens.
#![allow(unreachable_pub, clippy::unwrap_used)]

use std::path::Path;

/// Writes `wanted` to `path` where it differs; with `CI=true` that is a failure instead.
pub fn write_or_fail(path: &Path, wanted: &str) {
    let found = std::fs::read_to_string(path).unwrap_or_default();
    if found == wanted {
        return;
    }
    let asked = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(!asked, "{} is not up to date: run `cargo test` and commit what it writes", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).unwrap();
    }
    std::fs::write(path, wanted).unwrap();
}
