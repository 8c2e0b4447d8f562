//! What one page made from the same text proves of a cell: a token that no translator can have made stands so in the source. Two
//! languages of one script may make one word of another (`estado`), so a plain word counts only where it is a string of the page's
//! code, or stands on a page of another script. Must not know rules.

use super::consensus::{Outvoted, core, is_in_code, is_token, is_translated};
use super::relatives::is_odd;
use crate::docset::{Member, PageId};
use crate::fact::{FactKind, cell, plain::plain, token};
use crate::page::Page;
use crate::page::inline::Link;
use crate::page::model::within;
use crate::text::Span;
use crate::text::script::Script;
use memchr::memmem;
use std::cell::LazyCell;

/// The most code, in bytes, and the most blocks of it that are searched for each cell: a page with more is made to be slow.
const MOST_CODE: usize = 64 << 10;
const MOST_BLOCKS: usize = 256;

/// Whether a page has so little code that it can be searched for every cell.
pub fn is_readable(page: &Page) -> bool {
    page.code.len() <= MOST_BLOCKS && page.code.iter().map(|code| code.content.len()).sum::<usize>() <= MOST_CODE
}

/// What the cells of pages made from the same text, `cells`, prove against the cell at `place`.
pub fn of(ours: &Member, kind: FactKind, place: Span, cells: &[(PageId, &Member, Span)]) -> Option<Outvoted> {
    let own = plain(ours.page.slice(place));
    if own.is_empty() || !matches!(kind, FactKind::Name | FactKind::Type) {
        return None;
    }
    // Nearly all cells that differ are types in the words of each language.
    if kind == FactKind::Type && is_known(&own, ours) {
        return None;
    }
    let is_known = LazyCell::new(|| is_in_code(&ours.page, core(&own)));
    let proves = |(_, twin, span): &&(PageId, &Member, Span)| match kind {
        FactKind::Name => proves_name(ours, (&own, &is_known), twin, &plain(twin.page.slice(*span))),
        FactKind::Type => proves_type(ours, &own, twin, twin.page.slice(*span)),
        _ => false,
    };
    let mut proofs = cells.iter().filter(proves);
    let Some((id, twin, span)) = proofs.next() else { return linked(ours, kind, place, cells) };
    let text = twin.page.slice(*span);
    let agree = proofs.all(|(_, other, span)| other.page.slice(*span) == text);
    let sure = is_in_code(&ours.page, core(&plain(text)));
    agree.then(|| Outvoted { kind, place, text: text.to_owned(), reference: (*id, *span), votes: 1, sure })
}

/// Whether `theirs` is the source's name and `own` is not: no language has the word, or the page's code has it, or the page
/// is written in other letters, where a word in these is the source's. `is_known` tells whether the page's code has `own`.
fn proves_name(
    ours: &Member,
    (own, is_known): (&str, &LazyCell<bool, impl FnOnce() -> bool>),
    twin: &Member,
    theirs: &str,
) -> bool {
    let (own, theirs) = (core(own), core(theirs));
    if own.eq_ignore_ascii_case(theirs) || !token::is_identifier(theirs) || is_odd(theirs) || **is_known {
        return false;
    }
    let is_kept = is_in_other_letters(twin) && theirs.starts_with(|c: char| c.is_ascii_lowercase());
    is_kept || is_key(ours, theirs) || token::is_coined(theirs) && is_in_code(&ours.page, theirs)
}

/// Whether a word in these letters, on that page, is the source's.
fn is_in_other_letters(twin: &Member) -> bool {
    twin.locale.script() != Script::Latin
}

/// Whether a string in the page's code is the name: a word of the code may be of a sentence in it.
fn is_key(ours: &Member, name: &str) -> bool {
    let quoted = format!("\"{name}\"");
    let finder = memmem::Finder::new(&quoted);
    ours.page.code.iter().any(|code| finder.find(ours.page.slice(code.content).as_bytes()).is_some())
}

/// Whether the cell `theirs` names a type, and `own`, which is no word that the locale has for one, none.
fn proves_type(ours: &Member, own: &str, twin: &Member, theirs: &str) -> bool {
    let is_type = |text: &str, member: &Member| is_token(FactKind::Type, text, &member.page, &member.locale);
    if !is_type(theirs, twin) || plain(theirs).eq_ignore_ascii_case(own) {
        return false;
    }
    let element = cell::type_value(theirs).0;
    // `estadoDeLlamada` looks like a type, and is none.
    let is_sure = is_in_other_letters(twin) || twin.locale.is_type_name(&element) || is_in_code(&ours.page, &element);
    is_sure
        && !is_translated(FactKind::Type, theirs, &twin.locale)
        && !is_type(own.trim_end_matches(['.', ';', ',']), ours)
        && !has_word(own, &element)
}

/// Whether `own` has the type as a word: what surrounds it is for the translator to word.
fn has_word(own: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
    own.split(|c: char| !is_part(c)).any(|word| word.trim_matches('.').eq_ignore_ascii_case(name))
}

/// Whether the locale has a word for the type: a rule of its own tells those.
fn is_known(own: &str, ours: &Member) -> bool {
    let own = core(own);
    ours.locale.canonical_type(own).is_some()
        || ours.locale.collection_element(own).is_some_and(|element| ours.locale.canonical_type(element).is_some())
}

/// The text of a link in a type cell that the other page has as the name of what the link leads to. The cell is no word that the
/// locale has for a type.
fn linked(ours: &Member, kind: FactKind, place: Span, cells: &[(PageId, &Member, Span)]) -> Option<Outvoted> {
    if kind != FactKind::Type {
        return None;
    }
    let own = within(&ours.page.links, place, |link| link.span);
    if own.is_empty() {
        return None;
    }
    cells.iter().find_map(|(id, twin, span)| {
        let theirs = within(&twin.page.links, *span, |link| link.span);
        if own.len() != theirs.len() {
            return None;
        }
        let name = |member: &Member, link: &Link| plain(member.page.slice(link.text)).into_owned();
        own.iter().zip(theirs).find_map(|(link, other)| {
            let target = link.target(&ours.page.source.text);
            let (found, text) = (name(ours, link), name(twin, other));
            let is_same = target.eq_ignore_ascii_case(other.target(&twin.page.source.text));
            let proves = is_same && is_named(&text, target) && !has_word(&found, &text) && !found.is_empty();
            (proves && !is_in_code(&ours.page, &found)).then_some(Outvoted {
                kind,
                place: link.text,
                sure: text.starts_with(|c: char| c.is_ascii_lowercase()),
                text,
                reference: (*id, other.text),
                votes: 1,
            })
        })
    })
}

/// Whether `text` is the name of the file that `target` leads to: `schema` for `../resources/externalconnectors-schema.md`.
fn is_named(text: &str, target: &str) -> bool {
    let name = text.rsplit('.').next().unwrap_or(text);
    let file = target.rsplit('/').next().unwrap_or(target);
    let stem = file.get(..file.len().saturating_sub(".md".len())).unwrap_or("");
    let before = stem.len().checked_sub(name.len());
    let is_end = before.is_some_and(|at| {
        stem.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(name))
            && (at == 0 || stem.get(..at).is_some_and(|lead| lead.ends_with('-')))
    });
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'));
    file.to_ascii_lowercase().ends_with(".md") && is_word && token::is_identifier(name) && is_end
}
