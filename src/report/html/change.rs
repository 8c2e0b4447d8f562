//! What the source has changed since translations were made: their base beside today's text, as the lines of a diff. Must not
//! know where the base was found.

use crate::report::escape::short;
use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// Unchanged lines that are shown around a change.
const CONTEXT: usize = 3;
/// The most lines that are shown: a page that was written anew is better read as a whole.
const MOST_LINES: usize = 600;
/// The longest line, in characters.
const LONGEST: usize = 2000;

/// A diff.
#[derive(Serialize)]
pub struct Change {
    /// In order of place.
    pub lines: Vec<Line>,
    /// How many lines are not shown.
    pub more: usize,
}

/// `[kind, old line, new line, parts]`; kind is 0 for an unchanged line, 1 for one that is gone, 2 for a new one, 3 for what lies
/// between two hunks. Lines count from 1, and are 0 where there is none.
#[derive(Serialize)]
pub struct Line(pub u8, pub usize, pub usize, pub Vec<Part>);

/// `[1 where it changed within the line, else 0, text]`
#[derive(Serialize)]
pub struct Part(pub u8, pub String);

/// What leads from `old` to `new`.
pub fn change(old: &str, new: &str) -> Change {
    // Line ends are no change that anybody translates.
    let (old, new) = (old.replace("\r\n", "\n"), new.replace("\r\n", "\n"));
    let diff = TextDiff::from_lines(&old, &new);
    let mut lines = Vec::new();
    let mut more = 0;
    for (at, hunk) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        if at > 0 && lines.len() < MOST_LINES {
            lines.push(Line(3, 0, 0, Vec::new()));
        }
        for line in hunk.iter().flat_map(|op| diff.iter_inline_changes(op)) {
            if lines.len() >= MOST_LINES {
                more += 1;
                continue;
            }
            let kind = match line.tag() {
                ChangeTag::Equal => 0,
                ChangeTag::Delete => 1,
                ChangeTag::Insert => 2,
            };
            let number = |index: Option<usize>| index.map_or(0, |index| index + 1);
            let parts = line.iter_strings_lossy().filter_map(|(changed, text)| {
                let text = text.trim_end_matches('\n');
                (!text.is_empty()).then(|| Part(u8::from(changed), short(text, LONGEST).into_owned()))
            });
            lines.push(Line(kind, number(line.old_index()), number(line.new_index()), parts.collect()));
        }
    }
    Change { lines, more }
}

#[cfg(test)]
mod tests {
    use super::change;

    #[test]
    fn tells_lines_and_words() {
        let change = change("a\r\nthe old word\nz\n", "a\nthe new word\nz\n");
        let kinds: Vec<u8> = change.lines.iter().map(|line| line.0).collect();
        assert_eq!(kinds, [0, 1, 2, 0]);
        let changed: Vec<&str> = change
            .lines
            .iter()
            .flat_map(|line| &line.3)
            .filter(|part| part.0 == 1)
            .map(|part| part.1.as_str())
            .collect();
        assert_eq!(changed, ["old", "new"]);
        assert_eq!(change.more, 0);
    }
}
