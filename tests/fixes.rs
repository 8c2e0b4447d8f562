//! Fixes on real pages: what is left after them, and whether the page then claims what its source claims.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use isogloss::docset::{DocSet, Locales, Member, PageId, again, discover, layout};
use isogloss::drift::{self, Witnesses, consensus};
use isogloss::engine::fix::{self, Choice, MOST_PASSES};
use isogloss::engine::{self, Selection};
use isogloss::rule::Settings;
use isogloss::text::Span;
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
        assert!(passes < MOST_PASSES, "fixes come to an end");
        assert!(equal * 1000 >= sourced * 980, "{equal} of {sourced}");
        for (kind, (count, examples)) in kinds {
            println!("  {kind}: {count} such as {examples:#?}");
        }
    }
}

/// With the source hidden, what two locales say against the third is beside what the source says.
#[test]
fn a_majority_says_what_the_source_says() {
    let Some(root) = support::corpus("graph-2019.tar.xz", "2019") else { return };
    let locales = Locales::built_in();
    let whole = discover::read(&layout::infer(&root).unwrap(), &[], &[], &locales);
    let mut hidden = layout::infer(&root).unwrap();
    hidden.roots.retain(|one| one.locale.as_deref() != Some("en-US"));
    hidden.source_locale = None;
    let set = discover::read(&hidden, &[], &[], &locales);
    let source_of = |key: &str| {
        let group = whole.group(key);
        whole.source_of(group).and_then(|id| whole.get(id))
    };
    let votes: Vec<(bool, String)> = set
        .groups
        .par_iter()
        .flat_map_iter(|group| {
            let mut out = Vec::new();
            for id in group {
                let member = set.get(*id).unwrap();
                let Some(source) = source_of(&member.key) else { continue };
                let hash = set.markers.hash(&member.page);
                if !hash.is_some_and(|hash| hash.eq_ignore_ascii_case(source.hash())) {
                    continue;
                }
                for cell in consensus::outvoted(&set, group, *id) {
                    // The source has the same tables: the cell at the same place.
                    let truth = cell_at(member, source, cell.place);
                    let linked = format!("[{}](", cell.text);
                    let right = truth
                        .as_ref()
                        .is_some_and(|(text, whole)| *text == cell.text || !whole && text.contains(&linked));
                    let place = member.page.source.place(cell.place.start);
                    out.push((right, format!("{}:{} {} is {truth:?}", member.page.source.path, place.line, cell.text)));
                }
            }
            out
        })
        .collect();
    let right = votes.iter().filter(|(right, _)| *right).count();
    println!("{right} of {} cells that two locales outvote are as the source has them", votes.len());
    for (_, wrong) in votes.iter().filter(|(right, _)| !right).take(40) {
        println!("  {wrong}");
    }
    assert!(votes.len() > 4000 && right * 1000 >= votes.len() * 997, "{right} of {}", votes.len());
}

/// The cell of `source` that stands where `place` stands on `member`, and whether `place` is all of a cell.
fn cell_at(member: &Member, source: &Member, place: Span) -> Option<(String, bool)> {
    for (ours, theirs) in member.page.tables.iter().zip(&source.page.tables) {
        for (ours, theirs) in ours.rows.iter().zip(&theirs.rows) {
            if let Some(column) = ours.cells.iter().position(|cell| cell.start <= place.start && place.end <= cell.end)
            {
                let whole = ours.cells.get(column) == Some(&place);
                return Some((source.page.slice(*theirs.cells.get(column)?).trim().to_owned(), whole));
            }
        }
    }
    None
}

/// Whether the page has a current source, and what still differs from it: by the walk that finds damage, fact by fact.
fn judge(set: &DocSet, id: PageId) -> (bool, Vec<(String, String)>) {
    let member = set.get(id).unwrap();
    if !set.origin(id).is_some_and(isogloss::docset::origin::Origin::is_current) {
        return (false, Vec::new());
    }
    let drift = drift::judge(set, id, &Witnesses::new());
    // Tabs of code become blanks in every translation: a line that differs in nothing else says the same.
    let same = |difference: &&drift::Difference| {
        let found = difference.translation.as_ref().map(|side| side.value.as_str());
        found == Some(difference.expected())
    };
    let left = drift.damage.iter().filter(|difference| !same(difference)).map(|difference| {
        let line = member.page.source.place(difference.place.start).line;
        let found = difference.translation.as_ref().map(|side| side.value.as_str());
        let text = format!("{}:{line} {:?} is {found:?}", member.page.source.path, difference.expected());
        (difference.kind.name().to_owned(), text)
    });
    (true, left.collect())
}
