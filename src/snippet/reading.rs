//! What a sample that somebody else wrote sends: its method and its path, where the text shows them plainly. What is put
//! together at run time, or written in calls of an SDK that name no path, is not read. Must not judge.

/// What a sample shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Shown {
    /// `GET`; `None` where the text does not show it.
    pub method: Option<&'static str>,
    /// The address, as written.
    pub address: String,
}

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The calls of the JavaScript SDK that send.
const SDK_CALLS: [(&str, &str); 11] = [
    ("get", "GET"),
    ("getStream", "GET"),
    ("query", "GET"),
    ("post", "POST"),
    ("create", "POST"),
    ("put", "PUT"),
    ("putStream", "PUT"),
    ("patch", "PATCH"),
    ("update", "PATCH"),
    ("delete", "DELETE"),
    ("del", "DELETE"),
];

/// Reads a sample; `None` where it does not show plainly what it calls.
pub fn read(code: &str) -> Option<Shown> {
    sdk(code).or_else(|| objective_c(code)).or_else(|| plain(code))
}

/// `client.api('/me').get()`: the quotes of OData stand in the path as they are, so the path ends with the call.
fn sdk(code: &str) -> Option<Shown> {
    let (_, rest) = code.split_once(".api(")?;
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
    let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let ends = line.match_indices(quote).map(|(at, _)| at);
    let is_end = |at: &usize| {
        let after = line.get(at + 1..).and_then(|rest| rest.strip_prefix(')'));
        after.is_some_and(|after| after.trim_start().is_empty() || after.starts_with(['.', ';']))
    };
    let end = ends.into_iter().find(is_end)?;
    let address = line.get(quote.len_utf8()..end)?;
    let calls = format!("{}\n{after}", line.get(end + 2..)?);
    let method = calls.split('.').skip(1).find_map(|part| {
        let name = part.split('(').next().filter(|name| name.len() < part.len())?;
        SDK_CALLS.iter().find(|(call, _)| *call == name).map(|(_, method)| *method)
    });
    readable(address).then(|| Shown { method, address: address.to_owned() })
}

fn objective_c(code: &str) -> Option<Shown> {
    let (_, rest) = code.split_once("stringByAppendingString:@\"")?;
    let line = rest.lines().next()?;
    let address = line.get(..line.rfind("\"]")?)?;
    let method =
        code.split_once("setHTTPMethod:@\"").and_then(|(_, rest)| METHODS.into_iter().find(|m| is_word(rest, m)));
    readable(address).then(|| Shown { method, address: address.to_owned() })
}

/// The first address in quotes: bodies, which may hold others, follow it.
fn plain(code: &str) -> Option<Shown> {
    let at = ["https://", "http://"].iter().filter_map(|scheme| code.find(scheme)).min()?;
    let (before, rest) = code.split_at_checked(at)?;
    let quote = before.chars().next_back().filter(|c| matches!(c, '\'' | '"' | '`'))?;
    let end = rest.find(quote)?;
    let (address, after) = rest.split_at_checked(end)?;
    let after = after.get(quote.len_utf8()..)?;
    // An escaped quote, or a text put together of several.
    let goes_on = after.starts_with(['\'', '"', '\\']) || after.trim_start().starts_with('+');
    let is_plain = readable(address) && !goes_on && !address.contains(char::is_whitespace);
    // A sample that names no method calls an SDK, and the address is data.
    let method = method(code).filter(|_| is_plain)?;
    Some(Shown { method: Some(method), address: address.to_owned() })
}

fn readable(address: &str) -> bool {
    address.contains('/') && !address.contains(['\\', '\n']) && !address.contains("${")
}

/// The one method that a sample names; `None` where it names several, as a body may.
fn method(code: &str) -> Option<&'static str> {
    for flag in ["-X ", "--request "] {
        if let Some((_, rest)) = code.split_once(flag) {
            return METHODS.into_iter().find(|method| is_word(rest, method));
        }
    }
    let mut found = METHODS.into_iter().filter(|method| {
        let quoted = ['"', '\'', '`'].iter().any(|quote| code.contains(&format!("{quote}{method}{quote}")));
        let title = title(method);
        let named = [format!("HttpMethod.{title}"), format!("-Method {title}"), format!("Http{title}(")];
        quoted || named.iter().any(|name| code.contains(name.as_str()))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn title(method: &str) -> String {
    let (first, rest) = method.split_at_checked(1).unwrap_or((method, ""));
    format!("{first}{}", rest.to_ascii_lowercase())
}

fn is_word(rest: &str, word: &str) -> bool {
    rest.strip_prefix(word).is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(code: &str) -> Option<(Option<&'static str>, String)> {
        read(code).map(|shown| (shown.method, shown.address))
    }

    #[test]
    fn reads_what_is_plain() {
        let address = |method, address: &str| Some((method, address.to_owned()));
        assert_eq!(
            seen("await client.api('/reports/x(period='D7')')\n\t.version('beta')\n\t.get();"),
            address(Some("GET"), "/reports/x(period='D7')")
        );
        assert_eq!(seen("client.api('/me').update(user);"), address(Some("PATCH"), "/me"));
        assert_eq!(seen("client.api('/me').header('a.b','c')"), address(None, "/me"));
        assert_eq!(
            seen("URLWithString:[Base stringByAppendingString:@\"/me\"]]];\n[r setHTTPMethod:@\"DELETE\"];"),
            address(Some("DELETE"), "/me")
        );
        assert_eq!(seen("curl -X PUT 'https://a.example/v1.0/me'"), address(Some("PUT"), "https://a.example/v1.0/me"));
        assert_eq!(
            seen("fetch(\"https://a.example/me\", { method: \"POST\", body: \"{\\\"m\\\":\\\"GET\\\"}\" })"),
            address(Some("POST"), "https://a.example/me")
        );
    }

    #[test]
    fn reads_nothing_else() {
        for code in [
            "graphClient.Me.Messages[\"{id}\"].Request().GetAsync();",
            "url = \"https://a.example/\" + path",
            "url = `https://a.example/${path}`",
            "curl 'https://a.example/x?a='\\''b'\\'''",
            "see https://a.example/x",
            "body.SetSource(\"https://a.example/x\")",
            "x(\"https://a.example/me\", \"POST\", '\"GET\"')",
            "client.api(path).get()",
            "",
        ] {
            assert_eq!(seen(code), None, "{code}");
        }
    }
}
