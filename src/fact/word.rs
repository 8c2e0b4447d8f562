//! The words of a text, in any script. Pure; must not know which words are tokens.

use std::ops::Range;

/// The words of `text` with their places: runs of letters, digits and `_ . - @ $ /`, without punctuation at the end.
/// Scripts that write no spaces between words end a run: `user集合` is `user` and `集合`.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let byte = *bytes.get(at)?;
            let start = at;
            if byte.is_ascii() {
                if !is_word_byte(byte) {
                    at += 1;
                    continue;
                }
                at = run(text, at, false);
            } else {
                let first = letter_at(text, at)?;
                if !is_letter(first) {
                    at += first.len_utf8();
                    continue;
                }
                at = run(text, at, is_unspaced(first));
            }
            let end = word_end(bytes, start, at);
            if end > start {
                return Some((start..end, text.get(start..end)?));
            }
        }
    })
}

/// Whether [`words`] gives the word of ASCII letters that stands at `range`.
pub fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let is_inner = |c: char| if c.is_ascii() { is_word_byte(c as u8) } else { is_letter(c) && !is_unspaced(c) };
    !before.is_some_and(is_inner) && word_end(text.as_bytes(), range.start, run(text, range.end, false)) == range.end
}

/// Where the word ends whose run of characters ends at `end`: before the punctuation.
fn word_end(bytes: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && matches!(bytes.get(end - 1), Some(b'.' | b'-' | b'/')) {
        end -= 1;
    }
    end
}

fn letter_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The words that names are made of: `lamp`, `API`, `Key` of `lampAPIKey`, and those of running text. ASCII alone.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphabetic()).flat_map(|run| {
        let mut rest = run;
        std::iter::from_fn(move || {
            let (first, after) = rest.split_at_checked(first_part(rest.as_bytes()))?;
            rest = after;
            (!first.is_empty()).then_some(first)
        })
    })
}

/// The bytes of the first word of a name: up to a capital after a small letter, or the last capital before one.
fn first_part(name: &[u8]) -> usize {
    let is_end = |at: &usize| match (name.get(at - 1), name.get(*at), name.get(at + 1)) {
        (Some(before), Some(here), _) if before.is_ascii_lowercase() => here.is_ascii_uppercase(),
        (Some(_), Some(here), Some(next)) => here.is_ascii_uppercase() && next.is_ascii_lowercase(),
        _ => false,
    };
    (1..name.len()).find(is_end).unwrap_or(name.len())
}

/// Where the run of word characters, of scripts with spaces or without, ends that begins at byte `at`.
fn run(text: &str, mut at: usize, unspaced: bool) -> usize {
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            if !is_word_byte(*byte) || unspaced {
                return at;
            }
            at += 1;
            continue;
        }
        let c = letter_at(text, at).unwrap_or(' ');
        if !is_letter(c) || is_unspaced(c) != unspaced {
            return at;
        }
        at += c.len_utf8();
    }
    at
}

/// Whether a character belongs to a script that puts no space between words, or none before what follows a name: Han,
/// Kana, Hangul, Thai and their full-width forms.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// [`char::is_alphanumeric`], with the common letters of the locales known without a search.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{400}'..='\u{481}' | '\u{4e00}'..='\u{9fff}')
        || c.is_alphanumeric()
}

/// Whether an ASCII byte is part of a word.
pub fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'@' | b'$' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_words() {
        let of = |text: &'static str| words(text).map(|(_, word)| word).collect::<Vec<_>>();
        assert_eq!(of("Mail.Read, id."), ["Mail.Read", "id"]);
        assert_eq!(of("user集合、String型"), ["user", "集合", "String", "型"]);
        assert_eq!(of("парольPolicies — é"), ["парольPolicies", "é"]);
        assert_eq!(
            parts("lampAPIKey2 and A_KEY, Ids").collect::<Vec<_>>(),
            ["lamp", "API", "Key", "and", "A", "KEY", "Ids"]
        );
    }
}
