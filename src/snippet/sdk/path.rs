//! The path of a request as a chain of segments, each with what it is. Must not know any language.

use super::types::{StepKind, TypeRef, Types, bare, last_part};
use crate::page::url;
use crate::snippet::Request;
use crate::text::Span;

/// What a segment is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SegmentKind {
    /// An entity set, a singleton or a navigation property.
    Navigation,
    /// A property that is no entity.
    Property,
    /// One entity of a collection.
    Key,
    /// A type, to which the segment before it is narrowed.
    Cast,
    /// What is called with POST.
    Action,
    /// What is called with GET.
    Function,
    /// `$value`, `$ref`, `$count`, `content`.
    Special,
    /// `root:`, `{name}:`: a path of a drive.
    File,
}

/// One segment.
#[derive(Clone, Debug)]
pub struct Segment {
    /// As the page writes it.
    pub text: String,
    /// The name without arguments and namespace, as the page writes it.
    pub name: String,
    /// What it is.
    pub kind: SegmentKind,
    /// What one stands on behind it; `None` where nothing tells.
    pub of: Option<TypeRef>,
    /// Whether `of` is what pages or metadata say of this very place.
    pub certain: bool,
    /// The parameters of an action or function, as declared.
    pub parameters: Vec<super::types::Member>,
}

/// A path taken apart.
#[derive(Clone, Debug)]
pub struct Path {
    /// `v1.0`, `beta`; empty where the URL has none.
    pub version: String,
    /// What follows the version, as documented, with a slash at the start.
    pub text: String,
    /// The query as documented.
    pub query: Option<String>,
    /// The segments.
    pub segments: Vec<Segment>,
}

impl Path {
    /// The path of `request`.
    pub fn of(request: &Request, types: &Types) -> Path {
        let documented = request.documented_url.trim();
        let parts = url::parts(documented, Span::new(0, documented.len()));
        let text = parts.path.of(documented).trim();
        let version = parts.version.map_or("", |span| span.of(documented)).to_owned();
        let segments = Walk::through(types, text, &request.method);
        let text = if text.starts_with('/') { text.to_owned() } else { format!("/{text}") };
        Path { version, text, query: parts.query.map(|span| span.of(documented).to_owned()), segments }
    }

    /// The path as it is sent.
    pub fn sendable(&self) -> String {
        crate::snippet::address::Address::of(&self.text, "https://h").path
    }

    /// The last segment.
    pub fn last(&self) -> Option<&Segment> {
        self.segments.last()
    }
}

/// A way through the types, segment by segment.
pub(super) struct Walk<'a> {
    types: &'a Types,
    /// Where one stands.
    pub(super) at: TypeRef,
    /// Whether that is known to be a type.
    pub(super) known: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(types: &'a Types) -> Walk<'a> {
        Walk { types, at: TypeRef::default(), known: true }
    }

    fn through(types: &Types, text: &str, method: &str) -> Vec<Segment> {
        let mut walk = Walk::new(types);
        let texts: Vec<&str> = url::path_segments(text).collect();
        let count = texts.len();
        let segments = texts.iter().enumerate();
        segments.map(|(at, segment)| walk.segment(segment, at == 0, at + 1 == count, method)).collect()
    }

    fn segment(&mut self, text: &str, first: bool, last: bool, method: &str) -> Segment {
        let mut name = name_of(text).to_owned();
        let mut parameters = Vec::new();
        let mut certain = self.known;
        let calls = text.contains('(') || text.to_ascii_lowercase().starts_with("microsoft.graph.");
        let kind = if self.at_special(text, last) {
            SegmentKind::Special
        } else if text.contains(':') && (text.ends_with(':') || text.starts_with(':')) && !self.at.many {
            SegmentKind::File
        } else if let Some(step) = self.types.step(&self.at.name, self.at.many, &name) {
            parameters.clone_from(&step.parameters);
            let kind = kind_of(step.kind);
            let capitals = |name: &str| name.bytes().filter(u8::is_ascii_uppercase).count();
            if step.name.eq_ignore_ascii_case(&name) && capitals(&step.name) >= capitals(&name) {
                name.clone_from(&step.name);
            }
            self.go(step.gives.clone(), &name);
            // `messages('id')`
            if kind == SegmentKind::Navigation && self.at.many && text.ends_with(')') {
                self.at.many = false;
                SegmentKind::Key
            } else {
                kind
            }
        } else if text.contains('.')
            && self.types.get(text).is_some_and(|found| found.name.eq_ignore_ascii_case(bare(text)))
        {
            self.at = TypeRef {
                name: self.types.get(text).map_or_else(String::new, |found| found.name.clone()),
                many: self.at.many,
            };
            SegmentKind::Cast
        } else if self.at.many && !(calls || last && method == "POST" && is_word(text)) {
            self.at.many = false;
            SegmentKind::Key
        } else {
            certain = false;
            self.guess(text, &name, first, last, method)
        };
        let of = (self.known && !matches!(kind, SegmentKind::Special | SegmentKind::File)).then(|| self.at.clone());
        Segment { text: text.to_owned(), name, kind, of, certain, parameters }
    }

    /// A segment that the types do not know at this place.
    fn guess(&mut self, text: &str, name: &str, first: bool, last: bool, method: &str) -> SegmentKind {
        let calls = last && method == "POST" && !self.at.many || text.contains('.');
        if text.contains('(') {
            let gives = self.types.step_anywhere(name).and_then(|step| step.gives.clone());
            self.go(gives, name);
            return SegmentKind::Function;
        }
        if !is_word(text) && !first {
            self.at.many = false;
            return SegmentKind::Key;
        }
        let known = self.types.step_anywhere(name);
        if let Some(step) = known {
            self.go(step.gives.clone(), name);
            return kind_of(step.kind);
        }
        let singular = singular(name);
        if let Some(found) = self.types.get(&singular).filter(|_| !calls) {
            self.at = TypeRef { name: found.name.clone(), many: singular != name };
            self.known = true;
            return SegmentKind::Navigation;
        }
        self.go(None, name);
        if calls { SegmentKind::Action } else { SegmentKind::Navigation }
    }

    pub(super) fn go(&mut self, gives: Option<TypeRef>, name: &str) {
        self.known = gives.is_some();
        self.at = gives.unwrap_or_else(|| TypeRef { name: format!("{}/{name}", self.at.name), many: false });
    }

    fn at_special(&self, text: &str, last: bool) -> bool {
        matches!(text, "$value" | "$ref" | "$count" | "$batch") || last && text == "content" && !self.at.many
    }
}

fn kind_of(kind: StepKind) -> SegmentKind {
    match kind {
        StepKind::Navigation => SegmentKind::Navigation,
        StepKind::Property => SegmentKind::Property,
        StepKind::Action => SegmentKind::Action,
        StepKind::Function => SegmentKind::Function,
    }
}

/// A segment without arguments and namespace.
pub(super) fn name_of(text: &str) -> &str {
    let name = text.split('(').next().unwrap_or(text);
    if name.to_ascii_lowercase().starts_with("microsoft.graph.") { last_part(name) } else { name }
}

/// Whether a segment is written as names are, and not as keys are.
pub(super) fn is_word(text: &str) -> bool {
    text.len() < 60
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text.bytes().filter(u8::is_ascii_digit).count() < 3
}

/// What there is one of, of what there are several of: `users` to `user`.
pub(super) fn singular(name: &str) -> String {
    let cut = |suffix: &str, add: &str| name.strip_suffix(suffix).map(|stem| format!("{stem}{add}"));
    if name.ends_with("ss") || name.ends_with("us") || name.ends_with("is") {
        return name.to_owned();
    }
    let special = ["sses", "ches", "xes", "shes"].iter().any(|end| name.ends_with(end));
    if special {
        return cut("es", "").unwrap_or_else(|| name.to_owned());
    }
    cut("ies", "y").or_else(|| cut("s", "")).unwrap_or_else(|| name.to_owned())
}

/// `text` with what may not stand in a URL percent-encoded, outside of braces. What is encoded already stays.
pub(super) fn encoded(text: &str) -> String {
    let whole = crate::snippet::address::Address::of(&format!("/?{text}"), "https://h");
    whole.query.unwrap_or_default()
}
