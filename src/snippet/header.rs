//! The headers of a request, as a sample sends them. Must not know templates.

use serde::Serialize;

/// One header.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Header {
    /// As the page writes it.
    pub name: String,
    /// As the page writes it.
    pub value: String,
    /// `Bearer ` of an `Authorization` whose credentials the sample keeps in a variable; then `value` is this and they.
    pub scheme: Option<String>,
}

/// What the client makes itself out of address and body. A page that documents them documents them wrong at least as often
/// as right, and a client that is told a wrong length hangs.
const CLIENTS_OWN: [&str; 4] = ["host", "content-length", "transfer-encoding", "connection"];

impl Header {
    /// A header as documented; `None` for what clients make themselves.
    pub fn of(name: &str, value: &str) -> Option<Header> {
        let own = CLIENTS_OWN.iter().any(|own| name.eq_ignore_ascii_case(own));
        if own || name.is_empty() {
            return None;
        }
        let scheme = credentials(name, value).map(|(scheme, _)| scheme.to_owned());
        Some(Header { name: name.to_owned(), value: value.to_owned(), scheme })
    }
}

/// The scheme with the space behind it, and the credentials, of an `Authorization`.
pub fn credentials<'a>(name: &str, value: &'a str) -> Option<(&'a str, &'a str)> {
    let space = value.find(' ').filter(|_| name.eq_ignore_ascii_case("authorization"))?;
    let (scheme, rest) = value.split_at_checked(space + 1)?;
    let plain = scheme.trim_end().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (plain && !rest.trim().is_empty() && !scheme.trim().is_empty()).then_some((scheme, rest))
}

/// The headers of clients that know each name once: values of one name joined as RFC 9110 (5.3) has it, cookies as
/// RFC 6265 (5.4).
pub fn merged(headers: &[Header]) -> Vec<Header> {
    let joined = |group: HeaderGroup| {
        let between = if group.name.eq_ignore_ascii_case("cookie") { "; " } else { ", " };
        Header { value: group.values.join(between), name: group.name, scheme: group.scheme }
    };
    grouped(headers).into_iter().map(joined).collect()
}

/// All headers of one name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct HeaderGroup {
    /// As the page writes it first.
    pub name: String,
    /// In order.
    pub values: Vec<String>,
    /// [`Header::scheme`], where there is one header of this name.
    pub scheme: Option<String>,
}

/// The headers of clients that take a list of values for a name.
pub fn grouped(headers: &[Header]) -> Vec<HeaderGroup> {
    let mut out: Vec<HeaderGroup> = Vec::with_capacity(headers.len());
    for header in headers {
        match out.iter_mut().find(|known| known.name.eq_ignore_ascii_case(&header.name)) {
            Some(known) => {
                known.values.push(header.value.clone());
                known.scheme = None;
            }
            None => out.push(HeaderGroup {
                name: header.name.clone(),
                values: vec![header.value.clone()],
                scheme: header.scheme.clone(),
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_credentials() {
        assert_eq!(credentials("authorization", "Bearer {token}"), Some(("Bearer ", "{token}")));
        assert_eq!(credentials("Authorization", "{token}"), None);
        assert_eq!(credentials("X", "Bearer {token}"), None);
        assert!(Header::of("Content-length", "12").is_none());
    }

    #[test]
    fn joins_values_of_one_name() {
        let headers: Vec<Header> = [("A", "1"), ("Cookie", "a=1"), ("a", "2"), ("cookie", "b=2")]
            .into_iter()
            .filter_map(|(name, value)| Header::of(name, value))
            .collect();
        let joined: Vec<(String, String)> = merged(&headers).into_iter().map(|h| (h.name, h.value)).collect();
        assert_eq!(joined, [("A".into(), "1, 2".into()), ("Cookie".into(), "a=1; b=2".into())]);
    }
}
