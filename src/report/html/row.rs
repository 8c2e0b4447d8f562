//! A row of the matrix: one page in all its locales, as few bytes as will do.

use super::freshness::Freshness;
use super::vocabulary::{Vocabulary, severity};
use crate::docset::{DocSet, Member, PageId};
use crate::drift::overview::GroupDrift;
use crate::engine::Diagnostic;
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

/// One page: `[key, title, locale of the title, versions, facts that differ, cells, part of the details, place in it]`.
#[derive(Serialize, Clone)]
pub struct Row(
    pub String,
    pub String,
    pub usize,
    pub Vec<usize>,
    pub usize,
    pub Vec<Option<Cell>>,
    pub usize,
    pub usize,
);

/// The page in one locale: `[state, errors, warnings, infos, [rule, count, …], [verdict, count, …]]`.
#[derive(Serialize, Clone)]
pub struct Cell(pub u8, pub usize, pub usize, pub usize, pub Vec<usize>, pub Vec<usize>);

impl Row {
    /// Errors, warnings and infos of all cells.
    pub fn harm(&self) -> (usize, usize, usize) {
        let cells = || self.5.iter().flatten();
        (cells().map(|cell| cell.1).sum(), cells().map(|cell| cell.2).sum(), cells().map(|cell| cell.3).sum())
    }

    /// The order of rows: the most harm first, then by key.
    pub fn compare(&self, other: &Row) -> Ordering {
        let rank = |row: &Row| (row.harm(), row.4);
        rank(other).cmp(&rank(self)).then_with(|| self.0.cmp(&other.0))
    }
}

/// What every row is made with.
pub struct Columns<'a> {
    docset: &'a DocSet,
    vocabulary: &'a Vocabulary,
    /// For each column, the index of its locale's folder.
    roots: Vec<Option<usize>>,
    /// Keys of source pages whose translation lies under the page's former key, with the root it lies in.
    moved: HashSet<(usize, &'a str)>,
}

impl<'a> Columns<'a> {
    /// The columns of `vocabulary`.
    pub fn new(docset: &'a DocSet, vocabulary: &'a Vocabulary) -> Self {
        let root = |tag: &str| docset.roots.iter().position(|root| root.locale.as_deref() == Some(tag));
        let moved = docset.members.iter().zip(&docset.origins).filter_map(|(member, origin)| {
            let (key, _) = origin.as_ref()?.traced().moved.as_ref()?;
            Some((member.root?, key.as_str()))
        });
        Self {
            docset,
            vocabulary,
            roots: vocabulary.locales.iter().map(|(tag, _)| root(tag)).collect(),
            moved: moved.collect(),
        }
    }

    /// The row of a group, but for the place of its details. `found` gives what was found on a page.
    pub fn row<'d>(&self, key: String, drift: &GroupDrift, found: impl Fn(PageId) -> &'d [Diagnostic]) -> Row {
        let members: Vec<(PageId, &Member)> =
            drift.members.iter().filter_map(|id| Some((*id, self.docset.get(*id)?))).collect();
        let mut cells: Vec<Option<Cell>> = vec![None; self.roots.len()];
        for (id, member) in &members {
            let at = self.vocabulary.locale(member.locale.tag());
            let Some(slot) = at.and_then(|at| cells.get_mut(at)) else { continue };
            let cell = slot.get_or_insert_with(|| Cell(0, 0, 0, 0, Vec::new(), Vec::new()));
            self.add(cell, *id, member, drift, found(*id));
        }
        if let Some(source) = self.docset.source_of(&drift.members).and_then(|id| self.docset.get(id)) {
            for (slot, root) in cells.iter_mut().zip(&self.roots) {
                if let Some(root) = root.filter(|root| slot.is_none() && self.lacks(*root, &source.key)) {
                    debug_assert!(Some(root) != self.docset.source_root);
                    *slot = Some(Cell(Freshness::Missing as u8, 0, 0, 0, Vec::new(), Vec::new()));
                }
            }
        }
        let mut versions: Vec<usize> =
            members.iter().filter_map(|(_, member)| self.vocabulary.version(member.version.as_deref()?)).collect();
        versions.sort_unstable();
        versions.dedup();
        let (title, locale) = members.first().map_or((String::new(), 0), |(_, member)| {
            (title(member), self.vocabulary.locale(member.locale.tag()).unwrap_or(0))
        });
        Row(key, title, locale, versions, drift.facts.len(), cells, 0, 0)
    }

    /// Whether the locale of folder `root` has no file at `key`, and no translation of that page under another.
    fn lacks(&self, root: usize, key: &str) -> bool {
        self.docset.roots.get(root).is_some_and(|files| !files.files.has(key)) && !self.moved.contains(&(root, key))
    }

    fn add(&self, cell: &mut Cell, id: PageId, member: &Member, drift: &GroupDrift, found: &[Diagnostic]) {
        cell.0 = cell.0.max(Freshness::of(self.docset, id, member) as u8);
        let mut rules = pairs(&cell.4);
        for item in found {
            match severity(item.severity) {
                2 => cell.1 += 1,
                1 => cell.2 += 1,
                _ => cell.3 += 1,
            }
            *rules.entry(self.vocabulary.rule(item.rule)).or_default() += 1;
        }
        cell.4 = flat(rules);
        let mut verdicts = pairs(&cell.5);
        for judgement in drift.facts.iter().flat_map(|fact| &fact.judgements) {
            if judgement.pages.contains(&id) {
                *verdicts.entry(Vocabulary::verdict(judgement.verdict)).or_default() += 1;
            }
        }
        cell.5 = flat(verdicts);
    }
}

/// The page's first heading, or the name of its file.
pub fn title(member: &Member) -> String {
    let source = &member.page.source;
    let heading = member.page.title().map_or("", |title| source.slice(title.title).trim());
    let name = || member.key.rsplit('/').next().unwrap_or(&member.key);
    crate::report::escape::short(if heading.is_empty() { name() } else { heading }, 160).into_owned()
}

fn pairs(flat: &[usize]) -> BTreeMap<usize, usize> {
    flat.chunks(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
}

fn flat(pairs: BTreeMap<usize, usize>) -> Vec<usize> {
    pairs.into_iter().flat_map(|(key, count)| [key, count]).collect()
}
