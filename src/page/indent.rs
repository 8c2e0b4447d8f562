//! Text within components of MDX and within admonitions is indented; Markdown would take it for code. It is read without that
//! indentation, and what is found in it has its place in the page all the same. Must not know what is indented, or why.

use crate::text::Span;

/// The white space at the beginning of lines that counts for nothing: where it begins, and how many bytes it has. In order of place.
#[derive(Default, Debug)]
pub struct Indents(Vec<(usize, usize)>);

impl Indents {
    /// Notes white space; places come in order.
    pub fn add(&mut self, at: usize, length: usize) {
        if length > 0 {
            self.0.push((at, length));
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `text` from byte `start` on without it, and the way back.
    pub fn taken_out(&self, text: &str, start: usize) -> (String, WayBack) {
        let (mut out, mut way, mut from) = (String::with_capacity(text.len()), WayBack::default(), start);
        for (at, length) in self.0.iter().filter(|(at, _)| *at >= start) {
            out.push_str(text.get(from..*at).unwrap_or(""));
            from = at + length;
            way.0.push((out.len(), from));
        }
        out.push_str(text.get(from..).unwrap_or(""));
        (out, way)
    }
}

/// From places in a text without its indentation to those in the page.
#[derive(Default, Debug)]
pub struct WayBack(Vec<(usize, usize)>);

impl WayBack {
    /// Where the byte at `offset` was, counted as `start` is for the first.
    pub fn place(&self, offset: usize, start: usize) -> usize {
        let before = self.0.partition_point(|(at, _)| *at <= offset);
        match before.checked_sub(1).and_then(|last| self.0.get(last)) {
            Some((at, place)) => place + (offset - at),
            None => start + offset,
        }
    }

    /// The places of the lines in `range` of `body`, the text without its indentation.
    pub fn lines<'b>(
        &'b self,
        body: &'b str,
        range: std::ops::Range<usize>,
        start: usize,
    ) -> impl Iterator<Item = Span> + 'b {
        let mut at = range.start;
        body.get(range).unwrap_or("").split_inclusive('\n').map(move |line| {
            let from = at;
            at += line.len();
            Span::new(self.place(from, start), self.end(at, start))
        })
    }

    /// Where the range ended: behind its last byte, and not behind the indentation of the next line.
    pub fn end(&self, offset: usize, start: usize) -> usize {
        offset.checked_sub(1).map_or(start, |last| self.place(last, start) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again() {
        let text = "x\n    a\n      b\nc";
        let mut indents = Indents::default();
        indents.add(2, 4);
        indents.add(8, 4);
        let (out, way) = indents.taken_out(text, 1);
        assert_eq!(out, "\na\n  b\nc");
        for (at, byte) in out.char_indices() {
            assert_eq!(text.get(way.place(at, 1)..).and_then(|rest| rest.chars().next()), Some(byte), "{at}");
        }
        assert_eq!((way.end(1, 1), way.end(3, 1), way.end(0, 1)), (2, 8, 1));
    }
}
