//! The words of a text, in any script. Pure; must not know which words are tokens.

use std::ops::Range;

/// The words of `text` with their places: runs of letters, digits and `_ . - @ $ /`, without punctuation at the end.
/// Scripts that write no spaces between words end a run: `user集合` is `user` and `集合`.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = text.len() - skip(text.get(at..)?).len();
            let first = text.get(start..)?.chars().next()?;
            at = start + run(text.get(start..)?, is_unspaced(first));
            let word = text.get(start..at)?.trim_end_matches(['.', '-', '/']);
            if !word.is_empty() {
                return Some((start..start + word.len(), word));
            }
        }
    })
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

/// `text` from its first character that is part of a word.
fn skip(text: &str) -> &str {
    let mut rest = text;
    while let Some(byte) = rest.bytes().next() {
        let len = if byte.is_ascii() {
            if is_word_byte(byte) {
                return rest;
            }
            1
        } else {
            let c = rest.chars().next().unwrap_or(' ');
            if is_letter(c) {
                return rest;
            }
            c.len_utf8()
        };
        rest = rest.get(len..).unwrap_or("");
    }
    rest
}

/// Bytes of the run of word characters, of scripts with spaces or without, that `text` begins with.
fn run(text: &str, unspaced: bool) -> usize {
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            if !is_word_byte(*byte) || unspaced {
                return at;
            }
            at += 1;
            continue;
        }
        let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
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
