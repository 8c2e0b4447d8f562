//! Differences of permission cells: the scopes, and their order where the column says that it means something.

use super::cells::Sides;
use super::change::Change;
use super::difference::{Difference, Side};
use crate::fact::{FactKind, cell, token};
use crate::text::Span;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The scopes that are one plain word.
static NAMES: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["openid", "email", "profile"].map(Finder::new));

/// Compares two permission cells below a column with this `header`. Cells without scopes (`Not supported.`) are words.
pub fn compare(
    sides: &Sides<'_>,
    key: impl Fn() -> String,
    header: &str,
    left: Span,
    right: Span,
) -> Option<Difference> {
    let (expected, found) = (sides.source.slice(left), sides.translation.slice(right));
    if !may_name_scopes(expected) && !may_name_scopes(found) {
        return None;
    }
    let (ours, theirs) = (scopes(expected), scopes(found));
    if ours == theirs {
        return None;
    }
    let (lost, gained) = (without(&ours, &theirs), without(&theirs, &ours));
    let difference = |lost: &[&str], gained: &[&str], change| {
        let (source, translation) = (Side::new(left, lost.join(", ")), Side::new(right, gained.join(", ")));
        Some(Difference::told(FactKind::Permission, key(), source, translation, change))
    };
    if lost.is_empty() && gained.is_empty() {
        return if is_ordered(header) { difference(&ours, &theirs, Change::Reordered) } else { None };
    }
    let closed = found.split_whitespace().collect::<String>().to_ascii_lowercase();
    let is_spaced = |scope: &&str| closed.contains(&scope.to_ascii_lowercase());
    if !lost.is_empty() && gained.is_empty() && lost.iter().all(is_spaced) {
        let words: Vec<&str> = lost.iter().map(|scope| broken(found, scope)).collect();
        return difference(&lost, &words, Change::Spaced);
    }
    difference(&lost, &gained, Change::Translated)
}

/// Whether a cell has what every scope has: a dot or an underscore before a letter, or one of the names without.
fn may_name_scopes(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_before_letter = |at: usize| bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    memchr::memchr2_iter(b'.', b'_', bytes).any(is_before_letter) || NAMES.iter().any(|name| name.find(bytes).is_some())
}

fn scopes(text: &str) -> Vec<&str> {
    cell::scopes(text).map(|(_, scope)| scope).collect()
}

/// The items of `list` that `other` lacks; each item of `other` accounts for one.
fn without<'a>(list: &[&'a str], other: &[&str]) -> Vec<&'a str> {
    let mut left = other.to_vec();
    let mut missing = Vec::new();
    for item in list {
        match left.iter().position(|other| other == item) {
            Some(at) => {
                left.swap_remove(at);
            }
            None => missing.push(*item),
        }
    }
    missing
}

/// The part of `text` that is `scope` with white space in it; all of `text` where it cannot be told.
pub fn broken<'a>(text: &'a str, scope: &str) -> &'a str {
    for (start, _) in token::words(text).map(|(range, _)| (range.start, range.end)) {
        let mut wanted = scope.chars().peekable();
        let Some(rest) = text.get(start..) else { continue };
        for (at, c) in rest.char_indices() {
            match wanted.peek() {
                None => return rest.get(..at).unwrap_or(text),
                Some(next) if next.eq_ignore_ascii_case(&c) => {
                    wanted.next();
                }
                Some(_) if c.is_whitespace() && at > 0 => {}
                Some(_) => break,
            }
        }
        if wanted.peek().is_none() {
            return rest;
        }
    }
    text
}

/// Whether a column says that the order of its scopes means something (`from least to most privileged`).
fn is_ordered(header: &str) -> bool {
    let has = |word: &str| header.split(|c: char| !c.is_ascii_alphabetic()).any(|part| part.eq_ignore_ascii_case(word));
    has("least") && has("most")
}
