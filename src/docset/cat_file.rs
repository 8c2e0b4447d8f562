//! One long-lived `git cat-file`, asked for many objects in turn. Must not know what the objects are for.

use super::git::{Git, GitError};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// How many questions are written before the answers are read. With at most 80 bytes each they fit into the smallest
/// pipe there is (4 KiB), so that git and this program never wait for each other.
const AT_ONCE: usize = 48;

/// A running `git cat-file`.
#[derive(Debug)]
pub(super) struct CatFile {
    child: Child,
    /// `None` once it is closed.
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

/// What git knows of an object.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Object {
    /// Its name, in hexadecimal digits.
    pub name: String,
    /// `blob`, `tree`, `commit` or `tag`.
    pub kind: String,
    /// Bytes.
    pub size: u64,
}

impl CatFile {
    /// Starts one that gives the contents of objects.
    pub fn contents(git: &Git) -> Result<Self, GitError> {
        Self::start(git, "--batch")
    }

    /// Starts one that says what objects there are.
    pub fn checks(git: &Git) -> Result<Self, GitError> {
        Self::start(git, "--batch-check")
    }

    fn start(git: &Git, mode: &str) -> Result<Self, GitError> {
        let mut command = git.command();
        // Errors are answers too (`missing`); a pipe that nobody empties would stop git.
        command.args(["cat-file", mode]).stdin(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| GitError::NoProgram { reason: error.to_string() })?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(stdin), Some(stdout)) => {
                Ok(Self { child, stdin: Some(stdin), stdout: BufReader::with_capacity(1 << 16, stdout) })
            }
            _ => Err(git.unreadable("`git cat-file` has no pipes")),
        }
    }

    /// What git knows of the object that `question` names. A question is one line.
    pub fn check(&mut self, question: &str) -> io::Result<Option<Object>> {
        self.ask(&[question])?;
        self.header()
    }

    /// Reads the blobs named, in order, and hands each to `take`: `None` where it is missing, no blob, or has more than
    /// `most` bytes; the size is asked first.
    pub fn each(&mut self, names: &[String], most: u64, mut take: impl FnMut(usize, Content)) -> io::Result<()> {
        for (chunk, part) in names.chunks(AT_ONCE).enumerate() {
            self.ask(part)?;
            for at in 0..part.len() {
                let content = match self.header()? {
                    None => Content::Missing,
                    Some(object) => self.content(&object, most)?,
                };
                take(chunk * AT_ONCE + at, content);
            }
        }
        Ok(())
    }

    fn ask(&mut self, questions: &[impl AsRef<str>]) -> io::Result<()> {
        let mut text = String::new();
        for question in questions {
            text.push_str(question.as_ref());
            text.push('\n');
        }
        let stdin = self.stdin.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        stdin.write_all(text.as_bytes())?;
        stdin.flush()
    }

    /// Reads the line before an object's content; `None` when there is no such object.
    fn header(&mut self) -> io::Result<Option<Object>> {
        let mut line = Vec::new();
        self.stdout.by_ref().take(1 << 16).read_until(b'\n', &mut line)?;
        if line.pop() != Some(b'\n') {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "`git cat-file` stopped"));
        }
        let line = String::from_utf8_lossy(&line);
        Ok(object(&line))
    }

    fn content(&mut self, object: &Object, most: u64) -> io::Result<Content> {
        // The content is followed by a line end of its own.
        if object.kind != "blob" || object.size > most {
            io::copy(&mut self.stdout.by_ref().take(object.size.saturating_add(1)), &mut io::sink())?;
            return Ok(Content::Refused);
        }
        let mut bytes = Vec::with_capacity(object.size as usize + 1);
        self.stdout.by_ref().take(object.size + 1).read_to_end(&mut bytes)?;
        if bytes.pop() != Some(b'\n') || bytes.len() as u64 != object.size {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "an object is cut off"));
        }
        Ok(String::from_utf8(bytes).map_or(Content::Refused, Content::Text))
    }
}

/// What a blob holds.
#[derive(Debug)]
pub(super) enum Content {
    /// UTF-8.
    Text(String),
    /// No UTF-8, too large or no blob; that never changes.
    Refused,
    /// Not in this clone.
    Missing,
}

impl Content {
    /// The text, if there is one.
    pub fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Refused | Self::Missing => None,
        }
    }
}

/// Reads `NAME KIND SIZE`. What is missing is named as it was asked for, which may have spaces in it.
fn object(line: &str) -> Option<Object> {
    let mut fields = line.split(' ');
    let (name, kind, size) = (fields.next()?, fields.next()?, fields.next()?.parse().ok()?);
    let is_kind = ["blob", "tree", "commit", "tag"].contains(&kind);
    let is_name = [40, 64].contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_kind && is_name && fields.next().is_none()).then(|| Object {
        name: name.to_owned(),
        kind: kind.to_owned(),
        size,
    })
}

impl Drop for CatFile {
    fn drop(&mut self) {
        // Without questions to come git ends by itself, unless it still waits to be read.
        self.stdin = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_objects_from_those_missing() {
        let name = "fd9b8b1ca9aa3d45f83769f555aebfb5784f0398";
        let found = object(&format!("{name} blob 12")).unwrap();
        assert_eq!((found.name.as_str(), found.kind.as_str(), found.size), (name, "blob", 12));
        for line in [&format!("{name} missing"), &format!("{name}:a blob 12 missing"), "a blob 12", "abc ambiguous", ""]
        {
            assert_eq!(object(line), None, "{line}");
        }
    }
}
