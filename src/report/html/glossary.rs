//! Systematic damage: one token of the source that became the same other token in many places.

use super::vocabulary::{Vocabulary, severity};
use crate::docset::{DocSet, PageId};
use crate::engine::Diagnostic;
use crate::report::Report;
use crate::report::escape::short;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// Places that are named of each.
const PLACES: usize = 3;
/// The longest token, in characters.
const TOKEN: usize = 300;

/// `[rule, severity, expected, found, places in all, pages, locales, [[path, line, row, locale], …]]`
#[derive(Serialize)]
pub struct Entry(
    usize,
    u8,
    Option<String>,
    Option<String>,
    usize,
    usize,
    Vec<usize>,
    Vec<(String, u32, Option<usize>, usize)>,
);

/// Damage found in at least two places, the most frequent first. `row` gives the row of a page.
pub fn glossary(report: &Report<'_>, vocabulary: &Vocabulary, row: impl Fn(PageId) -> Option<usize>) -> Vec<Entry> {
    type Key<'r> = (&'r str, Option<&'r str>, Option<&'r str>);
    let mut groups: Vec<(Key<'_>, Vec<&Diagnostic>)> = Vec::new();
    let mut known: HashMap<Key<'_>, usize> = HashMap::new();
    for item in &report.run.diagnostics {
        let finding = &item.finding;
        let key = (item.rule.id, finding.expected.as_deref(), finding.found.as_deref());
        if key.1.is_none() && key.2.is_none() {
            continue;
        }
        let at = *known.entry(key).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, items)) = groups.get_mut(at) {
            items.push(item);
        }
    }
    groups.retain(|(_, items)| items.len() > 1);
    groups.sort_by_key(|(key, items)| (Reverse(items.len()), *key));
    groups.iter().map(|(key, items)| entry(report.docset, vocabulary, (key.1, key.2), items, &row)).collect()
}

fn entry(
    docset: &DocSet,
    vocabulary: &Vocabulary,
    (expected, found): (Option<&str>, Option<&str>),
    items: &[&Diagnostic],
    row: &impl Fn(PageId) -> Option<usize>,
) -> Entry {
    let locale = |id: PageId| docset.get(id).and_then(|member| vocabulary.locale(member.locale.tag()));
    let pages: BTreeSet<PageId> = items.iter().map(|item| item.page).collect();
    let locales: BTreeSet<usize> = pages.iter().filter_map(|id| locale(*id)).collect();
    let mut places: Vec<&Diagnostic> = Vec::new();
    // Places on different pages, where there are any, say more than three on one.
    for several in [false, true] {
        for item in items {
            let is_known = places.iter().any(|place| std::ptr::eq(*place, *item));
            let is_here = places.iter().any(|place| place.page == item.page);
            if places.len() < PLACES && !is_known && (several || !is_here) {
                places.push(item);
            }
        }
    }
    let place = |item: &&Diagnostic| {
        let source = &docset.get(item.page)?.page.source;
        let line = source.place(item.finding.span.start).line;
        Some((source.path.clone(), line, row(item.page), locale(item.page).unwrap_or(0)))
    };
    let token = |text: Option<&str>| text.map(|text| short(text, TOKEN).into_owned());
    Entry(
        items.first().map_or(0, |item| vocabulary.rule(item.rule)),
        items.iter().map(|item| severity(item.severity)).max().unwrap_or(0),
        token(expected),
        token(found),
        items.len(),
        pages.len(),
        locales.into_iter().collect(),
        places.iter().filter_map(place).collect(),
    )
}
