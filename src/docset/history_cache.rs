//! What hash the platform gives each blob, kept between runs: a blob never changes, so its hash need be computed once.
//! A file that is missing or broken means that nothing is known yet; it is never an error.

use super::blob::{BlobId, bytes_of, hex_of};
use sha1::{Digest, Sha1};
use std::collections::HashMap;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A hash of the platform's; `None` for a blob that is no text.
pub(super) type Hashes = HashMap<BlobId, Option<[u8; 20]>>;

/// Changed whenever the lines, or what they mean, change.
const FIRST_LINE: &str = "isogloss hashes 1";
/// Larger files are not read. A line has 82 bytes.
const MAX_BYTES: u64 = 256 << 20;

/// The folder for what can be computed again: `ISOGLOSS_CACHE`, or else `isogloss` in the user's cache folder. `None`
/// when there is none or `ISOGLOSS_CACHE` is empty.
pub fn folder() -> Option<PathBuf> {
    if let Some(folder) = env::var_os("ISOGLOSS_CACHE") {
        return Some(PathBuf::from(folder)).filter(|folder| !folder.as_os_str().is_empty());
    }
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let cache = if cfg!(windows) {
        named("LOCALAPPDATA")
    } else {
        let home = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
        named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|folder| folder.join(home)))
    };
    cache.map(|cache| cache.join("isogloss"))
}

/// The file of the repository whose objects lie in `common_dir`.
pub(super) fn file(folder: &Path, common_dir: &Path) -> PathBuf {
    let name = hex_of(&Sha1::digest(common_dir.as_os_str().as_encoded_bytes()));
    folder.join(format!("hashes-{name}"))
}

/// Reads the file at `path`. Only a whole file is believed.
pub(super) fn read(path: &Path) -> Hashes {
    let is_small = fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_BYTES);
    let bytes = if is_small { fs::read(path).unwrap_or_default() } else { Vec::new() };
    parse(&bytes).unwrap_or_default()
}

fn parse(bytes: &[u8]) -> Option<Hashes> {
    let body = bytes.get(..bytes.len().checked_sub(41)?)?;
    let sum = bytes.get(body.len()..)?.strip_suffix(b"\n")?;
    if bytes_of::<20>(sum)? != <[u8; 20]>::from(Sha1::digest(body)) {
        return None;
    }
    let mut lines = body.strip_suffix(b"\n")?.split(|byte| *byte == b'\n');
    lines.next().filter(|first| *first == FIRST_LINE.as_bytes())?;
    lines
        .map(|line| {
            let (blob, hash) = line.split_at_checked(line.len().checked_sub(41)?)?;
            let hash = hash.strip_prefix(b" ")?;
            let hash = if hash == [b'-'; 40] { None } else { Some(bytes_of::<20>(hash)?) };
            Some((BlobId::from_hex(blob)?, hash))
        })
        .collect()
}

/// Writes the file at `path`, whole or not at all.
pub(super) fn write(path: &Path, hashes: &Hashes) -> io::Result<()> {
    let mut known: Vec<_> = hashes.iter().collect();
    known.sort_unstable();
    let mut text = format!("{FIRST_LINE}\n");
    for (blob, hash) in known {
        use std::fmt::Write;
        let hash = hash.map_or_else(|| "-".repeat(40), |hash| hex_of(&hash));
        let _ = writeln!(text, "{blob} {hash}");
    }
    text.push_str(&hex_of(&Sha1::digest(text.as_bytes())));
    text.push('\n');
    let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
    fs::create_dir_all(folder)?;
    let new = path.with_extension(format!("{}.new", std::process::id()));
    let written = fs::File::create(&new).and_then(|mut file| file.write_all(text.as_bytes()));
    let done = written.and_then(|()| fs::rename(&new, path));
    if done.is_err() {
        let _ = fs::remove_file(&new);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn believes_whole_files_only() {
        let path = env::temp_dir().join(format!("isogloss-cache-{}", std::process::id())).join("deep/hashes");
        let blob = |byte: u8| BlobId::from_hex(hex_of(&[byte; 20]).as_bytes()).unwrap();
        let long = BlobId::from_hex(hex_of(&[7; 32]).as_bytes()).unwrap();
        let hashes = Hashes::from([(blob(1), Some([2; 20])), (blob(3), None), (long, Some([9; 20]))]);
        write(&path, &hashes).unwrap();
        assert_eq!(read(&path), hashes);
        let good = fs::read(&path).unwrap();
        for broken in [&good[..good.len() - 1], &good[..60], b"", b"\n", &good.to_ascii_uppercase()] {
            fs::write(&path, broken).unwrap();
            assert_eq!(read(&path), Hashes::new());
        }
        write(&path, &Hashes::new()).unwrap();
        assert_eq!(parse(&fs::read(&path).unwrap()), Some(Hashes::new()));
        fs::remove_dir_all(path.parent().unwrap().parent().unwrap()).unwrap();
    }
}
