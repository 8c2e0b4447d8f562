//! Differences of type cells: the type's name is code, the words around it (`collection`) are not.

use super::change::{self, Change};
use super::difference::{Difference, Side};
use crate::fact::{FactKind, cell, plain::plain, token};
use crate::page::Page;
use crate::text::Span;
use std::ops::Range;

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
    let mut names = names(&expected).peekable();
    let (_, only) = names.peek()?;
    let whole = |change: Change| {
        let sides = (Side::new(left, expected.as_ref()), Side::new(right, found.as_ref()));
        Difference::told(FactKind::Type, key(), sides.0, sides.1, change)
    };
    if *only == expected {
        return Some(whole(change::of(&expected, &found)));
    }
    let stands = |name: &str| token::words(&found).any(|(_, word)| word == name);
    let Some((place, lost)) = names.find(|(_, name)| !stands(name)) else {
        let change =
            if change::of(&expected, &found) == Change::Punctuated { Change::Punctuated } else { Change::Reworded };
        return Some(whole(change));
    };
    // What sounds alike among several words may as well be a translation of all of them.
    let is_alone = token::words(&found).nth(1).is_none();
    // The word that stands for the lost name, where it can be told from those around it.
    let damaged = token::words(&found).find_map(|(range, word)| {
        let change = change::of(lost, word);
        // `Collection(…)` is notation; its translation sounds alike in many languages.
        let told = match change {
            Change::Recased | Change::Punctuated => true,
            Change::Transliterated => is_alone && lost != "Collection",
            _ => false,
        };
        (told && word != lost).then_some((range, word, change))
    });
    if let Some((range, word, change)) = damaged {
        // Within marks the word's place is not the plain text's.
        let exact = translation.slice(right) == found && source.slice(left) == expected;
        let within = |page: &Page, cell: Span, wanted: &str| {
            let place = token::words(page.slice(cell)).find(|(_, other)| *other == wanted).map(|(place, _)| place);
            place.map(|place| Side::new(cell.part(place), wanted))
        };
        let (ours, theirs) = if exact {
            (Side::new(left.part(place), lost), Side::new(right.part(range), word))
        } else if let (Some(ours), Some(theirs)) = (within(source, left, lost), within(translation, right, word)) {
            (ours, theirs)
        } else {
            (Side::new(left, expected.as_ref()), Side::new(right, found.as_ref()))
        };
        return Some(Difference::told(FactKind::Type, key(), ours, theirs, change));
    }
    // The remark behind a type is for the translator to word.
    let part = |page: &Page, cell: Span| {
        let type_word = before_remark(page.slice(cell))?;
        Some(Side::new(cell.part(0..type_word.len()), plain(type_word)))
    };
    let parts = part(source, left).zip(part(translation, right)).filter(|(ours, _)| ours.value == lost);
    let Some((ours, theirs)) = parts else { return Some(whole(Change::Translated)) };
    Some(Difference::told(FactKind::Type, key(), ours, theirs, Change::Translated))
}

/// What stands before a remark at the end: `String` of `String (optional)`.
fn before_remark(cell: &str) -> Option<&str> {
    let (before, remark) = cell.strip_suffix(')')?.split_once(" (")?;
    (!remark.contains('(') && !before.is_empty()).then_some(before)
}

/// The types that the words of a cell name, with their places. A cell of one word (`event`), or of one word and
/// `collection`, names a type whatever the word; in longer cells only coined words and the primitive types are names, for
/// many such cells are prose.
fn names(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let is_filler =
        |word: &str| cell::is_no_type(word) || FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler));
    let is_phrase = move |word: &str, end: usize| {
        let is_collection = ["collection", "collections", "of"].iter().any(|filler| word.eq_ignore_ascii_case(filler));
        // `Collection(String)` is the notation of OData.
        is_collection && text.as_bytes().get(end) != Some(&b'(')
    };
    let words = move || token::words(text).filter(move |(range, word)| !is_phrase(word, range.end));
    let alone = words().nth(1).is_none();
    let is_name = move |word: &str| {
        token::is_identifier(word) && !is_filler(word) && (alone || token::is_coined(word) || is_primitive(word))
    };
    let follows_collection = move |at: usize| text.get(..at).is_some_and(|before| before.ends_with("ollection("));
    words().filter(move |(range, word)| {
        is_name(word) || follows_collection(range.start) || word.eq_ignore_ascii_case("collection")
    })
}

/// Words that say that there is no type.
const FILLERS: [&str; 3] = ["none", "no", "nothing"];

/// Whether a word names a primitive type of OData or JSON, in any case.
pub fn is_primitive(word: &str) -> bool {
    [
        "string",
        "boolean",
        "int16",
        "int32",
        "int64",
        "integer",
        "double",
        "single",
        "decimal",
        "binary",
        "stream",
        "guid",
        "date",
        "datetime",
        "datetimeoffset",
        "timeofday",
        "duration",
        "byte",
        "json",
    ]
    .iter()
    .any(|name| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::{before_remark, names};

    #[test]
    fn finds_remarks() {
        assert_eq!(before_remark("String (optional)"), Some("String"));
        assert_eq!(before_remark("Collection(String)"), None);
        assert_eq!(before_remark("String (a) (b)"), None);
    }

    #[test]
    fn tells_types_from_prose() {
        let of = |cell: &'static str| names(cell).map(|(_, word)| word).collect::<Vec<_>>();
        assert_eq!(of("event collection"), ["event"]);
        assert_eq!(of("Collection(microsoft.graph.identity)"), ["Collection", "microsoft.graph.identity"]);
        assert_eq!(of("String (optional)"), ["String"]);
        assert_eq!(of("string, optional"), ["string"]);
        assert_eq!(of("Not yet documented"), Vec::<&str>::new());
        assert_eq!(of("None"), Vec::<&str>::new());
        assert_eq!(of("Required"), Vec::<&str>::new());
        assert_eq!(of("A message, or a mailFolder"), ["mailFolder"]);
    }
}
