//! The JSON object in an HTML comment that says what the code block below it is, or what the page is.
//! Must not judge what is said.

use super::json::{self, Json, Node, NodeKind};
use crate::text::Span;
use std::borrow::Cow;

/// The keys of an annotation that binds to a code block. Source: API Doctor's `CodeBlockAnnotation`, which ignores
/// every other key.
pub const BLOCK_KEYS: [&str; 29] = [
    "@odata.annotations",
    "@odata.type",
    "@type",
    "@type.aka",
    "abstract",
    "apiVersions",
    "baseType",
    "blockType",
    "collectionProperty",
    "expectError",
    "idempotent",
    "isCollection",
    "isComposable",
    "isEmpty",
    "isMediaEntity",
    "keyProperty",
    "longRunningResponseType",
    "mergePermissions",
    "name",
    "nullableProperties",
    "opaqueUrl",
    "openType",
    "optionalProperties",
    "requestUrls",
    "sampleKeys",
    "scopes",
    "tags",
    "target",
    "truncated",
];

/// The keys of an annotation of the page. Source: API Doctor's `PageAnnotation`, which keeps other keys unread.
pub const PAGE_KEYS: [&str; 13] = [
    "canonicalUrl",
    "description",
    "footerAdditions",
    "headerAdditions",
    "keywords",
    "namespace",
    "section",
    "suppressions",
    "title",
    "tocBookmarks",
    "tocIndex",
    "tocPath",
    "type",
];

/// The values of `blockType`. Source: API Doctor's `CodeBlockType`, without `unknown`, which nobody writes.
pub const BLOCK_TYPES: [&str; 9] = [
    "example",
    "ignored",
    "permissions",
    "request",
    "resource",
    "response",
    "samples",
    "simulatedResponse",
    "testParams",
];

/// A comment that holds a JSON object.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// The comment, `<!--` to `-->`.
    pub span: Span,
    /// The inside, trimmed.
    pub content: Span,
    /// The document.
    pub json: Json,
    /// `"type": "#page.annotation"`: speaks of the page, not of a block.
    pub is_page: bool,
    /// Index in [`BLOCK_TYPES`] of what it calls its block, in whatever case; `None` for a page's, and where no such word is there.
    pub block: Option<u8>,
    /// Index in `Page::code` of the block it binds to: the next block, when that is code. Blank lines between are free.
    pub code: Option<u32>,
}

/// A comment that is neither an annotation nor a directive.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The comment.
    pub span: Span,
    /// The inside, trimmed.
    pub content: Span,
    /// Whether `-->` is there.
    pub closed: bool,
}

/// Reads the inside of a comment (`content`, trimmed) that lies at `comment`; `None` when it does not start with `{`.
pub fn read(text: &str, comment: Span, content: Span) -> Option<Annotation> {
    let body = content.of(text);
    if !body.starts_with('{') {
        return None;
    }
    let json = json::read_at(body, content.from());
    let mut annotation = Annotation { span: comment, content, json, is_page: false, block: None, code: None };
    annotation.is_page =
        annotation.string(text, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("#page.annotation"));
    let block = annotation.block_type(text).filter(|_| !annotation.is_page);
    let at = block.and_then(|block| BLOCK_TYPES.iter().position(|known| known.eq_ignore_ascii_case(&block)));
    annotation.block = at.map(|at| at as u8);
    Some(annotation)
}

impl Annotation {
    /// The value of `key`, with its index in the document. A key in another case counts when the very key is not
    /// there, as in API Doctor; of two equal ones the last counts.
    pub fn value<'a>(&'a self, text: &str, key: &str) -> Option<(usize, &'a Node)> {
        self.json.member(text, 0, key).or_else(|| {
            let other_case = |node: &Node| node.key().is_some_and(|found| found.of(text).eq_ignore_ascii_case(key));
            self.json.children(0).filter(|(_, node)| other_case(node)).last()
        })
    }

    /// Whether it is that of a block of this kind, one of [`BLOCK_TYPES`].
    pub fn is_of(&self, kind: &str) -> bool {
        self.block.and_then(|at| BLOCK_TYPES.get(usize::from(at))).is_some_and(|known| *known == kind)
    }

    /// The value of `key`, when it is a string.
    pub fn string<'a>(&self, text: &'a str, key: &str) -> Option<Cow<'a, str>> {
        let (_, node) = self.value(text, key)?;
        (node.kind == NodeKind::String).then(|| json::string(text, node))
    }

    /// The value of `key`, when it is `true` or `false`, with quotes or without.
    pub fn flag(&self, text: &str, key: &str) -> Option<bool> {
        let (_, node) = self.value(text, key)?;
        if !matches!(node.kind, NodeKind::Bool | NodeKind::String) {
            return None;
        }
        let value = json::string(text, node);
        let is = |word: &str| value.trim().eq_ignore_ascii_case(word);
        if is("true") { Some(true) } else { is("false").then_some(false) }
    }

    /// The strings of the list at `key`, or the one string that stands in its place.
    pub fn strings<'a>(&'a self, text: &str, key: &str) -> Vec<&'a Node> {
        let Some((index, node)) = self.value(text, key) else { return Vec::new() };
        if node.kind == NodeKind::String {
            return vec![node];
        }
        let elements = self.json.children(index).map(|(_, element)| element);
        elements.filter(|element| element.key().is_none() && element.kind == NodeKind::String).collect()
    }

    /// `blockType`.
    pub fn block_type<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        self.string(text, "blockType")
    }

    /// `name`, which is one string or a list: a response can belong to several requests.
    pub fn names<'a>(&self, text: &'a str) -> Vec<Cow<'a, str>> {
        self.strings(text, "name").into_iter().map(|node| json::string(text, node)).collect()
    }

    /// The resource type: `@type`, and without it `@odata.type`.
    pub fn odata_type<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        self.string(text, "@type").or_else(|| self.string(text, "@odata.type"))
    }

    /// The strings of `suppressions`.
    pub fn suppressions(&self, text: &str) -> Vec<&Node> {
        self.strings(text, "suppressions")
    }

    /// The members, in order: place of the key, the key, the value.
    pub fn members<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Span, Cow<'a, str>, &'a Node)> {
        self.json.children(0).filter_map(move |(_, node)| Some((node.key()?, json::key(text, node), node)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotation(text: &str) -> Option<Annotation> {
        let end = text.find("-->").unwrap_or(text.len());
        read(text, Span::new(0, text.len()), Span::new(4, end).trimmed(text))
    }

    #[test]
    fn reads_a_block_annotation() {
        let text = "<!--{ \"blockType\": \"response\", \"name\": [\"get_a\", \"get_b\"], \"@type\": \"x.y\",\n\
             \"@odata.type\": \"x.z\", \"truncated\": \"True\", \"iscollection\": true, \"baseType\": null } -->";
        let read = annotation(text).unwrap();
        assert!(!read.is_page && read.json.is_strict());
        assert_eq!(read.block_type(text).unwrap(), "response");
        assert!(read.is_of("response") && !read.is_of("request"));
        assert_eq!(read.names(text), ["get_a", "get_b"]);
        assert_eq!(read.odata_type(text).unwrap(), "x.y");
        let flags = ["truncated", "isCollection", "baseType", "isEmpty"].map(|key| read.flag(text, key));
        assert_eq!(flags, [Some(true), Some(true), None, None]);
        assert_eq!(read.string(text, "baseType"), None);
        let keys: Vec<&str> = read.members(text).map(|(span, _, _)| span.of(text)).collect();
        let expected = ["blockType", "name", "@type", "@odata.type", "truncated", "iscollection", "baseType"];
        assert_eq!(keys, expected);
    }

    #[test]
    fn reads_a_page_annotation_with_entities() {
        let text = "<!-- {\n \"type\": \"#Page.Annotation\",\n \"suppressions\": [\n  \"Error: a:\n   b\",\n  \"c\"\n ],\n \
             \"section&quot;: &quot;documentation\"\n}-->";
        let read = annotation(text).unwrap();
        assert!(read.is_page);
        assert_eq!(read.string(text, "section").unwrap(), "documentation");
        let suppressions: Vec<&str> = read.suppressions(text).iter().map(|node| node.span.of(text)).collect();
        assert_eq!(suppressions, ["\"Error: a:\n   b\"", "\"c\""]);
        assert_eq!(read.content.of(text).chars().last(), Some('}'));
    }

    #[test]
    fn other_comments_are_none() {
        assert!(annotation("<!-- uuid: 1 -->").is_none());
        assert!(annotation("<!---->").is_none());
    }

    #[test]
    fn the_lists_are_in_order() {
        assert!(BLOCK_KEYS.is_sorted() && PAGE_KEYS.is_sorted() && BLOCK_TYPES.is_sorted());
    }
}
