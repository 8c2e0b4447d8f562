//! R: `"…"`, and `r"(…)"` (R 4.0) where quotes or several lines would need escapes. Source: `?Quotes`.

use crate::snippet::literal::{common, is_hidden, longest_run, quoted};

/// `text` as a string literal. Letters outside ASCII are `\u` escapes: R reads sources in the encoding of the machine.
pub fn literal(text: &str, indent: usize) -> String {
    let plain = text.is_ascii() && !text.chars().any(is_hidden);
    if plain
        && text.contains(['"', '\\', '\n'])
        && let Some(dashes) = longest_run(text, ')', '-')
    {
        let dashes = "-".repeat(dashes);
        return format!("r\"{dashes}({text}){dashes}\"");
    }
    let parts: Vec<String> = chunks(text).into_iter().map(regular).collect();
    match parts.as_slice() {
        [one] => one.clone(),
        parts => format!("paste0({})", parts.join(&format!(",\n{}", " ".repeat(indent)))),
    }
}

/// R refuses literals with `\u` escapes of more than 10,000 characters.
fn chunks(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((at, _)) = rest.char_indices().nth(5_000) {
        let (part, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push(part);
        rest = after;
    }
    out.push(rest);
    out
}

fn regular(text: &str) -> String {
    quoted(text, "\"", |c| {
        common(c, '"').or_else(|| match u32::from(c) {
            code if code > 0xffff => Some(format!("\\U{{{code:x}}}")),
            code if !c.is_ascii() || is_hidden(c) => Some(format!("\\u{{{code:x}}}")),
            _ => None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literals() {
        assert_eq!(literal("{\"a\":\n1}", 0), "r\"({\"a\":\n1})\"");
        assert_eq!(literal("(1)\n", 0), "r\"-((1)\n)-\"");
        assert_eq!(literal("\"a)\"b", 0), "r\"-(\"a)\"b)-\"");
        assert_eq!(literal("é😀\"\r", 0), r#""\u{e9}\U{1f600}\"\r""#);
    }
}
