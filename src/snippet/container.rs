//! What stands before a line's own text in lists and block quotes, and how further lines of the same container begin.
//! Must not know what the lines say.

use crate::text::Source;

/// The first byte of the line that byte `at` lies on.
pub fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| memchr::memrchr2(b'\n', b'\r', before.as_bytes())).map_or(0, |end| end + 1)
}

/// The end of the line that byte `at` lies on, without its line end.
pub fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    at + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())
}

/// The first byte after the line end at `at`.
pub fn after_line_end(text: &str, at: usize) -> usize {
    if text.get(at..at + 2) == Some("\r\n") { at + 2 } else { (at + 1).min(text.len()) }
}

/// How the lines of a container begin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Container {
    /// What further lines begin with: `> `, or as many spaces as the list's mark is wide.
    pub lead: String,
    /// The page's line end.
    pub line_end: &'static str,
    /// Whether the line itself carries the mark of a list's item.
    pub has_mark: bool,
}

impl Container {
    /// Of the block that begins at byte `at`; `None` when something else stands before it on its line.
    pub fn at(source: &Source, at: usize) -> Option<Container> {
        let text = &source.text;
        let start = line_start(text, at);
        // A byte order mark is no part of the line.
        let start = if start == 0 { source.mark_len().min(at) } else { start };
        let before = text.get(start..at)?;
        let (lead, has_mark) = continued(before)?;
        Some(Container { lead, line_end: source.line_end(), has_mark })
    }

    /// A further line that holds `line`.
    pub fn line(&self, line: &str) -> String {
        let lead = if line.is_empty() { self.lead.trim_end() } else { &self.lead };
        format!("{lead}{line}{}", self.line_end)
    }

    /// Further lines.
    pub fn lines<'a>(&self, lines: impl IntoIterator<Item = &'a str>) -> String {
        lines.into_iter().map(|line| self.line(line)).collect()
    }
}

/// The start of a further line, where `before` is the start of a line with a block; and whether that has a list's mark.
fn continued(before: &str) -> Option<(String, bool)> {
    let mut out = String::with_capacity(before.len());
    let mut rest = before;
    let mut has_mark = false;
    while let Some(first) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = match first {
            ' ' | '\t' | '>' => {
                out.push(first);
                rest = rest.get(1..)?;
                continue;
            }
            '-' | '+' | '*' => 1,
            _ if (1..=9).contains(&digits) && rest.get(digits..)?.starts_with(['.', ')']) => digits + 1,
            _ => return None,
        };
        rest = rest.get(mark..)?;
        if !rest.starts_with([' ', '\t']) {
            return None;
        }
        out.push_str(&" ".repeat(mark));
        has_mark = true;
    }
    Some((out, has_mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(before: &str) -> Option<(String, bool)> {
        Container::at(&Source::new("x", format!("a\n{before}<")), before.len() + 2).map(|it| (it.lead, it.has_mark))
    }

    #[test]
    fn knows_how_a_container_goes_on() {
        assert_eq!(lead(""), Some((String::new(), false)));
        assert_eq!(lead("> - "), Some((">   ".into(), true)));
        assert_eq!(lead("10. "), Some(("    ".into(), true)));
        assert_eq!(lead("   "), Some(("   ".into(), false)));
        assert_eq!((lead("text "), lead("-"), lead("1.x ")), (None, None, None));
    }

    #[test]
    fn a_mark_of_byte_order_is_no_text() {
        let source = Source::new("x", "\u{feff}<!-- -->\r\n");
        let container = Container::at(&source, 3).unwrap();
        assert_eq!((container.lead.as_str(), container.line_end), ("", "\r\n"));
        assert_eq!(container.lines(["a", ""]), "a\r\n\r\n");
    }
}
