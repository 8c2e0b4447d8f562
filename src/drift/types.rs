//! Differences of type cells: the type's name is code, the words around it (`collection`) are not.

use super::change::{self, Change};
use super::difference::{Difference, Side};
use crate::fact::{FactKind, plain::plain, token};
use crate::page::Page;
use crate::text::Span;

/// Compares two type cells; the spans are their cores. `None` where the source names no type or all is the same.
pub fn compare(
    source: &Page,
    translation: &Page,
    key: impl Fn() -> String,
    left: Span,
    right: Span,
) -> Option<Difference> {
    let (expected, found) = (plain(source.slice(left)), plain(translation.slice(right)));
    if expected == found {
        return None;
    }
    let mut names = token::words(&expected).filter(|(_, word)| is_name(word, &expected)).peekable();
    let (_, only) = *names.peek()?;
    let whole = || {
        Difference::changed(FactKind::Type, key(), Side::new(left, expected.as_ref()), Side::new(right, found.as_ref()))
    };
    if only == expected {
        return Some(whole());
    }
    let stands = |name: &str| token::words(&found).any(|(_, word)| word == name);
    let Some((place, lost)) = names.find(|(_, name)| !stands(name)) else {
        let change =
            if change::of(&expected, &found) == Change::Punctuated { Change::Punctuated } else { Change::Reworded };
        return Some(whole().by(change));
    };
    // The word that stands for the lost name, where it can be told from those around it.
    let damaged = token::words(&found).find_map(|(range, word)| {
        let change = change::of(lost, word);
        let told = matches!(change, Change::Recased | Change::Punctuated | Change::Transliterated);
        (told && word != lost).then_some((range, word, change))
    });
    match damaged {
        Some((range, word, change)) => {
            // Within marks the word's place is not the plain text's.
            let exact = translation.slice(right) == found && source.slice(left) == expected;
            let (ours, theirs) = if exact {
                (Side::new(left.part(place), lost), Side::new(right.part(range), word))
            } else {
                (Side::new(left, expected.as_ref()), Side::new(right, found.as_ref()))
            };
            Some(Difference::changed(FactKind::Type, key(), ours, theirs).by(change))
        }
        None => Some(whole().by(Change::Translated)),
    }
}

/// Whether a word of a type cell is a type's name and not prose.
fn is_name(word: &str, cell: &str) -> bool {
    token::is_identifier(word) && !is_filler(word) && !(is_collection(word) && !cell.contains('('))
}

fn is_collection(word: &str) -> bool {
    ["collection", "collections", "array", "list"].iter().any(|filler| word.eq_ignore_ascii_case(filler))
}

/// Words of type cells that are prose.
fn is_filler(word: &str) -> bool {
    [
        "none",
        "no",
        "the",
        "or",
        "and",
        "content",
        "not",
        "a",
        "an",
        "of",
        "see",
        "any",
        "object",
        "objects",
        "returns",
        "this",
        "in",
        "to",
        "with",
        "as",
        "is",
        "resource",
        "resources",
        "type",
        "types",
        "supported",
    ]
    .iter()
    .any(|filler| word.eq_ignore_ascii_case(filler))
}
