//! Walking a text line by line, in byte offsets. Must not know what the lines mean.

/// One line. `\n`, `\r\n` and a lone `\r` end a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// First byte.
    pub start: usize,
    /// One past the last byte before the line end.
    pub end: usize,
    /// First byte of the next line, or the end of the text.
    pub next: usize,
}

impl Line {
    /// The line of `text` that starts at byte `start`; `None` at the end of the text.
    pub fn at(text: &str, start: usize) -> Option<Line> {
        let rest = text.as_bytes().get(start..)?;
        if rest.is_empty() {
            return None;
        }
        let Some(len) = memchr::memchr2(b'\n', b'\r', rest) else {
            return Some(Line { start, end: text.len(), next: text.len() });
        };
        let end = start + len;
        let width = if rest.get(len..len + 2) == Some(b"\r\n") { 2 } else { 1 };
        Some(Line { start, end, next: end + width })
    }

    /// What stands on the line, without its line end.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether nothing but white space stands on the line.
    pub fn is_blank(self, text: &str) -> bool {
        self.of(text).trim_start().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn every_line_end_ends_a_line() {
        let text = "a\r\n\nb\rc";
        let mut at = 0;
        let mut lines = Vec::new();
        while let Some(line) = Line::at(text, at) {
            lines.push((line.of(text), line.next));
            at = line.next;
        }
        assert_eq!(lines, [("a", 3), ("", 4), ("b", 6), ("c", 7)]);
    }
}
