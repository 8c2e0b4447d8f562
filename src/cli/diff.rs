//! Changes of files as a unified diff: what would be written, in the form that `git apply` takes.

use crate::report::escape::visible;
use similar::TextDiff;
use std::io::{self, IsTerminal, Write};

/// Where diffs go: standard output.
pub struct Diffs {
    out: io::BufWriter<io::StdoutLock<'static>>,
    is_terminal: bool,
    is_colored: bool,
    written: io::Result<()>,
}

impl Diffs {
    /// Ready to print.
    pub fn new() -> Diffs {
        let out = io::stdout().lock();
        let is_terminal = out.is_terminal();
        let is_colored = super::is_colored();
        Diffs { out: io::BufWriter::with_capacity(1 << 16, out), is_terminal, is_colored, written: Ok(()) }
    }

    /// Adds the diff of one file; `None` for a file that is not there, or will not be.
    pub fn add(&mut self, path: &str, old: Option<&str>, new: Option<&str>) {
        let name = |text: Option<&str>, side: &str| match text {
            Some(_) => format!("{side}/{}", path.trim_start_matches('/')),
            None => "/dev/null".to_owned(),
        };
        let diff = TextDiff::from_lines(old.unwrap_or(""), new.unwrap_or(""));
        let diff = diff.unified_diff().header(&name(old, "a"), &name(new, "b")).to_string();
        let diff = for_reader(diff, self.is_terminal);
        let diff = if self.is_colored { colored(&diff) } else { diff };
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

/// A page must not speak to the terminal; a patch, or a page in a pipe, must keep every byte.
pub(super) fn for_reader(text: String, is_terminal: bool) -> String {
    if !is_terminal {
        return text;
    }
    text.split('\n').map(|line| visible(line).into_owned()).collect::<Vec<_>>().join("\n")
}

/// Each line of a diff of one file in the colours that git gives it.
fn colored(diff: &str) -> String {
    let mut is_header = true;
    let lines = diff.split_inclusive('\n').map(|line| {
        is_header &= !line.starts_with("@@");
        let style = match line.as_bytes().first() {
            _ if is_header => "1",
            Some(b'@') => "36",
            Some(b'+') => "32",
            Some(b'-') => "31",
            _ => return line.to_owned(),
        };
        let text = line.trim_end_matches(['\r', '\n']);
        format!("\x1b[{style}m{text}\x1b[0m{}", line.strip_prefix(text).unwrap_or_default())
    });
    lines.collect()
}

impl Default for Diffs {
    fn default() -> Self {
        Self::new()
    }
}
