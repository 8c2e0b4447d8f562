//! From byte offsets to lines and columns. Only reporters and messages need these: the model holds bytes.

use super::span::Span;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// A place for people and machines: both counted from 1, the column in Unicode code points.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in code points.
    pub column: u32,
}

/// Bytes that are looked at again for each place.
const BLOCK: usize = 1 << 10;

/// Of a text of so many bytes nothing is noted: most pages are no longer, and counting from the start costs no more than noting would.
const SHORT: usize = 8 << 10;

/// What is noted of a short text.
static NOTHING: LazyLock<LineIndex> = LazyLock::new(LineIndex::default);

/// The lines of a text, counted by blocks: a page has few places that anybody asks about, and looking for a line within a block is
/// cheaper than noting where each line of the page starts. `\n`, `\r\n` and a lone `\r` end a line.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    /// How many lines end before each [`BLOCK`] of bytes; empty for a short text.
    ended: Box<[u32]>,
    /// How many code points stand before each [`BLOCK`] of bytes: made when a long line is first asked about, since a page may be
    /// one line with a finding at every word.
    counts: OnceLock<Vec<u32>>,
}

impl LineIndex {
    /// The index of every text that is too short for one of its own.
    pub fn of_short(text: &str) -> Option<&'static Self> {
        (text.len() <= SHORT).then(|| &*NOTHING)
    }

    /// Indexes `text`. All that is asked later has to be asked with the same text.
    pub fn new(text: &str) -> Self {
        if text.len() <= SHORT {
            return Self::default();
        }
        let mut all = 0;
        let ended = (0..=text.len() / BLOCK).map(|block| {
            let before = all;
            all += count(text, block * BLOCK..(block + 1) * BLOCK);
            before
        });
        Self { ended: ended.collect(), counts: OnceLock::new() }
    }

    /// The line (from 1) that byte `offset` lies on.
    pub fn line(&self, text: &str, offset: u32) -> u32 {
        let block = self.block_of(offset);
        let ended = self.ended.get(block).copied().unwrap_or(0);
        1 + ended + count(text, block * BLOCK..offset as usize)
    }

    /// The first byte of `line` (from 1); `None` when there is no such line. A final line end opens one.
    pub fn start_of(&self, text: &str, line: u32) -> Option<u32> {
        let before = line.checked_sub(1)?;
        if before == 0 {
            return Some(0);
        }
        // The block in which the line before ends.
        let block = self.ended.partition_point(|ended| *ended < before).saturating_sub(1);
        let nth = before - self.ended.get(block).copied().unwrap_or(0);
        let end = ends(text, block * BLOCK..text.len()).nth(nth as usize - 1)?;
        Some(end as u32 + 1)
    }

    /// The place of byte `offset` in `text`. A leading byte order mark is not a column.
    pub fn place(&self, text: &str, offset: u32) -> Place {
        let line = self.line(text, offset);
        let near = ends(text, self.block_of(offset) * BLOCK..offset as usize).next_back();
        let start = near.map_or_else(|| self.start_of(text, line).unwrap_or(0) as usize, |end| end + 1);
        let before = text.get(start..offset as usize).unwrap_or("");
        if before.len() > BLOCK {
            let mark = u32::from(line == 1 && text.starts_with('\u{feff}'));
            let column = self.points(text, offset as usize).saturating_sub(self.points(text, start) + mark) + 1;
            return Place { line, column };
        }
        let before = if line == 1 { before.strip_prefix('\u{feff}').unwrap_or(before) } else { before };
        Place { line, column: before.chars().count() as u32 + 1 }
    }

    /// The places where `span` starts and ends. Most spans lie within a line, which is then looked for once.
    pub fn places(&self, text: &str, span: Span) -> (Place, Place) {
        let start = self.place(text, span.start);
        let within = text.as_bytes().get(span.start as usize..span.end as usize).filter(|within| within.len() <= BLOCK);
        // A byte order mark is no column, and what begins within a character has no column of its own.
        let within = within.filter(|_| span.start > 0 && text.is_char_boundary(span.start as usize));
        let end = match within.filter(|within| memchr::memchr2(b'\n', b'\r', within).is_none()) {
            Some(within) if text.is_char_boundary(span.end as usize) => {
                Place { line: start.line, column: start.column + points(within) }
            }
            _ => self.place(text, span.end),
        };
        (start, end)
    }

    /// The block that byte `offset` lies in; the last one for what lies beyond the text.
    fn block_of(&self, offset: u32) -> usize {
        (offset as usize / BLOCK).min(self.ended.len().saturating_sub(1))
    }

    /// The number of code points before byte `at`.
    fn points(&self, text: &str, at: usize) -> u32 {
        if self.ended.is_empty() {
            return points(text.as_bytes().get(..at).unwrap_or(&[]));
        }
        let counts = self.counts.get_or_init(|| {
            let mut all = 0;
            let blocks = text.as_bytes().chunks(BLOCK);
            let before = blocks.map(|block| {
                all += points(block);
                all
            });
            std::iter::once(0).chain(before).collect()
        });
        let block = at / BLOCK;
        counts.get(block).copied().unwrap_or(0) + points(text.as_bytes().get(block * BLOCK..at).unwrap_or(&[]))
    }
}

/// How many characters begin in `bytes`: every byte begins one but those that carry one on.
fn points(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32
}

/// How many lines end within the bytes `range` of `text`.
fn count(text: &str, range: Range<usize>) -> u32 {
    let bytes = text.as_bytes();
    let part = bytes.get(range.start..range.end.min(bytes.len())).unwrap_or_default();
    let is_alone = |at: &usize| bytes.get(range.start + at + 1) != Some(&b'\n');
    (memchr::memchr_iter(b'\n', part).count() + memchr::memchr_iter(b'\r', part).filter(is_alone).count()) as u32
}

/// The last byte of each line end within the bytes `range` of `text`.
fn ends(text: &str, range: Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
    let bytes = text.as_bytes();
    let part = bytes.get(range.start..range.end.min(bytes.len())).unwrap_or_default();
    let places = memchr::memchr2_iter(b'\n', b'\r', part).map(move |at| range.start + at);
    places.filter(|at| bytes.get(*at) != Some(&b'\r') || bytes.get(at + 1) != Some(&b'\n'))
}

/// The lines of one text.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    index: &'a LineIndex,
    text: &'a str,
}

impl<'a> Lines<'a> {
    /// Those of `text`, which `index` was made from.
    pub fn new(index: &'a LineIndex, text: &'a str) -> Self {
        Self { index, text }
    }

    /// The line (from 1) that byte `offset` lies on.
    pub fn line(self, offset: u32) -> u32 {
        self.index.line(self.text, offset)
    }

    /// The first byte of `line` (from 1); `None` when there is no such line.
    pub fn start_of(self, line: u32) -> Option<u32> {
        self.index.start_of(self.text, line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_line_ends_count() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        let lines: Vec<u32> = [0, 2, 5, 7].iter().map(|at| index.line(text, *at)).collect();
        assert_eq!(lines, [1, 2, 3, 4]);
    }

    #[test]
    fn lines_are_found_in_every_block() {
        let ends = [("ab", "\n"), ("é", "\r\n"), ("", "\r"), (&*"é".repeat(700), "\r\n"), ("", "\n\r")];
        for ((line, end), size) in ends.into_iter().flat_map(|one| [(one, SHORT / 8), (one, SHORT)]) {
            let text = [line, end].concat().repeat(size / (line.len() + end.len()) + 2) + line;
            let index = LineIndex::new(&text);
            let (mut starts, bytes) = (vec![0], text.as_bytes());
            let is_end = |at: &usize| bytes[*at] == b'\n' || bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            starts.extend((0..text.len()).filter(is_end).map(|at| at as u32 + 1));
            for at in 0..=text.len() as u32 {
                let line = starts.partition_point(|start| *start <= at);
                assert_eq!(index.line(&text, at), line as u32, "byte {at}");
                let place = index.place(&text, at);
                let column = text.get(starts[line - 1] as usize..at as usize).map(|before| before.chars().count() + 1);
                assert_eq!((place.line, column.unwrap_or(1)), (line as u32, place.column as usize), "byte {at}");
            }
            for line in 0..starts.len() + 3 {
                let start = line.checked_sub(1).and_then(|at| starts.get(at)).copied();
                assert_eq!(index.start_of(&text, line as u32), start, "line {line}");
            }
        }
    }

    #[test]
    fn long_lines_are_counted_once() {
        for start in ["", "\u{feff}", "a\n", "é\r\n"] {
            for count in [SHORT / 10, SHORT / 3] {
                let text = format!("{start}{}", "aé🙂".repeat(count));
                let index = LineIndex::new(&text);
                for (at, _) in text.char_indices().step_by(7).filter(|(at, _)| *at >= start.len()) {
                    let column = text.get(start.len()..at).unwrap().chars().count() as u32 + 1;
                    assert_eq!(index.place(&text, at as u32).column, column, "byte {at} after {start:?}");
                }
            }
        }
    }

    #[test]
    fn both_ends_are_where_each_is() {
        for text in [
            "\u{feff}éab\r\nc🙂d\r\re",
            &"aé\n".repeat(400),
            &"é".repeat(900),
            &format!("\u{feff}{}", "é🙂".repeat(400)),
            &format!("\u{feff}{}", "é🙂\n".repeat(SHORT / 7 + 1)),
        ] {
            let index = LineIndex::new(text);
            let size = text.len() as u32;
            for start in (0..=size).step_by(if size > 100 { 7 } else { 1 }) {
                for end in (start..=size + 1).take(20).chain([size]).filter(|end| *end >= start) {
                    let apart = (index.place(text, start), index.place(text, end));
                    assert_eq!(index.places(text, Span { start, end }), apart, "bytes {start} to {end}");
                }
            }
        }
    }

    #[test]
    fn columns_are_code_points_and_skip_the_mark() {
        let text = "\u{feff}éab";
        assert_eq!(LineIndex::new(text).place(text, 5), Place { line: 1, column: 2 });
    }
}
