//! The address of a request: as the page writes it, and as it is sent. Must not know templates.

use serde::Serialize;

/// An address as it is sent. Placeholders (`{id}`) keep their braces, so that a reader sees what to fill in; everything
/// else that RFC 3986 does not allow is percent-encoded, and what is encoded already stays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Address {
    /// All of it: `https://graph.microsoft.com/v1.0/users/{id}?$select=id`.
    pub url: String,
    /// `https` or `http`, or whatever the page writes.
    pub scheme: String,
    /// `graph.microsoft.com`, with the port where one is written.
    pub authority: String,
    /// Without the port.
    pub host: String,
    /// The port, where one is written.
    pub port: Option<u16>,
    /// Path and query, as they stand in the first line of an HTTP message.
    pub target: String,
    /// The path.
    pub path: String,
    /// What follows the `?`; `None` without one.
    pub query: Option<String>,
    /// Whether it has a placeholder: braces must then be encoded for clients that refuse them.
    pub has_braces: bool,
}

impl Address {
    /// Of the URL `documented`. One without a host is put below `base` (`https://host`, `https://host/v1.0`).
    pub fn of(documented: &str, base: &str) -> Address {
        let documented = documented.trim();
        let whole = if has_scheme(documented) {
            documented.to_owned()
        } else if starts_with_host(documented) {
            format!("https://{documented}")
        } else {
            format!("{}/{}", base.trim_end_matches('/'), documented.trim_start_matches('/'))
        };
        let (scheme, rest) = whole.split_once("://").unwrap_or(("https", &whole));
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        };
        let path = encoded(if path.is_empty() { "/" } else { path }, false);
        // A question mark with nothing after it asks nothing, and half of all clients drop it.
        let query = query.filter(|query| !query.is_empty()).map(|query| encoded(query, true));
        let authority = encoded(authority, false);
        let target = match &query {
            Some(query) => format!("{path}?{query}"),
            None => path.clone(),
        };
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if port.parse::<u16>().is_ok() => (host.to_owned(), port.parse().ok()),
            _ => (authority.clone(), None),
        };
        let scheme = scheme.to_ascii_lowercase();
        let url = format!("{scheme}://{authority}{target}");
        let has_braces = url.contains(['{', '}']);
        Address { url, scheme, authority, host, port, target, path, query, has_braces }
    }
}

/// A parameter of a query, decoded.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Parameter {
    /// Before the `=`.
    pub name: String,
    /// After it; empty without one.
    pub value: String,
}

impl Address {
    /// The parameters of the query, decoded, in order.
    pub fn parameters(&self) -> Vec<Parameter> {
        let query = self.query.as_deref().unwrap_or("");
        let parts = query.split('&').filter(|part| !part.is_empty());
        let pairs = parts.map(|part| part.split_once('=').unwrap_or((part, "")));
        pairs.map(|(name, value)| Parameter { name: decoded(name), value: decoded(value) }).collect()
    }
}

/// `text` with its percent-encoded bytes as they are; what then is no UTF-8 becomes U+FFFD.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(value) = hex.filter(|_| *byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(value);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn has_scheme(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// `graph.microsoft.com/v1.0/me`: a host is told from a path by its dot and by the slash after it. A file's name has a dot
/// too, but no path begins with a file.
fn starts_with_host(text: &str) -> bool {
    let first = text.split('/').next().unwrap_or("");
    text.contains('/') && first.contains('.') && first.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b))
}

/// What RFC 3986 (2.1 to 2.3) lets stand, stands; a `%` with two hexadecimal digits too; braces as they are. A `#` has no
/// meaning in what is sent, so it is data. Square brackets stand in a query, where clients write them so.
fn encoded(text: &str, is_query: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, byte) in bytes.iter().enumerate() {
        let stands = byte.is_ascii_alphanumeric()
            || b"-._~!$&'()*+,;=:@/?{}".contains(byte)
            || is_query && b"[]".contains(byte)
            || *byte == b'%' && bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        if stands {
            out.push(char::from(*byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(documented: &str) -> String {
        Address::of(documented, "https://api.example").url
    }

    #[test]
    fn encodes_what_must_be() {
        assert_eq!(url("https://a.example/x y/{id | name}"), "https://a.example/x%20y/{id%20%7C%20name}");
        assert_eq!(
            url("https://a.example/%2F%zz?$filter=a eq 'ü'"),
            "https://a.example/%2F%25zz?$filter=a%20eq%20'%C3%BC'"
        );
        assert_eq!(url("https://a.example/u#EXT#?a[]=1"), "https://a.example/u%23EXT%23?a[]=1");
        assert_eq!(url("https://a.example?flag"), "https://a.example/?flag");
        assert_eq!(url("https://a.example/x?"), "https://a.example/x");
    }

    #[test]
    fn completes_what_is_short() {
        assert_eq!(url("/me/x"), "https://api.example/me/x");
        assert_eq!(url("me"), "https://api.example/me");
        assert_eq!(url("a.example/v1.0/me"), "https://a.example/v1.0/me");
        assert_eq!(url("{nextLink}"), "https://api.example/{nextLink}");
    }

    #[test]
    fn knows_the_parts() {
        let address = Address::of("http://127.0.0.1:8080/a?b=c", "");
        assert_eq!((address.host.as_str(), address.port), ("127.0.0.1", Some(8080)));
        assert_eq!((address.authority.as_str(), address.target.as_str()), ("127.0.0.1:8080", "/a?b=c"));
        assert!(!address.has_braces);
        let pairs = Address::of("/x?$top=1&a=b%20c&flag&a=", "https://a.example").parameters();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|p| (p.name.as_str(), p.value.as_str())).collect();
        assert_eq!(pairs, [("$top", "1"), ("a", "b c"), ("flag", ""), ("a", "")]);
    }
}
