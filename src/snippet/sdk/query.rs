//! The query of a request, option by option. Must not know any language.

/// One option.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueryOption {
    /// As documented: `$select`, `startDateTime`.
    pub name: String,
    /// As documented; `None` where there is no `=`.
    pub written: Option<String>,
    /// Without percent signs and `+`.
    pub value: String,
}

impl QueryOption {
    /// The name without `$`, in small letters, when it is one of OData's.
    pub fn system(&self) -> Option<String> {
        let name = self.name.strip_prefix('$')?.to_ascii_lowercase();
        SYSTEM.contains(&name.as_str()).then_some(name)
    }
}

/// OData 4.01, part 2, 5.1, and `$skiptoken`, `$deltatoken` of delta links.
const SYSTEM: [&str; 11] =
    ["select", "expand", "filter", "orderby", "top", "skip", "search", "count", "skiptoken", "deltatoken", "format"];

/// The options of a query, cut at `&` outside of quotes and parentheses.
pub fn options(query: &str) -> Vec<QueryOption> {
    let mut out = Vec::new();
    let (mut depth, mut quoted, mut start) = (0_u32, false, 0);
    for (at, byte) in query.bytes().chain(std::iter::once(b'&')).enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth = depth.saturating_sub(1),
            b'&' if at == query.len() || depth == 0 && !quoted => {
                out.extend(query.get(start..at).and_then(option));
                start = at + 1;
            }
            _ => {}
        }
    }
    out
}

fn option(text: &str) -> Option<QueryOption> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let (name, written) = match text.split_once('=') {
        Some((name, written)) => (name.trim(), Some(written.to_owned())),
        None => (text, None),
    };
    let value = decoded(written.as_deref().unwrap_or(""));
    Some(QueryOption { name: decoded(name).trim().to_owned(), written, value })
}

/// `text` with `%20` and its kin resolved, and `+` a space; as it is where that is no UTF-8.
pub fn decoded(text: &str) -> String {
    if !text.contains(['%', '+']) {
        return text.to_owned();
    }
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let hex = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let ahead = bytes.clone();
        let pair = (hex(ahead.clone().next()), hex(ahead.clone().nth(1)));
        match (byte, pair) {
            (b'%', (Some(high), Some(low))) => {
                out.push((high * 16 + low) as u8);
                bytes.nth(1);
            }
            (b'+', _) => out.push(b' '),
            _ => out.push(byte),
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// [`decoded`] of a path, where `+` is no space.
pub fn decoded_path(text: &str) -> String {
    decoded(&text.replace('+', "%2B"))
}

/// Whether a value means the same in a URL when it is written without percent signs.
pub fn is_plain(value: &str) -> bool {
    !value.contains(['&', '#', '+', '%', '\\']) && !value.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_cut_outside_of_quotes() {
        let all = options("$filter=a eq 'x&y'&$expand=b($top=1&$skip=2)&flag&c=%41+d");
        let found: Vec<(&str, &str)> = all.iter().map(|option| (option.name.as_str(), option.value.as_str())).collect();
        assert_eq!(found, [("$filter", "a eq 'x&y'"), ("$expand", "b($top=1&$skip=2)"), ("flag", ""), ("c", "A d")]);
        assert_eq!(all.iter().filter_map(QueryOption::system).collect::<Vec<_>>(), ["filter", "expand"]);
        // A quote that nothing closes.
        assert_eq!(options("$filter=a eq 'x&$top=1").len(), 1);
    }
}
