//! Fixes on real pages: what is left after them, and whether the page then claims what its source claims.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use isogloss::docset::{DocSet, Locales, PageId, again, discover, layout};
use isogloss::drift::{self, Witnesses};
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
    // Type phrases (`colección de event`) are house style and off by default; here the page shall say what its source says.
    let rules = isogloss::rules::RULES.iter().filter(|rule| rule.default_on || rule.id == "type-phrase-translated");
    let rules: Vec<String> = rules.map(|rule| rule.id.to_owned()).collect();
    let selection = Selection::new(&rules, &[], &settings).unwrap_or_else(|_| Selection::all());
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

/// Whether the page has a current source, and what still differs from it: by the walk that finds damage, fact by fact.
fn judge(set: &DocSet, id: PageId) -> (bool, Vec<(String, String)>) {
    let member = set.get(id).unwrap();
    if !set.origin(id).is_some_and(isogloss::docset::origin::Origin::is_current) {
        return (false, Vec::new());
    }
    let drift = drift::judge(set, id, &Witnesses::new());
    let left = drift.damage.iter().map(|difference| {
        let line = member.page.source.place(difference.place.start).line;
        let found = difference.translation.as_ref().map(|side| side.value.as_str());
        let text = format!("{}:{line} {:?} is {found:?}", member.page.source.path, difference.expected());
        (difference.kind.name().to_owned(), text)
    });
    (true, left.collect())
}
