//! Pages of one group without their source: the locales against each other. Who is right is told by the majority of the
//! pages made from one text; who is newer by the hand-off; versions by dates that are close.

use super::against_source::facts;
use super::bags::WordSet;
use super::difference::Side;
use super::judged::{self, Judged};
use super::rekey::{Kinship, rekey};
use super::relatives::{is_odd, is_original};
use super::rows;
use super::verdict::Verdict;
use super::words;
use crate::docset::{DocSet, Member, PageId};
use crate::fact::{Fact, FactKey, FactKind, Facts, UnitKind, token};
use foldhash::{HashMap, HashSet};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

/// A page with what tells its place among the others.
struct Seat<'a> {
    id: PageId,
    member: &'a Member,
    hash: Option<String>,
    date: Option<String>,
    facts: Facts,
}

impl Seat<'_> {
    /// Newest last: by hand-off; of equals the first by path leads.
    fn rank(&self) -> (Option<&str>, std::cmp::Reverse<PageId>) {
        (self.date.as_deref(), std::cmp::Reverse(self.id))
    }

    fn version(&self) -> Option<&str> {
        self.member.version.as_deref()
    }
}

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
    let words: Vec<OnceCell<WordSet<'_>>> = seats.iter().map(|_| OnceCell::new()).collect();
    let mut headings = seats.iter().flat_map(|seat| &seat.member.page.sections).filter(|section| section.level > 0);
    let anchored = headings.all(|section| section.anchor().is_some());
    let table = Table { docset, seats: &seats, maps: &maps, places: &places, words: &words, anchored, lead };
    let mut judged: Vec<Judged> = Vec::new();
    for key in keys {
        if table.counts(key) {
            table.judge(key, &mut judged);
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

struct Table<'a> {
    docset: &'a DocSet,
    seats: &'a [Seat<'a>],
    maps: &'a [BTreeMap<FactKey, &'a Fact>],
    places: &'a [words::Places<'a>],
    words: &'a [OnceCell<WordSet<'a>>],
    /// Whether every heading of every page has an anchor.
    anchored: bool,
    lead: usize,
}

impl<'a> Table<'a> {
    /// Whether a word stands on a page, whatever its marks.
    fn has_word(&self, at: usize, word: &str) -> bool {
        let (Some(seat), Some(words)) = (self.seats.get(at), self.words.get(at)) else { return false };
        let text: &'a str = &seat.member.page.source.text;
        words.get_or_init(|| WordSet::of(text)).contains(word)
    }

    fn value(&self, at: usize, key: &FactKey) -> Option<&str> {
        self.maps.get(at)?.get(key).map(|fact| fact.value.as_str())
    }

    /// Whether a fact can be compared without knowing the languages, and differs.
    fn counts(&self, key: &FactKey) -> bool {
        let mut values = (0..self.seats.len()).map(|at| self.value(at, key));
        let first = values.next().flatten();
        if values.all(|value| value == first) {
            return false;
        }
        match key.0 {
            FactKind::AuthenticationScheme
            | FactKind::Placeholder
            | FactKind::MediaType
            | FactKind::Bold
            | FactKind::LinkText => false,
            FactKind::Section | FactKind::Title => self.anchored,
            // A token that a page has, but without its marks or in another sentence, is there.
            FactKind::CodeSpan | FactKind::LinkTarget => {
                let Some(token) = (0..self.seats.len()).find_map(|at| self.value(at, key)) else { return false };
                let lacks = |at: usize| self.value(at, key).is_none();
                (key.0 == FactKind::LinkTarget || token::is_coined(token))
                    && !(0..self.seats.len()).any(|at| lacks(at) && self.has_word(at, token))
            }
            _ => true,
        }
    }

    fn judge(&self, key: &FactKey, out: &mut Vec<Judged>) {
        let mut versions: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for (at, seat) in self.seats.iter().enumerate() {
            versions.entry(seat.version()).or_default().push(at);
        }
        let lead_version = self.seats.get(self.lead).and_then(Seat::version);
        for (version, places) in &versions {
            let leader = self.newest(places);
            let mut open = Vec::new();
            for at in places {
                if !self.within_version(*at, leader, places, key, out) {
                    open.push(*at);
                }
            }
            // An example's own address says the version it is of.
            if *version == lead_version || key.0 == FactKind::Version {
                continue;
            }
            for at in open {
                if self.value(at, key) != self.value(self.lead, key) {
                    self.across_versions(at, key, out);
                }
            }
        }
    }

    fn newest(&self, places: &[usize]) -> usize {
        places.iter().copied().max_by_key(|at| self.seats.get(*at).map(Seat::rank)).unwrap_or(self.lead)
    }

    /// Judges a page by those of its own version; whether there was something to judge.
    fn within_version(&self, at: usize, leader: usize, places: &[usize], key: &FactKey, out: &mut Vec<Judged>) -> bool {
        let Some(seat) = self.seats.get(at) else { return false };
        let value = self.value(at, key);
        let twins: Vec<usize> = places
            .iter()
            .copied()
            .filter(|other| {
                let hash = self.seats.get(*other).and_then(|other| other.hash.as_ref());
                *other != at && hash.is_some() && hash == seat.hash.as_ref()
            })
            .collect();
        let others: Vec<usize> = twins.iter().copied().filter(|other| self.value(*other, key) != value).collect();
        if !others.is_empty() {
            let same = twins.len() - others.len() + 1;
            let (first, alike) = self.largest(&others, key);
            if alike > same {
                let why = format!("{alike} pages made from the same text of the source say otherwise");
                self.push(at, first, key, Verdict::Mistranslated, why, out);
                return true;
            }
            let odd = value.is_some_and(is_odd) && self.value(first, key).is_some_and(|other| !is_odd(other));
            // A code that is promised in a sentence can be lost with its marks, like any word.
            let is_sentence = key.0 == FactKind::Status
                && self.seats.iter().zip(self.maps).all(|(seat, map)| {
                    let unit = |fact: &&Fact| seat.facts.units.get(fact.unit);
                    map.get(key).is_none_or(|fact| unit(fact).is_some_and(|unit| unit.kind == UnitKind::Section))
                });
            if same == 1 && alike == 1 && (odd || key.0.is_structural() && !is_sentence && at != leader) {
                let other = words::called(self.docset, self.seats.get(first).map_or(seat.id, |seat| seat.id));
                let why = if odd {
                    format!("this is no name that a source can have; {other} was made from the same text")
                } else {
                    format!(
                        "{other} was made from the same text of the source: one of the two is wrong, and no third page tells which"
                    )
                };
                self.push(at, first, key, Verdict::Mistranslated, why, out);
                return true;
            }
            return false;
        }
        let Some(lead) = self.seats.get(leader) else { return false };
        if let Some(own) = value
            && matches!(key.0, FactKind::Name | FactKind::HeaderName)
            && !is_original(&seat.member.page, own)
            && let Some(other) = places.iter().copied().find(|other| self.is_original(*other, key))
        {
            let other_page = words::called(self.docset, self.seats.get(other).map_or(seat.id, |seat| seat.id));
            let why =
                format!("{other_page} has another name in this row, and no code of this page has the one that is here");
            self.push(at, other, key, Verdict::Mistranslated, why, out);
            return true;
        }
        // What translators did to a row says nothing of the texts that they had.
        if let (Some(own), Some(theirs)) = (value, self.value(leader, key))
            && own != theirs
            && rows::is_damage(key.0, own, theirs)
        {
            return true;
        }
        // A row that is there, and whose name cannot be read as one, is not missing.
        let lacks = [at, leader].into_iter().find(|at| self.value(*at, key).is_none());
        if key.0 == FactKind::Name
            && value != self.value(leader, key)
            && lacks.and_then(|at| self.seats.get(at)).is_some_and(|seat| seat.facts.has_row(&key.1))
        {
            return true;
        }
        if value == self.value(leader, key) || lead.hash.is_some() && lead.hash == seat.hash {
            return false;
        }
        let date =
            |seat: &Seat<'_>| seat.date.as_ref().map_or_else(String::new, |date| format!(" (handed off {date})"));
        let why = format!(
            "the page was made from another text of the source{} than {}{}, which leads; only the source's history tells what changed (`--source-git FOLDER`)",
            date(seat),
            words::called(self.docset, lead.id),
            date(lead),
        );
        self.push(at, leader, key, Verdict::LocaleSkew, why, out);
        true
    }

    /// Whether the name that a page has in a row can only be the source's.
    fn is_original(&self, at: usize, key: &FactKey) -> bool {
        let page = self.seats.get(at).map(|seat| &seat.member.page);
        page.zip(self.value(at, key)).is_some_and(|(page, name)| is_original(page, name))
    }

    /// The value that most of `places` share: one that has it, and how many do.
    fn largest(&self, places: &[usize], key: &FactKey) -> (usize, usize) {
        let count = |at: usize| places.iter().filter(|other| self.value(**other, key) == self.value(at, key)).count();
        let best = places.iter().copied().max_by_key(|at| (count(*at), std::cmp::Reverse(*at)));
        best.map_or((self.lead, 0), |at| (at, count(at)))
    }

    fn across_versions(&self, at: usize, key: &FactKey, out: &mut Vec<Judged>) {
        let (Some(seat), Some(lead)) = (self.seats.get(at), self.seats.get(self.lead)) else { return };
        let (ours, theirs) = (words::called(self.docset, seat.id), words::called(self.docset, lead.id));
        let of = |seat: &Seat<'_>| {
            seat.date.as_ref().map_or_else(|| " of unknown date".to_owned(), |date| format!(" of {date}"))
        };
        if one_era(seat.date.as_deref(), lead.date.as_deref()) {
            let why = format!("{ours}{} and {theirs}{} are of one date", of(seat), of(lead));
            self.push(at, self.lead, key, Verdict::VersionDifference, why, out);
            return;
        }
        let why = format!(
            "{ours}{} and {theirs}{}: whether the versions differ or the older page is stale cannot be told apart; the source's history would tell, or both versions of one date",
            of(seat),
            of(lead),
        );
        self.push(at, self.lead, key, Verdict::VersionOrAge, why, out);
    }

    fn push(&self, at: usize, other: usize, key: &FactKey, verdict: Verdict, why: String, out: &mut Vec<Judged>) {
        let (Some(seat), Some(reference), Some(places)) =
            (self.seats.get(at), self.seats.get(other), self.places.get(at))
        else {
            return;
        };
        let side = |at: usize| {
            let fact = self.maps.get(at)?.get(key)?;
            Some(Side::new(fact.span, fact.value.as_str()))
        };
        let part = |at: usize| Some(self.seats.get(at)?.facts.part(self.maps.get(at)?.get(key)?).to_owned());
        let ours = side(at);
        let place = ours.as_ref().map_or_else(|| places.of((key.0, &key.1)), |side| side.span);
        out.push(Judged {
            page: seat.id,
            kind: key.0,
            key: key.1.clone(),
            part: part(at).or_else(|| part(other)).unwrap_or_default(),
            ours,
            expected: side(other),
            reference: reference.id,
            place,
            verdict,
            why: why.into(),
            commit: None,
        });
    }
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
