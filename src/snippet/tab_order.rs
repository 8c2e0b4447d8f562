//! In which order the tab groups of a docset show their languages: pair by pair, as most groups have it. Must not know
//! which languages there are.

use crate::docset::DocSet;
use crate::page::Page;
use crate::page::tab::TabGroup;
use std::collections::HashMap;

/// The order, counted over all groups of requests.
#[derive(Debug, Default)]
pub struct TabOrder {
    /// In order of first sight, in lower case.
    ids: Vec<String>,
    /// The index of each.
    known: HashMap<String, usize>,
    /// In how many groups the first stands somewhere before the second.
    before: HashMap<(usize, usize), usize>,
}

impl TabOrder {
    /// Counts the groups of a docset.
    pub fn of(docset: &DocSet) -> TabOrder {
        let mut order = TabOrder::default();
        let mut at = Vec::new();
        for page in docset.members.iter().map(|member| &member.page) {
            for group in page.tabs.iter().filter(|group| is_of_request(page, group)) {
                at.clear();
                for id in languages(page, group) {
                    let index = order.known.get(id).copied().unwrap_or_else(|| {
                        let lower = id.to_lowercase();
                        let next = order.ids.len();
                        let index = *order.known.entry(lower.clone()).or_insert(next);
                        if index == next {
                            order.ids.push(lower);
                        }
                        index
                    });
                    if !at.contains(&index) {
                        at.push(index);
                    }
                }
                for (place, first) in at.iter().enumerate() {
                    for second in at.iter().skip(place + 1) {
                        *order.before.entry((*first, *second)).or_default() += 1;
                    }
                }
            }
        }
        order
    }

    /// In how many groups the tab `first` stands before the tab `second`.
    pub fn count(&self, first: &str, second: &str) -> usize {
        let at = |id: &str| self.known.get(id).or_else(|| self.known.get(&id.to_lowercase())).copied();
        let pair = at(first).zip(at(second));
        pair.and_then(|pair| self.before.get(&pair)).copied().unwrap_or(0)
    }

    /// The ids, each before those that it mostly stands before.
    pub fn ids(&self) -> Vec<&str> {
        let count = |first: usize, second: usize| self.before.get(&(first, second)).copied().unwrap_or(0);
        let wins = |one: usize| (0..self.ids.len()).filter(|other| count(one, *other) > count(*other, one)).count();
        let mut ranked: Vec<(usize, &str)> =
            self.ids.iter().enumerate().map(|(at, id)| (wins(at), id.as_str())).collect();
        // Stable: equals stay as they were first seen.
        ranked.sort_by_key(|(wins, _)| std::cmp::Reverse(*wins));
        ranked.into_iter().map(|(_, id)| id).collect()
    }
}

/// Whether a group shows a request in its first tab.
pub fn is_of_request(page: &Page, group: &TabGroup) -> bool {
    group.tabs.first().is_some_and(|tab| page.slice(tab.id).eq_ignore_ascii_case("http"))
}

/// The ids of the other tabs of a group, in order.
pub fn languages<'a>(page: &'a Page, group: &'a TabGroup) -> impl Iterator<Item = &'a str> {
    group.tabs.iter().skip(1).map(|tab| page.slice(tab.id))
}
