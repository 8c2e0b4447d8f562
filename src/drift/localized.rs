//! Addresses of one page in two locales: `/en-US/docs/lamp` and `/fr/docs/lamp`, `en.wiki.example/wiki/Lamp` and
//! `ru.wiki.example/wiki/Лампа`, `lamp.md` and `lamp.fr.md`. Must not look at pages.

use super::links::neutral;
use crate::docset::{language, page_name};

/// The tags of the locales of a source and its translation; empty where nobody knows them.
#[derive(Clone, Copy, Default, Debug)]
pub struct Tags<'a> {
    /// The source's.
    pub source: &'a str,
    /// The translation's.
    pub translation: &'a str,
}

impl Tags<'_> {
    /// Whether `ours`, on the source, and `theirs`, on the translation, are one address, each in the locale of its page. A host
    /// for each language has pages of its own.
    pub fn are_same(self, ours: &str, theirs: &str) -> bool {
        key(ours, self.source) == key(theirs, self.translation) && self.is_at_one_place(ours, theirs)
            || unprefixed(theirs, self.translation).is_some_and(|theirs| neutral(ours).eq(theirs.chars()))
    }

    /// Whether the locales stand at the same place of both addresses, or one has none.
    pub fn is_at_one_place(self, ours: &str, theirs: &str) -> bool {
        match (place(ours, self.source), place(theirs, self.translation)) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => true,
        }
    }

    /// Whether code is equal but for languages, and `theirs` has that of its page: `lamp.fr.md` and `lamp.zh.md`, on a Chinese page.
    pub fn are_adapted(self, ours: &str, theirs: &str) -> bool {
        let split = |c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_';
        let (mut left, mut right) = (ours.split_inclusive(split), theirs.split_inclusive(split));
        loop {
            match (left.next(), right.next()) {
                (None, None) => return true,
                (Some(a), Some(b)) if a == b => {}
                (Some(a), Some(b)) => {
                    let (tag, other) = (a.trim_end_matches(split), b.trim_end_matches(split));
                    // `is` and `es` are words as well.
                    let is_own = language::is_known(tag) && names(other, self.translation);
                    if !is_own || a.get(tag.len()..) != b.get(other.len()..) {
                        return false;
                    }
                }
                _ => return false,
            }
        }
    }

    /// The source's address `ours` in the translation's locale, written as `theirs` writes that at the same place. `None` where
    /// `theirs` has its locale and `ours` says nothing of where it belongs.
    pub fn localized(self, ours: &str, theirs: &str) -> Option<String> {
        let Some(at) = place(theirs, self.translation) else { return Some(ours.to_owned()) };
        let tag = theirs.split('/').nth(at).filter(|_| place(ours, self.source) == Some(at))?;
        let parts = ours.split('/').enumerate().map(|(index, part)| if index == at { tag } else { part });
        Some(parts.collect::<Vec<_>>().join("/"))
    }
}

/// What an address on a page of the locale `tag` has in common with the same in other locales.
pub fn key(target: &str, tag: &str) -> String {
    if let Some(site) = site(target, tag) {
        return format!("*.{}", site.to_ascii_lowercase());
    }
    let (path, rest) = split(target);
    let at = place(target, tag);
    let parts: Vec<&str> =
        path.split('/').enumerate().filter(|(index, _)| Some(*index) != at).map(|(_, part)| part).collect();
    neutral(&format!("{}{rest}", unnamed(parts.join("/"), tag))).collect()
}

/// `lamp.md` of `lamp.fr.md`, where `tag` is French.
fn unnamed(path: String, tag: &str) -> String {
    let parts = path.rsplit_once('.').and_then(|(stem, extension)| Some((stem.rsplit_once('.')?, extension)));
    match parts {
        Some(((stem, suffix), extension)) if page_name::is_page(&path) && names(suffix, tag) => {
            format!("{stem}.{extension}")
        }
        _ => path,
    }
}

/// The site whose host has the language of `tag` as its first label, as `wiki.example` in `en.wiki.example`: titles, and so
/// paths, are in that language there.
pub fn site<'t>(target: &'t str, tag: &str) -> Option<&'t str> {
    let (_, address) = target.split_once("://")?;
    let host = address.split(['/', '?', '#']).next()?;
    let (label, site) = host.split_once('.')?;
    (names(label, tag) && site.contains('.')).then_some(site)
}

/// What an address has in common with the same one on the host without the language of `tag` in front of it: `lamp.example/a` of
/// `fr.lamp.example/a`.
pub fn unprefixed(target: &str, tag: &str) -> Option<String> {
    let host = site(target, tag)?;
    let at = target.find(host)?;
    let scheme = target.split_once("://")?.0;
    Some(neutral(&format!("{scheme}://{}", target.get(at..)?)).collect())
}

/// At which slash of the path `tag` or its language stands.
fn place(target: &str, tag: &str) -> Option<usize> {
    let (path, _) = split(target);
    // A scheme, the nothing after it, the host.
    let skipped = if path.contains("://") { 3 } else { 0 };
    let at = path.split('/').skip(skipped).position(|part| names(part, tag))?;
    Some(at + skipped)
}

/// The path of an address, and its query and fragment.
fn split(target: &str) -> (&str, &str) {
    let end = target.find(['?', '#']).unwrap_or(target.len());
    target.split_at_checked(end).unwrap_or((target, ""))
}

/// Whether a part of an address is `tag` or its language, in any case and with either hyphen. Of a tag without a region, any region.
fn names(part: &str, tag: &str) -> bool {
    let folded = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    let same = |part: &str, other: &str| part.bytes().map(folded).eq(other.bytes().map(folded));
    let language = language::subtag(tag);
    let with_region = || match part.split_once(['-', '_']) {
        Some((first, region)) => {
            region.len() == 2 && region.bytes().all(|c| c.is_ascii_alphabetic()) && same(first, tag)
        }
        None => false,
    };
    !tag.is_empty() && (same(part, tag) || same(part, language) || language == tag && with_region())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_two_locales() {
        let tags = Tags { source: "en-US", translation: "fr-FR" };
        let same = |ours: &str, theirs: &str| tags.are_same(ours, theirs);
        assert!(same("/en-US/docs/X#a", "/fr/docs/X#a"));
        assert!(same("https://x.example/en/docs", "https://x.example/fr_FR/docs"));
        assert!(same("/docs/x", "/fr/docs/x"));
        assert!(same("https://en.x.example/wiki/A", "https://fr.x.example/wiki/B"));
        assert!(!same("https://en.x.example/wiki/A", "https://en.x.example/wiki/B"));
        assert!(!same("https://en.x.example/wiki/A", "https://fr.y.example/wiki/A"));
        assert!(!same("/en-US/docs/X", "/es/docs/X"));
        assert!(same("lamp.md#a", "lamp.fr.md#a") && same("lamp.en.md", "lamp.fr_FR.md"));
        assert!(!same("lamp.md", "lamp.es.md") && !same("lamp.js", "lamp.fr.js"));
        assert!(!same("/en/docs/X", "/docs/fr/X"));
        assert!(tags.are_adapted("see lamp.es.md", "see lamp.fr.md") && tags.are_adapted("de", "fr"));
        assert!(!tags.are_adapted("x is y", "x fr y") && !tags.are_adapted("lamp.es.md", "lamp.de.md"));
        assert!(same("https://x.example/a", "https://fr.x.example/a"));
        assert!(
            !same("https://x.example/a", "https://fr.x.example/b")
                && !same("https://x.example/a", "https://es.x.example/a")
        );
        let others = Tags { source: "en", translation: "ja" };
        assert!(others.are_same("https://x.example/docs", "https://x.example/ja_jp/docs"));
        assert!(!others.are_same("https://x.example/docs", "https://x.example/ja_jpn/docs"));
        assert!(!same("/en-US/docs/X", "/fr/docs/Y"));
        assert_eq!(tags.localized("/en-US/docs/X", "/fr/docs/Y").as_deref(), Some("/fr/docs/X"));
        assert_eq!(tags.localized("/docs/X", "/docs/Y").as_deref(), Some("/docs/X"));
        assert_eq!(tags.localized("/docs/X", "/fr/docs/Y"), None);
    }
}
