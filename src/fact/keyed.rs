//! The facts of a page in order of key. The keys are one text and are looked up where they stand: a page has hundreds of facts,
//! and of most of them nothing is to be said.

use super::facts::{Fact, Facts};
use super::kind::FactKind;
use std::cell::OnceCell;

/// A fact's kind and key, as [`super::FactKey`].
pub type KeyRef<'k> = (FactKind, &'k str);

/// The facts of one page, which are put in order when first asked for by key. Of several with one key the first counts.
#[derive(Debug, Default)]
pub struct Keyed {
    facts: Facts,
    order: OnceCell<Order>,
}

#[derive(Debug)]
struct Order {
    keys: String,
    list: Vec<Place>,
}

/// A fact with the place of its key.
#[derive(Clone, Copy, Debug)]
struct Place {
    kind: FactKind,
    start: usize,
    end: usize,
    fact: usize,
}

impl Order {
    fn of(facts: &Facts) -> Self {
        let mut order = Self { keys: String::new(), list: Vec::with_capacity(facts.list.len()) };
        for (at, fact) in facts.list.iter().enumerate() {
            let start = order.keys.len();
            facts.write_key(fact, &mut order.keys);
            order.list.push(Place { kind: fact.kind, start, end: order.keys.len(), fact: at });
        }
        let keys = order.keys.as_bytes();
        let key = |place: &Place| (place.kind, keys.get(place.start..place.end));
        // The order of equal ones stays.
        order.list.sort_by(|a, b| key(a).cmp(&key(b)));
        order.list.dedup_by(|later, first| key(later) == key(first));
        order
    }

    fn key(&self, place: &Place) -> KeyRef<'_> {
        (place.kind, self.keys.get(place.start..place.end).unwrap_or(""))
    }
}

impl Keyed {
    /// These facts, whose keys do not change any more.
    pub fn of(facts: Facts) -> Self {
        Self { facts, order: OnceCell::new() }
    }

    /// The facts in order of place.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    fn order(&self) -> &Order {
        self.order.get_or_init(|| Order::of(&self.facts))
    }

    /// The fact with this key.
    pub fn get(&self, key: KeyRef<'_>) -> Option<&Fact> {
        let order = self.order();
        let at = order.list.binary_search_by(|place| order.key(place).cmp(&key)).ok()?;
        self.facts.list.get(order.list.get(at)?.fact)
    }

    fn iter(&self) -> impl Iterator<Item = (KeyRef<'_>, &Fact)> {
        let order = self.order();
        order.list.iter().filter_map(|place| Some((order.key(place), self.facts.list.get(place.fact)?)))
    }

    /// The keys of this page and of another in order, each with the facts of both.
    pub fn beside<'k>(
        &'k self,
        other: &'k Self,
    ) -> impl Iterator<Item = (KeyRef<'k>, Option<&'k Fact>, Option<&'k Fact>)> {
        let (mut left, mut right) = (self.iter().peekable(), other.iter().peekable());
        std::iter::from_fn(move || {
            let (ours, theirs) = match (left.peek(), right.peek()) {
                (Some((a, _)), Some((b, _))) => (a <= b, b <= a),
                (a, b) => (a.is_some(), b.is_some()),
            };
            let ours = if ours { left.next() } else { None };
            let theirs = if theirs { right.next() } else { None };
            let (key, _) = ours.or(theirs)?;
            Some((key, ours.map(|(_, fact)| fact), theirs.map(|(_, fact)| fact)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Unit, UnitKind};
    use crate::text::Span;

    fn page(names: &[(FactKind, &str, &str)]) -> Keyed {
        let fact = |(kind, name, value): &(FactKind, &str, &str)| Fact {
            kind: *kind,
            unit: 0,
            row: None,
            name: (*name).to_owned(),
            value: (*value).to_owned(),
            span: Span::default(),
        };
        let unit = Unit {
            kind: UnitKind::Section,
            label: "section".into(),
            name: "s".into(),
            key: "s".into(),
            rows: Vec::new(),
            span: Span::default(),
        };
        Keyed::of(Facts { units: vec![unit], list: names.iter().map(fact).collect() })
    }

    #[test]
    fn keys_are_in_order_and_the_first_fact_counts() {
        use FactKind::{Bold, CodeSpan};
        let ours = page(&[(Bold, "b", "1"), (CodeSpan, "b", "2"), (Bold, "b", "3"), (Bold, "a", "4")]);
        let theirs = page(&[(Bold, "c", "5"), (Bold, "a", "6")]);
        let both: Vec<_> = ours
            .beside(&theirs)
            .map(|((kind, key), a, b)| (kind, key, a.map(|it| &*it.value), b.map(|it| &*it.value)))
            .collect();
        assert_eq!(
            both,
            [
                (CodeSpan, "s/b", Some("2"), None),
                (Bold, "s/a", Some("4"), Some("6")),
                (Bold, "s/b", Some("1"), None),
                (Bold, "s/c", None, Some("5")),
            ]
        );
        assert_eq!(ours.get((Bold, "s/b")).map(|fact| &*fact.value), Some("1"));
        assert!(ours.get((Bold, "s")).is_none());
    }
}
