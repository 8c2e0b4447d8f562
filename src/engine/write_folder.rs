//! Writing a folder of generated files: what an earlier run wrote there is replaced, or removed where it is no longer wanted; what
//! somebody else put there stays. A list in the folder tells the two apart. Must not know what the files are.
//!
//! The list is written first, with the names of before and of now, and once more at the end: a run that was killed leaves a
//! folder that the next one knows as its own.

use super::write::{self, write};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// What marks a folder as generated.
pub struct Mark {
    /// The name of the list.
    pub file: &'static str,
    /// Its first line.
    pub line: &'static str,
}

/// How many files were written, were there already with the same text, and were removed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// New or changed.
    pub written: usize,
    /// As they were.
    pub unchanged: usize,
    /// Left by an earlier run.
    pub removed: usize,
}

/// Makes `folder` hold `files`: paths below it with forward slashes, and texts. It is refused, and left as it is, where the folder
/// holds files but not the list, or a file that is not on the list has the name of one of these. The error is for people.
pub fn write_folder(folder: &Path, mark: &Mark, files: &[(String, String)]) -> Result<Written, String> {
    let list = folder.join(mark.file);
    let old_list = text_of(&list)?;
    let old = match &old_list {
        Some(text) if text.lines().next() == Some(mark.line) => text.lines().skip(1).filter_map(safe).collect(),
        _ if is_empty(folder)? => BTreeSet::new(),
        _ => {
            let why = "holds files, and not those of an earlier report: name another folder, or empty it";
            return Err(format!("{} {why}", folder.display()));
        }
    };
    let new: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    for path in new.difference(&old) {
        let place = folder.join(path);
        if place.symlink_metadata().is_ok() {
            let why = "is there already, and no report wrote it: move it, or name another folder";
            return Err(format!("{} {why}", place.display()));
        }
    }
    let all: BTreeSet<&str> = new.union(&old).copied().collect();
    let began = listed(mark, &all);
    put(folder, &list, old_list.as_deref(), &began)?;
    let counts: Vec<bool> = files
        .par_iter()
        .map(|(path, text)| {
            let place = folder.join(path);
            let read = text_of(&place)?;
            put(folder, &place, read.as_deref(), text)
        })
        .collect::<Result<_, String>>()?;
    let mut done = Written { written: counts.iter().filter(|written| **written).count(), ..Written::default() };
    done.unchanged = counts.len() - done.written;
    for path in old.difference(&new) {
        let place = folder.join(path);
        if let Some(read) = text_of(&place)? {
            write::remove(&place, &read, Some(folder)).map_err(|error| say(&place, &error))?;
            done.removed += 1;
        }
    }
    put(folder, &list, Some(&began), &listed(mark, &new))?;
    Ok(done)
}

/// The list as text.
fn listed(mark: &Mark, paths: &BTreeSet<&str>) -> String {
    let mut text = String::from(mark.line);
    text.push('\n');
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// Writes one file, unless it says so already; whether it was written.
fn put(folder: &Path, path: &Path, read: Option<&str>, text: &str) -> Result<bool, String> {
    if read == Some(text) {
        return Ok(false);
    }
    write(path, read, text, Some(folder)).map(|()| true).map_err(|error| say(path, &error))
}

fn say(path: &Path, error: &str) -> String {
    format!("{} could not be written: {error}", path.display())
}

/// The text of a file; `None` where there is none.
fn text_of(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(format!("{} could not be read: {error}", path.display())),
    }
}

/// Whether the folder is not there, or holds nothing but what killed runs left.
fn is_empty(folder: &Path) -> Result<bool, String> {
    write::sweep(folder);
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(format!("{}: {error}", folder.display())),
    }
}

/// A line of a list, if it is a path that stays below the folder: a list may have been changed by hand.
fn safe(line: &str) -> Option<&str> {
    let path = PathBuf::from(line);
    let is_plain = !line.is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)));
    is_plain.then_some(line)
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn lists_name_nothing_elsewhere() {
        assert_eq!(safe("data/rows-0.js"), Some("data/rows-0.js"));
        for line in ["", "/etc/passwd", "../x", "data/../../x", "./x"] {
            assert_eq!(safe(line), None, "{line}");
        }
    }
}
