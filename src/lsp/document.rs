//! A page as it stands in the editor. Its text is the truth, whatever the file says.

use super::position::{Encoding, View};
use crate::text::{LineIndex, Lines, Span};
use gen_lsp_types::{Position, Range, Uri};
use serde::Deserialize;
use std::path::PathBuf;

/// A text that the client holds open.
#[derive(Debug)]
pub struct Document {
    /// As the client writes it.
    pub uri: Uri,
    /// Its file; `None` for what is in no file.
    pub path: Option<PathBuf>,
    /// The client's number for the text.
    pub version: i32,
    text: String,
    lines: LineIndex,
    /// Whether its file begins with a byte order mark that the client does not show.
    pub mark: bool,
}

/// One change: of a range, or of everything.
#[derive(Clone, Debug, Deserialize)]
pub struct Change {
    /// What is replaced; `None` for everything.
    #[serde(default)]
    pub range: Option<Place>,
    /// What stands there afterwards.
    pub text: String,
}

/// A range of a change. (The library's type of a change takes one with a range that cannot be read for one of everything.)
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Place {
    start: Position,
    end: Position,
}

impl Place {
    /// From `start` to `end`.
    pub fn new(start: Position, end: Position) -> Self {
        Self { start, end }
    }
}

impl Document {
    /// A document that was opened.
    pub fn new(uri: Uri, path: Option<PathBuf>, version: i32, text: String) -> Self {
        let lines = LineIndex::new(&text);
        Self { uri, path, version, text, lines, mark: false }
    }

    /// The text as the client has it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as its file would hold it.
    pub fn file_text(&self) -> String {
        if self.mark { format!("\u{feff}{}", self.text) } else { self.text.clone() }
    }

    /// How the client sees the text.
    pub fn view(&self, encoding: Encoding) -> View<'_> {
        View { text: &self.text, lines: Lines::new(&self.lines, &self.text), hidden: 0, encoding }
    }

    /// Makes the changes, one after the other.
    pub fn change(&mut self, changes: Vec<Change>, encoding: Encoding) {
        for Change { range, text } in changes {
            match range {
                None => self.text = text,
                Some(Place { start, end }) => {
                    let Span { start, end } = self.view(encoding).span(Range { start, end });
                    let (start, end) = (start as usize, end as usize);
                    let (Some(before), Some(after)) = (self.text.get(..start), self.text.get(end..)) else { continue };
                    self.text = [before, &text, after].concat();
                }
            }
            self.lines = LineIndex::new(&self.text);
        }
    }
}
