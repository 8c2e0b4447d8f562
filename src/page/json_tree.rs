//! The structure of JSON: which container is open, what may come next in it, and what to make of a token that may
//! not. Must not know how tokens are read.

use super::json::{Fault, FaultKind, Node, NodeKind};
use super::json_read::{Expect, Inside, Reader};
use super::limit;
use crate::text::Span;

impl Reader<'_> {
    /// Whether a name, not a value, is to come.
    pub(super) fn wants_name(&self) -> bool {
        self.inside == Inside::Object && !matches!(self.expect, Expect::Colon | Expect::Value)
    }

    /// Whether the first document is behind.
    pub(super) fn past_root(&self) -> bool {
        self.inside == Inside::Root && !self.nodes.is_empty()
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
        match (self.inside, self.expect) {
            (Inside::Object, Expect::Value) => {}
            (Inside::Object, Expect::Colon) => self.fault(FaultKind::MissingColon, self.last, self.last),
            (Inside::Object, _) => self.fault(FaultKind::MissingKey, start, self.end_of_first(start)),
            (Inside::Array, Expect::Separator) => self.fault(FaultKind::MissingComma, self.last, self.last),
            (Inside::Root, _) if self.past_root() => {
                self.fault(FaultKind::SecondDocument, start, self.end_of_first(start));
            }
            (Inside::Array | Inside::Root, _) => {}
        }
        self.key.take()
    }

    /// The end of the character at `start`.
    fn end_of_first(&self, start: usize) -> usize {
        start + self.rest(start).chars().next().map_or(0, char::len_utf8)
    }

    fn push(&mut self, kind: NodeKind, start: usize, end: usize, key: Option<Span>) -> u32 {
        let index = self.nodes.len() as u32;
        self.nodes.push(Node::new(kind, self.span(start, end), key, index + 1));
        index
    }

    pub(super) fn open(&mut self, kind: NodeKind) {
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
        let outer = self.current;
        self.current = self.push(kind, start, start + 1, key);
        // Where its children end is known when it is closed. Until then its place holds the container around it, a root's its own.
        let outer = if self.depth == 0 { self.current } else { outer };
        if let Some(node) = self.nodes.last_mut() {
            node.next = outer;
        }
        self.depth += 1;
        self.open_objects += usize::from(kind == NodeKind::Object);
        self.inside = if kind == NodeKind::Object { Inside::Object } else { Inside::Array };
        self.expect = Expect::Item;
        self.last = start + 1;
    }

    fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(index as usize)
    }

    fn has_children(&self) -> bool {
        self.nodes.len() > self.current as usize + 1
    }

    /// Whether the innermost container lies within one of `kind`.
    fn parent_is(&self, kind: NodeKind) -> bool {
        let parent = self.node(self.current).map(|node| node.next).filter(|parent| *parent != self.current);
        parent.and_then(|parent| self.node(parent)).is_some_and(|node| node.kind == kind)
    }

    /// Closes the innermost container, of which nothing is pending.
    pub(super) fn leave(&mut self, end: usize) {
        let next = self.nodes.len() as u32;
        let span_end = (self.base + end) as u32;
        let current = self.current;
        if let Some(node) = self.nodes.get_mut(current as usize) {
            node.span.end = span_end.max(node.span.start);
            self.current = std::mem::replace(&mut node.next, next);
        }
        self.depth -= 1;
        if self.inside == Inside::Object {
            self.open_objects -= 1;
            self.names.mark_repeated(&self.nodes, &mut self.faults, current as usize, self.text, self.base);
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
    pub(super) fn leave_unclosed(&mut self) {
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

    pub(super) fn close(&mut self, bracket: Inside) {
        let at = self.at;
        self.at += 1;
        if self.inside == Inside::Root {
            self.fault(FaultKind::ExtraText, at, at + 1);
            return;
        }
        self.end_member();
        if let Some(comma) = self.comma.take() {
            self.faults.push(Fault { kind: FaultKind::TrailingComma, span: comma });
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
    pub(super) fn end_member(&mut self) {
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
}
