//! Pages of one group without their source: the locales against each other. Who is right is told by the majority of the
//! pages made from one text; who is newer by the hand-off; versions by dates that are close.

use super::against_source::facts;
use super::judged::{self, Judged};
use super::rekey::{Kinship, rekey};
use super::rows;
use super::same_version::{self, Case};
use super::seats::{Seat, Table};
use super::verdict::Verdict;
use super::words;
use crate::docset::{DocSet, PageId};
use crate::fact::{Fact, FactKey, FactKind, Facts};
use foldhash::{HashMap, HashSet};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

/// How far apart, in days, two hand-offs may be for their texts to count as of one date.
pub const ERA_DAYS: i64 = 31;

/// Judges the pages of a group that have no source.
pub fn judge(docset: &DocSet, group: &[PageId]) -> Vec<Judged> {
    let has_source = |id: PageId| docset.origin(id).is_some_and(|origin| origin.source.is_some());
    compare(docset, &group.iter().copied().filter(|id| !has_source(*id)).collect::<Vec<_>>())
}

/// Judges pages by each other alone.
pub fn compare(docset: &DocSet, pages: &[PageId]) -> Vec<Judged> {
    let mut seats: Vec<Seat<'_>> = Vec::new();
    for id in pages {
        let Some(member) = docset.get(*id) else { continue };
        if member.page.is_unread() {
            continue;
        }
        let hash = docset.named_hash(member).map(str::to_ascii_lowercase);
        seats.push(Seat { id: *id, member, hash, date: docset.markers.date(&member.page), facts: Facts::default() });
    }
    if seats.len() < 2 {
        return Vec::new();
    }
    for seat in &mut seats {
        seat.facts = facts(seat.member);
    }
    let Some(lead) = (0..seats.len()).max_by_key(|at| seats.get(*at).map(Seat::rank)) else { return Vec::new() };
    let Some(pivot) = seats.get_mut(lead).map(|seat| std::mem::take(&mut seat.facts)) else { return Vec::new() };
    for (at, seat) in seats.iter_mut().enumerate() {
        if at != lead {
            rekey(&mut seat.facts, &pivot, Kinship::Relatives);
            rows::align(&mut seat.facts, &pivot);
        }
    }
    if let Some(seat) = seats.get_mut(lead) {
        seat.facts = pivot;
    }
    let maps = unequal(&seats);
    let keys: BTreeSet<&FactKey> = maps.iter().flat_map(BTreeMap::keys).collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let places: Vec<words::Places<'_>> =
        seats.iter().map(|seat| words::Places::new(&seat.member.page, &seat.facts)).collect();
    let words: Vec<OnceCell<_>> = seats.iter().map(|_| OnceCell::new()).collect();
    let mut headings = seats.iter().flat_map(|seat| &seat.member.page.sections).filter(|section| section.level > 0);
    let anchored = headings.all(|section| section.anchor().is_some());
    let table = Table { docset, seats: &seats, maps: &maps, places: &places, words: &words, anchored, lead };
    let mut judged: Vec<Judged> = Vec::new();
    for key in keys {
        if table.counts(key) {
            judge_fact(&table, key, &mut judged);
        }
    }
    judged::finest(&mut judged);
    judged::sort(&mut judged);
    judged
}

/// The facts of each page by key, those left out on which all pages agree: nearly all do, and making keys costs more than
/// telling so.
fn unequal<'a>(seats: &'a [Seat<'_>]) -> Vec<BTreeMap<FactKey, &'a Fact>> {
    let hasher = foldhash::fast::RandomState::default();
    let mut key = String::with_capacity(128);
    // For each key: how many pages have its first value, as hashes. Of several facts with one key the first counts.
    let mut said: HashMap<u64, (u64, usize)> = HashMap::default();
    let mut keys: Vec<Vec<u64>> = Vec::with_capacity(seats.len());
    for (at, seat) in seats.iter().enumerate() {
        let mut own: HashSet<u64> = HashSet::default();
        let list = seat.facts.list.iter().map(|fact| {
            key.clear();
            seat.facts.write_key(fact, &mut key);
            let key = hasher.hash_one((fact.kind, key.as_str()));
            if own.insert(key) {
                let value = hasher.hash_one(fact.value.as_str());
                let entry = said.entry(key).or_insert((value, 0));
                entry.1 += usize::from(entry.0 == value && entry.1 == at);
            }
            key
        });
        keys.push(list.collect());
    }
    let differs = |key: u64| said.get(&key).is_none_or(|(_, pages)| *pages < seats.len());
    let pairs = seats.iter().zip(&keys).map(|(seat, keys)| {
        let mut map = BTreeMap::new();
        for (fact, _) in seat.facts.list.iter().zip(keys).filter(|(_, key)| differs(**key)) {
            map.entry((fact.kind, seat.facts.key(fact))).or_insert(fact);
        }
        map
    });
    pairs.collect()
}

/// Judges every page that says otherwise of a fact.
fn judge_fact(table: &Table<'_>, key: &FactKey, out: &mut Vec<Judged>) {
    let mut versions: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (at, seat) in table.seats.iter().enumerate() {
        versions.entry(seat.version()).or_default().push(at);
    }
    let lead_version = table.seats.get(table.lead).and_then(Seat::version);
    for (version, places) in &versions {
        let leader = table.newest(places);
        let mut open = Vec::new();
        for at in places {
            if !same_version::judge(table, Case { at: *at, places, leader, key }, out) {
                open.push(*at);
            }
        }
        // An example's own address says the version it is of.
        if *version == lead_version || key.0 == FactKind::Version {
            continue;
        }
        for at in open {
            if table.value(at, key) != table.value(table.lead, key) {
                across_versions(table, at, key, out);
            }
        }
    }
}

/// Judges a page by the newest of all, which is of another version.
fn across_versions(table: &Table<'_>, at: usize, key: &FactKey, out: &mut Vec<Judged>) {
    let (Some(seat), Some(lead)) = (table.seats.get(at), table.seats.get(table.lead)) else { return };
    let (ours, theirs) = (words::called(table.docset, seat.id), words::called(table.docset, lead.id));
    let of = |seat: &Seat<'_>| {
        seat.date.as_ref().map_or_else(|| " of unknown date".to_owned(), |date| format!(" of {date}"))
    };
    if one_era(seat.date.as_deref(), lead.date.as_deref()) {
        let why = format!("{ours}{} and {theirs}{} are of one date", of(seat), of(lead));
        table.push(at, table.lead, key, Verdict::VersionDifference, why, out);
        return;
    }
    let why = format!(
        "{ours}{} and {theirs}{}: whether the versions differ or the older page is stale cannot be told apart; the source's history would tell, or both versions of one date",
        of(seat),
        of(lead),
    );
    table.push(at, table.lead, key, Verdict::VersionOrAge, why, out);
}

/// Whether two dates (YYYY-MM-DD) lie so close that their texts count as of one date.
pub fn one_era(a: Option<&str>, b: Option<&str>) -> bool {
    match (a.and_then(days), b.and_then(days)) {
        (Some(a), Some(b)) => (a - b).abs() <= ERA_DAYS,
        _ => false,
    }
}

/// Days since an arbitrary day, by the Gregorian calendar.
fn days(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    // The year begins in March, so that the leap day is its last.
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    Some(365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eras() {
        assert!(one_era(Some("2018-12-20"), Some("2019-01-11")));
        assert!(!one_era(Some("2018-12-20"), Some("2020-09-02")));
        assert!(one_era(Some("2020-02-28"), Some("2020-03-30")) && !one_era(Some("2020-02-28"), Some("2020-03-31")));
        assert!(!one_era(None, Some("2020-01-01")));
    }
}
