//! Changes of files as a unified diff: what would be written, in the form that `git apply` takes.

use crate::report::escape::visible;
use similar::TextDiff;
use std::io::{self, IsTerminal, Write};

/// Where diffs go: standard output.
pub struct Diffs {
    out: io::BufWriter<io::StdoutLock<'static>>,
    is_terminal: bool,
    written: io::Result<()>,
}

impl Diffs {
    /// Ready to print.
    pub fn new() -> Diffs {
        let out = io::stdout().lock();
        let is_terminal = out.is_terminal();
        Diffs { out: io::BufWriter::with_capacity(1 << 16, out), is_terminal, written: Ok(()) }
    }

    /// Adds the diff of one file; `None` for a file that is not there, or will not be.
    pub fn add(&mut self, path: &str, old: Option<&str>, new: Option<&str>) {
        let name = |text: Option<&str>, side: &str| match text {
            Some(_) => format!("{side}/{}", path.trim_start_matches('/')),
            None => "/dev/null".to_owned(),
        };
        let diff = TextDiff::from_lines(old.unwrap_or(""), new.unwrap_or(""));
        let diff = diff.unified_diff().header(&name(old, "a"), &name(new, "b")).to_string();
        // A page must not speak to the terminal; a patch must keep every byte.
        let diff = if self.is_terminal {
            diff.split('\n').map(|line| visible(line).into_owned()).collect::<Vec<_>>().join("\n")
        } else {
            diff
        };
        if self.written.is_ok() {
            self.written = self.out.write_all(diff.as_bytes());
        }
    }

    /// Ends. The error is for people; a reader that has seen enough is no failure.
    pub fn finish(mut self) -> Result<(), String> {
        match self.written.and_then(|()| self.out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(format!("the diff could not be written: {error}"))
            }
            _ => Ok(()),
        }
    }
}

impl Default for Diffs {
    fn default() -> Self {
        Self::new()
    }
}
