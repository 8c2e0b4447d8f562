//! The one model of a request that sample code is made of, free of language and of the page it stands on.

use super::address::Address;
use super::header::{self, Header};
use crate::page::http;
use crate::text::Span;
use serde::Serialize;
use std::collections::BTreeSet;

/// A documented request.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Request {
    /// The name in the annotation; empty where there is none.
    pub name: String,
    /// `GET`, as documented.
    pub method: String,
    /// The URL as documented, on one line.
    pub documented_url: String,
    /// Where it is sent.
    pub address: Address,
    /// In order, duplicates included, without those that clients make themselves.
    pub headers: Vec<Header>,
    /// The body; `None` without one.
    pub body: Option<String>,
    /// What the body is.
    pub kind: BodyKind,
}

/// What a body is, by its content type, or else by its first character.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BodyKind {
    /// There is none.
    None,
    /// JSON, valid or not.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/…`.
    Multipart,
    /// XML, HTML.
    Xml,
    /// Anything else.
    Text,
}

/// What not every client can send.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Feature {
    /// GET or HEAD with a body.
    BodyWithGet,
    /// Two headers of one name.
    DuplicateHeaders,
    /// A method other than GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS.
    CustomMethod,
    /// A header without a value.
    EmptyHeader,
    /// A header with letters outside ASCII.
    HeaderNotAscii,
    /// A header with a backslash before `=`, `:`, `@` or `;`.
    HeaderBackslash,
    /// A body of more than 100 kB: too long for an argument of a command.
    LongBody,
}

impl Feature {
    /// Every feature with the name that templates give it in `cannot`.
    pub const ALL: [(Feature, &'static str); 7] = [
        (Feature::BodyWithGet, "body-with-get"),
        (Feature::DuplicateHeaders, "duplicate-headers"),
        (Feature::CustomMethod, "custom-method"),
        (Feature::EmptyHeader, "empty-header"),
        (Feature::HeaderNotAscii, "header-not-ascii"),
        (Feature::HeaderBackslash, "header-backslash"),
        (Feature::LongBody, "long-body"),
    ];
}

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

impl Request {
    /// Of the request `message` on the page `text`. `base` is what a URL without a host is put below
    /// (`https://graph.microsoft.com`); a `Host` header of the block goes before it.
    pub fn read(text: &str, message: &http::Request, name: &str, base: &str) -> Request {
        let value = |span: Span| one_line(span.of(text));
        let host = message.header(text, "host").map(|header| value(header.value)).filter(|host| !host.is_empty());
        let base = host.map_or_else(|| base.to_owned(), |host| format!("https://{host}"));
        let headers: Vec<Header> = message
            .headers
            .iter()
            .filter_map(|header| Header::of(header.name.of(text).trim(), &value(header.value)))
            .collect();
        let body = message.body.as_ref().map(|body| self::body(text, body));
        let documented = message.line.url(text).trim().to_owned();
        Request::new(name, message.line.method.of(text), &documented, &base, headers, body)
    }

    /// Of parts: what is read from elsewhere than a page.
    pub fn new(
        name: &str,
        method: &str,
        documented: &str,
        base: &str,
        mut headers: Vec<Header>,
        body: Option<String>,
    ) -> Request {
        // One variable holds one header's credentials.
        for header in headers.iter_mut().filter(|header| header.scheme.is_some()).skip(1) {
            header.scheme = None;
        }
        let kind = kind(&headers, body.as_deref());
        Request {
            name: name.to_owned(),
            method: method.to_ascii_uppercase(),
            documented_url: documented.to_owned(),
            address: Address::of(documented, base),
            headers,
            body,
            kind,
        }
    }

    /// The first header called `name`, in any case.
    pub fn header(&self, name: &str) -> Option<&Header> {
        self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))
    }

    /// The credentials that samples keep in a variable.
    pub fn token(&self) -> Option<&str> {
        let header = self.headers.iter().find(|header| header.scheme.is_some())?;
        header::credentials(&header.name, &header.value).map(|(_, token)| token)
    }

    /// What of this request not every client can send.
    pub fn features(&self) -> BTreeSet<Feature> {
        let mut out = BTreeSet::new();
        let mut add = |feature, is: bool| {
            if is {
                out.insert(feature);
            }
        };
        let get = matches!(self.method.as_str(), "GET" | "HEAD");
        add(Feature::BodyWithGet, get && self.body.is_some());
        add(Feature::DuplicateHeaders, header::merged(&self.headers).len() < self.headers.len());
        add(Feature::CustomMethod, !METHODS.contains(&self.method.as_str()));
        add(Feature::EmptyHeader, self.headers.iter().any(|header| header.value.is_empty()));
        add(Feature::HeaderNotAscii, self.headers.iter().any(|h| !h.name.is_ascii() || !h.value.is_ascii()));
        let before = |value: &str| ["\\=", "\\:", "\\@", "\\;"].iter().any(|pair| value.contains(pair));
        add(Feature::HeaderBackslash, self.headers.iter().any(|header| before(&header.value)));
        add(Feature::LongBody, self.body.as_ref().is_some_and(|body| body.len() > 100_000));
        out
    }
}

/// A header's value that runs over several lines, as one (RFC 9112, 5.2: obsolete folding is a space).
fn one_line(value: &str) -> String {
    if value.contains(['\r', '\n']) {
        value.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    } else {
        value.trim().to_owned()
    }
}

/// The body as it is sent: the lines of the block without container marks. Where the whole page has CRLF line ends, they
/// are the page's and not the body's: the sample must not depend on how the file was checked out.
fn body(text: &str, body: &http::Body) -> String {
    let whole = [body.span];
    let mut out = String::with_capacity(body.span.len());
    for line in body.lines.as_deref().unwrap_or(&whole) {
        out.push_str(line.of(text));
    }
    while out.ends_with(['\n', '\r']) {
        out.pop();
    }
    let first = memchr::memchr(b'\n', text.as_bytes());
    let page_is_crlf = first.is_some_and(|at| at > 0 && text.as_bytes().get(at - 1) == Some(&b'\r'));
    if page_is_crlf && out.contains("\r\n") { out.replace("\r\n", "\n") } else { out }
}

fn kind(headers: &[Header], body: Option<&str>) -> BodyKind {
    let Some(body) = body else { return BodyKind::None };
    let media = headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-type"));
    let media = media.map(|header| header.value.to_ascii_lowercase()).unwrap_or_default();
    if media.contains("json") {
        BodyKind::Json
    } else if media.contains("x-www-form-urlencoded") {
        BodyKind::Form
    } else if media.starts_with("multipart/") {
        BodyKind::Multipart
    } else if media.contains("xml") || media.contains("html") {
        BodyKind::Xml
    } else if media.is_empty() && body.trim_start().starts_with(['{', '[']) {
        BodyKind::Json
    } else {
        BodyKind::Text
    }
}
