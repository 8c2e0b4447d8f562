//! Whether two addresses are of one call, as far as words tell: what stands for a value differs from sample to sample.
//! Must not know how samples are written.

use crate::page::url::is_version;

/// Whether `found`, the address in a sample, plainly leads elsewhere than `documented`, the URL of the request.
pub fn is_other(documented: &str, found: &str) -> bool {
    if is_elsewhere(documented, found) {
        return false;
    }
    let (documented, found) = (Parts::of(documented), Parts::of(found));
    if let (Some(a), Some(b)) = (&documented.version, &found.version)
        && a != b
    {
        return true;
    }
    // Behind a colon stands a path within a drive, which each client writes as it likes.
    let is_open_ended = documented.has_colon() || found.has_colon();
    if !is_open_ended && documented.segments.len() != found.segments.len() {
        return true;
    }
    let mut pairs = documented.segments.iter().zip(&found.segments);
    if is_open_ended {
        return pairs.take_while(|(a, b)| !a.contains(':') && !b.contains(':')).any(differ);
    }
    pairs.any(differ)
}

/// Whether `found` names another host: then it is data that the sample sends, and nothing is known of what it calls.
pub fn is_elsewhere(documented: &str, found: &str) -> bool {
    let hosts = Parts::of(documented).host.zip(Parts::of(found).host);
    hosts.is_some_and(|(documented, found)| documented != found)
}

fn differ((a, b): (&String, &String)) -> bool {
    a != b && !is_value(a) && !is_value(b)
}

/// Whether a segment stands for a value: it has what the words of an API do not have.
fn is_value(segment: &str) -> bool {
    !segment.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'$' | b'_'))
}

struct Parts {
    host: Option<String>,
    version: Option<String>,
    segments: Vec<String>,
}

impl Parts {
    fn of(address: &str) -> Parts {
        let path = address.split(['?', '#']).next().unwrap_or("").trim();
        let (host, path) = match path.split_once("://") {
            Some((_, rest)) => rest.split_once('/').map_or((Some(rest), ""), |(host, path)| (Some(host), path)),
            None => (None, path),
        };
        let mut segments: Vec<String> = Vec::new();
        let mut depth = 0_usize;
        for part in path.split('/') {
            // A slash within the arguments of a function parts nothing.
            if depth == 0 {
                // Arguments are values; the name before them is the word.
                let name = part.split('(').next().unwrap_or(part);
                if !name.is_empty() {
                    segments.push(name.to_ascii_lowercase());
                }
            }
            depth = (depth + part.matches('(').count()).saturating_sub(part.matches(')').count());
        }
        let version = segments.first().filter(|first| is_version(first)).cloned();
        if version.is_some() {
            segments.remove(0);
        }
        if segments.last().is_some_and(|last| last == "$count") {
            segments.pop();
        }
        Parts { host: host.map(str::to_ascii_lowercase), version, segments }
    }

    fn has_colon(&self) -> bool {
        self.segments.iter().any(|segment| segment.contains(':'))
    }
}

#[cfg(test)]
mod tests {
    use super::is_other;

    #[test]
    fn values_do_not_count() {
        for (documented, found) in [
            ("https://a.example/v1.0/users/{id}", "/users/{user-id}"),
            ("https://a.example/v1.0/users/a@b.example/messages?$top=1", "/users/48d31887/messages"),
            ("https://a.example/beta/x/y(a='b/c')/z", "https://a.example/beta/x/y(a='d')/Z"),
            ("https://a.example/v1.0/users/$count?x", "/users"),
            ("https://a.example/v1.0/users", "https://issuer.example/x"),
            ("/me/drive/root:/a/b.txt:/content", "/me/drive/root:/a:/content"),
        ] {
            assert!(!is_other(documented, found), "{documented} {found}");
        }
    }

    #[test]
    fn words_do() {
        for (documented, found) in [
            ("https://a.example/v1.0/users/{id}", "/groups/{id}"),
            ("https://a.example/v1.0/users/{id}", "/users/{id}/messages"),
            ("https://a.example/v1.0/users", "https://a.example/beta/users"),
            ("https://a.example/v1.0/users/x()", "/users/y()"),
        ] {
            assert!(is_other(documented, found), "{documented} {found}");
        }
    }
}
