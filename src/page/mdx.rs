//! MDX as Markdown: what MDX adds (imports and exports, components, expressions, `{/* comments */}`) is taken out before the page is
//! read, each byte at its place. Source: <https://mdxjs.com/docs/what-is-mdx/>. What components show is not known here: the text
//! between their tags is read, that in their attributes is not. Must not run anything.

use super::indent::Indents;
use foldhash::HashMap;
use memchr::memmem;

/// The extension of such pages.
const EXTENSION: &str = ".mdx";

/// Whether the file at `path` is MDX.
pub fn is_mdx(path: &str) -> bool {
    path.len()
        .checked_sub(EXTENSION.len())
        .and_then(|at| path.get(at..))
        .is_some_and(|end| end.eq_ignore_ascii_case(EXTENSION))
}

/// A comment as the page at `path` may have it: one of HTML breaks MDX.
pub fn comment(path: &str, content: &str) -> String {
    if is_mdx(path) { format!("{{/* {content} */}}") } else { format!("<!-- {content} -->") }
}

/// Whether an indented block of a page, which is no code in MDX, is prose.
pub fn is_prose(block: &str) -> bool {
    !block.trim_start().starts_with(['<', '{', '}', '|', '`', '~']) && !block.contains("```") && !block.contains("~~~")
}

/// `text` from byte `start` on without what is not Markdown, as long as it was, and the indentation that components gave it. `None`
/// where all of it is Markdown.
pub fn as_markdown(text: &str, start: usize) -> Option<(String, Indents)> {
    let mut reader = Reader {
        text: text.as_bytes(),
        out: text.as_bytes().to_vec(),
        fence: None,
        is_new: true,
        given_up: 0,
        open: Vec::new(),
        indents: Indents::default(),
        runs: (0, HashMap::default()),
    };
    let mut at = start;
    while at < reader.text.len() {
        at = reader.line(at);
    }
    // Only whole characters are taken out.
    String::from_utf8(reader.out).ok().filter(|out| out != text).map(|out| (out, reader.indents))
}

struct Reader<'t> {
    text: &'t [u8],
    out: Vec<u8>,
    /// The mark and the length of the fence that is open.
    fence: Option<(u8, usize)>,
    /// Whether the line before was blank, or an import or export.
    is_new: bool,
    /// Up to where no tag or expression that was begun is closed.
    given_up: usize,
    /// The components that are open, each with the indentation of the first line in it.
    open: Vec<Option<usize>>,
    indents: Indents,
    /// The end of the line that was last looked at for backticks, and where the last run of each length begins on it.
    runs: (usize, HashMap<usize, usize>),
}

impl Reader<'_> {
    /// Reads what begins with the line at `at`. Returns where the next line begins.
    fn line(&mut self, at: usize) -> usize {
        let (text, end) = (self.text, end_of_line(self.text, at));
        let line = text.get(at..end).unwrap_or(&[]);
        let words = line.trim_ascii();
        let next = end + 1;
        let indent = line.len() - line.trim_ascii_start().len();
        if self.fence.is_some() || !words.is_empty() && !begins_component(words) {
            self.indent(at, indent);
        }
        if let Some((mark, length)) = fence(words) {
            match self.fence {
                None => self.fence = Some((mark, length)),
                Some((open, least)) if open == mark && length >= least && words.len() == length => self.fence = None,
                Some(_) => {}
            }
            self.is_new = false;
            return next;
        }
        if self.fence.is_some() {
            return next;
        }
        if self.is_new && (line.starts_with(b"import ") || line.starts_with(b"export ")) {
            let end = blank_line(text, at);
            self.blank(at, end);
            return end;
        }
        self.is_new = words.is_empty();
        self.inline(at + indent, end) + 1
    }

    /// Reads from `from`, the first word of a line, to its end, or to that of the line where what begins on it ends. Returns it.
    fn inline(&mut self, from: usize, mut end: usize) -> usize {
        let (text, mut at) = (self.text, from);
        while at < end {
            let Some(byte) = text.get(at) else { break };
            let found = match byte {
                b'`' => Some(self.code_end(at, end)),
                b'\\' => Some(at + 2),
                b'{' if text.get(at + 1..).is_some_and(|rest| rest.starts_with(b"/*")) => self.comment(at),
                b'{' => self.expression(at, at == from),
                b'<' => self.tag(at, at == from),
                _ => None,
            };
            at = found.unwrap_or(at + 1);
            if at > end {
                end = end_of_line(text, at);
            }
        }
        end
    }

    /// Where the code span that begins at `at` ends; behind its marks where it does not before `end`.
    fn code_end(&mut self, at: usize, end: usize) -> usize {
        let rest = self.text.get(at..end).unwrap_or(&[]);
        let length = run(rest, 0);
        if self.runs.0 != end {
            self.runs = (end, runs(rest).map(|(start, length)| (length, at + start)).collect());
        }
        if self.runs.1.get(&length).is_none_or(|last| *last <= at) {
            return at + length;
        }
        let closing = runs(rest).skip(1).find(|(_, other)| *other == length);
        closing.map_or(at + length, |(start, _)| at + start + length)
    }

    /// `{/* … */}`, which becomes a comment of HTML where there is room.
    fn comment(&mut self, at: usize) -> Option<usize> {
        const CLOSE: &[u8] = b"*/}";
        if at < self.given_up {
            return None;
        }
        let inside = self.text.get(at + 3..)?;
        let Some(length) = memmem::find(inside, CLOSE) else {
            self.given_up = self.text.len();
            return None;
        };
        let end = at + 3 + length + CLOSE.len();
        let is_roomy = inside.first() == Some(&b' ') && length > 0;
        if is_roomy && memmem::find(inside.get(..length)?, b"--").is_none() {
            self.out.get_mut(at..at + 4)?.copy_from_slice(b"<!--");
            self.out.get_mut(end - CLOSE.len()..end)?.copy_from_slice(b"-->");
        } else {
            self.blank(at, end);
        }
        Some(end)
    }

    /// `{…}`: taken out where it is a block of its own, else it is text.
    fn expression(&mut self, at: usize, is_first: bool) -> Option<usize> {
        let end = self.closed(at)?;
        if is_first && self.is_last(end) {
            self.blank(at, end);
        }
        Some(end)
    }

    /// The tag of a component, or of HTML with expressions: taken out where nothing else is on its lines, else it loses its attributes.
    fn tag(&mut self, at: usize, is_first: bool) -> Option<usize> {
        let rest = self.text.get(at + 1..)?;
        let name = rest.strip_prefix(b"/").unwrap_or(rest);
        let length =
            name.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')).count();
        let first = name.first()?;
        if !first.is_ascii_alphabetic() && *first != b'>' {
            return None;
        }
        let end = self.closed(at)?;
        if !first.is_ascii_lowercase() && is_first && self.is_last(end) {
            self.blank(at, end);
            if rest.starts_with(b"/") {
                self.open.pop();
            } else if !self.text.get(at..end)?.ends_with(b"/>") {
                self.open.push(None);
            }
            return Some(end);
        }
        let behind = at + 1 + (rest.len() - name.len()) + length;
        let attributes = self.text.get(behind..end)?;
        if attributes.contains(&b'{') {
            let is_empty = attributes.ends_with(b"/>");
            self.blank(behind, end - if is_empty { 2 } else { 1 });
        }
        for byte in self.out.get_mut(at + 1..behind)?.iter_mut().filter(|byte| matches!(byte, b'.' | b'_')) {
            *byte = b'-';
        }
        Some(end)
    }

    /// Where the tag or expression that begins at `at` ends; braces within nest, and strings may hold anything. Neither has a blank
    /// line: it is given up where one comes first.
    fn closed(&mut self, at: usize) -> Option<usize> {
        if at < self.given_up {
            return None;
        }
        let is_tag = self.text.get(at) == Some(&b'<');
        let (mut depth, mut quote, mut is_blank) = (0_usize, None, false);
        for (index, byte) in self.text.iter().enumerate().skip(at) {
            match (quote, byte) {
                (Some(open), byte) => quote = (open != *byte).then_some(open),
                (None, b'"' | b'\'' | b'`') if is_tag || depth > 1 => quote = Some(*byte),
                (None, b'{') => depth += 1,
                (None, b'}') => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && (*byte == b'>' && is_tag && quote.is_none() || *byte == b'}' && !is_tag) {
                return Some(index + 1);
            }
            if *byte == b'\n' && is_blank {
                self.given_up = index;
                return None;
            }
            is_blank = *byte == b'\n' || is_blank && byte.is_ascii_whitespace();
        }
        self.given_up = self.text.len();
        None
    }

    /// Notes the indentation of the line at `at`: of what it has, so much as the first line of the component has.
    fn indent(&mut self, at: usize, indent: usize) {
        if let Some(first) = self.open.last_mut() {
            let most = *first.get_or_insert(indent);
            self.indents.add(at, indent.min(most));
        }
    }

    /// Whether nothing follows `end` on its line.
    fn is_last(&self, end: usize) -> bool {
        self.text.get(end..end_of_line(self.text, end)).is_some_and(|rest| rest.trim_ascii().is_empty())
    }

    /// White space from `from` to `to`; line ends stay.
    fn blank(&mut self, from: usize, to: usize) {
        for byte in self.out.get_mut(from..to).unwrap_or_default() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
}

/// Whether words begin with the tag of a component.
fn begins_component(words: &[u8]) -> bool {
    let name = words.strip_prefix(b"</").or_else(|| words.strip_prefix(b"<"));
    name.and_then(<[u8]>::first).is_some_and(|first| first.is_ascii_uppercase() || *first == b'>')
}

/// How many backticks stand at `at`.
fn run(text: &[u8], at: usize) -> usize {
    text.iter().skip(at).take_while(|byte| **byte == b'`').count()
}

/// The runs of backticks, each with where it begins and its length.
fn runs(text: &[u8]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + memchr::memchr(b'`', text.get(from..)?)?;
        let length = run(text, start);
        from = start + length;
        Some((start, length))
    })
}

fn end_of_line(text: &[u8], at: usize) -> usize {
    text.get(at..).and_then(|rest| memchr::memchr(b'\n', rest)).map_or(text.len(), |length| at + length)
}

/// Where the first blank line behind `at` begins, or the end.
fn blank_line(text: &[u8], mut at: usize) -> usize {
    while at < text.len() {
        let end = end_of_line(text, at);
        if text.get(at..end).is_some_and(|line| line.trim_ascii().is_empty()) {
            return at;
        }
        at = end + 1;
    }
    text.len()
}

/// The mark and the length of the fence that a line begins with.
fn fence(words: &[u8]) -> Option<(u8, usize)> {
    let mark = *words.first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = words.iter().take_while(|byte| **byte == mark).count();
    // A code span begins like a fence.
    (length >= 3 && !(mark == b'`' && words.get(length..)?.contains(&b'`'))).then_some((mark, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let out = as_markdown(text, 0).map_or_else(|| text.to_owned(), |(out, _)| out);
        assert_eq!(out.len(), text.len());
        let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
        lines.join("\n")
    }

    #[test]
    fn what_is_not_markdown_is_taken_out() {
        assert_eq!(read("import Tabs from 'x';\nexport const a = {\n  b: 1,\n};\n\n# T\n"), "\n\n\n\n\n# T");
        assert_eq!(read("Lamps\nimport light.\n"), "Lamps\nimport light.");
        assert_eq!(read("<Tabs items={['a', '>']}>\n  text\n</Tabs>\n"), "\n  text\n");
        assert_eq!(read("<Card\n  title=\"a > b\"\n/>\nnext\n"), "\n\n\nnext");
        assert_eq!(
            read("A <Badge text={`x`} /> and <Tabs.Tab>b</Tabs.Tab>\n"),
            "A <Badge            /> and <Tabs-Tab>b</Tabs-Tab>"
        );
        assert_eq!(read("<b>x</b> <div className={y}>\n"), "<b>x</b> <div              >");
        assert_eq!(read("{/* a note */}\n{/*b*/}\n{props.x}\n{a} b\n"), "<!--a note -->\n\n\n{a} b");
    }

    #[test]
    fn code_and_what_is_not_closed_stay() {
        for text in [
            "```jsx\nimport a from 'b';\n\n<Tabs>\n{x}\n```\n",
            "`<Tabs>` and ``{ `x` }`` and \\<Tabs>",
            "<Tabs and {open\n\nnext",
            "{/* open",
            "1 < 2, a <b",
            "é {",
        ] {
            assert!(as_markdown(text, 0).is_none(), "{text}");
        }
    }
}
