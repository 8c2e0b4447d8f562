//! Headings and the sections they open. Roles come from English slugs (`<a name="permissions">`), which
//! translated pages keep; titles in other languages are the locale's business (floor docset).

use super::slug;
use crate::text::Span;
use std::fmt;
use std::ops::Deref;

/// What a section is for, in an API reference page.
/// Slugs and their shares: 7,116 API pages and 4,169 resource pages of July 2021.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// `permissions`, and `prerequisites` of the Intune pages that keep the permission table there.
    Permissions,
    /// `http-request`: the paths.
    HttpRequest,
    /// `function-parameters`.
    FunctionParameters,
    /// `path-parameters`.
    PathParameters,
    /// `optional-query-parameters`, `query-parameters`.
    QueryParameters,
    /// `request-headers`, `optional-request-headers`.
    RequestHeaders,
    /// `request-body`.
    RequestBody,
    /// `response` at the level of the other sections.
    Response,
    /// `example`, `examples`.
    Example,
    /// `properties` of a resource.
    Properties,
    /// `relationships` of a resource.
    Relationships,
    /// `methods` of a resource.
    Methods,
    /// `members`, `…-values`: what an enumeration may be.
    Members,
    /// `json-representation`.
    JsonRepresentation,
    /// `see-also`.
    SeeAlso,
}

impl Role {
    /// Every role, for listings.
    pub const ALL: [Role; 15] = [
        Role::Permissions,
        Role::HttpRequest,
        Role::FunctionParameters,
        Role::PathParameters,
        Role::QueryParameters,
        Role::RequestHeaders,
        Role::RequestBody,
        Role::Response,
        Role::Example,
        Role::Properties,
        Role::Relationships,
        Role::Methods,
        Role::Members,
        Role::JsonRepresentation,
        Role::SeeAlso,
    ];

    /// The role's name as data files and JSON write it.
    pub fn name(self) -> &'static str {
        match self {
            Role::Permissions => "permissions",
            Role::HttpRequest => "http-request",
            Role::FunctionParameters => "function-parameters",
            Role::PathParameters => "path-parameters",
            Role::QueryParameters => "query-parameters",
            Role::RequestHeaders => "request-headers",
            Role::RequestBody => "request-body",
            Role::Response => "response",
            Role::Example => "example",
            Role::Properties => "properties",
            Role::Relationships => "relationships",
            Role::Methods => "methods",
            Role::Members => "members",
            Role::JsonRepresentation => "json-representation",
            Role::SeeAlso => "see-also",
        }
    }

    /// The role that an English slug stands for.
    pub fn of_slug(slug: &str) -> Option<Role> {
        Some(match slug {
            "permissions" | "prerequisites" => Role::Permissions,
            "http-request" | "http-requests" => Role::HttpRequest,
            "function-parameters" => Role::FunctionParameters,
            "path-parameters" => Role::PathParameters,
            "optional-query-parameters" | "query-parameters" => Role::QueryParameters,
            "request-headers" | "optional-request-headers" => Role::RequestHeaders,
            "request-body" => Role::RequestBody,
            "response" => Role::Response,
            "example" | "examples" => Role::Example,
            "properties" => Role::Properties,
            "relationships" => Role::Relationships,
            "methods" => Role::Methods,
            "members" => Role::Members,
            "json-representation" => Role::JsonRepresentation,
            "see-also" => Role::SeeAlso,
            _ if slug.ends_with("-values") || slug.ends_with("-members") => Role::Members,
            _ => return None,
        })
    }
}

/// The slugs of most sections, which need no memory on every page.
const COMMON: [&str; 14] = [
    "request",
    "response",
    "permissions",
    "http-request",
    "request-headers",
    "request-body",
    "example",
    "examples",
    "optional-query-parameters",
    "properties",
    "relationships",
    "methods",
    "json-representation",
    "see-also",
];

/// The slug of a section.
#[derive(Clone, PartialEq, Eq)]
pub struct Slug(Kept);

#[derive(Clone, PartialEq, Eq)]
enum Kept {
    /// Index in [`COMMON`].
    Common(u8),
    Own(Box<str>),
}

impl From<&str> for Slug {
    fn from(slug: &str) -> Self {
        let common = COMMON.iter().position(|common| *common == slug);
        Self(common.map_or_else(|| Kept::Own(slug.into()), |at| Kept::Common(at as u8)))
    }
}

impl Default for Slug {
    fn default() -> Self {
        Self(Kept::Own(Box::default()))
    }
}

impl Deref for Slug {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Kept::Common(at) => COMMON.get(usize::from(*at)).copied().unwrap_or_default(),
            Kept::Own(slug) => slug,
        }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, out)
    }
}

/// A heading and what follows it up to the next heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// Heading and body.
    pub span: Span,
    /// Where the heading ends.
    heading_end: u32,
    /// The heading's text without marks and anchor.
    pub title: Span,
    /// 1 to 6; 0 before the first heading.
    pub level: u8,
    /// [`Section::anchor`]; [`NO_ANCHOR`] without one. Pages have many sections, and an `Option` takes half as much again.
    anchor: Span,
    /// The anchor's name, or else the slug made from the title.
    pub slug: Slug,
    /// From the slug. A locale's titles may add one later.
    pub role: Option<Role>,
    /// Whether the heading is a tab (`# [HTTP](#tab/http)`).
    pub is_tab: bool,
}

/// No place of any page.
const NO_ANCHOR: Span = Span { start: u32::MAX, end: u32::MAX };

impl Section {
    /// What stands before the first heading, which may be at byte `base` the earliest.
    pub(super) fn first(text: &str, base: usize) -> Self {
        Self {
            span: Span::new(0, text.len()),
            heading_end: base as u32,
            title: Span::default(),
            level: 0,
            anchor: NO_ANCHOR,
            slug: Slug::default(),
            role: None,
            is_tab: false,
        }
    }

    /// The heading's line or lines; empty for what stands before the first heading.
    pub fn heading(&self) -> Span {
        let start = if self.level == 0 { self.heading_end } else { self.span.start };
        Span { start, end: self.heading_end }
    }

    /// The name in `<a name="…">` (or `id`), where the heading has one.
    pub fn anchor(&self) -> Option<Span> {
        (self.anchor != NO_ANCHOR).then_some(self.anchor)
    }

    /// A section opened by the heading at `heading`; its span is set when the next heading is known.
    pub fn open(text: &str, heading: Span, level: u8, title: Span, anchor: Option<Span>) -> Self {
        let slug = match anchor {
            Some(name) => Slug::from(name.of(text)),
            None => Slug::from(slug::of(title.of(text)).as_str()),
        };
        let role = if level >= 1 { Role::of_slug(&slug) } else { None };
        // `response` below level 2 is the response of an example, not the section that describes it.
        let role = role.filter(|role| *role != Role::Response || level <= 2);
        let anchor = anchor.unwrap_or(NO_ANCHOR);
        Self { span: heading, heading_end: heading.end, title, level, anchor, slug, role, is_tab: false }
    }

    /// What follows the heading.
    pub fn body(&self) -> Span {
        Span { start: self.heading_end.min(self.span.end), end: self.span.end }
    }

    /// The role this section has for what it holds: an example's `request` and `response` have none.
    pub fn is_example_part(&self) -> bool {
        self.level >= 3 && matches!(&*self.slug, "request" | "response")
    }
}
