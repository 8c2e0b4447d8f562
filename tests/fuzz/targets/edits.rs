//! Edits of a text, and lines and columns, beside models that are slow and plain.

use isogloss::text::{Edit, Span, edit, lines::LineIndex};

/// The first half of the input is a text, the rest are edits: start, length, and how long the new text is.
pub fn edits(data: &[u8]) {
    let (head, tail) = data.split_at(data.len() / 2);
    let text = String::from_utf8_lossy(head).into_owned();
    let edits: Vec<Edit> = tail
        .chunks_exact(3)
        .map(|chunk| {
            let start = usize::from(chunk[0]) % (text.len() + 2);
            let span = Span::new(start, start + usize::from(chunk[1] % 16));
            Edit { span, text: "aé\r\n🙂".chars().cycle().take(usize::from(chunk[2] % 7)).collect() }
        })
        .collect();
    assert_eq!(edit::apply(&text, &edits), naive(&text, &edits));
    let index = LineIndex::new(&text);
    let (mut line, mut column) = (1, 1);
    let mut before = '\0';
    for (at, character) in text.char_indices() {
        if before == '\n' || before == '\r' && character != '\n' {
            (line, column) = (line + 1, 1);
        }
        let place = index.place(&text, at as u32);
        assert_eq!((place.line, place.column), (line, column), "byte {at} of {text:?}");
        if !(character == '\u{feff}' && at == 0) {
            column += 1;
        }
        before = character;
    }
    super::editor::open(&text, tail);
}

/// In order of place, each edit that fits is done on the rest of the text.
fn naive(text: &str, edits: &[Edit]) -> (String, usize) {
    let mut ordered: Vec<Edit> = edits.to_vec();
    ordered.sort_by(|a, b| (a.span.start, a.span.end, &a.text).cmp(&(b.span.start, b.span.end, &b.text)));
    ordered.dedup();
    let (mut out, mut rest, mut gone, mut done) = (String::new(), text, 0, 0);
    for one in ordered {
        let (from, to) = (one.span.from(), one.span.to());
        let fits = from >= gone && to <= text.len() && text.is_char_boundary(from) && text.is_char_boundary(to);
        if !fits {
            continue;
        }
        let (kept, after) = rest.split_at(from - gone);
        out += kept;
        out += &one.text;
        rest = &after[to - from..];
        gone = to;
        done += 1;
    }
    (out + rest, done)
}
