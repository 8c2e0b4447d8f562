//! Replacing ranges of a text. Must not know why: fixes, snippets and sync all use this one function.

use super::Span;

/// Replaces the bytes of `span` by `text`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Applies `edits` to `text` in order of position. An edit that overlaps an earlier one, lies outside
/// the text or cuts a character is left out. Returns the new text and the number of edits applied.
pub fn apply(text: &str, edits: &[Edit]) -> (String, usize) {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort();
    ordered.dedup();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let mut applied = 0;
    for edit in ordered {
        let Some(kept) = text.get(done..edit.span.from()) else { continue };
        if text.get(edit.span.from()..edit.span.to()).is_none() {
            continue;
        }
        out.push_str(kept);
        out.push_str(&edit.text);
        done = edit.span.to();
        applied += 1;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    (out, applied)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(start, end), text: text.into() }
    }

    #[test]
    fn applies_in_order_and_skips_overlaps() {
        let edits = [edit(3, 4, "X"), edit(0, 2, "Y"), edit(1, 3, "Z"), edit(9, 12, "out")];
        assert_eq!(apply("abcd", &edits), ("YcX".into(), 2));
    }

    #[test]
    fn never_cuts_a_character() {
        assert_eq!(apply("é", &[edit(1, 2, "x")]), ("é".into(), 0));
    }
}
