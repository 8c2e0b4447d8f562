//! HTTP messages as documents write them. (Being written.)

use super::code::CodeText;
use super::json::Json;
use crate::text::Span;

/// What an HTTP block holds.
#[derive(Clone, Debug)]
pub enum HttpMessage {
    /// A request line with what follows it.
    Request(Request),
    /// A status line with what follows it.
    Response(Response),
    /// Several `METHOD /path` lines and nothing else.
    Paths(Vec<RequestLine>),
    /// Anything else: only JSON, only headers, prose.
    Other,
}

/// `METHOD url [HTTP/x]`.
#[derive(Clone, Debug)]
pub struct RequestLine {
    /// The line.
    pub span: Span,
    /// `GET`, `POST`…
    pub method: Span,
    /// Everything between method and version, spaces and `{a | b}` included.
    pub url: Span,
    /// `HTTP/1.1`.
    pub version: Option<Span>,
}

/// One header line.
#[derive(Clone, Debug)]
pub struct Header {
    /// The line.
    pub span: Span,
    /// Before the colon.
    pub name: Span,
    /// After it, trimmed.
    pub value: Span,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// The first line.
    pub line: RequestLine,
    /// In order, duplicates included.
    pub headers: Vec<Header>,
    /// The body, if anything but white space is there.
    pub body: Option<Body>,
    /// What had to be forgiven.
    pub problems: Vec<Problem>,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// The first line.
    pub line: Span,
    /// `200`; 0 when it is no number of three digits.
    pub status: u16,
    /// Where it stands.
    pub status_span: Span,
    /// `OK`; empty when missing.
    pub reason: Span,
    /// In order, duplicates included.
    pub headers: Vec<Header>,
    /// The body, if anything but white space is there.
    pub body: Option<Body>,
    /// What had to be forgiven.
    pub problems: Vec<Problem>,
}

/// What follows the headers.
#[derive(Clone, Debug)]
pub struct Body {
    /// Without blank lines at either end.
    pub span: Span,
    /// The document, when the body starts with `{` or `[` or the content type says JSON.
    pub json: Option<Json>,
}

/// What had to be forgiven.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
}

/// The departures from HTTP that documents are known to make.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ProblemKind {
    /// The body follows the headers without a blank line.
    MissingBlankLine,
    /// A no-break space (U+00A0, U+202F) where a space belongs.
    OddSpace,
    /// No space between method and path (`DELETE/users`).
    GluedMethod,
    /// A line among the headers that is neither header nor body.
    HeaderWithoutColon,
    /// A blank line before the headers, which makes them body.
    BlankLineBeforeHeaders,
    /// A status that is no number of three digits.
    BadStatus,
}

/// Reads one block.
pub fn read(code: &CodeText<'_>) -> HttpMessage {
    let _ = code;
    HttpMessage::Other
}
