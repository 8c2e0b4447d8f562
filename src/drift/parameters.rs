//! Differences of types in lists of parameters: ``* `url` string (optional) - The address``. Only what is surely a type is compared.

use super::align;
use super::cells::Sides;
use super::change::Change;
use super::difference::{Difference, Side};
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::model::within;
use crate::text::Span;
use foldhash::HashMap;

/// A parameter: its name, and what stands where its type does.
struct Item<'a> {
    name: &'a str,
    place: Span,
    end: End,
}

/// What ends a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// A remark or a dash.
    Mark,
    Line,
    /// It stands in brackets itself.
    Brackets,
}

/// Compares the lists of two paired sections. Parameters are paired by name, where each page has the name once.
pub fn compare(sides: &Sides<'_>, left: usize, right: usize, out: &mut Vec<Difference>) {
    let (Some(ours), Some(theirs)) = (sides.source.sections.get(left), sides.translation.sections.get(right)) else {
        return;
    };
    let is_typed = |item: &Item<'_>| is_type(sides.source.slice(item.place));
    let all: Vec<Item<'_>> = items(sides.source, ours.body()).collect();
    let mut others: HashMap<&str, Option<Item<'_>>> = HashMap::default();
    for item in items(sides.translation, theirs.body()) {
        others.entry(item.name).and_modify(|other| *other = None).or_insert(Some(item));
    }
    let mut counts: HashMap<&str, u32> = HashMap::default();
    for item in &all {
        *counts.entry(item.name).or_default() += 1;
    }
    for item in all.iter().filter(|item| is_typed(item) && counts.get(item.name) == Some(&1)) {
        let Some(Some(other)) = others.get(item.name) else { continue };
        let (expected, found) = (sides.source.slice(item.place), sides.translation.slice(other.place));
        if item.end != other.end || found.eq_ignore_ascii_case(expected) || !is_word(found) {
            continue;
        }
        let key = format!("{}/{}", align::area(sides.source, left), item.name);
        let (source, translation) = (Side::new(item.place, expected), Side::new(other.place, found));
        out.push(Difference::told(FactKind::Type, key, source, translation, Change::Translated));
    }
}

/// Whether a part of a page has parameters whose types are known ones.
pub fn has_types(page: &Page, body: Span) -> bool {
    items(page, body).any(|item| is_type(page.slice(item.place)))
}

/// The items of lists that begin with a name in backticks and a word or two behind it.
fn items(page: &Page, body: Span) -> impl Iterator<Item = Item<'_>> {
    let listed = within(&page.paragraphs, body, |paragraph| paragraph.span).iter().filter(|it| it.in_list);
    listed.filter_map(|paragraph| {
        let line = page.slice(paragraph.span).lines().next()?;
        let (name, rest) = line.strip_prefix('`')?.split_once('`')?;
        let rest = rest.strip_prefix(' ')?;
        let start = line.len() - rest.len();
        let (length, end) = match rest.strip_prefix('(') {
            Some(inner) => return in_brackets(inner, name, paragraph.span.part(start + 1..line.len())),
            None => ends(rest),
        };
        let word = rest.get(..length)?.trim_end();
        let is_near = !word.is_empty() && word.len() <= LONGEST;
        is_near.then(|| Item { name, place: paragraph.span.part(start..start + word.len()), end })
    })
}

/// So long are the words for a type at most.
const LONGEST: usize = 40;

/// Where the word at the beginning of `text` ends: at a remark, a dash, or with the line.
fn ends(text: &str) -> (usize, End) {
    let found = [" (", " - ", " – ", " — "].iter().filter_map(|mark| text.find(mark)).min();
    found.map_or((text.trim_end().len(), End::Line), |at| (at, End::Mark))
}

/// ``(string, optional)``: the word after the bracket.
fn in_brackets<'a>(inner: &'a str, name: &'a str, place: Span) -> Option<Item<'a>> {
    let length = inner.find([',', ')', ';'])?;
    (1..=LONGEST).contains(&length).then(|| Item { name, place: place.part(0..length), end: End::Brackets })
}

/// Whether a word names a type that has one name in every language: `string`, `Object[]`, `Promise<void>`.
pub fn is_type(word: &str) -> bool {
    let element = word.trim_end_matches("[]");
    let element = match element.split_once('<') {
        Some((outer, inner)) if inner.ends_with('>') => outer,
        Some(_) => return false,
        None => element,
    };
    TYPES.iter().any(|name| element.eq_ignore_ascii_case(name))
}

/// Whether a word may be a type, if it is not one of the language's.
pub fn may_be_type(word: &str) -> bool {
    is_type(word) || ["any", "function", "void", "null", "undefined", "date", "list", "map"].contains(&word)
}

/// Words that are types where a type stands. Those that are common words too (`list`, `date`, `function`) are not among them.
const TYPES: [&str; 22] = [
    "string",
    "integer",
    "number",
    "boolean",
    "bool",
    "object",
    "array",
    "promise",
    "buffer",
    "double",
    "float",
    "int",
    "long",
    "int32",
    "int64",
    "uint32",
    "uint64",
    "bigint",
    "regexp",
    "uint8array",
    "timestamp",
    "uuid",
];

/// Whether a text may stand for a type: a word or two, without marks.
fn is_word(text: &str) -> bool {
    text.split(' ').nth(2).is_none()
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '[' | ']' | '<' | '>' | '.' | '_'))
        && text.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;
    use crate::text::Source;

    #[test]
    fn finds_what_stands_where_a_type_does() {
        let page = page::parse(Source::new(
            "",
            "# Lamp\n\n* `glow` string (optional) - How.\n* `oil` Object\n* `wick` (integer, optional)\n* `x` - Text.\n* y string\n",
        ));
        let body = page.sections[1].body();
        let found: Vec<_> = items(&page, body).map(|item| (item.name, page.slice(item.place))).collect();
        assert_eq!(found, [("glow", "string"), ("oil", "Object"), ("wick", "integer"), ("x", "- Text.")]);
        assert!(is_type("Promise<void>") && is_type("String[]") && !is_type("a < b") && !is_type("list"));
        assert!(is_word("Cadena") && is_word("Строка[]") && !is_word("- La llama") && !is_word("una de las dos"));
    }
}
