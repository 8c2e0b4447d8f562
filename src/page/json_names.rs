//! Finds names given twice in one object, in n log n steps however the names are chosen.

use super::json::{Children, Fault, FaultKind, Node};
use crate::text::Span;
use smallvec::SmallVec;

/// The names of one object; kept from object to object for its memory only.
#[derive(Default)]
pub(super) struct Names {
    list: SmallVec<[Name; FEW]>,
}

#[derive(Clone, Copy)]
struct Name {
    print: u64,
    span: Span,
}

impl Names {
    /// Adds a fault for the second and every later member of one name in the object at `index`. `text` starts at
    /// byte `base` of the page.
    pub(super) fn mark_repeated(
        &mut self,
        nodes: &[Node],
        faults: &mut Vec<Fault>,
        index: usize,
        text: &str,
        base: usize,
    ) {
        let bytes = |span: Span| {
            let range = span.from().saturating_sub(base)..span.to().saturating_sub(base);
            text.as_bytes().get(range).unwrap_or(&[])
        };
        self.list.clear();
        self.list.extend(Children::of(nodes, index).filter_map(|(_, node)| {
            let span = node.key()?;
            Some(Name { print: fingerprint(bytes(span)), span })
        }));
        if self.list.len() < 2 {
            return;
        }
        // Names of one object nearly always differ in their fingerprints, and few are compared quicker than sorted.
        let differ = |list: &[Name]| {
            let mut rest = list;
            while let Some((first, after)) = rest.split_first() {
                if after.iter().any(|other| other.print == first.print) {
                    return false;
                }
                rest = after;
            }
            true
        };
        if self.list.len() <= FEW && differ(&self.list) {
            return;
        }
        // Equal fingerprints are compared by their bytes, so that chosen names cannot make this quadratic.
        self.list.sort_unstable_by(|a, b| {
            let by_bytes = || bytes(a.span).cmp(bytes(b.span));
            a.print.cmp(&b.print).then_with(by_bytes).then(a.span.cmp(&b.span))
        });
        for pair in self.list.windows(2) {
            if let [first, second] = pair
                && first.print == second.print
                && bytes(first.span) == bytes(second.span)
            {
                faults.push(Fault { kind: FaultKind::DuplicateKey, span: second.span });
            }
        }
    }
}

/// Up to so many names each is compared with each.
const FEW: usize = 32;

/// A number that differs for most names that differ: from the length, the first and the last four bytes.
fn fingerprint(name: &[u8]) -> u64 {
    let short = || name.iter().take(4).fold(0, |print, byte| print << 8 | u32::from(*byte));
    let first = name.first_chunk().map_or_else(short, |bytes| u32::from_le_bytes(*bytes));
    let last = name.last_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes));
    (u64::from(first) << 32 | u64::from(last)).wrapping_add((name.len() as u64) << 28)
}

#[cfg(test)]
mod tests {
    use super::super::json::read_at;

    #[test]
    fn every_later_one_is_marked_and_only_within_its_object() {
        let text = r#"{"name":1,"a":{"name":2,"b":0},"name":3,"nbme":4,"a":5,"name":6,"A":7}"#;
        let json = read_at(text, 0);
        let found: Vec<(u32, &str)> = json.faults.iter().map(|fault| (fault.span.start, fault.span.of(text))).collect();
        assert_eq!(found, [(31, "name"), (49, "a"), (55, "name")].map(|(at, name)| (at + 1, name)));
        assert!(json.is_strict());
    }
}
