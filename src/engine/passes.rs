//! Fixes applied in memory until nothing is left to fix. Must not write pages or print.

use super::fix::{self, Choice, MOST_PASSES};
use super::run::{Run, Scope, run_in};
use super::select::Selection;
use crate::docset::{DocSet, Layout, Locales, PageId, again};
use crate::rule::Settings;
use std::collections::BTreeMap;

/// What the rules run with.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Which.
    pub selection: &'a Selection,
    /// Their options.
    pub settings: &'a Settings,
    /// Where the pages lie.
    pub layout: &'a Layout,
    /// The words of their locales.
    pub locales: &'a Locales,
    /// What narrows the runs.
    pub scope: Scope<'a>,
}

/// What happened to one page in all passes.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What it said before the first.
    pub old: String,
    /// The page it is a translation of.
    pub source: Option<PageId>,
    /// How many fixes of which rule.
    pub by: BTreeMap<&'static str, usize>,
}

/// A docset between passes.
pub struct Passes {
    /// The pages as they are now.
    pub docset: DocSet,
    /// What the rules say of them.
    pub run: Run,
    /// The pages that were touched.
    pub changes: BTreeMap<PageId, Change>,
    /// Rules whose fixes of these pages come to no end.
    pub barred: Vec<(PageId, &'static str)>,
}

impl Passes {
    /// Runs the rules for the first time.
    pub fn new(docset: DocSet, rules: Rules<'_>) -> Self {
        let run = run_in(&docset, rules.selection, rules.settings, rules.scope);
        Self { docset, run, changes: BTreeMap::new(), barred: Vec::new() }
    }

    /// Applies the fixes of the pages that are wanted until none are left. A page for which there is no end begins again, without
    /// the rules that found none: what they have made of it by then is worse than what it was. The error is one of the history's.
    pub fn run(
        &mut self,
        rules: Rules<'_>,
        choice: Choice<'_>,
        is_wanted: impl Fn(&DocSet, PageId) -> bool,
    ) -> Result<(), String> {
        let mut before: BTreeMap<PageId, (String, BTreeMap<&'static str, usize>)> = BTreeMap::new();
        let mut pass = 0;
        loop {
            let choice = Choice { without: &self.barred, ..choice };
            let mut fixed = fix::apply(&self.docset, &self.run, choice);
            fixed.retain(|page| is_wanted(&self.docset, page.page));
            if fixed.is_empty() {
                return Ok(());
            }
            let is_last = pass == MOST_PASSES;
            pass = if is_last { 0 } else { pass + 1 };
            let mut texts = BTreeMap::new();
            for page in fixed {
                let Some(member) = self.docset.get(page.page) else { continue };
                let change = self.changes.entry(page.page).or_insert_with(|| Change {
                    old: member.page.source.file_text().to_string(),
                    source: self.docset.origin(page.page).and_then(|origin| origin.source),
                    by: BTreeMap::new(),
                });
                if is_last && let Some((text, by)) = before.remove(&page.page) {
                    self.barred.extend(page.by.keys().map(|rule| (page.page, *rule)));
                    change.by = by;
                    texts.insert(page.page, text);
                } else {
                    before
                        .entry(page.page)
                        .or_insert_with(|| (member.page.source.file_text().to_string(), change.by.clone()));
                    for (rule, count) in page.by {
                        *change.by.entry(rule).or_default() += count;
                    }
                    texts.insert(page.page, page.text);
                }
            }
            self.set(texts, rules)?;
        }
    }

    /// Gives pages other texts and runs the rules again. The error is one of the history's; the docset is whole all the same.
    pub fn set(&mut self, texts: BTreeMap<PageId, String>, rules: Rules<'_>) -> Result<(), String> {
        let docset = std::mem::take(&mut self.docset);
        let (docset, history) = again::with_texts(docset, texts, rules.layout, rules.locales);
        self.docset = docset;
        history?;
        self.run = run_in(&self.docset, rules.selection, rules.settings, rules.scope);
        Ok(())
    }
}
