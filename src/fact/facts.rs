//! The facts of one page in units that belong together, so that two pages can be aligned unit by unit. Must not know how.

use super::kind::FactKind;
use crate::text::Span;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// What facts belong to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum UnitKind {
    /// The page as a whole: title, namespace, paths, sections, includes.
    Page,
    /// The prose of a section.
    Section,
    /// A table.
    Table,
    /// A request, a response, a document or another code block.
    Sample,
}

/// A part of a page whose facts move together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// What only units with the same label can be: `request`, `response`, `permissions`.
    pub label: String,
    /// The name its author gave it: a section's anchor, an annotation's name. Empty where it is known by its order alone.
    pub name: String,
    /// What its facts' keys begin with; unique on the page.
    pub key: String,
    /// The names of a table's rows.
    pub rows: Vec<String>,
    /// Where.
    pub span: Span,
}

/// One claim of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// What it is about.
    pub kind: FactKind,
    /// Index in [`Facts::units`].
    pub unit: usize,
    /// Index in [`Unit::rows`].
    pub row: Option<usize>,
    /// Which one of its unit or row: a field, a JSON path, a token; may be empty.
    pub name: String,
    /// What is claimed, free of language.
    pub value: String,
    /// Where.
    pub span: Span,
}

/// A fact's kind and key: equal ones of two pages are one fact.
pub type FactKey = (FactKind, String);

/// All facts of a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// The units, in order of place.
    pub units: Vec<Unit>,
    /// The facts, in order of unit.
    pub list: Vec<Fact>,
}

impl Facts {
    /// The key of a fact: its unit's, its row's and its own name; never a line.
    pub fn key(&self, fact: &Fact) -> String {
        let mut key = String::with_capacity(self.key_parts(fact).iter().map(|part| part.len() + 1).sum());
        self.write_key(fact, &mut key);
        key
    }

    /// Adds the key of a fact to `out`.
    pub fn write_key(&self, fact: &Fact, out: &mut String) {
        let start = out.len();
        for part in self.key_parts(fact).into_iter().filter(|part| !part.is_empty()) {
            if out.len() > start {
                out.push('/');
            }
            out.push_str(part);
        }
    }

    fn key_parts<'f>(&'f self, fact: &'f Fact) -> [&'f str; 3] {
        let unit = self.units.get(fact.unit);
        let row = fact.row.and_then(|row| unit?.rows.get(row)).map_or("", String::as_str);
        [unit.map_or("", |unit| unit.key.as_str()), row, fact.name.as_str()]
    }

    /// The facts by key. Of several with one key the first counts.
    pub fn by_key(&self) -> BTreeMap<FactKey, &Fact> {
        let mut map = BTreeMap::new();
        for fact in &self.list {
            map.entry((fact.kind, self.key(fact))).or_insert(fact);
        }
        map
    }

    /// Whether some table has the row whose facts have this key.
    pub fn has_row(&self, key: &str) -> bool {
        let tables = self.units.iter().filter(|unit| !unit.rows.is_empty());
        tables
            .filter_map(|unit| Some((unit, key.strip_prefix(unit.key.as_str())?.strip_prefix('/')?)))
            .any(|(unit, row)| unit.rows.iter().any(|name| name == row))
    }

    /// The values alone, by key.
    pub fn values(&self) -> HashMap<FactKey, String> {
        let mut map = HashMap::with_capacity_and_hasher(self.list.len(), foldhash::fast::RandomState::default());
        for fact in &self.list {
            map.entry((fact.kind, self.key(fact))).or_insert_with(|| fact.value.clone());
        }
        map
    }

    /// The key of the unit that a fact belongs to; empty for the page as a whole.
    pub fn part(&self, fact: &Fact) -> &str {
        let unit = self.units.get(fact.unit).filter(|unit| unit.kind != UnitKind::Page);
        unit.map_or("", |unit| unit.key.as_str())
    }

    /// The facts of the unit at `index`.
    pub fn of_unit(&self, index: usize) -> impl Iterator<Item = &Fact> {
        let first = self.list.partition_point(|fact| fact.unit < index);
        self.list.iter().skip(first).take_while(move |fact| fact.unit == index)
    }
}
