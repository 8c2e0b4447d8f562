//! Differences of the page's title: the identifiers in it.

use super::bags::contains_word;
use super::cells::Sides;
use super::change::{self, Change};
use super::difference::{Difference, Side};
use crate::fact::{FactKind, token};
use crate::page::Page;

/// Identifiers of the source's title that the translated title lacks, in the heading and in the front matter.
pub fn compare(sides: &Sides<'_>, out: &mut Vec<Difference>) {
    // What the heading says and keeps.
    let mut kept: Option<[&str; 2]> = None;
    // A page whose title is in its front matter begins with the heading of some section.
    let is_title = |page: &Page, level: u8| level == 1 || page.meta("title").is_none();
    if let (Some(ours), Some(theirs)) = (sides.source.title(), sides.translation.title())
        && is_title(sides.source, ours.level)
        && is_title(sides.translation, theirs.level)
    {
        let before = out.len();
        lost(sides, ours.title, theirs.title, "heading", out);
        kept = (out.len() == before).then(|| [sides.source.slice(ours.title), sides.translation.slice(theirs.title)]);
    }
    let entry = |page: &Page| {
        page.front_matter.as_ref().and_then(|header| header.entry(&page.source.text, "title")).map(|entry| entry.value)
    };
    if let (Some(ours), Some(theirs)) = (entry(sides.source), entry(sides.translation)) {
        let (ours, theirs) = (unquoted(sides.source, ours), unquoted(sides.translation, theirs));
        // Mostly it is the same as in the heading.
        if kept != Some([sides.source.slice(ours), sides.translation.slice(theirs)]) {
            lost(sides, ours, theirs, "front matter", out);
        }
    }
}

fn unquoted(page: &Page, value: crate::text::Span) -> crate::text::Span {
    let text = page.slice(value);
    let inner = ['"', '\''].iter().find_map(|quote| text.strip_prefix(*quote)?.strip_suffix(*quote));
    if inner.is_some() { value.part(1..value.len() - 1).trimmed(&page.source.text) } else { value }
}

fn lost(sides: &Sides<'_>, left: crate::text::Span, right: crate::text::Span, key: &str, out: &mut Vec<Difference>) {
    let (expected, found) = (sides.source.slice(left), sides.translation.slice(right));
    if expected == found {
        return;
    }
    for word in identifiers(expected) {
        if contains_word(found, word) || token::words(found).any(|(_, other)| token::is_inflected(word, other)) {
            continue;
        }
        let key = format!("{key}/{word}");
        // The word that stands for it, where it can be told.
        let damaged = token::words(found).find_map(|(range, other)| {
            let change = change::of(word, other);
            matches!(change, Change::Recased | Change::Transliterated).then_some((range, other, change))
        });
        // A title may begin with a capital letter; a coined word keeps its own form even there.
        if let Some((range, other, Change::Recased)) = &damaged
            && range.start == 0
            && !token::is_coined(word)
            && word.get(1..) == other.get(1..)
        {
            continue;
        }
        let source = Side::new(left, word);
        out.push(match damaged {
            Some((range, other, change)) => {
                Difference::told(FactKind::Title, key, source, Side::new(right.part(range), other), change)
            }
            None => Difference::told(FactKind::Title, key, source, Side::new(right, found), Change::Translated),
        });
    }
}

/// Whether a title may have identifiers: a colon, an `@`, or a word with more than small letters behind its first.
fn may_have_identifiers(title: &str) -> bool {
    let mut is_in_word = false;
    title.bytes().any(|byte| {
        let is_small = byte.is_ascii_lowercase();
        let is_other = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'$' | b'/');
        let may = matches!(byte, b':' | b'@') || is_in_word && is_other && !is_small;
        is_in_word = is_other;
        may
    })
}

/// The identifiers of an English title: coined words, and both sides of `resource: method`.
pub fn identifiers(title: &str) -> Vec<&str> {
    if !may_have_identifiers(title) {
        return Vec::new();
    }
    let mut found: Vec<&str> =
        token::words(title).map(|(_, word)| word).filter(|word| token::is_coined(word)).collect();
    if let Some((resource, method)) = title.split_once(": ") {
        let sides = [resource.trim(), method.trim()];
        // `Overview: security` is prose.
        let is_name = |side: &&str| -> bool {
            token::is_identifier(side) && (side.starts_with(|c: char| c.is_ascii_lowercase()) || token::is_coined(side))
        };
        if sides.iter().all(is_name) {
            let more: Vec<&str> = sides.into_iter().filter(|side| !found.contains(side)).collect();
            found.extend(more);
        }
    }
    found
}
