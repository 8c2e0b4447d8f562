//! A name for a finding that stays when lines move: rule, page and what is wrong, never where.

use crate::docset::DocSet;
use crate::engine::run::order;
use crate::engine::{Diagnostic, Run};
use foldhash::HashMap;
use rayon::prelude::*;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha1::{Digest, Sha1};
use std::fmt;

/// A fingerprint: written as 16 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Fingerprint(u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let is_digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u64::from_str_radix(&text, 16).ok().filter(|_| is_digits);
        number.map(Self).ok_or_else(|| D::Error::custom("a fingerprint has 16 hexadecimal digits"))
    }
}

/// The fingerprints of a run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prints {
    /// Of what is reported, in order.
    pub diagnostics: Vec<Fingerprint>,
    /// Of what is set aside, in order.
    pub set_aside: Vec<Fingerprint>,
}

/// The fingerprints of what a run found. Equal findings of one page are numbered, those that are set aside among them: a
/// finding keeps its fingerprint when another comes into the baseline.
pub fn fingerprints(docset: &DocSet, run: &Run) -> Prints {
    let reported = run.diagnostics.iter().map(|item| (item, false));
    let mut items: Vec<_> = reported.chain(run.set_aside.iter().map(|item| (&item.diagnostic, true))).collect();
    if !run.set_aside.is_empty() {
        items.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
    }
    let digests: Vec<u64> = items.par_iter().with_min_len(256).map(|(item, _)| digest(docset, item)).collect();
    let (diagnostics, set_aside) = (Vec::with_capacity(run.diagnostics.len()), Vec::with_capacity(run.set_aside.len()));
    let mut prints = Prints { diagnostics, set_aside };
    let mut numbers = numbers_of_equals(&digests);
    for (digest, (_, is_aside)) in digests.into_iter().zip(items) {
        let number = numbers.get_mut(&digest).map_or(0, |next| std::mem::replace(next, *next + 1));
        let print = Fingerprint(digest.wrapping_add(number));
        if is_aside { prints.set_aside.push(print) } else { prints.diagnostics.push(print) }
    }
    prints
}

/// The number of the first, 0, for each digest that is there more than once. Few are, so a table of all would be room for nothing.
fn numbers_of_equals(digests: &[u64]) -> HashMap<u64, u64> {
    let mut sorted = digests.to_vec();
    sorted.par_sort_unstable();
    let equals =
        sorted.windows(2).filter_map(|pair| if let [a, b] = pair { (a == b).then_some((*a, 0)) } else { None });
    equals.collect()
}

/// What a finding says of what, in 8 bytes.
fn digest(docset: &DocSet, item: &Diagnostic) -> u64 {
    let finding = &item.finding;
    let member = docset.get(item.page);
    let mut hasher = Sha1::new();
    let mut add = |part: &str| {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    };
    add(item.rule.id);
    add(member.map_or("", |member| member.locale.tag()));
    add(member.map_or("", |member| &member.key));
    if let Some((kind, key)) = &finding.fact {
        add(kind.name());
        add(key);
    }
    match (&finding.found, &finding.expected) {
        (None, None) => add(&finding.message),
        (found, expected) => {
            add(found.as_deref().unwrap_or(""));
            add(expected.as_deref().unwrap_or(""));
        }
    }
    first_bytes(&hasher.finalize())
}

/// The first 8 bytes of a hash as a number.
fn first_bytes(hash: &[u8]) -> u64 {
    hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
}

/// The fingerprint of the page at `path`, which could not be read.
pub fn of_skipped(path: &str) -> Fingerprint {
    let digest = Sha1::new().chain_update(b"not-checked\0").chain_update(path).finalize();
    Fingerprint(first_bytes(&digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_as_it_is_written() {
        for text in ["\"00000000000000ff\"", "\"ffffffffffffffff\""] {
            let print: Fingerprint = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&print).unwrap(), text);
        }
        for text in ["\"ff\"", "\"+0000000000000ff\"", "\"00000000000000fg\"", "\"00000000000000000\"", "\"\"", "255"] {
            assert!(serde_json::from_str::<Fingerprint>(text).is_err(), "{text}");
        }
    }
}
