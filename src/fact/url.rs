//! Addresses as facts: free of host, API version and locale, so that pages of two versions or languages that mean one
//! thing say one thing.

use crate::page::http::RequestLine;
use crate::page::url;
use crate::text::Span;
use std::borrow::Cow;

/// Method and path of a request line, white space folded: `POST /communications/calls/{id}?$top=5`. Scheme and host stay
/// where no version follows them: that is another service.
pub fn request(text: &str, line: &RequestLine) -> String {
    let method = line.method.of(text);
    let joined = line.url(text);
    let whole = Span::new(0, joined.len());
    let parts = url::parts(&joined, whole);
    let address = if parts.version.is_some() { joined.get(parts.path.from()..).unwrap_or("") } else { joined.as_ref() };
    let mut out = method.to_owned();
    for word in address.split_whitespace() {
        out.push(' ');
        out.push_str(word);
    }
    out
}

/// The version that a request line's address names.
pub fn version<'a>(text: &'a str, line: &RequestLine) -> Option<(&'a str, Span)> {
    let span = line.parts(text).version?;
    Some((span.of(text), span))
}

/// `text` with `{version}` in place of the version of every address in it.
pub fn neutral_version(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), "://") {
        let host = at + 3;
        let Some(rest) = text.get(host..) else { continue };
        let Some(slash) = rest.find(|c: char| c == '/' || c.is_whitespace() || matches!(c, '"' | ')')) else {
            continue;
        };
        let Some(tail) = rest.get(slash..).and_then(|rest| rest.strip_prefix('/')) else { continue };
        let end = tail.find(['/', '"', '?', '\'', ' ', '\n', '\r', ')', '$']).unwrap_or(tail.len());
        if !tail.get(..end).is_some_and(url::is_version) {
            continue;
        }
        let start = host + slash + 1;
        out.push_str(text.get(copied..start).unwrap_or(""));
        out.push_str("{version}");
        copied = start + end;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

/// A link's target without its scheme, the locale in its path, and case: `/en-us/graph` and `/es-es/graph` are one page.
pub fn neutral_target(target: &str) -> Cow<'_, str> {
    let after = ["https://", "http://"].iter().find_map(|scheme| {
        let start = target.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| target.get(scheme.len()..))?
    });
    let plain =
        after.is_none() && !target.bytes().any(|byte| byte.is_ascii_uppercase()) && !target.split('/').any(is_locale);
    if plain {
        return Cow::Borrowed(target);
    }
    let parts: Vec<&str> = after.unwrap_or(target).split('/').filter(|part| !is_locale(part)).collect();
    Cow::Owned(parts.join("/").to_ascii_lowercase())
}

fn is_locale(part: &str) -> bool {
    matches!(part.as_bytes(), [a, b, b'-', c, d] if [a, b, c, d].iter().all(|byte| byte.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_what_is_not_theirs() {
        assert_eq!(
            neutral_version("a https://x.example/beta/me \"http://x.example/v1.0/$metadata\""),
            "a https://x.example/{version}/me \"http://x.example/{version}/$metadata\""
        );
        assert_eq!(neutral_version("https://x.example/users"), "https://x.example/users");
        assert_eq!(neutral_target("https://Docs.example/en-us/Graph"), "docs.example/graph");
        assert_eq!(neutral_target("../a.md"), "../a.md");
    }
}
