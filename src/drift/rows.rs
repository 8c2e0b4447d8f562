//! Rows of pages without a source, by place: where one page has a row of another name than the other page has there, it is
//! that row, renamed by a translator, unless both names can only be the source's. Must not judge.

use super::change::{self, Change};
use super::rekey::json_names;
use super::relatives::{is_odd, is_type};
use super::types;
use crate::fact::{FactKind, Facts, UnitKind, token};
use crate::text::nearest::distance;
use foldhash::{HashMap, HashSet};

/// Gives the rows of `facts` the names of the rows of `pivot` in whose place they stand.
pub fn align(facts: &mut Facts, pivot: &Facts) {
    let tables: HashMap<&str, &[String]> = pivot
        .units
        .iter()
        .filter(|unit| unit.kind == UnitKind::Table)
        .map(|unit| (unit.key.as_str(), unit.rows.as_slice()))
        .collect();
    let mut known: Option<[HashSet<String>; 2]> = None;
    for at in 0..facts.units.len() {
        let Some(unit) = facts.units.get(at).filter(|unit| matches!(&*unit.label, "names" | "headers" | "table"))
        else {
            continue;
        };
        let Some(theirs) = tables.get(unit.key.as_str()).filter(|rows| **rows != unit.rows.as_slice()) else {
            continue;
        };
        let pairs = in_place(&unit.rows, theirs);
        if pairs.is_empty() {
            continue;
        }
        let names = known.get_or_insert_with(|| [json_names(facts), json_names(pivot)]);
        let Some(unit) = facts.units.get_mut(at) else { continue };
        for (ours, theirs) in pairs {
            if let Some(row) = unit.rows.get_mut(ours)
                && is_renamed(row, theirs, names)
            {
                theirs.clone_into(row);
            }
        }
    }
}

/// The rows that stand in one place under two names: between two rows that both tables have, where both have as many. Ours by
/// index, theirs by name.
fn in_place<'a>(ours: &[String], theirs: &'a [String]) -> Vec<(usize, &'a String)> {
    let places: HashMap<&String, usize> = theirs.iter().zip(0..).collect();
    let common = ours.iter().enumerate().filter_map(|(at, name)| Some((at, *places.get(name)?)));
    let (mut left, mut right) = (0, 0);
    let mut pairs = Vec::new();
    for (at, other) in common.chain([(ours.len(), theirs.len())]) {
        // In another order no place tells anything.
        if other < right {
            return Vec::new();
        }
        if at - left == other - right {
            pairs.extend((left..at).zip(theirs.iter().skip(right)));
        }
        (left, right) = (at + 1, other + 1);
    }
    pairs
}

/// Whether one of two names in one place is the other, renamed. `json` has the names of the JSON of each page, which no
/// translator touches.
fn is_renamed(ours: &str, theirs: &str, [json, other]: &[HashSet<String>; 2]) -> bool {
    let is_sure = |name: &str, json: &HashSet<String>| !is_odd(name) && (json.contains(name) || token::is_coined(name));
    !is_sure(ours, json)
        || !is_sure(theirs, other)
        || json.contains(theirs) && !json.contains(ours)
        || other.contains(ours) && !other.contains(theirs)
}

/// Whether two values of a row that both pages have tell nothing of their sources: a row has one name, and a type that is no
/// type of an API, or the same type written otherwise, is a translator's.
pub fn is_damage(kind: FactKind, ours: &str, theirs: &str) -> bool {
    match kind {
        FactKind::Name | FactKind::HeaderName => true,
        FactKind::Type => {
            let is_slip = || {
                matches!(change::of(theirs, ours), Change::Recased | Change::Punctuated | Change::Spaced)
                    || !(types::is_primitive(ours) && types::is_primitive(theirs))
                        && distance(&ours.to_ascii_lowercase(), &theirs.to_ascii_lowercase(), 1).is_some()
            };
            !is_type(ours) || !is_type(theirs) || is_slip()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn places_are_told_by_the_rows_around() {
        let pairs = |ours: &[&str], theirs: &[&str]| -> Vec<(usize, String)> {
            in_place(&rows(ours), &rows(theirs)).into_iter().map(|(at, name)| (at, name.clone())).collect()
        };
        assert_eq!(pairs(&["a", "nota", "c"], &["a", "note", "c"]), [(1, "note".to_owned())]);
        assert_eq!(
            pairs(&["x", "a", "c", "y"], &["z", "a", "b", "c", "w"]),
            [(0, "z".to_owned()), (3, "w".to_owned())]
        );
        assert_eq!(pairs(&["a", "c"], &["a", "b", "c"]), []);
        assert_eq!(pairs(&["c", "x", "a"], &["a", "y", "c"]), []);
    }

    #[test]
    fn names_that_only_a_source_has_are_none() {
        let json = [HashSet::default(), ["notes".to_owned()].into_iter().collect()];
        assert!(is_renamed("notas", "notes", &json));
        assert!(is_renamed("fullNotes", "notas", &json));
        assert!(is_renamed("imya_fayla", "notes", &[["notes".to_owned()].into_iter().collect(), HashSet::default()]));
        assert!(!is_renamed("fullNotes", "notes", &json));
    }

    #[test]
    fn types_are_told_from_their_spellings() {
        let is = |ours, theirs| is_damage(FactKind::Type, ours, theirs);
        assert!(is("string", "String") && is("Collection(ExtendeKeyUsage)", "Collection(extendedKeyUsage)"));
        assert!(is("grupo", "group") && !is("Int32", "Int64") && !is("String", "callerName"));
    }
}
