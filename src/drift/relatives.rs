//! A translation and a source that it was not made from, when the text it was made from is not to be had. Translators leave
//! structure and code alone, so there a difference is age; a name that looks damaged is damage, whatever the age.

use super::against_source::facts;
use super::bags::contains_word;
use super::change::{self, Change};
use super::difference::Side;
use super::judged::Judged;
use super::rekey::{Kinship, rekey};
use super::types;
use super::verdict::Verdict;
use super::witness::Told;
use super::words;
use crate::docset::origin::{Doubt, Origin};
use crate::docset::{DocSet, History, Member, PageId};
use crate::fact::{Fact, FactKind, Keyed, cell, token, url};
use crate::page::Page;
use crate::page::model::within;
use crate::text::script::has_foreign_letter;
use std::borrow::Cow;
use std::cell::LazyCell;

/// Judges the facts of `member` that `source`, the page `source_id`, does not share.
pub fn judge(
    docset: &DocSet,
    (id, member): (PageId, &Member),
    origin: &Origin,
    source_id: PageId,
    source: &Told<'_>,
) -> Vec<Judged> {
    let mut ours = facts(member);
    rekey(&mut ours, source.facts(), Kinship::Relatives);
    let ours = Keyed::of(ours);
    let stale: LazyCell<Cow<'static, str>, _> = LazyCell::new(|| reason(docset, member, origin).into());
    let mut judged = Vec::new();
    let (l, c) = (&member.page, &source.member.page);
    let places = LazyCell::new(|| words::Places::new(l, ours.facts()));
    for (key, fact, other) in ours.beside(source.keyed()) {
        // A row that is there, and whose name cannot be read as one, is damaged and not missing.
        if fact.is_none() && ours.facts().has_row(key.1) {
            continue;
        }
        let (Some(verdict), side) =
            (verdict(key.0, (l, fact), (c, other)), |fact: &Fact| Side::new(fact.span, fact.value.as_str()))
        else {
            continue;
        };
        let why = if verdict == Verdict::Stale {
            stale.clone()
        } else {
            Cow::Borrowed("this is no name that the source can ever have had, whatever text the page was made from")
        };
        judged.push(Judged {
            page: id,
            kind: key.0,
            key: key.1.to_owned(),
            part: fact
                .map(|fact| ours.facts().part(fact))
                .or_else(|| other.map(|fact| source.facts().part(fact)))
                .unwrap_or("")
                .to_owned(),
            ours: fact.map(side),
            expected: other.map(side),
            reference: source_id,
            place: fact.map_or_else(|| places.of(key), |fact| fact.span),
            verdict,
            why,
            commit: None,
        });
    }
    judged
}

fn reason(docset: &DocSet, member: &Member, origin: &Origin) -> String {
    let date = words::made_on(docset, member, None);
    let from = date.map_or_else(String::new, |date| format!(" (handed off {date})"));
    match origin.doubt {
        Some(Doubt::Unnamed) => {
            "the page does not say which source it was made from; today's says otherwise: bring the page to it"
                .to_owned()
        }
        Some(Doubt::NotInHistory | Doubt::HashMismatch) => {
            let shallow = docset.history.as_ref().is_some_and(History::is_shallow);
            let hint = if shallow { ", which is shallow: fetch all of it" } else { "" };
            format!(
                "the page was made from another text of the source{from}, which is not in the history that was read{hint}"
            )
        }
        _ => format!(
            "the page was made from another text of the source{from}; what changed when, only the source's history tells (`--source-git FOLDER`)"
        ),
    }
}

fn verdict(
    kind: FactKind,
    (page, ours): (&Page, Option<&Fact>),
    (source, current): (&Page, Option<&Fact>),
) -> Option<Verdict> {
    let (found, expected) = (ours.map(|fact| fact.value.as_str()), current.map(|fact| fact.value.as_str()));
    if found == expected {
        return None;
    }
    match kind {
        FactKind::Section | FactKind::Title if !is_anchored(page) => None,
        FactKind::Title | FactKind::Permission => Some(Verdict::Stale),
        FactKind::Name | FactKind::HeaderName => match (found, expected) {
            // Rows of other names are one fact only where the name looks damaged.
            (Some(_), Some(_)) => Some(Verdict::Mistranslated),
            // A name that is on the page is not unknown to it: its row is damaged, not missing.
            (None, expected) => {
                let written = current.map_or_else(Default::default, |fact| cell::header_name(source.slice(fact.span)));
                let is_there = contains_word(&page.source.text, expected.unwrap_or(""))
                    || contains_word(&page.source.text, &written);
                (!is_there).then_some(Verdict::Stale)
            }
            // A word of the language for a name that the source has is no name of an older source.
            (Some(found), None) => is_original(page, found).then_some(Verdict::Stale),
        },
        FactKind::Type => match (found, expected) {
            (Some(found), Some(expected))
                if is_damaged(expected, found) || !is_type(found) || links_alike((page, ours), (source, current)) =>
            {
                Some(Verdict::Mistranslated)
            }
            (Some(_), Some(_)) => Some(Verdict::Stale),
            // The row's name says it.
            _ => None,
        },
        FactKind::AuthenticationScheme | FactKind::Placeholder | FactKind::MediaType => None,
        _ if kind.is_in_prose() => {
            let only = |value: Option<&str>, other: &Page| {
                value.is_some_and(|value| token::is_coined(value) && !contains_word(&other.source.text, value))
            };
            match (found, expected) {
                (None, expected) => only(expected, page).then_some(Verdict::Stale),
                (found, None) => only(found, source).then_some(Verdict::Stale),
                _ => None,
            }
        }
        _ => Some(Verdict::Stale),
    }
}

/// Whether a name can only come from the source: it is no word of a language, or the page's code has it.
pub fn is_original(page: &Page, name: &str) -> bool {
    !is_odd(name)
        && (token::is_coined(name) || page.code.iter().any(|code| contains_word(page.slice(code.content), name)))
}

/// Whether two cells link to one page, which names the type whatever their words say.
fn links_alike((page, ours): (&Page, Option<&Fact>), (source, current): (&Page, Option<&Fact>)) -> bool {
    let target = |page: &'_ Page, fact: Option<&Fact>| {
        let link = within(&page.links, fact?.span, |link| link.span).first()?;
        Some(url::neutral_target(link.target(&page.source.text)).into_owned())
    };
    let ours = target(page, ours);
    ours.is_some() && ours == target(source, current)
}

/// Whether a type can only come from the source.
pub fn is_type(name: &str) -> bool {
    let element = name.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(name);
    types::is_primitive(element) || token::is_coined(element) || element.contains('.')
}

/// Whether every heading says what it is called in the source.
fn is_anchored(page: &Page) -> bool {
    page.sections.iter().filter(|section| section.level > 0).all(|section| section.anchor().is_some())
}

/// Whether `found` can be what a translator made of `expected`, and not another name.
pub fn is_damaged(expected: &str, found: &str) -> bool {
    is_odd(found)
        || matches!(
            change::of(expected, found),
            Change::Recased | Change::Punctuated | Change::Spaced | Change::Transliterated
        )
}

/// Whether a name has what no name has.
pub fn is_odd(name: &str) -> bool {
    has_foreign_letter(name) || name.contains(' ')
}
