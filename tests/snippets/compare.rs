//! Whether what arrived is what the page documents. Told from the documented text by itself, not from what the program
//! made of it.

use crate::server::Received;
use isogloss::snippet::Request;

/// What differs, in words; nothing where the request arrived as documented. `lost` are the parts that the target says it
/// cannot send: `body`, `duplicates`, `empty`, `letters`,
/// `backslash`.
pub fn differences(request: &Request, documented_target: &str, received: &Received, lost: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    if received.method != request.method {
        out.push(format!("method {} arrived as {}", request.method, received.method));
    }
    let (wanted, found) = (canonical(documented_target), canonical(&received.target));
    if wanted != found {
        out.push(format!("target {wanted} arrived as {found}"));
    }
    let mut names: Vec<String> = request.headers.iter().map(|header| header.name.to_ascii_lowercase()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let mut wanted: Vec<String> = request
            .headers
            .iter()
            .filter(|header| header.name.eq_ignore_ascii_case(&name))
            .map(|header| header.value.clone())
            .collect();
        let found: Vec<String> = received
            .headers
            .iter()
            .filter(|(other, _)| other.eq_ignore_ascii_case(&name))
            .map(|(_, value)| value.clone())
            .collect();
        if lost.contains(&"duplicates") && wanted.len() > 1 {
            wanted = vec![wanted.join(if name == "cookie" { "; " } else { ", " })];
        }
        let empty = lost.contains(&"empty") && wanted.iter().all(String::is_empty) && found.is_empty();
        let letters = lost.contains(&"letters") && !wanted.iter().all(|value| value.is_ascii());
        let plain = |list: &[String]| list.iter().map(|value| value.replace('\\', "")).collect::<Vec<_>>();
        let backslash = lost.contains(&"backslash") && plain(&wanted) == plain(&found);
        if wanted != found && !empty && !letters && !backslash {
            out.push(format!("header {name}: {wanted:?} arrived as {found:?}"));
        }
    }
    let body = request.body.as_deref().unwrap_or("").as_bytes();
    if body != received.body && !(lost.contains(&"body") && received.body.is_empty()) {
        let short = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().take(300).collect::<String>();
        out.push(format!("body {:?} arrived as {:?}", short(body), short(&received.body)));
    }
    out
}

/// A path with its query in one spelling: every byte that means nothing in a URL stands encoded or not, as it likes
/// (RFC 3986, 6.2.2); those that mean something keep the form they have. A question mark with nothing
/// after it asks nothing.
fn canonical(target: &str) -> String {
    let bytes = target.strip_suffix('?').unwrap_or(target).as_bytes();
    let mut out = String::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        let value = hex.filter(|_| *byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        at += if value.is_some() { 3 } else { 1 };
        let encoded = value.is_some();
        let value = value.unwrap_or(*byte);
        // A number sign or a percent sign by itself cannot be meant as one.
        let encoded = encoded || matches!(value, b'#' | b'%');
        if encoded && b"/?#&=+%;,:@$".contains(&value) {
            out.push_str(&format!("%{value:02X}"));
        } else if value.is_ascii_graphic() {
            out.push(char::from(value));
        } else {
            out.push_str(&format!("%{value:02X}"));
        }
    }
    out
}
