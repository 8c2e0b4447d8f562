//! `isogloss check --fix` and `--diff`: fixes applied until nothing is left to fix, then written or shown.

use super::args::Check;
use super::diff::Diffs;
use super::load::Loaded;
use crate::docset::{PageId, again};
use crate::engine::fix::{self, Choice, MOST_PASSES};
use crate::engine::{self, Run, Selection, write};
use crate::report::escape::visible;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// What came of it.
pub struct Outcome {
    /// The docset as it is after the fixes.
    pub loaded: Loaded,
    /// What is left to report.
    pub run: Run,
    /// Pages that changed, or would.
    pub pages: usize,
    /// Pages that could not be written.
    pub failed: usize,
}

/// Applies the wanted fixes, pass by pass, and writes the pages, or shows the diff. The error is for people.
pub fn fix(mut loaded: Loaded, selection: &Selection, args: &Check) -> Result<Outcome, String> {
    let choice = Choice { with_unsafe: args.unsafe_fixes, only: &args.fix_only };
    let mut before: HashMap<PageId, String> = HashMap::new();
    let mut by: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut run = engine::run(&loaded.docset, selection, &loaded.settings);
    for pass in 0.. {
        let fixed = fix::apply(&loaded.docset, &run, choice);
        if fixed.is_empty() {
            break;
        }
        if pass == MOST_PASSES {
            fighting(&fixed);
            break;
        }
        let mut texts = BTreeMap::new();
        for page in fixed {
            let old = loaded.docset.get(page.page).map(|member| member.page.source.text.clone()).unwrap_or_default();
            before.entry(page.page).or_insert(old);
            for (rule, count) in page.by {
                *by.entry(rule).or_default() += count;
            }
            texts.insert(page.page, page.text);
        }
        let (docset, history) = again::with_texts(loaded.docset, texts, &loaded.layout, &loaded.locales);
        loaded.docset = docset;
        history?;
        run = engine::run(&loaded.docset, selection, &loaded.settings);
    }
    let mut changed: Vec<(PageId, String)> = before.into_iter().collect();
    changed.sort_unstable_by_key(|(page, _)| *page);
    changed.retain(|(page, old)| loaded.docset.get(*page).is_some_and(|member| member.page.source.text != *old));
    let failed = if args.diff { show(&loaded, &changed).map(|()| 0)? } else { write(&loaded, &changed) };
    summary(&by, changed.len() - failed, args.diff);
    Ok(Outcome { loaded, run, pages: changed.len(), failed })
}

fn show(loaded: &Loaded, changed: &[(PageId, String)]) -> Result<(), String> {
    let mut diffs = Diffs::new();
    for (page, old) in changed {
        if let Some(member) = loaded.docset.get(*page) {
            diffs.add(&member.page.source.path, Some(old), Some(&member.page.source.text));
        }
    }
    diffs.finish()
}

/// How many pages could not be written. Each is told; the others are written all the same.
fn write(loaded: &Loaded, changed: &[(PageId, String)]) -> usize {
    let failed: Vec<(String, String)> = changed
        .par_iter()
        .filter_map(|(page, old)| {
            let member = loaded.docset.get(*page)?;
            let (path, within) = loaded.docset.place(member);
            let source = &member.page.source;
            let error = write::write(&path, Some(old), &source.text, within).err()?;
            Some((source.path.clone(), error))
        })
        .collect();
    for (path, why) in &failed {
        anstream::eprintln!("error: {} was not fixed: {why}", visible(path));
    }
    failed.len()
}

fn summary(by: &BTreeMap<&'static str, usize>, pages: usize, only_shown: bool) {
    let total: usize = by.values().sum();
    if total == 0 {
        return;
    }
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let verb = if only_shown { "would fix" } else { "fixed" };
    anstream::eprintln!("{verb} {total} finding{} on {pages} page{}:", plural(total), plural(pages));
    let mut list: Vec<_> = by.iter().collect();
    list.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    for (rule, count) in list {
        anstream::eprintln!("  {count:>6} {rule}");
    }
}

/// Rules whose fixes call for each other would never end.
fn fighting(fixed: &[fix::Fixed]) {
    let mut rules: Vec<&str> = fixed.iter().flat_map(|page| page.by.keys().copied()).collect();
    rules.sort_unstable();
    rules.dedup();
    anstream::eprintln!(
        "warning: after {MOST_PASSES} passes there are still fixes to apply; {} undo each other's work or their own: fix \
         with --fix-only, and report it",
        rules.join(", ")
    );
}
