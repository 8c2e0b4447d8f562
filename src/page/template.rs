//! Expressions of the templates that sites fill in: `{{< ref "x" >}}`, `{% link x.md %}`, `${ v }`, `<%= x %>`.

/// How expressions begin and end.
const MARKS: [(&str, &str); 4] = [("{{", "}}"), ("{%", "%}"), ("${", "}"), ("<%", "%>")];

/// `text` with an `x` for each byte of such expressions; `None` where it has none.
pub fn masked(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut from = 0;
    // An end that is not found once is not there for what follows either.
    let mut unclosed = [false; MARKS.len()];
    while let Some((start, end)) = next(text, from, &mut unclosed) {
        out.push_str(text.get(from..start).unwrap_or(""));
        out.extend(std::iter::repeat_n('x', end - start));
        from = end;
    }
    (from > 0).then(|| out + text.get(from..).unwrap_or(""))
}

/// Where the first expression behind byte `from` begins and ends.
fn next(text: &str, from: usize, unclosed: &mut [bool]) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let rest = text.as_bytes().get(at..)?;
        let start = at + memchr::memchr3(b'{', b'$', b'<', rest)?;
        let here = text.get(start..)?;
        for ((open, close), unclosed) in MARKS.iter().zip(unclosed.iter_mut()) {
            if *unclosed || !here.starts_with(open) {
                continue;
            }
            match here.get(open.len()..).and_then(|inner| inner.find(close)) {
                Some(length) => return Some((start, start + open.len() + length + close.len())),
                None => *unclosed = true,
            }
        }
        at = start + 1;
    }
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
