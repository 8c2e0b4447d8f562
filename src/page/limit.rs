//! The limits of hostile input (`docs/architecture.md`). Meeting one is recorded, never a crash.

use crate::text::Span;

/// The largest page read, in bytes. The largest real page seen has 1.3 MB.
pub const PAGE_BYTES: usize = 4 << 20;
/// The deepest container nesting parsed: deeper pages with lazy lines are quadratic in the parser. Real pages reach 6.
pub const CONTAINER_DEPTH: usize = 64;
/// The largest front matter read, in bytes. Real ones reach 2,051.
pub const FRONT_MATTER_BYTES: usize = 64 << 10;
/// Strong emphasis, links and images deeper within their like are words as any: what they hold is noted with what is around it, so
/// that a page of nothing else would be noted as often as it has levels. No page of the corpora meets it.
pub const INLINE_DEPTH: usize = 16;
/// The deepest JSON read.
pub const JSON_DEPTH: usize = 128;
/// The longest chain of includes followed.
pub const INCLUDE_DEPTH: usize = 16;

/// Which limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// [`PAGE_BYTES`]; nothing of the page was read.
    PageBytes,
    /// [`CONTAINER_DEPTH`]; nothing of the page but its front matter was read.
    ContainerDepth,
    /// [`FRONT_MATTER_BYTES`]; the front matter was not read.
    FrontMatterBytes,
    /// [`JSON_DEPTH`]; the document was read up to there.
    JsonDepth,
}

/// A limit that a page ran into.
#[derive(Clone, Debug)]
pub struct LimitHit {
    /// Which.
    pub limit: Limit,
    /// Where.
    pub span: Span,
    /// The size or depth found.
    pub found: usize,
}

/// The first line, from byte `start` on, whose containers are nested deeper than [`CONTAINER_DEPTH`]: its
/// offset and depth. Depth is the number of container marks on a line that has one, plus half its indentation.
pub fn too_deep(text: &str, start: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(inside) = bytes.get(at..).and_then(long_run).map(|run| at + run) {
        // The parser takes a lone CR for a line end too.
        let before = bytes.get(at..inside).and_then(|before| memchr::memrchr2(b'\n', b'\r', before));
        let first = before.map_or(at, |line_end| at + line_end + 1);
        let rest = bytes.get(first..).unwrap_or(&[]);
        let end = memchr::memchr2(b'\n', b'\r', rest).map_or(rest.len(), |end| end + 1);
        let line = rest.get(..end).unwrap_or(rest);
        // A line cannot be too deep with fewer bytes than marks.
        if line.len() > CONTAINER_DEPTH && line.first().is_some_and(|byte| may_begin(*byte)) {
            let depth = depth_of(line);
            if depth > CONTAINER_DEPTH {
                return Some((first, depth));
            }
        }
        at = first + end;
    }
    None
}

/// The end of a run of [`STEP`] bytes and one that stand in or before container marks: a line that is too deep has such a run. No
/// byte adds more than 2 to the depth (a tab does), so such a line begins with 33; and of 32 in a row two are neighbours among every
/// 16th byte, so only between such neighbours all bytes are looked at.
fn long_run(bytes: &[u8]) -> Option<usize> {
    let mut last = 0;
    for (number, block) in bytes.chunks(BLOCK).enumerate() {
        // A bit for each 16th byte: taking the bits together takes fewer decisions than there are bytes.
        let every = block.iter().step_by(STEP).enumerate();
        let marks = every.fold(0, |marks, (bit, byte)| marks | u64::from(is_mark(*byte)) << bit);
        let mut neighbours = marks & (marks << 1 | last);
        last = marks >> (u64::BITS - 1);
        while neighbours != 0 {
            let end = number * BLOCK + neighbours.trailing_zeros() as usize * STEP;
            if bytes.get(end - STEP..end).is_some_and(|between| between.iter().copied().all(is_mark)) {
                return Some(end);
            }
            neighbours &= neighbours - 1;
        }
    }
    None
}

const STEP: usize = CONTAINER_DEPTH / 4;
/// The bytes of which a word of the processor tells every 16th.
const BLOCK: usize = STEP * u64::BITS as usize;

/// Whether a byte may stand in or before the marks of containers.
fn is_mark(byte: u8) -> bool {
    static MARKS: [bool; 256] = marks(b" \t>-*+[^.)0123456789");
    MARKS.get(usize::from(byte)).copied().unwrap_or(false)
}

#[expect(clippy::indexing_slicing, reason = "a byte is always in, and this runs while the program is made")]
const fn marks(mut bytes: &[u8]) -> [bool; 256] {
    let mut marks = [false; 256];
    while let Some((byte, rest)) = bytes.split_first() {
        marks[*byte as usize] = true;
        bytes = rest;
    }
    marks
}

/// Whether a container, or white space before one, can begin with this byte: nearly no line does.
fn may_begin(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'[' | b'0'..=b'9')
}

fn depth_of(line: &[u8]) -> usize {
    let (mut marks, mut columns) = (0, 0);
    let mut at = 0;
    while let Some(byte) = line.get(at) {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4,
            b'>' => marks += 1,
            b'-' | b'*' | b'+' if line.get(at + 1).is_none_or(u8::is_ascii_whitespace) => marks += 1,
            b'0'..=b'9' => {
                let digits = line.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
                if !matches!(line.get(at + digits), Some(b'.' | b')')) {
                    break;
                }
                marks += 1;
                at += digits;
            }
            // A footnote definition opens a container too.
            b'[' if line.get(at + 1) == Some(&b'^') => marks += 1,
            _ => break,
        }
        at += 1;
    }
    if marks == 0 { 0 } else { marks + columns / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_depth_before_parsing() {
        let deep = format!("a\n{}x\n", "> ".repeat(65));
        assert_eq!(too_deep(&deep, 0).map(|hit| hit.0), Some(2));
        assert_eq!(too_deep(&deep.replace('\n', "\r"), 0).map(|hit| hit.0), Some(2));
        assert_eq!(too_deep(&"> ".repeat(30), 0), None);
        assert_eq!(too_deep(&format!("{}- x", " ".repeat(140)), 0).map(|hit| hit.0), Some(0));
        assert_eq!(too_deep(&" ".repeat(500), 0), None);
        for lead in (0..40).chain(1000..1050) {
            let text = format!("{}\n{}> {}\n", "a".repeat(lead), "\t".repeat(32), "b".repeat(40));
            assert_eq!(too_deep(&text, 0), Some((lead + 1, 65)), "{lead}");
            // Neighbours among every 16th byte with other bytes between them are no run.
            let text = format!("{}{text}", "- a .".repeat(lead));
            assert_eq!(too_deep(&text, 0), Some((lead * 6 + 1, 65)), "{lead}");
        }
    }
}
