//! A name for a finding that stays when lines move: rule, page and what is wrong, never where.

use crate::docset::DocSet;
use crate::engine::run::order;
use crate::engine::{Diagnostic, Run};
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use sha1::{Digest, Sha1};

/// The fingerprints of a run, each 16 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prints {
    /// Of what is reported, in order.
    pub diagnostics: Vec<String>,
    /// Of what is set aside, in order.
    pub set_aside: Vec<String>,
}

/// The fingerprints of what a run found. Equal findings of one page are numbered, those that are set aside among them: a
/// finding keeps its fingerprint when another comes into the baseline.
pub fn fingerprints(docset: &DocSet, run: &Run) -> Prints {
    let reported = run.diagnostics.iter().map(|item| (item, false));
    let mut items: Vec<_> = reported.chain(run.set_aside.iter().map(|item| (&item.diagnostic, true))).collect();
    if !run.set_aside.is_empty() {
        items.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
    }
    let mut prints = Prints::default();
    let list: Vec<&Diagnostic> = items.iter().map(|(item, _)| *item).collect();
    for (print, (_, is_aside)) in of_items(docset, &list).into_iter().zip(items) {
        if is_aside { prints.set_aside.push(print) } else { prints.diagnostics.push(print) }
    }
    prints
}

fn of_items(docset: &DocSet, items: &[&Diagnostic]) -> Vec<String> {
    let digests: Vec<u64> = items.par_iter().with_min_len(256).map(|item| digest(docset, item)).collect();
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let numbered = digests.into_iter().map(|digest| {
        let number = seen.entry(digest).and_modify(|number| *number += 1).or_insert(0);
        digest.wrapping_add(*number)
    });
    numbered.map(|number| format!("{number:016x}")).collect()
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
pub fn of_skipped(path: &str) -> String {
    let digest = Sha1::new().chain_update(b"not-checked\0").chain_update(path).finalize();
    format!("{:016x}", first_bytes(&digest))
}
