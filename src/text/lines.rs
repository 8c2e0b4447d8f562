//! From byte offsets to lines and columns. Only reporters and messages need these: the model holds bytes.

use std::sync::OnceLock;

/// A place for people and machines: both counted from 1, the column in Unicode code points.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in code points.
    pub column: u32,
}

/// Where each line of a text starts. `\n`, `\r\n` and a lone `\r` end a line.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many code points stand before each [`BLOCK`] of bytes: made when a long line is first asked about, since a page may be
    /// one line with a finding at every word.
    counts: OnceLock<Vec<u32>>,
}

/// Bytes that are counted again for each column.
const BLOCK: usize = 1 << 10;

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(memchr::memchr_iter(b'\n', bytes).count() + 1);
        starts.push(0);
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let carriage_before_feed = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
            if !carriage_before_feed {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts, counts: OnceLock::new() }
    }

    /// The number of lines; a final line end opens no further line that counts.
    pub fn count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line (from 1) that byte `offset` lies on.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset) as u32
    }

    /// The first byte of `line` (from 1); the end of the text when there is no such line.
    pub fn start_of(&self, line: u32) -> Option<u32> {
        self.starts.get((line as usize).checked_sub(1)?).copied()
    }

    /// The place of byte `offset` in `text`, the text this index was made from. A leading byte order
    /// mark is not a column.
    pub fn place(&self, text: &str, offset: u32) -> Place {
        let line = self.line(offset).max(1);
        let start = self.start_of(line).unwrap_or(0) as usize;
        let before = text.get(start..offset as usize).unwrap_or("");
        if before.len() > BLOCK {
            let mark = u32::from(line == 1 && text.starts_with('\u{feff}'));
            let column = self.points(text, offset as usize).saturating_sub(self.points(text, start) + mark) + 1;
            return Place { line, column };
        }
        let before = if line == 1 { before.strip_prefix('\u{feff}').unwrap_or(before) } else { before };
        Place { line, column: before.chars().count() as u32 + 1 }
    }

    /// The number of code points before byte `at`.
    fn points(&self, text: &str, at: usize) -> u32 {
        // Every byte but those that carry on a character begins one.
        let count = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32;
        let counts = self.counts.get_or_init(|| {
            let mut all = 0;
            let blocks = text.as_bytes().chunks(BLOCK);
            let before = blocks.map(|block| {
                all += count(block);
                all
            });
            std::iter::once(0).chain(before).collect()
        });
        let block = at / BLOCK;
        counts.get(block).copied().unwrap_or(0) + count(text.as_bytes().get(block * BLOCK..at).unwrap_or(&[]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_line_ends_count() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        let lines: Vec<u32> = [0, 2, 5, 7].iter().map(|at| index.line(*at)).collect();
        assert_eq!(lines, [1, 2, 3, 4]);
    }

    #[test]
    fn long_lines_are_counted_once() {
        for start in ["", "\u{feff}", "a\n", "é\r\n"] {
            let text = format!("{start}{}", "aé🙂".repeat(2000));
            let index = LineIndex::new(&text);
            for (at, _) in text.char_indices().step_by(7).filter(|(at, _)| *at >= start.len()) {
                let column = text.get(start.len()..at).unwrap().chars().count() as u32 + 1;
                assert_eq!(index.place(&text, at as u32).column, column, "byte {at} after {start:?}");
            }
        }
    }

    #[test]
    fn columns_are_code_points_and_skip_the_mark() {
        let text = "\u{feff}éab";
        assert_eq!(LineIndex::new(text).place(text, 5), Place { line: 1, column: 2 });
    }
}
