//! The kinds of facts.

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
    /// The namespace that the page says its method or resource is in.
    Namespace,
    /// A header of an example request or response.
    ExampleHeader,
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
    /// A macro or shortcode of the site's generator.
    Macro,
    /// A tab's id.
    Tab,
    /// How many rows or columns a table has.
    TableShape,
}

impl FactKind {
    /// Every kind.
    pub const ALL: [FactKind; 26] = [
        FactKind::Title,
        FactKind::Section,
        FactKind::Path,
        FactKind::ExampleRequest,
        FactKind::Version,
        FactKind::Status,
        FactKind::Namespace,
        FactKind::ExampleHeader,
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
        FactKind::Macro,
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
            FactKind::Namespace => "namespace",
            FactKind::ExampleHeader => "example-header",
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
            FactKind::Macro => "macro",
            FactKind::Tab => "tab",
            FactKind::TableShape => "table-shape",
        }
    }

    /// The kind of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// How much harm a wrong fact of this kind does, the most first: 0 what is called and with which permission, 1 what is
    /// sent and answered, 2 samples, 3 the rest.
    pub fn harm(self) -> u8 {
        match self {
            FactKind::Path | FactKind::ExampleRequest | FactKind::Version | FactKind::Permission => 0,
            FactKind::Status | FactKind::HeaderName | FactKind::Name | FactKind::Type => 1,
            FactKind::Namespace
            | FactKind::ExampleHeader
            | FactKind::AuthenticationScheme
            | FactKind::MediaType
            | FactKind::Annotation
            | FactKind::JsonKey
            | FactKind::CodeBlock
            | FactKind::Include
            | FactKind::Macro
            | FactKind::Tab => 2,
            _ => 3,
        }
    }

    /// Whether translators leave facts of this kind alone: over 11,284 translations of July 2021 none of these differs
    /// from the source it was made from, but for broken entities.
    pub fn is_structural(self) -> bool {
        matches!(
            self,
            FactKind::Path
                | FactKind::ExampleRequest
                | FactKind::Version
                | FactKind::Status
                | FactKind::Namespace
                | FactKind::ExampleHeader
                | FactKind::Annotation
                | FactKind::JsonKey
                | FactKind::CodeBlock
                | FactKind::Include
                | FactKind::Tab
                | FactKind::Section
                | FactKind::TableShape
        )
    }

    /// Whether the fact is a word in running text, which a translator may repeat or leave out.
    pub fn is_in_prose(self) -> bool {
        matches!(self, FactKind::CodeSpan | FactKind::Bold | FactKind::LinkText | FactKind::LinkTarget)
    }
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
