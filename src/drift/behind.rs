//! Translations that say what today's source says and still name an older text of it: brought up to date by hand, or by
//! `isogloss sync` without `--mark`. What the source has dropped since is no damage of theirs. Must not judge single facts.

use super::compare_members;
use super::difference::Difference;
use crate::docset::Member;
use crate::fact::FactKind;
use crate::text::Span;
use std::collections::BTreeSet;

/// Leaves of `damage`, measured by the text that `member` names, what it is also by today's `source`; all of it where the page
/// is built like the text that it names.
pub fn only_damage(damage: Vec<Difference>, member: &Member, source: &Member) -> Vec<Difference> {
    if damage.is_empty() {
        return damage;
    }
    let today = compare_members(source, member);
    // Prose whose source has changed lacks names by either.
    let outside_prose = |list: &[Difference]| list.iter().filter(|difference| !difference.kind.is_in_prose()).count();
    if (outside_prose(&today), today.len()) >= (outside_prose(&damage), damage.len()) {
        return damage;
    }
    let mut places: BTreeSet<(FactKind, Span)> = BTreeSet::new();
    let mut lost: BTreeSet<(FactKind, &str)> = BTreeSet::new();
    for difference in &today {
        match (&difference.translation, &difference.source) {
            (Some(side), _) => drop(places.insert((difference.kind, side.span))),
            (None, Some(side)) => drop(lost.insert((difference.kind, &*side.value))),
            (None, None) => {}
        }
    }
    let is_today = |difference: &Difference| match (&difference.translation, &difference.source) {
        (Some(side), _) => places.contains(&(difference.kind, side.span)),
        (None, Some(side)) => lost.contains(&(difference.kind, &*side.value)),
        (None, None) => true,
    };
    damage.into_iter().filter(is_today).collect()
}
