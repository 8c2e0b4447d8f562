//! The slug of a heading: what the docs platform makes of an English heading and what translated pages
//! keep in `<a name="…">`. Reproduces all but one of the non-tab anchors of July 2021.

/// Lower case, Markdown and HTML marks dropped, only word characters, `-` and spaces kept, spaces to `-`.
pub fn of(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut chars = title.chars();
    let mut in_target = false;
    while let Some(c) = chars.next() {
        match c {
            '<' => {
                let rest = chars.as_str();
                chars = rest.get(tag_end(rest).unwrap_or(0)..).unwrap_or("").chars();
            }
            ']' if chars.as_str().starts_with('(') => in_target = true,
            ')' if in_target => in_target = false,
            _ if in_target => {}
            ' ' | '\u{a0}' => out.push('-'),
            '_' | '-' => out.push(c),
            _ if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            _ if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    let lead = out.len() - out.trim_start_matches('-').len();
    out.drain(..lead);
    out
}

/// Bytes up to and including the `>` of an HTML tag whose `<` has been read, if it looks like a tag.
fn tag_end(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if !(first.is_ascii_alphabetic() || first == '/') {
        return None;
    }
    let end = rest.find('>')?;
    (end < 200).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn makes_the_platform_slug() {
        assert_eq!(of("HTTP request"), "http-request");
        assert_eq!(of("call: cancelMediaProcessing"), "call-cancelmediaprocessing");
        assert_eq!(of("Notification - operation completed"), "notification---operation-completed");
        assert_eq!(of("**Bold** `code_span`"), "bold-code_span");
        assert_eq!(of("<a name=\"x\"></a>Text"), "text");
        assert_eq!(of("See [user](../resources/user.md)"), "see-user");
    }
}
