//! SARIF's places: files as URIs, spans as regions. Must not know findings.

use crate::page::Page;
use crate::text::Span;
use serde_json::{Value, json};

/// The name of the folder that the program ran in. Readers put their own in its place: the root of a checkout, mostly.
pub const ROOT: &str = "%SRCROOT%";

/// 3.28: a location.
pub fn location(page: &Page, span: Span) -> Value {
    json!({ "physicalLocation": { "artifactLocation": artifact(&page.source.path), "region": region(page, span) } })
}

/// 3.4: a file. What lies below the folder that the program ran in is relative to it.
pub fn artifact(path: &str) -> Value {
    let is_below = !is_absolute(path) && !path.split('/').any(|segment| segment == "..");
    if is_below { json!({ "uri": uri(path), "uriBaseId": ROOT }) } else { json!({ "uri": uri(path) }) }
}

/// 3.30: a region. Columns count code points (`columnKind`), the end is one past the last.
pub fn region(page: &Page, span: Span) -> Value {
    let (start, end) = page.source.places(span);
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// `/x` or `C:/x`.
fn is_absolute(path: &str) -> bool {
    let has_drive = |path: &str| matches!(path.as_bytes(), [drive, b':', b'/', ..] if drive.is_ascii_alphabetic());
    path.starts_with('/') || cfg!(windows) && has_drive(path)
}

/// A path as a reference (RFC 3986): an absolute one as a `file` URI, another as a relative reference (4.2). What may not stand
/// in one is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    if is_absolute(path) {
        // `file://` and a path that begins with a slash (RFC 8089).
        out.push_str(if path.starts_with('/') { "file://" } else { "file:///" });
    } else if path.split('/').next().is_some_and(|first| first.contains(':')) {
        // A first segment with a colon would read as a scheme.
        out.push_str("./");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            for part in ['%', hex(byte >> 4), hex(byte & 15)] {
                out.push(part);
            }
        }
    }
    out
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{artifact, uri};

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("docs/a b#é.md"), "docs/a%20b%23%C3%A9.md");
        assert_eq!(uri("c:x/y.md"), "./c:x/y.md");
        assert_eq!(uri("/srv/a b.md"), "file:///srv/a%20b.md");
        assert_eq!(uri("//host/a.md"), "file:////host/a.md");
    }

    #[test]
    fn only_what_is_below_has_the_root() {
        assert!(artifact("a/..b.md").get("uriBaseId").is_some());
        assert!(artifact("../a.md").get("uriBaseId").is_none());
        assert!(artifact("/a.md").get("uriBaseId").is_none());
    }
}
