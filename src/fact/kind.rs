//! The kinds of facts, and one fact.

use crate::text::Span;

/// What a fact is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FactKind {
    /// An identifier in the page's title.
    Title,
    /// A section: its level and English anchor.
    Section,
    /// A documented `METHOD /path`.
    Path,
    /// Method and URL of an example request.
    ExampleRequest,
    /// The API version of an example request.
    Version,
    /// A status code, in an example or in prose.
    Status,
    /// The name in a row of a header table.
    HeaderName,
    /// The name in a row of a table of parameters, properties, relationships or members.
    Name,
    /// The type in such a row.
    Type,
    /// The scopes of a permission cell.
    Permission,
    /// `Bearer` and its kin in a cell.
    AuthenticationScheme,
    /// `{token}` and its kin in a cell.
    Placeholder,
    /// `application/json` and its kin in a cell.
    MediaType,
    /// An annotation, or one of its fields.
    Annotation,
    /// A key path of an example body.
    JsonKey,
    /// A whole code block.
    CodeBlock,
    /// A code span.
    CodeSpan,
    /// An identifier in strong emphasis.
    Bold,
    /// An identifier that is a link's text.
    LinkText,
    /// A link's target.
    LinkTarget,
    /// An include's path.
    Include,
    /// A tab's id.
    Tab,
    /// How many rows or columns a table has.
    TableShape,
}

impl FactKind {
    /// Every kind.
    pub const ALL: [FactKind; 23] = [
        FactKind::Title,
        FactKind::Section,
        FactKind::Path,
        FactKind::ExampleRequest,
        FactKind::Version,
        FactKind::Status,
        FactKind::HeaderName,
        FactKind::Name,
        FactKind::Type,
        FactKind::Permission,
        FactKind::AuthenticationScheme,
        FactKind::Placeholder,
        FactKind::MediaType,
        FactKind::Annotation,
        FactKind::JsonKey,
        FactKind::CodeBlock,
        FactKind::CodeSpan,
        FactKind::Bold,
        FactKind::LinkText,
        FactKind::LinkTarget,
        FactKind::Include,
        FactKind::Tab,
        FactKind::TableShape,
    ];

    /// As JSON and baselines write it.
    pub fn name(self) -> &'static str {
        match self {
            FactKind::Title => "title",
            FactKind::Section => "section",
            FactKind::Path => "path",
            FactKind::ExampleRequest => "example-request",
            FactKind::Version => "version",
            FactKind::Status => "status",
            FactKind::HeaderName => "header-name",
            FactKind::Name => "name",
            FactKind::Type => "type",
            FactKind::Permission => "permission",
            FactKind::AuthenticationScheme => "authentication-scheme",
            FactKind::Placeholder => "placeholder",
            FactKind::MediaType => "media-type",
            FactKind::Annotation => "annotation",
            FactKind::JsonKey => "json-key",
            FactKind::CodeBlock => "code-block",
            FactKind::CodeSpan => "code-span",
            FactKind::Bold => "bold",
            FactKind::LinkText => "link-text",
            FactKind::LinkTarget => "link-target",
            FactKind::Include => "include",
            FactKind::Tab => "tab",
            FactKind::TableShape => "table-shape",
        }
    }
}

/// One claim of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// What it is about.
    pub kind: FactKind,
    /// Which one: section, table row, annotation name, JSON path; never a line. Equal keys of two pages are one fact.
    pub key: String,
    /// What is claimed, free of language.
    pub value: String,
    /// Where.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::FactKind;

    /// Tables are addressed by a kind's number.
    #[test]
    fn all_is_in_order() {
        assert!(FactKind::ALL.iter().enumerate().all(|(at, kind)| *kind as usize == at));
    }
}
