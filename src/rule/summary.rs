//! How several judged facts of one page are told in one finding: a few by name in the message, all of them with both their
//! places beside it.

use super::Finding;
use crate::drift::Judged;

/// The most facts that a message names.
const NAMED: usize = 5;

/// A few of the facts, and how many more there are.
pub fn few(list: &[&Judged]) -> String {
    let name = |judged: &&Judged| {
        let key = if judged.key.is_empty() { "" } else { " " };
        format!("{}{key}{}", judged.kind.name(), super::staleness::short(&judged.key))
    };
    let mut names: Vec<String> = list.iter().take(NAMED).map(name).collect();
    if list.len() > NAMED {
        names.push(format!("and {} more", list.len() - NAMED));
    }
    names.join(", ")
}

/// Adds the places of every fact, on the finding's page and on the page it is measured by.
pub fn places(list: &[&Judged], finding: &mut Finding) {
    for judged in list {
        let of = |value: Option<&str>| value.map_or_else(|| "nothing".to_owned(), super::staleness::short);
        let what = format!("{} {}", judged.kind.name(), super::staleness::short(&judged.key));
        let ours = of(judged.ours.as_ref().map(|side| side.value.as_str()));
        finding.because(judged.place, format!("{what}: here {ours}"));
        if let Some(side) = &judged.expected {
            let theirs = super::staleness::short(&side.value);
            finding.because_of(judged.reference, side.span, format!("{what}: there {theirs}"));
        }
    }
}
