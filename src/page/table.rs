//! Pipe tables, split from the source: the Markdown parser drops cells beyond the header's width.
//! Must not judge width or words.

use crate::text::Span;
use smallvec::SmallVec;

/// One table.
#[derive(Clone, Debug)]
pub struct Table {
    /// All of it.
    pub span: Span,
    /// The header row.
    pub header: Row,
    /// The `|---|---|` line.
    pub delimiter: Span,
    /// The rows below.
    pub rows: Box<[Row]>,
}

/// Cells: those of nearly every row of the pages that are known, 98 in 100, need no memory of their own.
pub type Cells = SmallVec<[Span; 3]>;

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row, without container marks.
    pub span: Span,
    /// The cells, trimmed.
    pub cells: Cells,
    /// Whether it ends with a `|`.
    pub closed: bool,
}

impl Row {
    /// The cell at `column` (from 0); empty at the row's end when there is none.
    pub fn cell(&self, column: usize) -> Span {
        self.cells.get(column).copied().unwrap_or_else(|| Span::at(self.span.to()))
    }
}

/// Splits the line at `span` into cells. A backslash escapes a pipe, within code spans too (GFM, section 4.10).
pub fn split_row(text: &str, span: Span) -> Row {
    let line = span.trimmed(text);
    let bytes = line.of(text).as_bytes();
    let mut start = usize::from(bytes.first() == Some(&b'|'));
    let mut closed = false;
    let mut cells = Cells::new();
    for at in memchr::memchr_iter(b'|', bytes) {
        if at < start || is_escaped(bytes.get(..at).unwrap_or_default()) {
            continue;
        }
        cells.push(line.part(start..at).trimmed(text));
        start = at + 1;
        closed = start == bytes.len();
    }
    if start < bytes.len() {
        cells.push(line.part(start..bytes.len()).trimmed(text));
    }
    cells.shrink_to_fit();
    Row { span: line, cells, closed }
}

/// Whether what follows these bytes has a backslash of its own.
fn is_escaped(before: &[u8]) -> bool {
    before.ends_with(b"\\") && before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<&str> {
        split_row(line, Span::new(0, line.len())).cells.iter().map(|cell| cell.of(line)).collect()
    }

    #[test]
    fn splits_from_the_source() {
        assert_eq!(cells("| a | b |"), ["a", "b"]);
        assert_eq!(cells("a|b"), ["a", "b"]);
        assert_eq!(cells("| a \\| b | `c\\|d` |"), ["a \\| b", "`c\\|d`"]);
        assert_eq!(cells("| a || c"), ["a", "", "c"]);
        assert_eq!(cells("|"), [""; 0]);
    }
}
