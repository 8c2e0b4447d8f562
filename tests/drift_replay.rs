//! Verdicts whose truth is known, because the tests made the pages: real changes of the source replayed under made-up
//! translations, and faults planted into them. What is said is counted in a matrix of truth and verdict, which this test writes
//! to `docs/accuracy.md` (with `CI=true` it fails where it would write). Slow, so only in release builds.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_precision_loss,
    clippy::print_stdout
)]

#[path = "support/bundle.rs"]
mod bundle;
#[path = "replay/damage.rs"]
mod damage;
#[path = "replay/pseudo.rs"]
mod pseudo;
#[path = "replay/tables.rs"]
mod tables;

use damage::{FAULTS, Sheet};
use isogloss::docset::{DocSet, Git, History, Locales, PageId, origin, texts};
use isogloss::drift::rekey::{Kinship, rekey};
use isogloss::drift::{self, Judged, Verdict, overview};
use isogloss::fact::{self, FactKey, FactKind, Facts, Words, table};
use isogloss::page::Page;
use isogloss::text::Span;
use pseudo::{LOCALE, parse, translate};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Steps of the source that are replayed, and pages into which each fault is planted.
const STEPS: usize = 500;
const EACH: usize = 60;

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % count
    }

    fn pick<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        if list.is_empty() { None } else { list.get(self.below(list.len())) }
    }
}

/// A case that was judged wrong, or right: truth, verdict, and what it was.
struct Case {
    truth: Option<Verdict>,
    found: Option<Verdict>,
    what: String,
}

fn facts_of(page: &Page, words: &dyn Words) -> Facts {
    fact::collect(page, &table::tables(page, words), words)
}

type Values = BTreeMap<FactKey, String>;

fn values(facts: &Facts) -> Values {
    facts.by_key().into_iter().map(|(key, fact)| (key, fact.value.clone())).collect()
}

/// The keys on which two do not agree; a whole block only where no part of it says what differs.
fn differing(a: &Values, b: &Values) -> BTreeSet<FactKey> {
    let keys: BTreeSet<FactKey> = a.keys().chain(b.keys()).filter(|key| a.get(key) != b.get(key)).cloned().collect();
    let is_said = |block: &FactKey| {
        keys.iter().any(|(kind, key)| {
            *kind != FactKind::CodeBlock && (*key == block.1 || key.starts_with(&format!("{}/", block.1)))
        })
    };
    keys.iter().filter(|key| key.0 != FactKind::CodeBlock || !is_said(key)).cloned().collect()
}

fn judge(docset: &DocSet, id: PageId) -> Vec<Judged> {
    overview::of_page(docset, id, drift::judge(docset, id, &drift::Witnesses::new()))
}

fn translation_of(docset: &DocSet, key: &str) -> PageId {
    let is_it = |id: &&PageId| docset.get(**id).is_some_and(|member| member.locale.tag() == LOCALE);
    *docset.group(key).iter().find(is_it).unwrap()
}

/// The corpus' pages with all their texts of the first-parent chain, the oldest first.
fn pages(history: &History) -> Vec<(String, Vec<String>)> {
    let keys: Vec<String> = history.current_keys().map(str::to_owned).collect();
    keys.into_iter()
        .map(|key| {
            let blobs: Vec<_> = history.revisions(&key).iter().filter_map(|revision| revision.blob).collect();
            let texts = history.texts(&blobs).unwrap().into_iter().flatten().collect();
            (key, texts)
        })
        .collect()
}

/// Old texts under new ones: stale in the facts that differ, and nothing else.
fn replay(pages: &[(String, Vec<String>)], locales: &Locales, dice: &mut Dice) -> Vec<Case> {
    let mut steps: Vec<(&str, &str, &str)> = Vec::new();
    while steps.len() < STEPS {
        let (key, texts) = dice.pick(pages).unwrap();
        if texts.len() < 2 {
            continue;
        }
        let old = dice.below(texts.len() - 1);
        // Single commits, and many at once.
        let far = if dice.below(3) == 0 { texts.len() - 1 } else { (old + 1 + dice.below(4)).min(texts.len() - 1) };
        let (old, new) = (texts[old].as_str(), texts[far].as_str());
        if old != new && !steps.contains(&(key, old, new)) {
            steps.push((key, old, new));
        }
    }
    let english = locales.get("en-US");
    let judged = |(key, old, new): &(&str, &str, &str)| {
        let today = facts_of(&parse(new), english.as_ref());
        let mut base = facts_of(&parse(old), english.as_ref());
        rekey(&mut base, &today, Kinship::SameLanguage);
        let (base, today) = (values(&base), values(&today));
        let stale = differing(&base, &today);
        let texts = vec![
            (format!("en-US/{key}"), (*new).to_owned()),
            (format!("en-US/{key}@base"), (*old).to_owned()),
            (format!("{LOCALE}/{key}"), translate(old, locales)),
        ];
        let docset = texts::from_texts(texts, "en-US", true, locales);
        let mut found: BTreeMap<FactKey, Verdict> = BTreeMap::new();
        for item in judge(&docset, translation_of(&docset, key)) {
            found.insert((item.kind, item.key.clone()), item.verdict);
        }
        let all: BTreeSet<&FactKey> = base.keys().chain(today.keys()).chain(found.keys()).collect();
        let case = |fact: &FactKey| Case {
            truth: stale.contains(fact).then_some(Verdict::Stale),
            found: found.get(fact).copied(),
            what: format!("replay {key}: {} {}: {:?} -> {:?}", fact.0.name(), fact.1, base.get(fact), today.get(fact)),
        };
        all.into_iter().map(case).collect::<Vec<Case>>()
    };
    steps.par_iter().flat_map_iter(judged).collect()
}

/// Faults on fresh pages: mistranslated at the place of the fault, and nothing else.
fn planted(pages: &[(String, Vec<String>)], locales: &Locales, dice: &mut Dice) -> (Vec<Case>, Vec<(String, usize)>) {
    let words = locales.get(LOCALE);
    let all: Vec<(&str, &str, String)> = pages
        .par_iter()
        .filter_map(|(key, texts)| Some((key.as_str(), texts.last()?.as_str())))
        .map(|(key, text)| (key, text, translate(text, locales)))
        .collect();
    let mut plants: Vec<(usize, usize, Span, String)> = Vec::new();
    let mut counts = Vec::new();
    for (number, fault) in FAULTS.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for _ in 0..EACH * 12 {
            if seen.len() == EACH {
                break;
            }
            let at = dice.below(all.len());
            let page = parse(&all[at].2);
            let tables = table::tables(&page, words.as_ref());
            let places = (fault.plant)(&Sheet { page: &page, tables: &tables });
            if let Some((span, new)) = dice.pick(&places)
                && seen.insert((at, *span))
            {
                plants.push((number, at, *span, new.clone()));
            }
        }
        counts.push((fault.name.to_owned(), seen.len()));
    }
    let judged = |(number, at, span, new): &(usize, usize, Span, String)| {
        let fault = &FAULTS[*number];
        let (key, source, whole) = &all[*at];
        let text = format!("{}{new}{}", &whole[..span.from()], &whole[span.to()..]);
        let place = Span::new(span.from(), span.from() + new.len());
        let texts = vec![(format!("en-US/{key}"), (*source).to_owned()), (format!("{LOCALE}/{key}"), text.clone())];
        let docset = texts::from_texts(texts, "en-US", true, locales);
        let id = translation_of(&docset, key);
        let page = &docset.get(id).unwrap().page;
        let mut hit = None;
        let mut cases = Vec::new();
        let told =
            |item: &Judged| format!("{} {} ({} -> {})", item.kind.name(), item.key, item.expected(), item.found());
        let what = format!("{} in {key}: {:?} -> {new:?}", fault.name, span.of(whole));
        for item in judge(&docset, id) {
            let near = item.place.overlaps(place)
                || item.place.contains(place)
                || item.place.start == place.start
                || item.ours.is_none() && {
                    let section = page.section_index(place.start);
                    section.abs_diff(page.section_index(item.place.start)) <= 1
                };
            let row = item.kind == FactKind::TableShape && fault.kinds.contains(&item.kind);
            if fault.kinds.contains(&item.kind) && (near || row) {
                hit = Some(item.verdict);
            } else {
                let what = format!("{what}: besides {}", told(&item));
                cases.push(Case { truth: None, found: Some(item.verdict), what });
            }
        }
        cases.push(Case { truth: Some(Verdict::Mistranslated), found: hit, what });
        cases
    };
    (plants.par_iter().flat_map_iter(judged).collect(), counts)
}

/// A fact of a translation to be replaced by what another text of the source says: the page, the place, and that text's words.
struct Swap {
    page: usize,
    span: Span,
    raw: String,
}

/// Where a fact of the translation `ours` can be replaced by another value out of `others`, so that only this fact changes.
fn swaps(page: usize, source: &str, ours: &str, others: &[&str], locales: &Locales) -> Vec<Swap> {
    let (english, words) = (locales.get("en-US"), locales.get(LOCALE));
    let pivot = facts_of(&parse(source), english.as_ref());
    let sheet = parse(ours);
    let mut mine = facts_of(&sheet, words.as_ref());
    rekey(&mut mine, &pivot, Kinship::Translation);
    let mine_by_key = mine.by_key();
    let mut out = Vec::new();
    for other in others {
        let there = parse(other);
        let mut theirs = facts_of(&there, english.as_ref());
        rekey(&mut theirs, &pivot, Kinship::SameLanguage);
        for (key, fact) in theirs.by_key() {
            let is_one =
                matches!(key.0, FactKind::Type | FactKind::Permission | FactKind::Status | FactKind::ExampleHeader);
            let Some(own) = mine_by_key.get(&key).filter(|own| is_one && own.value != fact.value) else { continue };
            let raw = there.slice(fact.span);
            let is_words = key.0 == FactKind::Permission && !fact.value.contains('.');
            let in_prose = key.0 == FactKind::Status && raw.len() != 3;
            if !is_words && !in_prose && !raw.contains('\n') {
                out.push(Swap { page, span: own.span, raw: raw.to_owned() });
            }
        }
    }
    out
}

/// Pages whose translations say, of one fact, what another text of the source says: an older one, or the other version's.
fn mistaken(
    pages: &[(String, Vec<String>)],
    verdict: Verdict,
    history: Option<History>,
    locales: &Locales,
    dice: &mut Dice,
) -> Vec<Case> {
    let today = |key: &str| pages.iter().find(|(other, _)| other == key).and_then(|(_, texts)| texts.last());
    let all: Vec<(&str, &str, String, Vec<Swap>)> = pages
        .par_iter()
        .enumerate()
        .filter_map(|(at, (key, texts))| {
            let source = texts.last()?;
            let sibling =
                if key.contains("/beta/") { key.replace("/beta/", "/v1.0/") } else { key.replace("/v1.0/", "/beta/") };
            let others: Vec<&str> = match verdict {
                Verdict::FalseSync => texts.iter().rev().skip(1).step_by(5).map(String::as_str).collect(),
                _ => today(&sibling).into_iter().map(String::as_str).collect(),
            };
            let ours = translate(source, locales);
            let mut swaps = swaps(at, source, &ours, &others, locales);
            // The same letters in another case, or with other marks, are a slip of the pen and show no other text.
            let letters = |text: &str| {
                let kept = text.chars().filter(|c| c.is_alphanumeric());
                kept.flat_map(char::to_lowercase).collect::<String>()
            };
            swaps.retain(|swap| letters(&swap.raw) != letters(&ours[swap.span.from()..swap.span.to()]));
            Some((key.as_str(), source.as_str(), ours, swaps))
        })
        .collect();
    let mut texts: Vec<(String, String)> = Vec::new();
    let mut changed: Vec<(&str, BTreeSet<FactKey>)> = Vec::new();
    let (english, words) = (locales.get("en-US"), locales.get(LOCALE));
    for (key, source, ours, swaps) in &all {
        texts.push((format!("en-US/{key}"), (*source).to_owned()));
        let Some(swap) = dice.pick(swaps) else { continue };
        assert_eq!(pages[swap.page].0, *key);
        let text = format!("{}{}{}", &ours[..swap.span.from()], swap.raw, &ours[swap.span.to()..]);
        let pivot = facts_of(&parse(source), english.as_ref());
        let read = |text: &str| {
            let mut facts = facts_of(&parse(text), words.as_ref());
            rekey(&mut facts, &pivot, Kinship::Translation);
            values(&facts)
        };
        // Facts that stand within the same words (a link in a type) come and go with them.
        changed.push((key, differing(&read(ours), &read(&text))));
        texts.push((format!("{LOCALE}/{key}"), text));
    }
    let mut docset = texts::from_texts(texts, "en-US", true, locales);
    if history.is_some() {
        origin::resolve(&mut docset, history, locales).unwrap();
    }
    let judged = |(key, changed): &(&str, BTreeSet<FactKey>)| {
        let id = translation_of(&docset, key);
        let mut found: BTreeMap<FactKey, Verdict> = BTreeMap::new();
        let mut what: BTreeMap<FactKey, String> = BTreeMap::new();
        for item in judge(&docset, id) {
            let fact = (item.kind, item.key.clone());
            what.insert(fact.clone(), format!("{:?} -> {:?}", item.expected(), item.found()));
            found.insert(fact, item.verdict);
        }
        let keys: BTreeSet<&FactKey> = changed.iter().chain(found.keys()).collect();
        let case = |fact: &FactKey| Case {
            truth: changed.contains(fact).then_some(verdict),
            found: found.get(fact).copied(),
            what: format!("{} in {key}: {} {}: {:?}", verdict.name(), fact.0.name(), fact.1, what.get(fact)),
        };
        keys.into_iter().map(case).collect::<Vec<Case>>()
    };
    changed.par_iter().flat_map_iter(judged).collect()
}

#[test]
fn verdicts_are_what_was_done() {
    if cfg!(debug_assertions) {
        println!("skipped: debug build");
        return;
    }
    let Some(source) = bundle::history() else { return };
    let open = || History::read_with_cache(Git::open(&source, None).unwrap(), None).unwrap();
    let history = open();
    let pages = pages(&history);
    let locales = Locales::built_in();
    let mut dice = Dice(0x2019_0111_2021_0701);
    let mut cases = clean(&pages, &locales);
    println!("{} cases of faultless translations", cases.len());
    cases.extend(replay(&pages, &locales, &mut dice));
    let (more, counts) = planted(&pages, &locales, &mut dice);
    cases.extend(more);
    let once = mistaken(&pages, Verdict::FalseSync, Some(open()), &locales, &mut dice);
    println!("{} cases of an older value", once.len());
    cases.extend(once);
    let other = mistaken(&pages, Verdict::VersionMixup, None, &locales, &mut dice);
    println!("{} cases of the other version's value", other.len());
    cases.extend(other);
    for (name, count) in &counts {
        println!("{count:4} {name}");
    }
    tables::report(&cases, &counts);
}

/// Faultless translations of today's text, of which nothing may be said.
fn clean(pages: &[(String, Vec<String>)], locales: &Locales) -> Vec<Case> {
    let judged = |(key, texts): &(String, Vec<String>)| {
        let Some(source) = texts.last() else { return Vec::new() };
        let both =
            vec![(format!("en-US/{key}"), source.clone()), (format!("{LOCALE}/{key}"), translate(source, locales))];
        let docset = texts::from_texts(both, "en-US", true, locales);
        let of = |item: Judged| Case {
            truth: None,
            found: Some(item.verdict),
            what: format!("clean {key}: {} {} ({} -> {})", item.kind.name(), item.key, item.expected(), item.found()),
        };
        judge(&docset, translation_of(&docset, key)).into_iter().map(of).collect()
    };
    pages.par_iter().flat_map_iter(judged).collect()
}
