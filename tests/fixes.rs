//! Fixes on real pages: what is left after them, and whether the page then claims what its source claims.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use isogloss::docset::{DocSet, Locales, PageId, again, discover, layout};
use isogloss::drift::against_source::facts;
use isogloss::engine::fix::{self, Choice, MOST_PASSES};
use isogloss::engine::{self, Selection};
use isogloss::rule::Settings;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[path = "support/mod.rs"]
mod support;

#[test]
fn fixed_pages_claim_what_their_source_claims() {
    let Some(root) = support::corpus("graph-2019.tar.xz", "2019") else { return };
    let locales = Locales::built_in();
    let settings = Settings::default();
    let selection = Selection::new(&[], &[], &settings).unwrap_or_else(|_| Selection::all());
    for locale in ["es-ES", "ru-RU", "pt-BR"] {
        let mut layout = layout::infer(&root).unwrap();
        layout.roots.retain(|one| one.locale.as_deref().is_some_and(|tag| tag == "en-US" || tag == locale));
        let mut set = discover::read(&layout, &[root.join(locale)], &[], &locales);
        let mut touched: BTreeSet<PageId> = BTreeSet::new();
        let mut by: BTreeMap<&str, usize> = BTreeMap::new();
        let mut passes = 0;
        while passes < MOST_PASSES {
            let run = engine::run(&set, &selection, &settings);
            let fixed = fix::apply(&set, &run, Choice::default());
            if fixed.is_empty() {
                break;
            }
            passes += 1;
            touched.extend(fixed.iter().map(|one| one.page));
            for (rule, count) in fixed.iter().flat_map(|one| &one.by) {
                *by.entry(rule).or_default() += count;
            }
            let texts: BTreeMap<PageId, String> = fixed.into_iter().map(|one| (one.page, one.text)).collect();
            (set, _) = again::with_texts(set, texts, &layout, &locales);
        }
        let judged: Vec<(bool, Vec<(String, String)>)> = touched.par_iter().map(|id| judge(&set, *id)).collect();
        let sourced = judged.iter().filter(|(sourced, _)| *sourced).count();
        let equal = judged.iter().filter(|(sourced, left)| *sourced && left.is_empty()).count();
        println!(
            "{locale}: {} pages touched in {passes} passes, {} fixes; {equal} of {sourced} with a current source equal it",
            touched.len(),
            by.values().sum::<usize>()
        );
        let mut kinds: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
        for (kind, example) in judged.iter().flat_map(|(_, left)| left) {
            let entry = kinds.entry(kind).or_default();
            entry.0 += 1;
            if entry.1.len() < 4 {
                entry.1.push(example);
            }
        }
        println!("fixes: {by:?}");
        for (kind, (count, examples)) in kinds {
            println!("  {kind}: {count} such as {examples:#?}");
        }
    }
}

/// Whether the page has a current source, and on which facts it does not agree with it.
fn judge(set: &DocSet, id: PageId) -> (bool, Vec<(String, String)>) {
    let member = set.get(id).unwrap();
    let Some(origin) = set.origin(id).filter(|origin| origin.is_current()) else { return (false, Vec::new()) };
    let source = set.get(origin.source.unwrap()).unwrap();
    let (ours, theirs) = (facts(member).values(), facts(source).values());
    let mut left = Vec::new();
    for (key, value) in &theirs {
        if ours.get(key) != Some(value) {
            let found = ours.get(key);
            let text = format!("{} {}: {value:?} is {found:?}", member.page.source.path, key.1);
            left.push((key.0.name().to_owned(), text));
        }
    }
    for (key, value) in &ours {
        if !theirs.contains_key(key) {
            left.push((format!("{} more", key.0.name()), format!("{} {}: {value:?}", member.page.source.path, key.1)));
        }
    }
    (true, left)
}
