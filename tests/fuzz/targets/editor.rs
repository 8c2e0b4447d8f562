//! A document that is open in an editor, edited by ranges, beside a model that counts in UTF-16 itself.

use gen_lsp_types::{Position, Range};
use isogloss::lsp::{Change, Document, Encoding, Place};
use isogloss::text::Span;

/// Each four bytes are one change: its line and character, how far it reaches, and what is typed. After each change the document is
/// what the model says, in both ways of counting, whatever lies beyond a line or the text.
pub fn open(text: &str, changes: &[u8]) {
    let document = |text: &str| Document::new("file:///page.md".into(), None, 1, text.to_owned());
    for encoding in [Encoding::Utf16, Encoding::Utf8] {
        let mut open = document(text);
        let mut model = text.to_owned();
        for chunk in changes.chunks_exact(4).take(24) {
            let start = Position { line: far(chunk[0]), character: far(chunk[1]) };
            let end = Position {
                line: start.line.wrapping_add(u32::from(chunk[2] % 8)),
                character: if chunk[2] & 8 == 0 {
                    start.character.saturating_add(u32::from(chunk[2] >> 4))
                } else {
                    far(chunk[2])
                },
            };
            let typed: String = "a\r\né\n🙂\u{feff}"
                .chars()
                .cycle()
                .skip(usize::from(chunk[3] >> 4))
                .take(usize::from(chunk[3] % 5))
                .collect();
            if chunk[3] == 0xff {
                model.clone_from(&typed);
                open.change(vec![Change { range: None, text: typed }], encoding);
            } else {
                let (from, to) = (offset(&model, start, encoding), offset(&model, end, encoding));
                model.replace_range(from..to.max(from), &typed);
                open.change(vec![Change { range: Some(Place::new(start, end)), text: typed }], encoding);
            }
            assert_eq!(open.text(), model, "{start:?} to {end:?}, {encoding:?}");
        }
        back(&open, encoding);
    }
}

/// Every place of the text has a position, which means that place: within a line end, the end of its line.
fn back(open: &Document, encoding: Encoding) {
    let (text, view) = (open.text(), open.view(encoding));
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    for at in places {
        let there = view.position(at);
        let within_end = at > 0 && text.as_bytes()[at - 1] == b'\r' && text.as_bytes().get(at) == Some(&b'\n');
        assert_eq!(view.offset(there), at - usize::from(within_end), "byte {at} is {there:?} in {text:?}");
        let rest = view.span(Range { start: there, end: Position { line: u32::MAX, character: u32::MAX } });
        assert_eq!(rest, Span::new(at - usize::from(within_end), text.len()));
    }
}

/// Small numbers, and some that no text has.
fn far(byte: u8) -> u32 {
    match byte {
        0xff => u32::MAX,
        0xf0..=0xfe => u32::MAX - u32::from(byte),
        _ => u32::from(byte % 32),
    }
}

/// The byte that a position means, found unit by unit.
fn offset(text: &str, position: Position, encoding: Encoding) -> usize {
    let width = |c: char| if encoding == Encoding::Utf16 { c.len_utf16() } else { c.len_utf8() } as u64;
    let (mut line, mut units) = (0, 0);
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let ends = c == '\n' || c == '\r';
        if line == position.line && (ends || units + width(c) > u64::from(position.character)) {
            return at;
        }
        units += width(c);
        if ends && !(c == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n')) {
            (line, units) = (line + 1, 0);
        }
    }
    text.len()
}
