//! Data as scripts. A browser loads no JSON from disk, but it does run scripts: each data file is one call that hands over one
//! value. Must not know what the value is.

use serde::Serialize;
use std::fmt::Write;

/// A script that hands `value` to the dashboard as part `at` of `name`. Nothing that `value` says can end the script, or a
/// script element that it is pasted into: see [`escape`].
pub fn script(name: &str, at: usize, value: &impl Serialize) -> Result<String, String> {
    let json = json(value)?;
    Ok(wrap(name, at, &json))
}

/// The same for a list of values that are JSON already.
pub fn script_of_list(name: &str, at: usize, items: &[&str]) -> String {
    wrap(name, at, &format!("[\n{}\n]", items.join(",\n")))
}

fn wrap(name: &str, at: usize, json: &str) -> String {
    format!("isogloss.put(\"{name}\",{at},{json});\n")
}

/// `value` as JSON that is safe within a script. The error is for people.
pub fn json(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map(|text| escape(&text)).map_err(|error| format!("the report's data: {error}"))
}

/// JSON with what is not safe in a script written as `\u` escapes: `<`, `>` and `&`, the line ends that JavaScript alone knows,
/// and characters that change the order of what an editor shows or that nobody sees. Outside of strings JSON has none of them.
fn escape(json: &str) -> String {
    if !json.contains(is_unsafe) {
        return json.to_owned();
    }
    let mut out = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        if is_unsafe(c) {
            // All of them lie in the first plane.
            let _ = write!(out, "\\u{:04x}", c as u32);
        } else {
            out.push(c);
        }
    }
    out
}

fn is_unsafe(c: char) -> bool {
    matches!(
        c,
        '<' | '>' | '&' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let text = script("x", 0, &"</script><!--\u{2028}\u{202e}\"\\").unwrap_or_default();
        assert_eq!(text, "isogloss.put(\"x\",0,\"\\u003c/script\\u003e\\u003c!--\\u2028\\u202e\\\"\\\\\");\n");
    }
}
