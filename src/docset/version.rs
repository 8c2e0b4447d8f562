//! Which API version a page documents: from its path, or else from the URLs of its example requests.

use crate::page::Page;
use crate::page::http::HttpMessage;

/// Whether a path segment names a version: `beta`, `v1.0`, `v2`, `preview`.
pub fn is_version(segment: &str) -> bool {
    let Some(number) = segment.strip_prefix(['v', 'V']) else {
        return matches!(segment, "beta" | "preview" | "alpha");
    };
    number.starts_with(|c: char| c.is_ascii_digit()) && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The version that a page's path names. `versions` are names with their segments; none means any that looks like one.
pub fn of_path(path: &str, versions: &[(String, String)]) -> Option<String> {
    let mut segments = path.split('/');
    if versions.is_empty() {
        return segments.find(|segment| is_version(segment)).map(str::to_owned);
    }
    segments.find_map(|segment| versions.iter().find(|(_, pattern)| pattern == segment).map(|(name, _)| name.clone()))
}

/// The version that most example requests of the page name.
pub fn of_examples(page: &Page) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for code in &page.code {
        let Some(HttpMessage::Request(request)) = code.http.as_deref() else { continue };
        let url = page.slice(request.line.url);
        let path = url.split_once("://").map_or("", |(_, rest)| rest);
        let Some(segment) = path.split(['/', '?']).nth(1).filter(|segment| is_version(segment)) else { continue };
        match counts.iter_mut().find(|(name, _)| *name == segment) {
            Some((_, count)) => *count += 1,
            None => counts.push((segment, 1)),
        }
    }
    // The first of equals wins, so that the order of the page decides and not chance.
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(name, _)| (*name).to_owned())
}
