//! Rows of cells in columns of one width, and cells cut so that what tells them apart still shows. Must not know what
//! the cells say.

use super::escape::visible;
use std::borrow::Cow;
use std::io::{self, Write};

const CUT: &str = "...";

/// Writes rows with columns of one width each. Cells of the columns that `right` names stand at the right of theirs.
pub fn write(rows: &[Vec<String>], right: impl Fn(usize) -> bool, out: &mut dyn Write) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let missing = width.saturating_sub(cell.chars().count());
            let (before, after) = if right(at) { (missing, 0) } else { (0, missing) };
            line.push_str("  ");
            line.extend(std::iter::repeat_n(' ', before));
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', after));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// `text` in at most `most` characters, without its middle where it is longer: keys are told apart by their ends.
pub fn without_middle(text: &str, most: usize) -> String {
    let text = visible(text);
    let length = text.chars().count();
    if length <= most {
        return text.into_owned();
    }
    let kept = most.saturating_sub(CUT.len());
    let start: String = text.chars().take(kept * 2 / 5).collect();
    let end: String = text.chars().skip(length - (kept - kept * 2 / 5)).collect();
    format!("{start}{CUT}{end}")
}

/// Values of one row in at most `most` characters each: where they first differ shows.
pub fn told_apart(values: &[Option<String>], most: usize) -> Vec<Option<String>> {
    let shown: Vec<Option<Cow<'_, str>>> = values.iter().map(|value| value.as_deref().map(visible)).collect();
    if shown.iter().flatten().all(|value| value.len() <= most) {
        return shown.into_iter().map(|value| value.map(Cow::into_owned)).collect();
    }
    let seen: Vec<Option<Vec<char>>> =
        shown.iter().map(|value| value.as_deref().map(|value| value.chars().collect())).collect();
    let mut known = seen.iter().flatten();
    let same = known.next().map_or(0, |first| {
        let shared = |other: &Vec<char>| first.iter().zip(other).take_while(|(a, b)| a == b).count();
        known.filter(|other| *other != first).map(shared).min().unwrap_or(0)
    });
    // A little of what comes before the difference says where it is.
    let kept = most.saturating_sub(CUT.len());
    let skipped = if same >= kept { same.saturating_sub(most / 3) } else { 0 };
    let cut = |text: Vec<char>| {
        if text.len() <= most {
            return text.into_iter().collect();
        }
        let rest: String = text.iter().skip(skipped).collect();
        let start = if skipped > 0 { CUT } else { "" };
        let room = most.saturating_sub(start.len());
        if rest.chars().count() <= room {
            return format!("{start}{rest}");
        }
        let rest: String = rest.chars().take(room.saturating_sub(CUT.len())).collect();
        format!("{start}{rest}{CUT}")
    };
    seen.into_iter().map(|text| text.map(cut)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_what_says_least() {
        assert_eq!(without_middle("abcdefghijklmnopqrstuvwxyz", 13), "abcd...uvwxyz");
        assert_eq!(without_middle("short", 13), "short");
        let values =
            |list: &[&str]| told_apart(&list.iter().map(|text| Some((*text).to_owned())).collect::<Vec<_>>(), 12);
        let cells = |list: &[&str]| list.iter().map(|text| Some((*text).to_owned())).collect::<Vec<_>>();
        assert_eq!(values(&["POST /calls/a/end", "POST /calls/b/end"]), cells(&["...lls/a/end", "...lls/b/end"]));
        assert_eq!(values(&["aaaaaaaaaaaaaaaa", "b"]), cells(&["aaaaaaaaa...", "b"]));
        assert_eq!(values(&["aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa"]), cells(&["aaaaaaaaa...", "aaaaaaaaa..."]));
        assert_eq!(told_apart(&[None, Some("a\tb".to_owned())], 12), [None, Some("a b".to_owned())]);
    }

    #[test]
    fn numbers_stand_at_the_right() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let mut out = Vec::new();
        write(&[row(&["a", "b", "c"]), row(&["aaa", "100", ""])], |at| at == 1, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "  a      b  c\n  aaa  100\n");
    }
}
