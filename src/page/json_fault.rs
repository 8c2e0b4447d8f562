//! The ways in which a text departs from JSON, how each is called, and the edit that mends it where no one has to
//! think. Must not know how a fault is found.

use crate::text::{Edit, Span};

/// One departure from strict JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// Where, as short as it can be.
    pub span: Span,
}

/// The departures that have a name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum FaultKind {
    /// `,` before `}` or `]`.
    TrailingComma,
    /// `&quot;` where a quote belongs.
    QuoteEntity,
    /// A line end within a string; blank lines after it are in the span.
    RawNewline,
    /// A control character, such as a tab, within a string.
    ControlCharacter,
    /// A member's name without quotes.
    BareKey,
    /// Two values with nothing between; the span is empty, after the first.
    MissingComma,
    /// A name and its value with nothing between; the span is empty, after the name.
    MissingColon,
    /// A string with no closing quote before the end of its line, where what follows shows it should have one.
    UnterminatedString,
    /// `'…'`.
    SingleQuotes,
    /// `“` or `”` as a delimiter.
    SmartQuotes,
    /// `//…` or `/*…*/`.
    Comment,
    /// A no-break space or another white space that JSON does not know.
    OddSpace,
    /// A full-width `，` or `：`.
    FullWidthPunctuation,
    /// `;` for a comma, `=` for a colon, or a colon or bracket too many.
    WrongPunctuation,
    /// `...` or `…` for what is left out.
    Ellipsis,
    /// A backslash sequence that JSON does not know, or a quote within a string that has no backslash.
    BadEscape,
    /// A number that JSON does not know (`01`, `.5`, `+1`, `00:30`).
    BadNumber,
    /// A bare word that is no literal, or other text where JSON has none.
    BareWord,
    /// `}` or `]` missing (the span is the opening bracket), or the wrong one (the span is that one).
    Unclosed,
    /// Text after the document.
    ExtraText,
    /// A second document after the first; the span is its opening bracket.
    SecondDocument,
    /// Nested deeper than the limit; nothing after it was read.
    TooDeep,
    /// A member's name given twice in one object; the span is the later one.
    DuplicateKey,
    /// Nothing at all where a value belongs.
    MissingValue,
    /// A value in an object without a name.
    MissingKey,
    /// `"name": value` with no braces around it: a fragment of a document, or a forgotten `{`. The span is the name.
    MemberOutsideObject,
}

impl FaultKind {
    /// The name for machines.
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// What it is, in the words of a message.
    pub fn describe(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::TrailingComma => ("trailing-comma", "trailing comma"),
            Self::QuoteEntity => ("quote-entity", "`&quot;` in place of a quote"),
            Self::RawNewline => ("raw-newline", "line break within a string"),
            Self::ControlCharacter => ("control-character", "control character within a string"),
            Self::BareKey => ("bare-key", "name without quotes"),
            Self::MissingComma => ("missing-comma", "missing comma"),
            Self::MissingColon => ("missing-colon", "missing colon"),
            Self::UnterminatedString => ("unterminated-string", "string without closing quote"),
            Self::SingleQuotes => ("single-quotes", "single quotes"),
            Self::SmartQuotes => ("smart-quotes", "typographic quotes"),
            Self::Comment => ("comment", "comment"),
            Self::OddSpace => ("odd-space", "white space that JSON does not allow"),
            Self::FullWidthPunctuation => ("full-width-punctuation", "full-width punctuation"),
            Self::WrongPunctuation => ("wrong-punctuation", "misplaced punctuation"),
            Self::Ellipsis => ("ellipsis", "ellipsis"),
            Self::BadEscape => ("bad-escape", "unknown escape sequence"),
            Self::BadNumber => ("bad-number", "malformed number"),
            Self::BareWord => ("bare-word", "text without quotes"),
            Self::Unclosed => ("unclosed", "bracket without its counterpart"),
            Self::ExtraText => ("extra-text", "text after the document"),
            Self::SecondDocument => ("second-document", "second document"),
            Self::TooDeep => ("too-deep", "nesting too deep"),
            Self::DuplicateKey => ("duplicate-key", "name given twice"),
            Self::MissingValue => ("missing-value", "missing value"),
            Self::MissingKey => ("missing-key", "value without a name"),
            Self::MemberOutsideObject => ("member-outside-object", "member without braces around it"),
        }
    }

    /// The edits that mend a fault of this kind at `span` of `text` and change nothing else; `None` where it takes a
    /// person to know what was meant.
    pub fn repair(self, text: &str, span: Span) -> Option<Vec<Edit>> {
        let found = span.of(text);
        let by = |text: &str| Some(vec![Edit { span, text: text.to_owned() }]);
        match self {
            Self::TrailingComma => by(""),
            Self::QuoteEntity | Self::SmartQuotes => by("\""),
            Self::RawNewline => {
                let after = text.get(span.to()..)?;
                let indent = after.len() - after.trim_start_matches([' ', '\t']).len();
                // A line of a block quote goes on with a mark that is no part of the string.
                if after.get(indent..)?.starts_with('>') {
                    return None;
                }
                Some(vec![Edit { span: Span::new(span.from(), span.to() + indent), text: " ".into() }])
            }
            Self::ControlCharacter => by(&control(found.chars().next()?)?),
            Self::BareKey => {
                let name = found.trim_end_matches("&quot;").trim_end_matches(['"', '\'']);
                by(&format!("\"{name}\""))
            }
            Self::MissingComma => by(","),
            Self::MissingColon => by(":"),
            Self::SingleQuotes => {
                let inner = found.strip_prefix('\'')?.strip_suffix('\'')?;
                by(&format!("\"{}\"", requoted(inner)))
            }
            Self::OddSpace => by(" "),
            Self::FullWidthPunctuation => by(if found == "：" { ":" } else { "," }),
            Self::WrongPunctuation => match found {
                "=" => by(":"),
                ";" => by(","),
                _ => None,
            },
            Self::BadEscape => match found {
                "\\'" => by("'"),
                "\"" => by("\\\""),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The escape sequence of a control character.
fn control(c: char) -> Option<String> {
    match c {
        '\t' => Some("\\t".into()),
        '\0'..='\u{1f}' => Some(format!("\\u{:04x}", u32::from(c))),
        _ => None,
    }
}

/// The inside of a single-quoted string as it must be between double quotes.
fn requoted(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => match characters.next() {
                Some('\'') => out.push('\''),
                Some(escaped) => out.extend(['\\', escaped]),
                None => out.push_str("\\\\"),
            },
            _ => match control(c) {
                Some(escaped) => out.push_str(&escaped),
                None => out.push(c),
            },
        }
    }
    out
}
