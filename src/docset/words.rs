//! The form in which words of a page are compared with words of a locale file. Knows no language.

use crate::fact::cell::is_bare;
use crate::fact::token::is_unspaced;
use std::borrow::Cow;

/// A no-break space as pages write it.
const NBSP: &str = "&nbsp;";

/// Lower case; `&nbsp;` and every white space are one space, runs of them folded; the space, emphasis and code
/// marks around the text and the dots and colons after it, full-width ones too, dropped. Borrows when only the ends change.
/// Unicode normal form C is assumed, not made.
pub fn normalize(text: &str) -> Cow<'_, str> {
    normal(trim(text))
}

/// [`normalize`] for a text without what does not count at its ends.
pub fn normal(text: &str) -> Cow<'_, str> {
    if is_normal(text) { Cow::Borrowed(text) } else { Cow::Owned(fold(text)) }
}

/// Drops what does not count at the ends.
pub fn trim(text: &str) -> &str {
    if is_bare(text) {
        return text;
    }
    let mut rest = text;
    loop {
        let start = rest.trim_start_matches(|c: char| c.is_whitespace() || is_mark(c));
        let both =
            start.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c) || is_stop(c) || matches!(c, ':' | '：'));
        let both = both.strip_prefix(NBSP).unwrap_or(both);
        let both = both.strip_suffix(NBSP).unwrap_or(both);
        // A note to a translator at the end of a cell.
        let note = both.strip_suffix("-->").and_then(|_| both.rfind("<!--"));
        let both = note.and_then(|at| both.get(..at)).unwrap_or(both);
        if both.len() == rest.len() {
            return both;
        }
        rest = both;
    }
}

/// Marks of emphasis and code.
fn is_mark(c: char) -> bool {
    matches!(c, '*' | '_' | '`')
}

/// Stops at the end of a sentence.
fn is_stop(c: char) -> bool {
    matches!(c, '.' | '。' | '．')
}

/// Whether [`fold`] would change nothing.
fn is_normal(text: &str) -> bool {
    let mut before = b'x';
    let ascii_is_normal = text.bytes().all(|byte| {
        let twice = byte == b' ' && before == b' ';
        before = byte;
        !twice && byte != b'&' && !byte.is_ascii_uppercase() && (byte == b' ' || !byte.is_ascii_whitespace())
    });
    ascii_is_normal && (text.is_ascii() || text.chars().all(|c| c.is_ascii() || is_lower(c)))
}

fn is_lower(c: char) -> bool {
    small(c).map_or_else(|| !c.is_whitespace() && c.to_lowercase().eq(std::iter::once(c)), |small| small == c)
}

/// The small form of a letter of most pages, which takes a search in large tables for any other.
fn small(c: char) -> Option<char> {
    match c {
        'à'..='ÿ' | 'а'..='џ' | '\u{3040}'..='\u{9fff}' => Some(c),
        'À'..='Ö' | 'Ø'..='Þ' | 'А'..='Я' => char::from_u32(u32::from(c) + 32),
        _ if c.is_ascii() => Some(c.to_ascii_lowercase()),
        _ => None,
    }
}

/// Whether words of ASCII have single spaces between them and no other white space.
fn is_even(text: &str) -> bool {
    let mut before = b'x';
    text.bytes().all(|byte| {
        let is_other = !byte.is_ascii() || byte == b'&' || byte == b' ' && before == b' ';
        before = byte;
        !is_other && byte >= b' '
    })
}

fn fold(text: &str) -> String {
    if is_even(text) {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(byte) = rest.bytes().next() {
        let mut taken = 1;
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte.to_ascii_lowercase()));
        } else if byte == b'&' && rest.starts_with(NBSP) {
            taken = NBSP.len();
            push_space(&mut out);
        } else if let Some(c) = rest.chars().next() {
            taken = c.len_utf8();
            if c.is_whitespace() {
                push_space(&mut out);
            } else if let Some(c) = small(c) {
                out.push(c);
            } else {
                out.extend(c.to_lowercase());
            }
        }
        rest = rest.get(taken..).unwrap_or("");
    }
    out
}

fn push_space(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// What stands before `text`'s first mark of a new clause: the place of a leading `Required.`
pub fn first_clause(text: &str) -> &str {
    let bytes = text.as_bytes();
    let ends = |at: usize, byte: u8| match byte {
        b'.' | b',' | b':' | b';' | b'(' | b'<' | b'&' => true,
        b' ' => starts(bytes, at, " - "),
        _ => is_dash(bytes, at, byte) || is_one_of(bytes, at, byte, &["。", "、", "，", "：", "；", "（", "．"]),
    };
    let end = bytes.iter().enumerate().find(|(at, byte)| ends(*at, **byte));
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// What stands after `text`'s last mark of a new sentence: the place of a trailing `Optional.`
/// A comma or a colon opens no sentence: `one of: optional, required` says nothing about the parameter.
pub fn last_sentence(text: &str) -> &str {
    let text =
        text.trim_end_matches(|c: char| c.is_whitespace() || is_mark(c) || is_stop(c) || matches!(c, ')' | '）'));
    let bytes = text.as_bytes();
    let opens = |at: usize, byte: u8| match byte {
        b'.' | b';' | b'(' | b'>' | b'*' => true,
        _ => is_dash(bytes, at, byte) || is_one_of(bytes, at, byte, &["。", "；", "（", "．"]),
    };
    let start = bytes.iter().enumerate().rev().find(|(at, byte)| opens(*at, **byte));
    start.and_then(|(at, byte)| text.get(at + if byte.is_ascii() { 1 } else { 3 }..)).unwrap_or(text)
}

/// Whether an en or em dash begins here.
fn is_dash(bytes: &[u8], at: usize, byte: u8) -> bool {
    byte == 0xe2 && (starts(bytes, at, "–") || starts(bytes, at, "—"))
}

/// Whether one of these full-width marks, of three bytes each, begins here.
fn is_one_of(bytes: &[u8], at: usize, byte: u8, marks: &[&str]) -> bool {
    matches!(byte, 0xe3 | 0xef) && marks.iter().any(|mark| starts(bytes, at, mark))
}

fn starts(bytes: &[u8], at: usize, with: &str) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(with.as_bytes()))
}

/// `text` without the first of `forms`, normal forms, that stands at its start or its end, if a word ends there; brackets around the
/// rest dropped. In scripts without spaces between words any place may be the end of one.
pub fn without_any<'t, 'f>(text: &'t str, forms: impl IntoIterator<Item = &'f str>) -> Option<&'t str> {
    let text = trim(text);
    forms.into_iter().find_map(|form| without_word(text, form))
}

fn without_word<'t>(text: &'t str, form: &str) -> Option<&'t str> {
    let rest = after(text, form).or_else(|| before(text, form))?;
    let rest = rest.trim();
    let inner = |open, close| rest.strip_prefix(open).and_then(|inner| inner.strip_suffix(close));
    Some(inner('(', ')').or_else(|| inner('（', '）')).unwrap_or(rest).trim())
}

fn after<'t>(text: &'t str, form: &str) -> Option<&'t str> {
    let mut wanted = form.chars();
    let mut at = 0;
    for c in text.chars() {
        let Some(want) = wanted.next() else {
            let ends = c.is_whitespace() || c == '(' || form.ends_with(is_unspaced);
            return if ends { text.get(at..) } else { None };
        };
        if !same(c, want) {
            return None;
        }
        at += c.len_utf8();
    }
    None
}

fn before<'t>(text: &'t str, form: &str) -> Option<&'t str> {
    let mut wanted = form.chars().rev();
    let mut at = text.len();
    for c in text.chars().rev() {
        let Some(want) = wanted.next() else {
            let begins = c.is_whitespace() || form.starts_with(is_unspaced) || form.starts_with('-');
            return if begins { text.get(..at) } else { None };
        };
        if !same(c, want) {
            return None;
        }
        at -= c.len_utf8();
    }
    None
}

fn same(c: char, want: char) -> bool {
    let has_small = || small(c).map_or_else(|| c.to_lowercase().eq(std::iter::once(want)), |small| small == want);
    c == want || (want == ' ' && c.is_whitespace()) || has_small()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_does_not_count() {
        for (text, normal) in [
            ("Nicht unterstützt.", "nicht unterstützt"),
            ("  **Größe:**  ", "größe"),
            ("`Zahl`", "zahl"),
            ("Zwei\u{a0}Wörter&nbsp;&nbsp; hier", "zwei wörter hier"),
            ("&nbsp; &nbsp;_Ende_ .", "ende"),
            ("Größe\t\n1", "größe 1"),
            ("R&D", "r&d"),
            ("...", ""),
            ("必要です。", "必要です"),
            ("大きさ：", "大きさ"),
        ] {
            assert_eq!(normalize(text), normal, "{text:?}");
        }
    }

    #[test]
    fn borrows_what_is_normal() {
        assert!(matches!(normalize("schon klein"), Cow::Borrowed("schon klein")));
        assert!(matches!(normalize("schon **fett"), Cow::Borrowed(_)));
        assert!(matches!(normalize(" größe. "), Cow::Borrowed("größe")));
        assert!(matches!(normalize("Größe"), Cow::Owned(_)));
        assert!(matches!(normalize("zwei  lücken"), Cow::Owned(_)));
    }

    #[test]
    fn small_letters_are_those_of_unicode() {
        for c in char::MIN..=char::MAX {
            if let Some(small) = small(c) {
                assert!(c.to_lowercase().eq([small]), "{c:?}");
                assert!(c.is_ascii() || !c.is_whitespace(), "{c:?}");
            }
        }
    }

    #[test]
    fn is_idempotent() {
        for text in ["*&nbsp;. A  b.:", "İstanbul", "ΣΟΦΟΣ", "a&nbsp", "._*:"] {
            let once = normalize(text).into_owned();
            assert_eq!(normalize(&once), once, "{text:?}");
        }
    }

    #[test]
    fn finds_clauses() {
        assert_eq!(first_clause("Pflicht. Der Name"), "Pflicht");
        assert_eq!(first_clause("Der Name"), "Der Name");
        assert_eq!(first_clause("Pflicht – der Größte"), "Pflicht ");
        assert_eq!(first_clause("Pflicht - der Name-Wert"), "Pflicht");
        assert_eq!(last_sentence("Die „Größe“ — wahlfrei"), " wahlfrei");
        assert_eq!(last_sentence("Der Name. **Pflicht.**"), "Pflicht");
        assert_eq!(last_sentence("Der Name (wahlfrei)"), "wahlfrei");
        assert_eq!(last_sentence("einer von: wahlfrei, Pflicht"), "einer von: wahlfrei, Pflicht");
        assert_eq!(first_clause("必填，灯的名称。"), "必填");
        assert_eq!(last_sentence("灯的名称。可选。"), "可选");
        assert_eq!(last_sentence("灯的名称（可选）"), "可选");
        assert_eq!(last_sentence("以下之一：可选、必填"), "以下之一：可选、必填");
    }

    #[test]
    fn takes_a_word_away() {
        assert_eq!(without_word("Sammlung von Zahlen", "sammlung von"), Some("Zahlen"));
        assert_eq!(without_word("Sammlung (Zahl)", "sammlung"), Some("Zahl"));
        assert_eq!(without_word("Zahl\u{a0}SAMMLUNG", "sammlung"), Some("Zahl"));
        assert_eq!(without_word("灯的集合", "的集合"), Some("灯"));
        assert_eq!(without_word("集合（灯）", "集合"), Some("灯"));
        assert_eq!(without_word("[lamp](lamp.md)集合", "集合"), Some("[lamp](lamp.md)"));
        assert_eq!(without_word("[gift](gift.md)-Sammlung", "-sammlung"), Some("[gift](gift.md)"));
        assert_eq!(without_word("Sammlungen", "sammlung"), None);
        assert_eq!(without_word("Sammlung", "sammlung"), None);
    }
}
