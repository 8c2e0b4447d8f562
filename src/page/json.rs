//! The model of a JSON document with spans, and the questions that are asked of it. How text becomes this is
//! `json_read`'s business; what a member means is nobody's here.

pub use super::json_fault::{Fault, FaultKind};
pub use super::json_read::{read_at, read_code};
use crate::text::{Edit, Span};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A document as a flat list of nodes in order of position.
#[derive(Clone, Debug, Default)]
pub struct Json {
    /// The root first; a node's children follow it. A second document of the same text follows with a root of its own.
    pub nodes: Box<[Node]>,
    /// Every departure from RFC 8259, in order of position; none means the text is strict JSON.
    pub faults: Box<[Fault]>,
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NodeKind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// A string; its span has the quotes. A bare word is one too, without quotes.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`; with an empty span, a value that is missing; over an ellipsis, a value that was left out.
    Null,
}

/// One value.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// All of it.
    pub span: Span,
    /// Index of the first node after it and its children.
    pub next: u32,
    /// [`Node::key`]; [`NO_KEY`] without one. Pages have many nodes, and an `Option` takes half as much again.
    key: Span,
}

/// A page has no such place.
const NO_KEY: Span = Span { start: u32::MAX, end: u32::MAX };

impl Node {
    /// A node.
    pub(super) fn new(kind: NodeKind, span: Span, key: Option<Span>, next: u32) -> Self {
        Self { kind, span, next, key: key.unwrap_or(NO_KEY) }
    }

    /// The member's name without its quotes, when the parent is an object.
    pub fn key(&self) -> Option<Span> {
        (self.key != NO_KEY).then_some(self.key)
    }

    /// Moves the node and its name to where `place` says.
    pub(super) fn place(&mut self, place: impl Fn(Span) -> Span) {
        self.span = place(self.span);
        self.key = self.key().map_or(NO_KEY, place);
    }
}

/// The children of one node, each with its index.
pub struct Children<'a> {
    nodes: &'a [Node],
    at: u32,
    end: u32,
}

impl<'a> Children<'a> {
    /// Those of the node at `index`.
    pub(super) fn of(nodes: &'a [Node], index: usize) -> Self {
        let end = nodes.get(index).map_or(0, |node| node.next);
        Self { nodes, at: index as u32 + 1, end }
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = (usize, &'a Node);

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at;
        if at >= self.end {
            return None;
        }
        let node = self.nodes.get(at as usize)?;
        self.at = node.next.max(at + 1);
        Some((at as usize, node))
    }
}

impl Json {
    /// The first value of the text, with index 0; `None` when there is none at all.
    pub fn root(&self) -> Option<&Node> {
        self.nodes.first()
    }

    /// Whether the text is JSON as RFC 8259 has it. A name given twice is a fault of meaning and does not count.
    pub fn is_strict(&self) -> bool {
        self.faults.iter().all(|fault| fault.kind == FaultKind::DuplicateKey)
    }

    /// The members of an object or the elements of an array, in order; nothing for any other node.
    pub fn children(&self, index: usize) -> Children<'_> {
        Children::of(&self.nodes, index)
    }

    /// The member `name` of the object at `index`; the last one when the name is given twice, as JSON readers do.
    pub fn member<'a>(&'a self, text: &str, index: usize, name: &str) -> Option<(usize, &'a Node)> {
        let is_named = |node: &Node| {
            let Some(span) = node.key() else { return false };
            // Escapes make a key longer than the name it stands for, never shorter.
            match span.len().cmp(&name.len()) {
                Ordering::Less => false,
                Ordering::Equal => span.of(text) == name,
                Ordering::Greater => {
                    memchr::memchr(b'\\', span.of(text).as_bytes()).is_some() && key(text, node) == name
                }
            }
        };
        self.children(index).filter(|(_, node)| is_named(node)).last()
    }

    /// Calls `visit` with every member: its path (`value[].subject`: an array adds `[]`, whatever the index) and its
    /// node. Names stand in the path as they are read by [`key`], dots included.
    pub fn for_each_path<'a>(&'a self, text: &str, mut visit: impl FnMut(&str, &'a Node)) {
        let mut path = String::with_capacity(64);
        // Where each open container ends, and the length of the path before its own part was added.
        let mut open: Vec<(u32, usize)> = Vec::new();
        for (index, node) in self.nodes.iter().enumerate() {
            while let Some((_, length)) = open.pop_if(|(end, _)| *end as usize <= index) {
                path.truncate(length);
            }
            let length = path.len();
            if node.key().is_some() {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&key(text, node));
                visit(&path, node);
            }
            match node.kind {
                NodeKind::Object => open.push((node.next, length)),
                NodeKind::Array => {
                    path.push_str("[]");
                    open.push((node.next, length));
                }
                _ => path.truncate(length),
            }
        }
    }

    /// The edits that make the text strict JSON; `None` when one of its faults needs a person.
    pub fn repairs(&self, text: &str) -> Option<Vec<Edit>> {
        let mut edits = Vec::new();
        for fault in &self.faults {
            if fault.kind != FaultKind::DuplicateKey {
                edits.extend(fault.kind.repair(text, fault.span)?);
            }
        }
        Some(edits)
    }
}

/// The name of a member, its escapes resolved; empty when it has none. HTML entities stay.
pub fn key<'a>(text: &'a str, node: &Node) -> Cow<'a, str> {
    node.key().map_or(Cow::Borrowed(""), |key| unescaped(key.of(text)))
}

/// The text of a string without quotes of whatever kind, its escapes resolved; of any other node, its text as written.
/// HTML entities stay.
pub fn string<'a>(text: &'a str, node: &Node) -> Cow<'a, str> {
    let written = node.span.of(text);
    if node.kind == NodeKind::String { unescaped(without_quotes(written)) } else { Cow::Borrowed(written) }
}

fn without_quotes(written: &str) -> &str {
    const QUOTES: [&str; 9] = ["\"", "&quot;", "'", "“", "”", "„", "‘", "’", "‟"];
    let inner = QUOTES.iter().find_map(|quote| written.strip_prefix(quote)).unwrap_or(written);
    QUOTES.iter().find_map(|quote| inner.strip_suffix(quote)).unwrap_or(inner)
}

/// Resolves backslash sequences; one that JSON does not know stays as it is, half a surrogate pair becomes U+FFFD.
fn unescaped(written: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'\\', written.as_bytes()) else { return Cow::Borrowed(written) };
    let (kept, mut rest) = written.split_at_checked(first).unwrap_or((written, ""));
    let mut out = String::with_capacity(written.len());
    out.push_str(kept);
    while let Some(after) = rest.strip_prefix('\\') {
        let (resolved, length) = escape(after);
        match resolved {
            Some(resolved) => out.push(resolved),
            None => out.push('\\'),
        }
        rest = after.get(length..).unwrap_or("");
        let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(rest.get(..plain).unwrap_or(""));
        rest = rest.get(plain..).unwrap_or("");
    }
    Cow::Owned(out)
}

/// The character of the escape whose backslash stands before `after`, and the bytes of `after` that belong to it.
fn escape(after: &str) -> (Option<char>, usize) {
    let simple = match after.as_bytes().first() {
        Some(b'"') => '"',
        Some(b'\'') => '\'',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(after),
        _ => return (None, 0),
    };
    (Some(simple), 1)
}

fn unicode(after: &str) -> (Option<char>, usize) {
    let unit = |at: usize| after.get(at..at + 4).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
    let value = |at: usize| unit(at).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let Some(high) = value(1) else { return (None, 0) };
    if (0xd800..0xdc00).contains(&high)
        && after.get(5..7) == Some("\\u")
        && let Some(low) = value(7).filter(|low| (0xdc00..0xe000).contains(low))
    {
        return (char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)), 11);
    }
    (Some(char::from_u32(high).unwrap_or('\u{fffd}')), 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Vec<String> {
        let mut paths = Vec::new();
        read_at(text, 0).for_each_path(text, |path, _| paths.push(path.to_owned()));
        paths
    }

    #[test]
    fn paths_collapse_arrays() {
        let text = r#"{"value":[{"a":1,"b":{"c":[[{"d":2}]]}},{"a":3}],"z":0}"#;
        let expected = ["value", "value[].a", "value[].b", "value[].b.c", "value[].b.c[][].d", "value[].a", "z"];
        assert_eq!(paths(text), expected);
    }

    #[test]
    fn strings_lose_quotes_and_escapes() {
        let text = r#"["a\"\u00e9\ud83d\ude00\ud800\n", &quot;b&quot;, 'c', “d”, bare, 1, "\u12"]"#;
        let json = read_at(text, 0);
        let strings: Vec<Cow<str>> = json.children(0).map(|(_, node)| string(text, node)).collect();
        assert_eq!(strings, ["a\"é😀\u{fffd}\n", "b", "c", "d", "bare", "1", "\\u12"]);
    }

    #[test]
    fn the_last_of_two_members_counts() {
        let text = r#"{"a":1,"b":{"a":9},"a":2,"\u0063":3}"#;
        let json = read_at(text, 0);
        let value = |name| json.member(text, 0, name).map(|(_, node)| node.span.of(text));
        assert_eq!((value("a"), value("c"), value("d")), (Some("2"), Some("3"), None));
        assert_eq!(json.children(0).count(), 4);
        assert_eq!(json.children(1).count(), 0);
    }
}
