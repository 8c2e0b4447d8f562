//! A page without a source beside those of its own version: who was made from the same text has a vote, others tell only what no
//! translator can have written. Must not know other versions.

use super::judged::Judged;
use super::relatives::{is_odd, is_original};
use super::rows;
use super::seats::{Seat, Table};
use super::verdict::Verdict;
use super::words;
use crate::fact::{Fact, FactKey, FactKind, UnitKind};

/// A fact of a page, and those who may judge it.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    /// The page.
    pub(super) at: usize,
    /// The pages of its version.
    pub(super) places: &'a [usize],
    /// The newest of them.
    pub(super) leader: usize,
    /// The fact.
    pub(super) key: &'a FactKey,
}

/// Judges a page by those of its own version; whether there was something to judge.
pub(super) fn judge(table: &Table<'_>, case: Case<'_>, out: &mut Vec<Judged>) -> bool {
    let Case { at, places, leader, key } = case;
    let Some(seat) = table.seats.get(at) else { return false };
    let value = table.value(at, key);
    let twins: Vec<usize> = places
        .iter()
        .copied()
        .filter(|other| {
            let hash = table.seats.get(*other).and_then(|other| other.hash.as_ref());
            *other != at && hash.is_some() && hash == seat.hash.as_ref()
        })
        .collect();
    let others: Vec<usize> = twins.iter().copied().filter(|other| table.value(*other, key) != value).collect();
    if !others.is_empty() {
        return by_twins(table, case, twins.len() - others.len() + 1, &others, out);
    }
    let Some(lead) = table.seats.get(leader) else { return false };
    if by_original_name(table, case, seat, out) || is_of_translators(table, case) {
        return true;
    }
    if value == table.value(leader, key) || lead.hash.is_some() && lead.hash == seat.hash {
        return false;
    }
    table.push(at, leader, key, Verdict::LocaleSkew, skew(table, seat, lead), out);
    true
}

/// Judges a page by pages made from the same text: `others` say something else, `same` pages, this one among them, say the same.
fn by_twins(table: &Table<'_>, case: Case<'_>, same: usize, others: &[usize], out: &mut Vec<Judged>) -> bool {
    let Case { at, leader, key, .. } = case;
    let (first, alike) = table.largest(others, key);
    if alike > same {
        let why = format!("{alike} pages made from the same text of the source say otherwise");
        table.push(at, first, key, Verdict::Mistranslated, why, out);
        return true;
    }
    if same != 1 || alike != 1 {
        return false;
    }
    let is_odd_here =
        table.value(at, key).is_some_and(is_odd) && table.value(first, key).is_some_and(|other| !is_odd(other));
    if !is_odd_here && (!key.0.is_structural() || at == leader || is_status_of_sentence(table, key)) {
        return false;
    }
    let other = table.seats.get(first).map(|seat| words::called(table.docset, seat.id)).unwrap_or_default();
    let why = if is_odd_here {
        format!("this is no name that a source can have; {other} was made from the same text")
    } else {
        format!(
            "{other} was made from the same text of the source: one of the two is wrong, and no third page tells which"
        )
    };
    table.push(at, first, key, Verdict::Mistranslated, why, out);
    true
}

/// Whether a fact is a code that pages promise in a sentence: it can be lost with its marks, like any word.
fn is_status_of_sentence(table: &Table<'_>, key: &FactKey) -> bool {
    key.0 == FactKind::Status
        && table.seats.iter().zip(table.maps).all(|(seat, map)| {
            let unit = |fact: &&Fact| seat.facts.units.get(fact.unit);
            map.get(key).is_none_or(|fact| unit(fact).is_some_and(|unit| unit.kind == UnitKind::Section))
        })
}

/// Judges a name that may be translated by a page whose name in this row can only be the source's.
fn by_original_name(table: &Table<'_>, case: Case<'_>, seat: &Seat<'_>, out: &mut Vec<Judged>) -> bool {
    let Case { at, places, key, .. } = case;
    if let Some(own) = table.value(at, key)
        && matches!(key.0, FactKind::Name | FactKind::HeaderName)
        && !is_original(&seat.member.page, own)
        && let Some(other) = places.iter().copied().find(|other| table.is_original(*other, key))
    {
        let other_page = words::called(table.docset, table.seats.get(other).map_or(seat.id, |seat| seat.id));
        let why =
            format!("{other_page} has another name in this row, and no code of this page has the one that is here");
        table.push(at, other, key, Verdict::Mistranslated, why, out);
        return true;
    }
    false
}

/// Whether the page and the newest one differ by what translators did, which says nothing of the texts that they had.
fn is_of_translators(table: &Table<'_>, case: Case<'_>) -> bool {
    let Case { at, leader, key, .. } = case;
    let (value, theirs) = (table.value(at, key), table.value(leader, key));
    if value == theirs {
        return false;
    }
    if value.zip(theirs).is_some_and(|(own, theirs)| rows::is_damage(key.0, own, theirs)) {
        return true;
    }
    // A row that is there, and whose name cannot be read as one, is not missing.
    let lacks = [at, leader].into_iter().find(|at| table.value(*at, key).is_none());
    let seat = lacks.and_then(|at| table.seats.get(at));
    key.0 == FactKind::Name && seat.is_some_and(|seat| seat.facts.has_row(&key.1))
}

/// Why two pages of one version may differ.
fn skew(table: &Table<'_>, seat: &Seat<'_>, lead: &Seat<'_>) -> String {
    let date = |seat: &Seat<'_>| seat.date.as_ref().map_or_else(String::new, |date| format!(" (handed off {date})"));
    format!(
        "the page was made from another text of the source{} than {}{}, which leads; only the source's history tells what changed (`--source-git FOLDER`)",
        date(seat),
        words::called(table.docset, lead.id),
        date(lead),
    )
}
