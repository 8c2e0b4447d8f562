//! Which parts of two pages are one part: by name, else in order by what they say. Must not judge, nor know what the pages are to
//! each other.

use super::sequence::{self, SURE};
use crate::fact::{Fact, FactKind, Facts, Unit, UnitKind};
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash, Hasher};

/// Pairs of unit indices: ours, the pivot's.
pub(super) fn pairs(facts: &Facts, pivot: &Facts) -> Vec<(usize, usize)> {
    let mut pairs = Vec::with_capacity(facts.units.len());
    let mut used = vec![false; pivot.units.len()];
    let open = by_name(facts, pivot, &mut pairs, &mut used);
    if !open.is_empty() {
        for group in groups(facts, &open, pivot, &used) {
            group.align(facts, pivot, &mut pairs);
        }
    }
    pairs
}

fn is_named(unit: &Unit) -> bool {
    !unit.name.is_empty() || unit.kind == UnitKind::Page
}

/// Adds the units that have the key of one of the pivot's, and marks those as used. Returns our other units.
fn by_name(facts: &Facts, pivot: &Facts, pairs: &mut Vec<(usize, usize)>, used: &mut [bool]) -> Vec<usize> {
    let named = pivot.units.iter().enumerate().filter(|(_, unit)| is_named(unit));
    let by_key: HashMap<(UnitKind, &str), usize> =
        named.map(|(at, unit)| ((unit.kind, unit.key.as_str()), at)).collect();
    let mut open = Vec::new();
    for (at, unit) in facts.units.iter().enumerate() {
        // What a table is told by its words, which a locale may not have; where it stands, by anchors.
        let same = |other: &&usize| {
            let tables = |other: &Unit| unit.kind == UnitKind::Table && other.kind == UnitKind::Table;
            pivot.units.get(**other).is_some_and(|other| alike(unit, other) || tables(other))
        };
        match by_key.get(&(unit.kind, unit.key.as_str())).filter(same) {
            Some(other) if is_named(unit) => {
                if let Some(used) = used.get_mut(*other) {
                    *used = true;
                }
                pairs.push((at, *other));
            }
            _ => open.push(at),
        }
    }
    open
}

/// The units of one kind and label for which no partner is found by name.
struct Group<'a> {
    label: &'a str,
    ours: Vec<usize>,
    theirs: Vec<usize>,
}

/// Groups of our `open` units, and of the pivot's that are not `used`.
fn groups<'a>(facts: &'a Facts, open: &[usize], pivot: &'a Facts, used: &[bool]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut of: HashMap<(UnitKind, &str), usize> = HashMap::default();
    for at in open {
        let Some(unit) = facts.units.get(*at) else { continue };
        let label = unit.label.as_str();
        let group = *of.entry((unit.kind, label)).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.ours.push(*at),
            None => groups.push(Group { label, ours: vec![*at], theirs: Vec::new() }),
        }
    }
    for (at, (unit, _)) in pivot.units.iter().zip(used).enumerate().filter(|(_, (_, used))| !**used) {
        let group = of.get(&(unit.kind, unit.label.as_str())).and_then(|group| groups.get_mut(*group));
        if let Some(group) = group {
            group.theirs.push(at);
        }
    }
    groups
}

impl Group<'_> {
    /// Adds pairs of units that say much the same, in order.
    fn align(&self, facts: &Facts, pivot: &Facts, pairs: &mut Vec<(usize, usize)>) {
        // Sections and blocks without a type pair only for what they share; a request is like any other request.
        let least = match self.label {
            "section" | "code" => 0,
            "table" => u32::from(are_in_order((facts, &self.ours), (pivot, &self.theirs))),
            _ => 1,
        };
        // A block of which no part has a name is told by its words, of which another block has more in common.
        let is_code = self.label == "code";
        let content = |facts: &Facts, at: usize| if is_code { code_words(facts, at) } else { content(facts, at) };
        let left: Vec<Vec<u64>> = self.theirs.iter().map(|at| content(pivot, *at)).collect();
        let right: Vec<Vec<u64>> = self.ours.iter().map(|at| content(facts, *at)).collect();
        let score = |i: usize, j: usize| match (left.get(i), right.get(j)) {
            (Some(a), Some(b)) => {
                let shared = shared(a, b);
                let enough = if is_code {
                    shared * 2 >= a.len().max(b.len()) as u32
                } else {
                    shared * 4 >= a.len().min(b.len()) as u32
                };
                if enough { shared.min(SURE * 4) + least } else { least }
            }
            _ => 0,
        };
        for pair in sequence::align(left.len(), right.len(), score) {
            if let (Some(i), Some(j)) = pair
                && let (Some(theirs), Some(ours)) = (self.theirs.get(i), self.ours.get(j))
            {
                pairs.push((*ours, *theirs));
            }
        }
    }
}

/// Whether tables stand for each other in order: so many as wide, on pages whose sections are called otherwise.
fn are_in_order((facts, ours): (&Facts, &[usize]), (pivot, theirs): (&Facts, &[usize])) -> bool {
    let shape = |facts: &'_ Facts, unit: usize| {
        facts.of_unit(unit).find(|fact| fact.kind == FactKind::TableShape).map(|fact| fact.value.clone())
    };
    let sections = |facts: &'_ Facts| -> HashSet<String> {
        facts.list.iter().filter(|fact| fact.kind == FactKind::Section).map(|fact| fact.name.clone()).collect()
    };
    ours.len() == theirs.len()
        && ours.iter().zip(theirs).all(|(a, b)| shape(facts, *a) == shape(pivot, *b))
        && sections(facts).is_disjoint(&sections(pivot))
}

fn alike(a: &Unit, b: &Unit) -> bool {
    a.kind == b.kind && a.label == b.label
}

/// How many values two lists in order share.
fn shared(a: &[u64], b: &[u64]) -> u32 {
    let mut others = b.iter().peekable();
    let mut count = 0;
    for value in a {
        while others.next_if(|other| *other < value).is_some() {}
        count += u32::from(others.peek() == Some(&value));
    }
    count
}

/// What a unit says, as hashes, in order, each once: enough to tell which two are alike.
fn content(facts: &Facts, unit: usize) -> Vec<u64> {
    let rows = facts.units.get(unit).map_or(&[][..], |unit| &unit.rows);
    let state = FixedState::default();
    let hash = |fact: &Fact| {
        let mut hasher = state.build_hasher();
        fact.kind.hash(&mut hasher);
        fact.row.and_then(|row| rows.get(row)).hash(&mut hasher);
        fact.name.hash(&mut hasher);
        fact.value.hash(&mut hasher);
        hasher.finish()
    };
    let mut hashes: Vec<u64> = facts.of_unit(unit).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// So many words of a block tell it from others.
const MOST_WORDS: usize = 64;

/// The words that a block of code begins with, as [`content`] has what others say.
fn code_words(facts: &Facts, unit: usize) -> Vec<u64> {
    let state = FixedState::default();
    let hash = |word: &str| state.hash_one(word);
    let blocks = facts.of_unit(unit).filter(|fact| fact.kind == FactKind::CodeBlock);
    let mut hashes: Vec<u64> = blocks.flat_map(|fact| fact.value.split(' ')).take(MOST_WORDS).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}
