//! Folders that tests write into, and copies of others in them.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// An empty folder of this name, which no other test may use at the same time.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Copies the files below `from` whose paths, relative to it and with forward slashes, are `wanted`. How many there were.
pub fn copy_some(from: &Path, to: &Path, wanted: &dyn Fn(&str) -> bool) -> usize {
    fn walk(folder: &Path, base: &Path, to: &Path, wanted: &dyn Fn(&str) -> bool) -> usize {
        let of_one = |path: PathBuf| {
            if path.is_dir() {
                return walk(&path, base, to, wanted);
            }
            let name = path.strip_prefix(base).unwrap();
            if !wanted(&name.to_str().unwrap().replace('\\', "/")) {
                return 0;
            }
            let target = to.join(name);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::copy(&path, target).unwrap();
            1
        };
        fs::read_dir(folder).unwrap().map(|entry| of_one(entry.unwrap().path())).sum()
    }
    walk(from, from, to, wanted)
}

/// Copies all files below `from`.
pub fn copy(from: &Path, to: &Path) {
    copy_some(from, to, &|_| true);
}
