//! HTTP messages as documents write them: the model. `http_read` fills it; `url` takes addresses apart.
//! Must not judge: what had to be forgiven is listed, what it means is a rule's business.

use super::code::CodeText;
use super::json::Json;
use super::url::{self, UrlParts};
use crate::text::{Line, Span};
use std::borrow::Cow;

pub use super::http_lines::looks_like_http;
pub use super::http_read::read;

/// What an HTTP block holds.
#[derive(Clone, Debug)]
pub enum HttpMessage {
    /// A request line with what follows it.
    Request(Request),
    /// A status line with what follows it.
    Response(Response),
    /// Several `METHOD /path` lines and nothing that belongs to a message but, at most, headers for all of them.
    Paths(Vec<RequestLine>),
    /// Anything else: only JSON, only headers, prose.
    Other,
}

/// `METHOD url [HTTP/x]`.
#[derive(Clone, Debug)]
pub struct RequestLine {
    /// The line, and the lines that carry on its URL.
    pub span: Span,
    /// `GET`, `POST`…
    pub method: Span,
    /// Everything between method and version, spaces and `{a | b}` included. It may run over several lines:
    /// [`RequestLine::url`] joins them.
    pub url: Span,
    /// `HTTP/1.1`.
    pub version: Option<Span>,
    /// What had to be forgiven, when the line is one of [`HttpMessage::Paths`]; a request lists it itself.
    pub problems: Box<[Problem]>,
}

/// One header line.
#[derive(Clone, Debug)]
pub struct Header {
    /// The line, and the lines that carry on its value.
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
    pub headers: Box<[Header]>,
    /// The body, if anything but white space is there.
    pub body: Option<Body>,
    /// What had to be forgiven.
    pub problems: Box<[Problem]>,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// The first line.
    pub line: Span,
    /// `200`; 0 when it is no number of three digits.
    pub status: u16,
    /// Where it stands; what stands in its place when it is no number of three digits.
    pub status_span: Span,
    /// `OK`; empty when missing.
    pub reason: Span,
    /// In order, duplicates included.
    pub headers: Box<[Header]>,
    /// The body, if anything but white space is there.
    pub body: Option<Body>,
    /// What had to be forgiven.
    pub problems: Box<[Problem]>,
}

/// What follows the headers.
#[derive(Clone, Debug)]
pub struct Body {
    /// Whole lines, without blank lines at either end.
    pub span: Span,
    /// The lines with their line ends and without container marks, when the block lies in a list or a quote.
    pub lines: Option<Box<[Span]>>,
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
    /// The body follows the headers without a blank line. Where: the first line of the body.
    MissingBlankLine,
    /// A white space outside ASCII (U+00A0, U+202F…) where a space belongs. Where: the character.
    OddSpace,
    /// No space between method and path (`DELETE/users`). Where: the method.
    GluedMethod,
    /// A line among the headers that is neither header nor body.
    HeaderWithoutColon,
    /// A blank line before the headers, which makes them body. Where: the blank lines; deleting them mends it.
    BlankLineBeforeHeaders,
    /// A status that is no number of three digits.
    BadStatus,
    /// A status line without `HTTP/x` (`HTTP 201 Created`, `HTTP code: 200 OK`). Where: what stands before the status.
    StatusWithoutVersion,
}

impl HttpMessage {
    /// The request, if it is one.
    pub fn request(&self) -> Option<&Request> {
        match self {
            HttpMessage::Request(request) => Some(request),
            _ => None,
        }
    }

    /// The response, if it is one.
    pub fn response(&self) -> Option<&Response> {
        match self {
            HttpMessage::Response(response) => Some(response),
            _ => None,
        }
    }

    /// Every request line: one of a request, several of a list of paths.
    pub fn request_lines(&self) -> &[RequestLine] {
        match self {
            HttpMessage::Request(request) => std::slice::from_ref(&request.line),
            HttpMessage::Paths(lines) => lines,
            _ => &[],
        }
    }

    /// The URL of a request, on one line.
    pub fn url<'a>(&self, text: &'a str) -> Option<Cow<'a, str>> {
        self.request().map(|request| request.line.url(text))
    }

    /// The headers of a request or response.
    pub fn headers(&self) -> &[Header] {
        match self {
            HttpMessage::Request(request) => &request.headers,
            HttpMessage::Response(response) => &response.headers,
            _ => &[],
        }
    }

    /// The body of a request or response.
    pub fn body(&self) -> Option<&Body> {
        match self {
            HttpMessage::Request(request) => request.body.as_ref(),
            HttpMessage::Response(response) => response.body.as_ref(),
            _ => None,
        }
    }

    /// Everything that had to be forgiven, whatever the block holds.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        let own: &[Problem] = match self {
            HttpMessage::Request(request) => &request.problems,
            HttpMessage::Response(response) => &response.problems,
            _ => &[],
        };
        self.request_lines().iter().flat_map(|line| &line.problems).chain(own)
    }
}

impl RequestLine {
    /// The URL on one line: line ends within it and the white space and quote marks around them are left out.
    pub fn url<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let url = self.url.of(text);
        if memchr::memchr2(b'\n', b'\r', url.as_bytes()).is_none() {
            return Cow::Borrowed(url);
        }
        let mut joined = String::with_capacity(url.len());
        for (index, line) in url.split(['\n', '\r']).enumerate() {
            let part = if index == 0 { line } else { line.trim_start_matches(|c: char| c == '>' || c.is_whitespace()) };
            joined.push_str(part.trim_end());
        }
        Cow::Owned(joined)
    }

    /// Host, version, path and query of the URL.
    pub fn parts(&self, text: &str) -> UrlParts {
        url::parts(text, self.url)
    }
}

impl Request {
    /// The first header called `name`, in any case.
    pub fn header(&self, text: &str, name: &str) -> Option<&Header> {
        find_header(&self.headers, text, name)
    }
}

impl Response {
    /// The first header called `name`, in any case.
    pub fn header(&self, text: &str, name: &str) -> Option<&Header> {
        find_header(&self.headers, text, name)
    }
}

/// The first of `headers` called `name`, in any case.
fn find_header<'a>(headers: &'a [Header], text: &str, name: &str) -> Option<&'a Header> {
    headers.iter().find(|header| header.name.of(text).eq_ignore_ascii_case(name))
}

impl Body {
    /// The bytes of the body with LF and with CRLF line ends, without a line end after the last line.
    /// Container marks do not count. Documents mean the CRLF figure by `Content-Length` (66 % of the pages of
    /// 2019, 95 % of those of 2023), some the LF figure.
    pub fn lengths(&self, text: &str) -> (usize, usize) {
        let whole = [self.span];
        let mut bytes = 0;
        let mut breaks = 0;
        for part in self.lines.as_deref().unwrap_or(&whole) {
            let part = part.of(text).as_bytes();
            let feeds = memchr::memchr_iter(b'\n', part).count();
            bytes += part.len() - feeds;
            breaks += feeds;
            for at in memchr::memchr_iter(b'\r', part) {
                bytes -= 1;
                breaks += usize::from(part.get(at + 1) != Some(&b'\n'));
            }
        }
        (bytes + breaks, bytes + 2 * breaks)
    }

    /// The body of `code` from byte `start` to byte `end` of its text.
    pub(super) fn new(code: &CodeText<'_>, start: usize, end: usize, json: Option<Json>) -> Body {
        let mut lines = None;
        if let Cow::Owned(owned) = &code.text {
            let mut list = Vec::new();
            let mut at = start;
            while let Some(line) = Line::at(owned, at).filter(|line| line.start < end) {
                list.push(code.span(line.start, line.next.min(end)));
                at = line.next;
            }
            lines = Some(list.into_boxed_slice());
        }
        Body { span: code.span(start, end), lines, json }
    }
}
