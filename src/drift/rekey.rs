//! Gives the facts of one page the keys of another's, part by part, so that equal keys are one fact. Samples are paired by
//! name, then by what they share; rows by name, then by place where a name may have been damaged. Must not judge.

use super::change::{self, Change};
use super::sequence::{self, SURE};
use super::unit_pairs;
use crate::fact::{FactKind, Facts, Unit, UnitKind, token};
use foldhash::{HashMap, HashSet};

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
    let pairs = unit_pairs::pairs(facts, pivot);
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
    // Each row is compared with each, so equal names are told by their numbers: that of the pivot's first row of the name.
    let mut numbers: HashMap<&str, usize> = HashMap::default();
    let theirs: Vec<usize> =
        pivot.rows.iter().enumerate().map(|(at, name)| *numbers.entry(name.as_str()).or_insert(at)).collect();
    let ours: Vec<Option<usize>> = unit.rows.iter().map(|name| numbers.get(name.as_str()).copied()).collect();
    // A name that stands elsewhere as it is was not lost here.
    let mut kept = vec![false; pivot.rows.len()];
    for at in ours.iter().flatten() {
        if let Some(kept) = kept.get_mut(*at) {
            *kept = true;
        }
    }
    let [our_cells, their_cells] = cells;
    // The labels of permission rows are words.
    let is_words = unit.label == "permissions";
    let pairs = sequence::align(pivot.rows.len(), unit.rows.len(), |i, j| {
        let (Some(number), Some(own)) = (theirs.get(i), ours.get(j)) else { return 0 };
        match own {
            Some(own) if own == number => return SURE,
            Some(_) => return 0,
            None if kept.get(*number) == Some(&true) => return 0,
            None => {}
        }
        let (Some(a), Some(b)) = (pivot.rows.get(i), unit.rows.get(j)) else { return 0 };
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
    use crate::fact::Fact;
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
