//! A name for a finding that stays when lines move: rule, page and what is wrong, never where.

use crate::docset::DocSet;
use crate::engine::Diagnostic;
use sha1::{Digest, Sha1};
use std::collections::HashMap;

/// The fingerprints of `items`, in their order: 16 hexadecimal digits. Equal findings of one page are numbered.
pub fn fingerprints(docset: &DocSet, items: &[Diagnostic]) -> Vec<String> {
    let mut seen: HashMap<[u8; 8], u32> = HashMap::new();
    items
        .iter()
        .map(|item| {
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
            let digest = hasher.finalize();
            let mut short = [0_u8; 8];
            for (slot, byte) in short.iter_mut().zip(digest.iter()) {
                *slot = *byte;
            }
            let number = seen.entry(short).and_modify(|number| *number += 1).or_insert(0);
            u64::from_be_bytes(short).wrapping_add(u64::from(*number))
        })
        .map(|number| format!("{number:016x}"))
        .collect()
}

/// The fingerprint of the page at `path`, which could not be read.
pub fn of_skipped(path: &str) -> String {
    let digest = Sha1::new().chain_update(b"not-checked\0").chain_update(path).finalize();
    let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{number:016x}")
}
