//! Whether code can only differ from the source's because somebody translated or garbled it. Where a page does not name the text that
//! it was made from, any other difference may be the source's own change. Must not judge single rules.

use crate::drift::change::same_letters;
use crate::drift::spoken::prose;
use crate::fact::word::parts;
use crate::page::Page;
use crate::text::Span;
use crate::text::script::unmarked;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Bound::{Included, Unbounded};

/// Shorter words are words of many languages.
const SHORTEST: usize = 4;
/// Longer pages are not read for their words, in bytes.
const LONGEST: usize = 1 << 20;

/// The words of a translation's prose, and those of its source; read when first asked for.
#[derive(Default)]
pub struct Spoken(OnceCell<[BTreeSet<String>; 2]>);

impl Spoken {
    /// Whether `found` is `expected` translated, or with other case, white space or punctuation, line by line. Code in other words is
    /// not told from code of another day: `actions/checkout@v4` for `actions/checkout@v3`.
    pub fn is_deformed(&self, source: &Page, page: &Page, expected: &str, found: &str) -> bool {
        let is_spoken = |word: &str| {
            let [theirs, ours] = self.0.get_or_init(|| [words_of(page), words_of(source)]);
            !has(ours, word) && has(theirs, word)
        };
        let (ours, theirs) = (expected.lines(), found.lines());
        ours.clone().count() == theirs.clone().count()
            && ours.zip(theirs).all(|(ours, theirs)| is_line(ours, theirs, &is_spoken))
    }
}

fn is_line(expected: &str, found: &str, is_spoken: &dyn Fn(&str) -> bool) -> bool {
    if expected.trim() == found.trim() || same_letters(expected, found) {
        return true;
    }
    let foreign = |text: &str| text.chars().filter(|letter| letter.is_alphabetic() && !letter.is_ascii()).count();
    let is_own = |word: &str| !parts(expected).any(|part| part.eq_ignore_ascii_case(word));
    foreign(found) > foreign(expected)
        || parts(found).any(|word| word.len() >= SHORTEST && is_own(word) && is_spoken(&word.to_ascii_lowercase()))
}

fn words_of(page: &Page) -> BTreeSet<String> {
    let text = &page.source.text;
    if text.len() > LONGEST {
        return BTreeSet::new();
    }
    let start = page.front_matter.as_ref().map_or(0, |header| header.after as usize);
    let prose = prose(page, Span::new(start, text.len()), true);
    // Code is written without accents: `lampara`.
    let plain: String = prose.chars().flat_map(char::to_lowercase).map(unmarked).collect();
    parts(&plain).filter(|word| word.len() >= SHORTEST).map(str::to_owned).collect()
}

/// Whether there is this word, or one that begins so or is its beginning: `registro` is in `registros`.
fn has(words: &BTreeSet<String>, word: &str) -> bool {
    let begins = |beginning: &str| {
        words.range::<str, _>((Included(beginning), Unbounded)).next().is_some_and(|next| next.starts_with(beginning))
    };
    let singular = word.get(..word.len() - 1).unwrap_or(word);
    begins(word) || (word.len() > SHORTEST && words.contains(singular))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::parse;
    use crate::text::Source;

    #[test]
    fn translated_and_garbled_code_is_told_from_other_code() {
        let source = parse(Source::new("a.md", "The record of `lamp add`, in [notes](record.md)."));
        let page = parse(Source::new(
            "b.md",
            "Los registros de `lamp install`, en [notas](other.md). La **terminada** lámpara.",
        ));
        let spoken = Spoken::default();
        let is_deformed = |expected: &str, found: &str| spoken.is_deformed(&source, &page, expected, found);
        for (expected, found) in [
            ("lamp on", "лампа on"),
            ("dim()", "dim ()"),
            ("lampId", "LampID"),
            ("a\nbrightness", "a\nHelligkeit für"),
            ("output: 'warm'", "output : 'warm'"),
            ("record.md", "registro.md"),
            ("ended", "terminadas"),
            ("on: lamp", "on: lampara"),
        ] {
            assert!(is_deformed(expected, found), "{found}");
        }
        for (expected, found) in [
            ("lamps@v3", "lamps@v4"),
            ("npm add lamp", "npm install lamp"),
            ("a\nb", "a"),
            ("a line", ""),
            ("a: ü\nb", "a: ü\nc"),
            ("kept.md", "record.md"),
            ("kept.md", "other.md"),
        ] {
            assert!(!is_deformed(expected, found), "{found}");
        }
    }
}
