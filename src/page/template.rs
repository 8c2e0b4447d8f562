//! Expressions of the templates that sites fill in: `{{< ref "x" >}}`, `{% link x.md %}`, `${ v }`, `<%= x %>`.

/// `text` with an `x` for each byte of such expressions; `None` where it has none.
pub fn masked(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, length)) = next(rest) {
        out.push_str(rest.get(..before).unwrap_or(""));
        out.extend(std::iter::repeat_n('x', length));
        rest = rest.get(before + length..).unwrap_or("");
    }
    (!out.is_empty()).then(|| out + rest)
}

/// Where the first expression of `text` begins, and how long it is.
fn next(text: &str) -> Option<(usize, usize)> {
    let marks = [("{{", "}}"), ("{%", "%}"), ("${", "}"), ("<%", "%>")];
    let found = marks.into_iter().filter_map(|(open, close)| {
        let start = text.find(open)?;
        let inner = start + open.len();
        let end = inner + text.get(inner..)?.find(close)? + close.len();
        Some((start, end - start))
    });
    found.min_by_key(|(start, _)| *start)
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn masks_expressions() {
        assert_eq!(masked("a/{{< p \"v\" >}}/b").as_deref(), Some("a/xxxxxxxxxxxxx/b"));
        assert_eq!(masked("${ v } <%= x %>").as_deref(), Some("xxxxxx xxxxxxxx"));
        assert_eq!(masked("{% link x.md %}").as_deref(), Some("xxxxxxxxxxxxxxx"));
        assert_eq!((masked("a b"), masked("{{ a")), (None, None));
    }
}
