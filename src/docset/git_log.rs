//! What `git log --raw -z` and `git diff-tree --raw -z` print, read piece by piece. Must not run git.

use super::blob::BlobId;
use std::io::{self, BufRead};

/// The form of a commit's line that is read here: its name, the date (`--date=short`) and the subject.
pub const FORMAT: &str = "--format=%H %cd %s";

/// A piece of the output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A commit; its changes follow.
    Commit {
        /// Its name, in hexadecimal digits.
        id: String,
        /// The day, as `YYYY-MM-DD`.
        date: String,
        /// The first line of its message.
        subject: String,
    },
    /// A file that the commit above changed.
    Change {
        /// The former path, if it was renamed.
        from: Option<Vec<u8>>,
        /// The path, from the top of the repository.
        path: Vec<u8>,
        /// What it held before; `None` where it was not there, or no file.
        before: Option<BlobId>,
        /// What it holds since; `None` where it was removed, or is no file any more.
        blob: Option<BlobId>,
    },
}

/// Reads entry by entry.
#[derive(Debug)]
pub struct LogReader<R> {
    input: R,
    token: Vec<u8>,
}

impl<R: BufRead> LogReader<R> {
    /// Reads from `input`.
    pub fn new(input: R) -> Self {
        Self { input, token: Vec::new() }
    }

    /// The next entry; `None` at the end.
    pub fn next_entry(&mut self) -> io::Result<Option<Entry>> {
        if !self.advance()? {
            return Ok(None);
        }
        // Between a commit and its first change stands a line end of its own.
        let token = self.token.strip_prefix(b"\n").unwrap_or(&self.token);
        if token.starts_with(b":") {
            let (before, blob, paths) = change(token).ok_or_else(|| odd(token))?;
            let first = self.path()?;
            let (from, path) = if paths == 2 { (Some(first), self.path()?) } else { (None, first) };
            return Ok(Some(Entry::Change { from, path, before, blob }));
        }
        commit(token).ok_or_else(|| odd(token)).map(Some)
    }

    /// Reads up to the next NUL; false at the end.
    fn advance(&mut self) -> io::Result<bool> {
        self.token.clear();
        if self.input.read_until(0, &mut self.token)? == 0 {
            return Ok(false);
        }
        if self.token.pop() != Some(0) {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the list of changes is cut off"));
        }
        Ok(true)
    }

    fn path(&mut self) -> io::Result<Vec<u8>> {
        if self.advance()? {
            return Ok(std::mem::take(&mut self.token));
        }
        Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the list of changes is cut off"))
    }
}

/// What `:100644 100644 BEFORE AFTER M` says: the blob before and the blob since, and how many paths follow.
fn change(token: &[u8]) -> Option<(Option<BlobId>, Option<BlobId>, usize)> {
    let mut fields = token.get(1..)?.split(|byte| *byte == b' ');
    let (old, new, before, after) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let status = fields.next()?;
    let (before, after) = (BlobId::from_hex(before)?, BlobId::from_hex(after)?);
    // Links and submodules are no pages.
    let is_file = |mode: &[u8]| mode.starts_with(b"100");
    let paths = if matches!(status.first()?, b'R' | b'C') { 2 } else { 1 };
    fields.next().is_none().then_some((is_file(old).then_some(before), is_file(new).then_some(after), paths))
}

/// What `ID DATE SUBJECT` says.
fn commit(token: &[u8]) -> Option<Entry> {
    let text = String::from_utf8_lossy(token);
    let mut parts = text.splitn(3, ' ');
    let (id, date, subject) = (parts.next()?, parts.next()?, parts.next().unwrap_or(""));
    BlobId::from_hex(id.as_bytes())?;
    Some(Entry::Commit { id: id.to_owned(), date: date.to_owned(), subject: subject.to_owned() })
}

fn odd(token: &[u8]) -> io::Error {
    let text: String = String::from_utf8_lossy(token).chars().take(80).collect();
    io::Error::new(io::ErrorKind::InvalidData, format!("{text:?} is neither a commit nor a change"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "fd9b8b1ca9aa3d45f83769f555aebfb5784f0398";
    const B: &str = "78981922613b2afb6025042ff6bd878ac1994e85";
    const ZERO: &str = "0000000000000000000000000000000000000000";

    fn read(text: &str) -> io::Result<Vec<Entry>> {
        let mut reader = LogReader::new(text.as_bytes());
        std::iter::from_fn(|| reader.next_entry().transpose()).collect()
    }

    fn commit(id: &str, date: &str, subject: &str) -> Entry {
        Entry::Commit { id: id.into(), date: date.into(), subject: subject.into() }
    }

    fn change(path: &str, blob: Option<&str>) -> Entry {
        let id = |blob: &str| BlobId::from_hex(blob.as_bytes()).unwrap();
        Entry::Change { from: None, path: path.into(), before: Some(id(A)), blob: blob.map(id) }
    }

    #[test]
    fn reads_commits_and_changes() {
        let text = format!(
            "{A} 2021-07-15 A subject: with words\0\n:100644 100644 {A} {B} M\0docs/a b.md\0:100644 000000 {A} {ZERO} D\0\
             :odd \"name\".md\0{B} 2021-07-14 \0{A} 2020-01-01 x\0\n:100644 120000 {A} {B} T\0link.md\0"
        );
        assert_eq!(
            read(&text).unwrap(),
            [
                commit(A, "2021-07-15", "A subject: with words"),
                change("docs/a b.md", Some(B)),
                change(":odd \"name\".md", None),
                commit(B, "2021-07-14", ""),
                commit(A, "2020-01-01", "x"),
                change("link.md", None),
            ]
        );
    }

    #[test]
    fn reads_renames_without_a_commit() {
        let entry = &read(&format!(":100644 100644 {A} {B} R087\0old.md\0new.md\0")).unwrap()[0];
        let Entry::Change { from, path, .. } = entry else { panic!("{entry:?}") };
        assert_eq!((from.as_deref(), path.as_slice()), (Some(&b"old.md"[..]), &b"new.md"[..]));
    }

    #[test]
    fn refuses_anything_else() {
        for text in [
            "x\0".to_owned(),
            format!("{A} 2021-07-15 cut"),
            format!(":100644 100644 {A} {B} M\0"),
            ":100644 M\0a.md\0".to_owned(),
            format!(":100644 100644 {A} {B} M more\0a.md\0"),
            "\0".to_owned(),
        ] {
            assert!(read(&text).is_err(), "{text:?}");
        }
        assert_eq!(read("").unwrap(), []);
    }
}
