//! Gives the facts of one page the keys of another's, part by part, so that equal keys are one fact. Samples are paired by
//! name, then by what they share; rows by name, then by place where a name may have been damaged. Must not judge.

use super::change::{self, Change};
use super::sequence::{self, SURE};
use crate::fact::{Fact, FactKind, Facts, Unit, UnitKind, token};
use foldhash::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What is known of two pages whose facts are aligned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kinship {
    /// Versions of a page in one language: names are as their authors meant them.
    SameLanguage,
    /// A translation and the very text it was made from: a name at the place of another is that name, damaged.
    Translation,
    /// A translation and another text: a name at the place of another may be that name, damaged, where it looks so.
    Relatives,
}

/// Old and new keys of units.
pub type Renamed = Vec<(String, String)>;

/// Gives `facts` the keys of `pivot` where the two speak of the same thing. Returns the units' keys that changed.
pub fn rekey(facts: &mut Facts, pivot: &Facts, kinship: Kinship) -> Renamed {
    let pairs = units(facts, pivot);
    let mut partners: Vec<Option<&Unit>> = vec![None; facts.units.len()];
    let mut known: Option<HashSet<String>> = None;
    for (ours, theirs) in &pairs {
        let (Some(unit), Some(other)) = (facts.units.get(*ours), pivot.units.get(*theirs)) else { continue };
        if let Some(partner) = partners.get_mut(*ours) {
            *partner = Some(other);
        }
        if kinship == Kinship::SameLanguage || unit.kind != UnitKind::Table || unit.rows == other.rows {
            continue;
        }
        let known = known
            .get_or_insert_with(|| if kinship == Kinship::Relatives { json_names(facts) } else { HashSet::default() });
        let cells = [row_values(facts, *ours), row_values(pivot, *theirs)];
        if let Some(unit) = facts.units.get_mut(*ours) {
            rows(unit, other, kinship, &cells, known);
        }
    }
    let mut taken: Option<HashSet<(UnitKind, &str)>> = None;
    let mut renamed = Renamed::new();
    for (unit, partner) in facts.units.iter_mut().zip(partners) {
        let key = match partner {
            Some(other) if other.key == unit.key => continue,
            Some(other) => other.key.clone(),
            // What found no partner must not be taken for a part of the pivot that it is not.
            None => {
                let keys = || pivot.units.iter().map(|unit| (unit.kind, unit.key.as_str())).collect();
                if !taken.get_or_insert_with(keys).contains(&(unit.kind, unit.key.as_str())) {
                    continue;
                }
                format!("{} (other)", unit.key)
            }
        };
        renamed.push((std::mem::replace(&mut unit.key, key.clone()), key));
    }
    renamed
}

/// Renames units as those of another page were.
pub fn follow(facts: &mut Facts, renamed: &Renamed) {
    if renamed.is_empty() {
        return;
    }
    let new: HashMap<&str, &str> = renamed.iter().rev().map(|(old, new)| (old.as_str(), new.as_str())).collect();
    for unit in &mut facts.units {
        if let Some(key) = new.get(unit.key.as_str()) {
            unit.key = (*key).to_owned();
        }
    }
}

/// Pairs of unit indices: ours, the pivot's.
fn units(facts: &Facts, pivot: &Facts) -> Vec<(usize, usize)> {
    let mut pairs = Vec::with_capacity(facts.units.len());
    let by_key: HashMap<(UnitKind, &str), usize> = pivot
        .units
        .iter()
        .enumerate()
        .filter(|(_, unit)| !unit.name.is_empty() || unit.kind == UnitKind::Page)
        .map(|(at, unit)| ((unit.kind, unit.key.as_str()), at))
        .collect();
    let mut open_ours: Vec<usize> = Vec::new();
    let mut used = vec![false; pivot.units.len()];
    for (at, unit) in facts.units.iter().enumerate() {
        let named = !unit.name.is_empty() || unit.kind == UnitKind::Page;
        // What a table is told by its words, which a locale may not have; where it stands, by anchors.
        let same = |other: &&usize| {
            let tables = |other: &Unit| unit.kind == UnitKind::Table && other.kind == UnitKind::Table;
            pivot.units.get(**other).is_some_and(|other| alike(unit, other) || tables(other))
        };
        match by_key.get(&(unit.kind, unit.key.as_str())).filter(same) {
            Some(other) if named => {
                if let Some(used) = used.get_mut(*other) {
                    *used = true;
                }
                pairs.push((at, *other));
            }
            _ => open_ours.push(at),
        }
    }
    if open_ours.is_empty() {
        return pairs;
    }
    let mut groups: Vec<(&Unit, Vec<usize>, Vec<usize>)> = Vec::new();
    let mut of: HashMap<(UnitKind, &str), usize> = HashMap::default();
    for at in open_ours {
        let Some(unit) = facts.units.get(at) else { continue };
        let group = *of.entry((unit.kind, unit.label.as_str())).or_insert(groups.len());
        match groups.get_mut(group) {
            Some((_, ours, _)) => ours.push(at),
            None => groups.push((unit, vec![at], Vec::new())),
        }
    }
    for (at, (unit, _)) in pivot.units.iter().zip(used).enumerate().filter(|(_, (_, used))| !used) {
        let group = of.get(&(unit.kind, unit.label.as_str())).and_then(|group| groups.get_mut(*group));
        if let Some((_, _, theirs)) = group {
            theirs.push(at);
        }
    }
    for (first, ours, theirs) in groups {
        // Sections and blocks without a type pair only for what they share; a request is like any other request.
        let least = match first.label.as_str() {
            "section" | "code" => 0,
            "table" => u32::from(are_in_order((facts, &ours), (pivot, &theirs))),
            _ => 1,
        };
        // A block of which no part has a name is told by its words, of which another block has more in common.
        let is_code = first.label == "code";
        let content = |facts: &Facts, at: usize| if is_code { code_words(facts, at) } else { content(facts, at) };
        let left: Vec<Vec<u64>> = theirs.iter().map(|at| content(pivot, *at)).collect();
        let right: Vec<Vec<u64>> = ours.iter().map(|at| content(facts, *at)).collect();
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
                && let (Some(theirs), Some(ours)) = (theirs.get(i), ours.get(j))
            {
                pairs.push((*ours, *theirs));
            }
        }
    }
    pairs
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
    let hash = |fact: &Fact| {
        let mut hasher = DefaultHasher::new();
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
    let hash = |word: &str| {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        hasher.finish()
    };
    let blocks = facts.of_unit(unit).filter(|fact| fact.kind == FactKind::CodeBlock);
    let mut hashes: Vec<u64> = blocks.flat_map(|fact| fact.value.split(' ')).take(MOST_WORDS).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// The names in the page's own JSON, which no translator touches.
pub fn json_names(facts: &Facts) -> HashSet<String> {
    let keys = facts.list.iter().filter(|fact| fact.kind == FactKind::JsonKey);
    keys.map(|fact| fact.name.rsplit(['.', ']']).next().unwrap_or("").to_owned()).collect()
}

/// What the cells of each row of a table say besides its name; empty for units that are no tables.
fn row_values(facts: &Facts, unit: usize) -> Vec<String> {
    let Some(rows) = facts.units.get(unit).filter(|unit| unit.kind == UnitKind::Table).map(|unit| &unit.rows) else {
        return Vec::new();
    };
    let mut values = vec![String::new(); rows.len()];
    for fact in facts.of_unit(unit).filter(|fact| matches!(fact.kind, FactKind::Type | FactKind::Permission)) {
        if let Some(value) = fact.row.and_then(|row| values.get_mut(row)) {
            value.push_str(&fact.value);
            value.push('|');
        }
    }
    values
}

/// Gives the rows of a table the names of the rows they stand for. `cells` says what else the rows say, ours and the
/// pivot's; `json` which names the page's own JSON has.
fn rows(unit: &mut Unit, pivot: &Unit, kinship: Kinship, cells: &[Vec<String>; 2], json: &HashSet<String>) {
    // A name that stands elsewhere as it is was not lost here.
    let (theirs, ours): (HashSet<&String>, HashSet<&String>) =
        (pivot.rows.iter().collect(), unit.rows.iter().collect());
    let are_kept = |rows: &[String], others: &HashSet<&String>| -> Vec<bool> {
        rows.iter().map(|name| others.contains(name)).collect()
    };
    let (kept, our_kept) = (are_kept(&pivot.rows, &ours), are_kept(&unit.rows, &theirs));
    let [our_cells, their_cells] = cells;
    // The labels of permission rows are words.
    let is_words = unit.label == "permissions";
    let pairs = sequence::align(pivot.rows.len(), unit.rows.len(), |i, j| {
        let (Some(a), Some(b)) = (pivot.rows.get(i), unit.rows.get(j)) else { return 0 };
        if a == b {
            return SURE;
        }
        if kept.get(i) == Some(&true) || our_kept.get(j) == Some(&true) {
            return 0;
        }
        let may = kinship == Kinship::Translation
            || is_words
            || looks_damaged(a, b)
            // A plain word that no code of the page knows is more often a translated name than an older one.
            || !json.contains(b.as_str()) && (json.contains(a.as_str()) || !token::is_coined(b));
        let says_the_same =
            their_cells.get(i).is_some_and(|cells| !cells.is_empty() && our_cells.get(j) == Some(cells));
        if may { 1 + 4 * u32::from(says_the_same) } else { 0 }
    });
    for pair in pairs {
        if let (Some(i), Some(j)) = pair
            && let (Some(theirs), Some(ours)) = (pivot.rows.get(i), unit.rows.get_mut(j))
        {
            ours.clone_from(theirs);
        }
    }
}

/// Whether one of two names can be what a translator made of the other.
fn looks_damaged(a: &str, b: &str) -> bool {
    !token::is_identifier(a)
        || !token::is_identifier(b)
        || matches!(change::of(a, b), Change::Recased | Change::Punctuated | Change::Spaced | Change::Transliterated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn table(rows: &[&str]) -> Facts {
        let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        let list = (0..rows.len())
            .map(|at| Fact {
                kind: FactKind::Name,
                unit: 0,
                row: Some(at),
                name: String::new(),
                value: rows[at].clone(),
                span: Span::default(),
            })
            .collect();
        let unit = Unit {
            kind: UnitKind::Table,
            label: "names".into(),
            name: "t".into(),
            key: "t".into(),
            rows,
            span: Span::default(),
        };
        Facts { units: vec![unit], list }
    }

    fn keys(ours: &[&str], pivot: &[&str], kinship: Kinship) -> Vec<String> {
        let mut facts = table(ours);
        rekey(&mut facts, &table(pivot), kinship);
        facts.list.iter().map(|fact| facts.key(fact)).collect()
    }

    #[test]
    fn rows_find_their_names() {
        assert_eq!(keys(&["nome", "b"], &["name", "b"], Kinship::Translation), ["t/name", "t/b"]);
        assert_eq!(keys(&["nome", "b"], &["name", "b"], Kinship::Relatives), ["t/name", "t/b"]);
        assert_eq!(keys(&["fullName", "b"], &["name", "b"], Kinship::Relatives), ["t/fullName", "t/b"]);
        assert_eq!(keys(&["имя", "b"], &["name", "b"], Kinship::Relatives), ["t/name", "t/b"]);
        assert_eq!(keys(&["all", "b"], &["b"], Kinship::Translation), ["t/all", "t/b"]);
    }
}
