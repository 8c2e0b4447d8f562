//! Which API version a page documents: from its path, or else from the URLs of its example requests.

use crate::page::Page;
use crate::page::http::HttpMessage;
use regex::Regex;
use std::fmt;

/// What marks a version in a page's path.
#[derive(Clone, Debug)]
pub enum VersionMark {
    /// A folder, or the file's name, is called so.
    Segment(String),
    /// The path below the locale's folder matches.
    Pattern(Regex),
}

impl VersionMark {
    /// Reads a mark: between two slashes it is a regular expression, else a segment. The error says what is wrong
    /// with the expression, on one line.
    pub fn read(text: &str) -> Result<Self, String> {
        match text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).filter(|pattern| !pattern.is_empty()) {
            Some(pattern) => Regex::new(pattern)
                .map(Self::Pattern)
                .map_err(|error| error.to_string().lines().last().unwrap_or("").trim().to_owned()),
            None => Ok(Self::Segment(text.to_owned())),
        }
    }

    /// Whether the page at `path`, below its locale's folder, has the mark.
    pub fn marks(&self, path: &str) -> bool {
        match self {
            Self::Segment(name) => path.split('/').any(|segment| segment == name),
            Self::Pattern(pattern) => pattern.is_match(path),
        }
    }
}

/// As the configuration writes it.
impl fmt::Display for VersionMark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Segment(name) => out.write_str(name),
            Self::Pattern(pattern) => write!(out, "/{pattern}/"),
        }
    }
}

impl PartialEq for VersionMark {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Segment(a), Self::Segment(b)) => a == b,
            (Self::Pattern(a), Self::Pattern(b)) => a.as_str() == b.as_str(),
            _ => false,
        }
    }
}

impl Eq for VersionMark {}

/// Whether a path segment names a version: `beta`, `v1.0`, `v2`, `preview`.
pub fn is_version(segment: &str) -> bool {
    let Some(number) = segment.strip_prefix(['v', 'V']) else {
        return matches!(segment, "beta" | "preview" | "alpha");
    };
    number.starts_with(|c: char| c.is_ascii_digit()) && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The version that a page's path names: the first of `versions` whose mark the path has. No versions at all mean any
/// segment that looks like one.
pub fn of_path(path: &str, versions: &[(String, VersionMark)]) -> Option<String> {
    if versions.is_empty() {
        return path.split('/').find(|segment| is_version(segment)).map(str::to_owned);
    }
    versions.iter().find(|(_, mark)| mark.marks(path)).map(|(name, _)| name.clone())
}

/// The part of a page's path up to the folder that marks its version; `None` where no folder does.
pub fn folder<'a>(path: &'a str, versions: &[(String, VersionMark)]) -> Option<&'a str> {
    let marks = |segment: &str| {
        if versions.is_empty() {
            return is_version(segment);
        }
        versions.iter().any(|(_, mark)| matches!(mark, VersionMark::Segment(name) if name == segment))
    };
    let mut end = 0;
    for segment in path.rsplit_once('/')?.0.split('/') {
        end += segment.len();
        if marks(segment) {
            return path.get(..end);
        }
        end += 1;
    }
    None
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_a_segment_or_a_pattern() {
        let versions: Vec<(String, VersionMark)> = [("stable", "v1.0"), ("next", "/-preview\\.md$/")]
            .map(|(name, mark)| (name.to_owned(), VersionMark::read(mark).unwrap()))
            .into();
        assert_eq!(of_path("api/v1.0/call.md", &versions).as_deref(), Some("stable"));
        assert_eq!(of_path("api/call-preview.md", &versions).as_deref(), Some("next"));
        assert_eq!(of_path("api/v1x0/call.md", &versions), None);
        assert_eq!(of_path("api/beta/call.md", &[]).as_deref(), Some("beta"));
        assert!(VersionMark::read("/(/").is_err());
    }

    #[test]
    fn knows_the_folder_of_a_version() {
        assert_eq!(folder("api-reference/v1.0/api/beta/x.md", &[]), Some("api-reference/v1.0"));
        assert_eq!((folder("api/x.md", &[]), folder("beta", &[])), (None, None));
        let versions = [("next".to_owned(), VersionMark::Segment("api".to_owned()))];
        assert_eq!(folder("v1.0/api/x.md", &versions), Some("v1.0/api"));
    }
}
