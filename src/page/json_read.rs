//! Text -> [`Json`], whatever the text. One pass with no recursion: what is not JSON becomes a fault and is forgiven,
//! so that the nodes after it are still right. Must not know who asks: annotations, code blocks and bodies of
//! messages are all one to it.

use super::code::CodeText;
use super::json::{Fault, FaultKind, Json, Node, NodeKind};
use super::json_names::Names;
use super::limit;
use crate::text::Span;
use std::borrow::Cow;

/// Reads `text`, which starts at byte `base` of its page.
pub fn read_at(text: &str, base: usize) -> Json {
    let mut reader = Reader::new(text, base);
    reader.run();
    reader.json
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
        node.span = page(node.span);
        node.key = node.key.map(page);
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
    base: usize,
    json: Json,
    /// Index of the innermost open container; its parents lead to the root.
    current: u32,
    depth: usize,
    open_objects: usize,
    /// The limit was met; nothing more is read.
    too_deep: bool,
    /// The name of the member whose value is awaited.
    key: Option<Span>,
    /// The comma that was the last token.
    pub(super) comma: Option<Span>,
    /// For finding names given twice.
    names: Names,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, base: usize) -> Self {
        let nodes = Vec::with_capacity(text.len() / 36 + 4);
        Self {
            text,
            at: 0,
            inside: Inside::Root,
            expect: Expect::Item,
            last: 0,
            unclosed_until: [0; 4],
            base,
            json: Json { nodes, faults: Vec::new() },
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

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    pub(super) fn fault(&mut self, kind: FaultKind, start: usize, end: usize) {
        let span = self.span(start, end);
        self.json.faults.push(Fault { kind, span });
    }

    pub(super) fn fault_count(&self) -> usize {
        self.json.faults.len()
    }

    /// Takes back the faults at or after offset `from`, back to the first `count`.
    pub(super) fn take_back(&mut self, count: usize, from: usize) {
        let from = (self.base + from) as u32;
        while self.json.faults.len() > count && self.json.faults.last().is_some_and(|last| last.span.start >= from) {
            self.json.faults.pop();
        }
    }

    /// Whether a name, not a value, is to come.
    pub(super) fn wants_name(&self) -> bool {
        self.inside == Inside::Object && !matches!(self.expect, Expect::Colon | Expect::Value)
    }

    /// Whether the first document is behind.
    pub(super) fn past_root(&self) -> bool {
        self.inside == Inside::Root && !self.json.nodes.is_empty()
    }

    /// Takes the name of a member.
    pub(super) fn name(&mut self, key: Span, end: usize) {
        if self.expect == Expect::Separator {
            self.fault(FaultKind::MissingComma, self.last, self.last);
        }
        self.key = Some(key);
        self.comma = None;
        self.expect = Expect::Colon;
        self.last = end;
        self.at = end;
    }

    /// Takes a value that is no container.
    pub(super) fn scalar(&mut self, kind: NodeKind, start: usize, end: usize) {
        let key = self.before_value(start);
        self.push(kind, start, end, key);
        self.expect = Expect::Separator;
        self.last = end;
        self.at = end;
    }

    /// Records what is wrong with a value at `start`, if anything, and takes its name.
    fn before_value(&mut self, start: usize) -> Option<Span> {
        self.comma = None;
        let first = start + self.rest(start).chars().next().map_or(0, char::len_utf8);
        match (self.inside, self.expect) {
            (Inside::Object, Expect::Value) => {}
            (Inside::Object, Expect::Colon) => self.fault(FaultKind::MissingColon, self.last, self.last),
            (Inside::Object, _) => self.fault(FaultKind::MissingKey, start, first),
            (Inside::Array, Expect::Separator) => self.fault(FaultKind::MissingComma, self.last, self.last),
            (Inside::Root, _) if self.past_root() => self.fault(FaultKind::SecondDocument, start, first),
            (Inside::Array | Inside::Root, _) => {}
        }
        self.key.take()
    }

    fn push(&mut self, kind: NodeKind, start: usize, end: usize, key: Option<Span>) -> u32 {
        let index = self.json.nodes.len() as u32;
        let parent = if self.depth == 0 { index } else { self.current };
        self.json.nodes.push(Node { kind, span: self.span(start, end), key, parent, next: index + 1 });
        index
    }

    fn open(&mut self, kind: NodeKind) {
        if kind == NodeKind::Object && self.wants_name() && self.parent_is(NodeKind::Array) && self.has_children() {
            self.leave_unclosed();
        }
        let start = self.at;
        self.enter(kind, start);
        self.at = self.at.max(start + 1);
    }

    /// Opens a container at `start`; at the limit of depth, ends the reading instead.
    fn enter(&mut self, kind: NodeKind, start: usize) {
        if self.depth >= limit::JSON_DEPTH {
            self.fault(FaultKind::TooDeep, start, start + 1);
            self.too_deep = true;
            self.text = self.text.get(..start).unwrap_or("");
            self.at = start;
            return;
        }
        let key = self.before_value(start);
        self.current = self.push(kind, start, start + 1, key);
        self.depth += 1;
        self.open_objects += usize::from(kind == NodeKind::Object);
        self.inside = if kind == NodeKind::Object { Inside::Object } else { Inside::Array };
        self.expect = Expect::Item;
        self.last = start + 1;
    }

    fn node(&self, index: u32) -> Option<&Node> {
        self.json.nodes.get(index as usize)
    }

    fn has_children(&self) -> bool {
        self.json.nodes.len() > self.current as usize + 1
    }

    /// Whether the innermost container lies within one of `kind`.
    fn parent_is(&self, kind: NodeKind) -> bool {
        let parent = self.node(self.current).map(|node| node.parent).filter(|parent| *parent != self.current);
        parent.and_then(|parent| self.node(parent)).is_some_and(|node| node.kind == kind)
    }

    /// Closes the innermost container, of which nothing is pending.
    fn leave(&mut self, end: usize) {
        let next = self.json.nodes.len() as u32;
        let span_end = (self.base + end) as u32;
        let current = self.current;
        if let Some(node) = self.json.nodes.get_mut(current as usize) {
            node.next = next;
            node.span.end = span_end.max(node.span.start);
            self.current = node.parent;
        }
        self.depth -= 1;
        if self.inside == Inside::Object {
            self.open_objects -= 1;
            self.names.mark_repeated(&mut self.json, current as usize, self.text, self.base);
        }
        self.inside = match self.node(self.current).map(|node| node.kind) {
            _ if self.depth == 0 => Inside::Root,
            Some(NodeKind::Object) => Inside::Object,
            _ => Inside::Array,
        };
        self.expect = Expect::Separator;
        self.comma = None;
        self.last = end;
    }

    /// Closes the innermost container, whose closing bracket is missing. A comma before this point goes to its parent.
    fn leave_unclosed(&mut self) {
        let comma = self.comma.take();
        let start = self.node(self.current).map_or(0, |node| node.span.from()).saturating_sub(self.base);
        // An object that never had an opening bracket is a fault of its own already.
        if matches!(self.byte(start), Some(b'{' | b'[')) {
            self.fault(FaultKind::Unclosed, start, start + 1);
        }
        self.leave(self.last);
        if comma.is_some() && self.inside != Inside::Root {
            self.comma = comma;
            self.expect = Expect::Item;
        }
    }

    fn close(&mut self, bracket: Inside) {
        let at = self.at;
        self.at += 1;
        if self.inside == Inside::Root {
            self.fault(FaultKind::ExtraText, at, at + 1);
            return;
        }
        self.end_member();
        if let Some(comma) = self.comma.take() {
            self.json.faults.push(Fault { kind: FaultKind::TrailingComma, span: comma });
        }
        let open = if bracket == Inside::Object { self.open_objects } else { self.depth - self.open_objects };
        if open > 0 {
            while self.inside != bracket && self.inside != Inside::Root {
                self.leave_unclosed();
            }
        } else if self.depth == 1 && !self.rest(self.at).trim_ascii().is_empty() {
            self.fault(FaultKind::WrongPunctuation, at, at + 1);
            return;
        } else {
            self.fault(FaultKind::Unclosed, at, at + 1);
        }
        self.leave(self.at);
    }

    pub(super) fn comma(&mut self, length: usize) {
        let (start, end) = (self.at, self.at + length);
        self.at = end;
        if self.inside == Inside::Root {
            self.fault(FaultKind::ExtraText, start, end);
            return;
        }
        self.end_member();
        if self.expect == Expect::Item {
            self.fault(FaultKind::MissingValue, start, end);
        }
        self.expect = Expect::Item;
        self.comma = Some(self.span(start, end));
        self.last = end;
    }

    /// Gives a name whose value is missing an empty one.
    fn end_member(&mut self) {
        if self.inside == Inside::Object && matches!(self.expect, Expect::Colon | Expect::Value) {
            self.fault(FaultKind::MissingValue, self.last, self.last);
            let key = self.key.take();
            self.push(NodeKind::Null, self.last, self.last, key);
            self.expect = Expect::Separator;
        }
    }

    pub(super) fn colon(&mut self, length: usize) {
        let (start, end) = (self.at, self.at + length);
        self.at = end;
        if self.inside == Inside::Object && self.expect == Expect::Colon {
            self.expect = Expect::Value;
            self.last = end;
        } else {
            let kind = if self.inside == Inside::Root { FaultKind::ExtraText } else { FaultKind::WrongPunctuation };
            self.fault(kind, start, end);
        }
    }

    /// Takes a string that stands where a value belongs but is followed by a colon.
    pub(super) fn name_out_of_place(&mut self, key: Span, start: usize, end: usize) {
        if self.inside == Inside::Object {
            self.end_member();
        } else if self.inside == Inside::Array && self.has_children() && self.parent_is(NodeKind::Object) {
            self.leave_unclosed();
        } else {
            self.fault(FaultKind::MemberOutsideObject, start, end);
            self.enter(NodeKind::Object, start);
            if self.too_deep {
                return;
            }
        }
        self.name(key, end);
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
        if self.json.nodes.is_empty() && self.json.faults.iter().all(is_blank) {
            self.fault(FaultKind::MissingValue, 0, 0);
        }
        self.json.faults.sort_by_key(|fault| (fault.span.start, fault.kind));
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
        assert_eq!(json.children(0).next().and_then(|(_, node)| node.key).map(|key| key.of(page)), Some("a"));
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
