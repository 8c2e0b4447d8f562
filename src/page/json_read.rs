//! Text -> [`Json`], whatever the text. One pass with no recursion: what is not JSON becomes a fault and is forgiven,
//! so that the nodes after it are still right. Must not know who asks: annotations, code blocks and bodies of
//! messages are all one to it.

use super::code::CodeText;
use super::draft::fitting;
use super::json::{Fault, FaultKind, Json, Node, NodeKind};
use super::json_names::Names;
use crate::text::Span;
use std::borrow::Cow;

/// Reads `text`, which starts at byte `base` of its page.
pub fn read_at(text: &str, base: usize) -> Json {
    let mut reader = Reader::new(text, base);
    reader.run();
    Json { nodes: fitting(reader.nodes), faults: fitting(reader.faults) }
}

/// Reads the bytes `start..end` of a code block's text; the spans are those of the page.
pub fn read_code(code: &CodeText<'_>, start: usize, end: usize) -> Json {
    let text = code.text.get(start..end).unwrap_or("");
    if matches!(code.text, Cow::Borrowed(_)) {
        return read_at(text, code.offset(start) as usize);
    }
    let mut json = read_at(text, start);
    let page = |span: Span| code.span(span.from(), span.to());
    for node in &mut json.nodes {
        node.place(page);
    }
    for fault in &mut json.faults {
        fault.span = page(fault.span);
    }
    json
}

/// What the innermost open container is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// None is open.
    Root,
    Array,
    Object,
}

/// What comes next within the innermost container.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// A member or an element: after the bracket or a comma.
    Item,
    /// The colon after a name.
    Colon,
    /// The value after a colon.
    Value,
    /// A comma: after a member or an element.
    Separator,
    /// A comma or a further item: after text that stands for what was left out.
    Either,
}

/// The state between two tokens. Offsets are those of `text`, spans those of the page.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) inside: Inside,
    pub(super) expect: Expect,
    /// One past the last token.
    pub(super) last: usize,
    /// For each kind of quote: no string opened before this offset has a closing quote on its line.
    pub(super) unclosed_until: [usize; 4],
    pub(super) base: usize,
    pub(super) nodes: Vec<Node>,
    pub(super) faults: Vec<Fault>,
    /// Index of the innermost open container. The `next` of an open one is the container around it.
    pub(super) current: u32,
    pub(super) depth: usize,
    pub(super) open_objects: usize,
    /// The limit was met; nothing more is read.
    pub(super) too_deep: bool,
    /// The name of the member whose value is awaited.
    pub(super) key: Option<Span>,
    /// The comma that was the last token.
    pub(super) comma: Option<Span>,
    /// For finding names given twice.
    pub(super) names: Names,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, base: usize) -> Self {
        let nodes = Vec::with_capacity(text.len() / 24 + 4);
        Self {
            text,
            at: 0,
            inside: Inside::Root,
            expect: Expect::Item,
            last: 0,
            unclosed_until: [0; 4],
            base,
            nodes,
            faults: Vec::new(),
            current: 0,
            depth: 0,
            open_objects: 0,
            too_deep: false,
            key: None,
            comma: None,
            names: Names::default(),
        }
    }

    fn run(&mut self) {
        while let Some(byte) = self.skip_space() {
            match byte {
                b'"' => self.string(),
                b',' => self.comma(1),
                b':' => self.colon(1),
                b'{' => self.open(NodeKind::Object),
                b'[' => self.open(NodeKind::Array),
                b'}' => self.close(Inside::Object),
                b']' => self.close(Inside::Array),
                _ => self.other(byte),
            }
        }
        self.finish();
    }

    /// Moves to the next byte that is no JSON white space.
    fn skip_space(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let length = rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
        self.at += length.unwrap_or(rest.len());
        rest.get(length?).copied()
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    pub(super) fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or("")
    }

    /// The first place from `at` whose byte is one of `stop`, or the end of the text.
    pub(super) fn until(&self, at: usize, stop: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or(&[]);
        at + rest.iter().position(|byte| stop(*byte)).unwrap_or(rest.len())
    }

    /// The first quote, backslash or control character from `at`, or the end of the text. Strings are most of JSON, so eight bytes
    /// are looked at together: each byte's highest bit tells, at least up to the first that is one.
    pub(super) fn until_special(&self, mut at: usize) -> usize {
        const ONES: u64 = u64::MAX / 255;
        const HIGHEST: u64 = ONES << 7;
        let below = |bytes: u64, limit: u8| bytes.wrapping_sub(ONES * u64::from(limit)) & !bytes & HIGHEST;
        let is = |bytes: u64, byte: u8| below(bytes ^ (ONES * u64::from(byte)), 1);
        let mut rest = self.text.as_bytes().get(at..).unwrap_or_default();
        while let Some((eight, after)) = rest.split_first_chunk() {
            let bytes = u64::from_le_bytes(*eight);
            let special = below(bytes, 32) | is(bytes, b'"') | is(bytes, b'\\');
            if special != 0 {
                return at + special.trailing_zeros() as usize / 8;
            }
            (rest, at) = (after, at + 8);
        }
        at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=31)).unwrap_or(rest.len())
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    pub(super) fn fault(&mut self, kind: FaultKind, start: usize, end: usize) {
        let span = self.span(start, end);
        self.faults.push(Fault { kind, span });
    }

    pub(super) fn fault_count(&self) -> usize {
        self.faults.len()
    }

    /// Takes back the faults at or after offset `from`, back to the first `count`.
    pub(super) fn take_back(&mut self, count: usize, from: usize) {
        let from = (self.base + from) as u32;
        while self.faults.len() > count && self.faults.last().is_some_and(|last| last.span.start >= from) {
            self.faults.pop();
        }
    }

    fn finish(&mut self) {
        if !self.too_deep {
            self.end_member();
        }
        while self.inside != Inside::Root {
            if self.too_deep {
                self.leave(self.text.len());
            } else {
                self.leave_unclosed();
            }
        }
        let is_blank = |fault: &Fault| matches!(fault.kind, FaultKind::OddSpace | FaultKind::Comment);
        if self.nodes.is_empty() && self.faults.iter().all(is_blank) {
            self.fault(FaultKind::MissingValue, 0, 0);
        }
        self.faults.sort_by_key(|fault| (fault.span.start, fault.kind));
    }
}

#[cfg(test)]
mod tests {
    use super::super::code::{CodeBlock, Language};
    use super::super::json::string;
    use super::*;

    #[test]
    fn spans_of_quoted_code_are_those_of_the_page() {
        let page = "> ```json\n> {\"a\": [\n>  1,\n>  \"b\",]}\n> ```\n";
        let lines = [Span::new(12, 19), Span::new(21, 25), Span::new(27, 35)];
        let mut block = CodeBlock {
            span: Span::new(2, page.len()),
            content: Span::new(12, 35),
            lines: Some(lines.into()),
            info: Span::new(5, 9),
            language: Language::Json,
            fenced: true,
            closed: true,
            annotation: None,
            http: None,
            json: None,
        };
        let code = block.text(page);
        let json = read_code(&code, 0, code.text.len());
        let texts: Vec<&str> = json.nodes.iter().skip(2).map(|node| node.span.of(page)).collect();
        assert_eq!(texts, ["1", "\"b\""]);
        assert_eq!(json.children(0).next().and_then(|(_, node)| node.key()).map(|key| key.of(page)), Some("a"));
        assert_eq!(
            json.faults.first().map(|fault| (fault.kind, fault.span.of(page))),
            Some((FaultKind::TrailingComma, ","))
        );
        block.lines = None;
        block.content = Span::new(29, 32);
        let code = block.text(page);
        let json = read_code(&code, 0, 3);
        assert_eq!(json.root().map(|node| string(page, node)), Some("b".into()));
    }
}
