//! `sync` on every translation of the history set: what is free of language must then say what today's source says, unchanged
//! prose must be the same to the byte, and a second run must find nothing to do.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::type_complexity,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::format_push_string,
    clippy::format_collect
)]

#[path = "support/bundle.rs"]
mod bundle;
#[path = "support/keep.rs"]
mod keep;
mod support;

use isogloss::docset::origin::Origin;
use isogloss::docset::{DocSet, Git, History, Layout, Locales, Member, PageId, Root, again, discover};
use isogloss::drift::{self, Change, Difference, Witnesses};
use isogloss::engine::fix::Choice;
use isogloss::engine::passes::{Passes, Rules};
use isogloss::engine::{Scope, Selection};
use isogloss::fact::{FactKind, table};
use isogloss::page::{self, Page};
use isogloss::rule::Settings;
use isogloss::sync::header::Kept;
use isogloss::sync::outcome::SourcePage;
use isogloss::sync::{Outcome, block, fill, inline, mark, sync, unit};
use isogloss::text::{Source, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};

const LOCALES: [&str; 3] = ["es-ES", "ru-RU", "pt-BR"];

const BEGIN: &str = "<!-- begin: written by tests/sync_corpus.rs -->\n";
const REFUSED: &str = "pages refused";
const BY_SYNC: &str = "other facts that differ after it";

const DAMAGE_IN_PROSE: &str = "damage that `check` then sees in prose, by the source that the pages still name";
const DAMAGE: &str = "other damage that `check` then sees";

/// What is counted, in the order of the table.
const ROWS: [&str; 17] = [
    "pages",
    "pages whose source is gone",
    REFUSED,
    "pages that then say what the source says",
    "the same, but for damage from before",
    "the same, but for marked prose",
    "pages with other facts, or with parts left",
    "facts that were stale",
    "facts that differ after it: damage from before",
    "facts that differ after it: in marked prose",
    BY_SYNC,
    "parts left as they were",
    "blocks of unchanged prose, each the same to the byte",
    "texts handed over, taken back and put in place",
    "other facts that differ when the page went by a text halfway",
    DAMAGE_IN_PROSE,
    DAMAGE,
];

#[derive(Default, Debug)]
struct Tally {
    counts: BTreeMap<&'static str, usize>,
    notes: Vec<String>,
    text: Option<String>,
}

impl Tally {
    fn add(&mut self, what: &'static str, count: usize) {
        *self.counts.entry(what).or_default() += count;
    }
}

fn side(member: &Member) -> SourcePage<'_> {
    SourcePage { page: &member.page, tables: &member.tables }
}

fn key(difference: &Difference) -> (&'static str, Option<String>, Option<String>) {
    let value = |side: &Option<drift::Side>| side.as_ref().map(|side| side.value.clone());
    (difference.kind.name(), value(&difference.source), value(&difference.translation))
}

/// The places of a page that are marked.
fn marked(page: &Page) -> Vec<Span> {
    let text = &page.source.text;
    let mut spans = Vec::new();
    let mut open = None;
    for comment in &page.comments {
        let content = page.slice(comment.content);
        let line = mark::line_around(text, comment.span.from());
        let is_alone = line.of(text).trim() == page.slice(comment.span);
        if content.starts_with("isogloss:") && is_alone {
            open = Some(comment.span);
        } else if content.starts_with("isogloss:") {
            let rows = page.tables.iter().flat_map(|table| table.rows.iter().chain([&table.header]));
            let cell = rows.flat_map(|row| &row.cells).find(|cell| cell.contains(comment.span));
            let paragraph = page.paragraphs.iter().map(|paragraph| &paragraph.span);
            spans.extend(cell.or(paragraph.into_iter().find(|span| span.contains(comment.span))));
        } else if content == "/isogloss" {
            spans.extend(open.take().map(|open: Span| open.join(comment.span)));
        }
    }
    spans
}

/// Whether a difference lies in a marked place, or is a token that marked prose of its section lacks.
fn is_marked(page: &Page, marked: &[Span], found: &Difference) -> bool {
    let place = found.translation.as_ref().map_or(found.place, |side| side.span);
    let in_header = page.front_matter.as_ref().is_some_and(|header| {
        header.span.overlaps(place) && page.slice(header.span).contains(mark::Mark::Outdated.yaml())
    });
    let section = page.section_at(place.start).map_or(place, |section| section.span);
    let lacks = found.translation.is_none() && found.kind.is_in_prose();
    in_header || marked.iter().any(|span| span.overlaps(place) || lacks && span.overlaps(section))
}

/// How many facts of a page do not say what today's source says: in marked prose, by the fault of `sync`, damaged before.
struct Left {
    prose: usize,
    ours: usize,
    damage: usize,
}

fn left(
    before: &HashSet<(&'static str, Option<String>, Option<String>)>,
    source: &Member,
    done: &Outcome,
    shown: &str,
    notes: &mut Vec<String>,
) -> Left {
    let new = page::parse(Source::new(shown, done.text.as_str()));
    let tables = table::tables(&source.page, source.locale.as_ref());
    let marks = marked(&new);
    let mut left = Left { prose: 0, ours: 0, damage: 0 };
    for found in drift::compare(&source.page, &new, &tables) {
        if matches!(found.change, Change::Reworded | Change::Respaced) {
            continue;
        }
        let (kind, _, value) = key(&found);
        let same_value = |other: &&(&'static str, Option<String>, Option<String>)| {
            other.0 == kind && other.2.is_some() && other.2 == value
        };
        if before.contains(&key(&found)) || before.iter().any(|other| same_value(&other)) {
            left.damage += 1;
            let place = found.translation.as_ref().map_or(found.place, |side| side.span);
            let line = new.source.lines().line(place.start);
            notes.push(format!("{shown}:{line}: damage: {kind} {} -> {value:?}", found.expected()));
        } else if is_marked(&new, &marks, &found) {
            left.prose += 1;
        } else {
            left.ours += 1;
            let place = found.translation.as_ref().map_or(found.place, |side| side.span);
            let line = new.source.lines().line(place.start);
            notes.push(format!("{shown}:{line}: {kind} {} -> {value:?}", found.expected()));
        }
    }
    left
}

/// The page brought to a text halfway between its base and today's, still naming its base, and then to today's.
fn in_two_steps(docset: &DocSet, member: &Member, origin: &Origin, shown: &str) -> Option<usize> {
    let history = docset.history.as_ref()?;
    let (source, base) = (docset.get(origin.source?)?, docset.get(origin.base?)?);
    let later = history.revisions(origin.traced().key.as_deref()?).iter();
    let later = later.filter(|revision| origin.traced().base_commit.is_none_or(|base| revision.commit > base));
    let blobs: Vec<_> = later.filter_map(|revision| revision.blob).collect();
    let texts = history.texts(&blobs).unwrap();
    let pages: Vec<Page> = texts.into_iter().flatten().map(|text| page::parse(Source::new("", text))).collect();
    let tables: Vec<_> = pages.iter().map(|page| table::tables(page, source.locale.as_ref())).collect();
    let sides: Vec<SourcePage<'_>> =
        pages.iter().zip(&tables).map(|(page, tables)| SourcePage { page, tables }).collect();
    let halfway = *sides.get(sides.len().checked_sub(1)? / 2)?;
    let bases: Vec<SourcePage<'_>> = [side(base)].into_iter().chain(sides).collect();
    let first = sync(shown, &member.page.source.text, &[side(base)], halfway, &Kept::default()).unwrap();
    let second = sync(shown, &first.text, &bases, side(source), &Kept::default()).unwrap();
    assert_eq!(second.left, [], "{shown}");
    let before: HashSet<_> = drift::compare(&base.page, &member.page, &base.tables).iter().map(key).collect();
    let left = left(&before, source, &second, shown, &mut Vec::new());
    Some(left.ours)
}

/// Every text that is handed over comes back as it was, and fills all places of the page.
fn round_trip(key: &str, done: &Outcome, source: &Member, base: &Member, shown: &str) -> usize {
    let plain = mark::unmarked(shown, &done.text);
    let units = unit::units(key, &plain, &source.page, Some(side(base)));
    let filled: Vec<(&unit::Unit, String)> = units
        .iter()
        .map(|unit| {
            let parts = inline::parts(&unit.source).into_iter().map(|part| match part {
                inline::Part::Text(text) => fill::Translated::Text(text),
                inline::Part::Whole(number, _) => fill::Translated::Whole(number),
                inline::Part::Open(number, _) => fill::Translated::Open(number),
                inline::Part::Close(number, _) => fill::Translated::Close(number),
            });
            let text = fill::compose(&unit.source, &parts.collect::<Vec<_>>()).unwrap();
            assert_eq!(text, unit.source.trim(), "{shown}");
            (unit, text)
        })
        .collect();
    let (text, refused) = fill::fill(shown, &done.text, &filled);
    assert_eq!(refused, [], "{shown}");
    assert!(!text.contains("isogloss:"), "{shown}: a mark is left");
    units.len()
}

/// The pages as the command brings them to their source: with damage outside of paragraphs mended.
fn mended(docset: DocSet, layout: &Layout) -> DocSet {
    let (settings, locales) = (Settings::default(), Locales::built_in());
    // Type phrases (`colección de event`) are house style and off by default; here the page shall say what its source says.
    let rules = isogloss::rules::RULES.iter().filter(|rule| rule.default_on || rule.id == "type-phrase-translated");
    let rules: Vec<String> = rules.map(|rule| rule.id.to_owned()).collect();
    let selection = Selection::new(&rules, &[], &settings).unwrap_or_else(|_| Selection::all());
    let rules =
        Rules { selection: &selection, settings: &settings, layout, locales: &locales, scope: Scope::default() };
    let mut passes = Passes::new(docset, rules);
    let choice = Choice { outside_prose: true, ..Choice::default() };
    passes.run(rules, choice, |docset, id| !docset.is_source(docset.get(id).unwrap())).unwrap();
    assert_eq!(passes.barred, []);
    passes.docset
}

fn check(docset: &DocSet, id: PageId, old: &Page) -> Tally {
    let mut tally = Tally::default();
    let (member, origin) = (docset.get(id).unwrap(), docset.origin(id).unwrap());
    let shown = format!("{} {}", member.locale.tag(), member.key);
    tally.add("pages", 1);
    let Some(source) = origin.source.and_then(|id| docset.get(id)) else {
        tally.add(ROWS[1], 1);
        return tally;
    };
    let base = docset.get(origin.base.unwrap()).unwrap();
    let text = &member.page.source.text;
    let done = match sync(&shown, text, &[side(base)], side(source), &Kept::default()) {
        Ok(done) => done,
        Err(why) => {
            tally.add(REFUSED, 1);
            tally.notes.push(format!("{shown}: refused: {why}"));
            return tally;
        }
    };
    let again = sync(&shown, &done.text, &[side(base)], side(source), &Kept::default()).unwrap();
    assert_eq!(again.text, done.text, "{shown}: a second run changes the page");
    for (line, why) in &done.left {
        tally.add("parts left as they were", 1);
        tally.notes.push(format!("{shown}:{line}: left: {why}"));
    }
    let before: HashSet<_> = drift::compare(&base.page, &member.page, &base.tables).iter().map(key).collect();
    let tables = table::tables(&source.page, source.locale.as_ref());
    let stale = drift::compare(&source.page, &member.page, &tables);
    tally.add("facts that were stale", stale.iter().filter(|found| !before.contains(&key(found))).count());
    let Left { prose, ours, damage } = left(&before, source, &done, &shown, &mut tally.notes);
    tally.add(ROWS[8], damage);
    tally.add(ROWS[9], prose);
    tally.add(BY_SYNC, ours);
    let what = match (ours > 0 || !done.left.is_empty(), prose > 0, damage > 0) {
        (true, _, _) => ROWS[6],
        (_, true, _) => ROWS[5],
        (_, _, true) => ROWS[4],
        _ => ROWS[3],
    };
    tally.add(what, 1);
    tally.add(ROWS[13], round_trip(&member.key, &done, source, base, &shown));
    tally.add(ROWS[14], in_two_steps(docset, member, origin, &shown).unwrap_or(0));
    tally.add(ROWS[12], kept_prose(base, source, old, &done.text, &shown));
    tally.text = Some(done.text);
    tally
}

/// What `check` then calls damage, measured by the source that the pages still name: they were not marked.
fn count_damage(docset: DocSet, layout: &Layout, texts: BTreeMap<PageId, String>, all: &mut BTreeMap<String, Tally>) {
    let pages: Vec<PageId> = texts.keys().copied().collect();
    let (docset, done) = again::with_texts(docset, texts, layout, &Locales::built_in());
    done.unwrap();
    for id in pages {
        let member = docset.get(id).unwrap();
        let damage = drift::judge(&docset, id, &Witnesses::new()).damage;
        let damage = damage.iter().filter(|found| !matches!(found.change, Change::Reworded | Change::Respaced));
        // A header's name in a sentence is a word of it: `a Location header`.
        let is_prose = |found: &&Difference| {
            let is_named = found.kind == FactKind::HeaderName && found.table.is_none();
            found.kind.is_in_prose() || found.kind == FactKind::Title || is_named
        };
        let (prose, other): (Vec<_>, Vec<_>) = damage.partition(is_prose);
        let tally = all.get_mut(member.locale.tag()).unwrap();
        tally.add(DAMAGE_IN_PROSE, prose.len());
        tally.add(DAMAGE, other.len());
        tally.notes.extend(other.iter().map(|found| format!("{}: check: {:?}", member.key, key(found))));
    }
}

/// How many paragraphs and headings whose source has not changed; each must still be there to the byte.
fn kept_prose(base: &Member, source: &Member, before: &Page, new: &str, shown: &str) -> usize {
    let blocks = |page: &Page| block::blocks(page);
    let (was, own) = (blocks(&base.page), blocks(before));
    if was.len() != own.len() || was.iter().zip(&own).any(|(a, b)| a.kind != b.kind) {
        return 0;
    }
    let today: HashSet<&str> =
        blocks(&source.page).iter().map(|block| block.body.of(&source.page.source.text)).collect();
    let mut kept = 0;
    for (old, own) in was.iter().zip(&own) {
        let is_prose = matches!(
            old.kind,
            block::Kind::Paragraph | block::Kind::Item | block::Kind::Quote | block::Kind::Heading(_)
        );
        if is_prose && !old.is_free && today.contains(old.body.of(&base.page.source.text)) {
            let body = own.body.of(&before.source.text);
            assert!(new.contains(body), "{shown}: lost: {body}");
            kept += 1;
        }
    }
    kept
}

#[test]
fn every_page_is_brought_to_today() {
    let (Some(source), Some(locales)) = (bundle::history(), support::corpus("graph-history-locales.tar.xz", "locales"))
    else {
        return;
    };
    let root = |tag: &str, folder: std::path::PathBuf| Root::new(Some(tag.to_owned()), folder);
    let mut roots = vec![root("en-US", source.clone())];
    roots.extend(LOCALES.map(|tag| root(tag, locales.join("2019").join(tag))));
    let layout = Layout { roots, source_locale: Some("en-US".to_owned()), ..Layout::default() };
    let history = History::read_with_cache(Git::open(&source, None).unwrap(), None).unwrap();
    let (docset, done) = discover::read_with(&layout, &[], &[], &Locales::built_in(), Some(history));
    done.unwrap();
    let ids: Vec<PageId> = (0..docset.members.len() as u32)
        .map(PageId)
        .filter(|id| docset.get(*id).is_some_and(|member| !docset.is_source(member)))
        .collect();
    let mut all: BTreeMap<String, Tally> = BTreeMap::new();
    let text = |id: &PageId| docset.get(*id).unwrap().page.source.text.to_string();
    let old: BTreeMap<PageId, Page> = ids.iter().map(|id| (*id, page::parse(Source::new("", text(id))))).collect();
    let docset = mended(docset, &layout);
    let tallies: Vec<(PageId, Tally)> = ids.into_par_iter().map(|id| (id, check(&docset, id, &old[&id]))).collect();
    let mut texts = BTreeMap::new();
    for (id, mut tally) in tallies {
        texts.extend(tally.text.take().map(|text| (id, text)));
        let of_locale = all.entry(docset.get(id).unwrap().locale.tag().to_owned()).or_default();
        for (what, count) in tally.counts {
            of_locale.add(what, count);
        }
        of_locale.notes.extend(tally.notes);
    }
    count_damage(docset, &layout, texts, &mut all);
    let mut table = String::from("\n|  |");
    for tag in all.keys() {
        table += &format!(" {tag} |");
    }
    table += "\n|---|";
    table += &"--:|".repeat(all.len());
    table.push('\n');
    for what in ROWS {
        table += &format!("| {what} |");
        for tally in all.values() {
            table += &format!(" {} |", tally.counts.get(what).unwrap_or(&0));
        }
        table.push('\n');
    }
    println!("{table}");
    for note in all.values().flat_map(|tally| &tally.notes) {
        println!("{note}");
    }
    let path = std::path::Path::new("docs/accuracy.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    keep::write_or_fail(path, &format!("{before}{BEGIN}{table}\n<!-- end -->{after}").replace("\n\n\n", "\n\n"));
    for tally in all.values() {
        let count = |what: &str| tally.counts.get(what).copied().unwrap_or(0);
        assert_eq!(tally.counts.keys().find(|what| !ROWS.contains(what)), None);
        assert_eq!((count(REFUSED), count(BY_SYNC), count(ROWS[14])), (0, 0, 0), "{:#?}", tally.notes);
        assert_eq!(count("parts left as they were"), 0, "{:#?}", tally.notes);
    }
}
