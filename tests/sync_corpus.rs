//! `sync` on every translation of the history set: what is free of language must then say what today's source says, unchanged
//! prose must be the same to the byte, and a second run must find nothing to do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "support/bundle.rs"]
mod bundle;
mod support;

use isogloss::docset::{DocSet, Git, History, Layout, Locales, Member, PageId, Root, discover};
use isogloss::drift::{self, Change, Difference};
use isogloss::fact::table;
use isogloss::page::{self, Page};
use isogloss::sync::header::Kept;
use isogloss::sync::outcome::SourcePage;
use isogloss::sync::{block, mark, sync};
use isogloss::text::{Source, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};

const LOCALES: [&str; 3] = ["es-ES", "ru-RU", "pt-BR"];

#[derive(Default, Debug)]
struct Tally {
    counts: BTreeMap<&'static str, usize>,
    notes: Vec<String>,
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

fn in_marks(text: &str, page: &Page, span: Span) -> bool {
    // Marks of blocks stand on lines of their own: what lies between two is marked.
    let before = &text[..span.from()];
    let open = before.rfind("<!-- isogloss: ");
    let close = before.rfind("<!-- /isogloss -->");
    let cell = page
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().chain([&table.header]))
        .any(|row| row.cells.iter().any(|cell| cell.overlaps(span) && mark::cell(cell.of(text)).1.is_some()));
    let line_end = text[span.to()..].find('\n').map_or(text.len(), |at| span.to() + at);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let pair = match (open, close) {
        (Some(open), Some(close)) => open > close && is_alone(text, open),
        (Some(open), None) => is_alone(text, open),
        _ => false,
    };
    cell || pair || text[line_start..line_end].contains("<!-- isogloss: ")
}

fn is_alone(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..at].trim().is_empty()
}

fn check(docset: &DocSet, id: PageId) -> Tally {
    let mut tally = Tally::default();
    let (member, origin) = (docset.get(id).unwrap(), docset.origin(id).unwrap());
    let shown = format!("{} {}", member.locale.tag(), member.key);
    tally.add("pages", 1);
    let Some(source) = origin.source.and_then(|id| docset.get(id)) else {
        tally.add("without a source today", 1);
        return tally;
    };
    let base = docset.get(origin.base.unwrap()).unwrap();
    let text = &member.page.source.text;
    let done = match sync(&shown, text, side(base), side(source), &Kept::default()) {
        Ok(done) => done,
        Err(why) => {
            tally.add("refused", 1);
            tally.notes.push(format!("{shown}: refused: {why}"));
            return tally;
        }
    };
    let again = sync(&shown, &done.text, side(base), side(source), &Kept::default()).unwrap();
    assert_eq!(again.text, done.text, "{shown}: a second run changes the page");
    for (line, why) in &done.left {
        tally.add("parts left", 1);
        tally.notes.push(format!("{shown}:{line}: left: {why}"));
    }
    let before: HashSet<_> = drift::compare(&base.page, &member.page, &base.tables).iter().map(key).collect();
    let new = page::parse(Source::new(shown.as_str(), done.text.as_str()));
    let tables = table::tables(&source.page, source.locale.as_ref());
    let stale = drift::compare(&source.page, &member.page, &tables)
        .iter()
        .filter(|found| !before.contains(&key(found)))
        .count();
    tally.add("facts that differed before", stale);
    let (mut prose, mut ours, mut damage) = (0, 0, 0);
    for found in drift::compare(&source.page, &new, &tables) {
        if matches!(found.change, Change::Reworded | Change::Respaced) {
            continue;
        }
        let place = found.translation.as_ref().map_or(found.place, |side| side.span);
        if before.contains(&key(&found))
            || before.iter().any(|other| other.0 == found.kind.name() && other.2.is_some() && other.2 == key(&found).2)
        {
            damage += 1;
        } else if in_marks(&done.text, &new, place)
            || found.translation.is_none() && found.kind.is_in_prose() && !done.summary.is_empty()
        {
            prose += 1;
            let line = new.source.lines().line(place.start);
            tally.notes.push(format!(
                "{shown}:{line}: prose: {:?} {:?} -> {:?}",
                found.kind,
                key(&found).1.unwrap_or_default(),
                key(&found).2
            ));
        } else {
            ours += 1;
            let line = new.source.lines().line(place.start);
            tally.notes.push(format!(
                "{shown}:{line}: {:?} {} -> {:?}",
                found.kind,
                key(&found).1.unwrap_or_default(),
                key(&found).2
            ));
        }
    }
    tally.add("facts left: damage from before", damage);
    tally.add("facts left: in marked prose", prose);
    tally.add("facts left: by sync", ours);
    let what = match (ours > 0 || !done.left.is_empty(), prose > 0, damage > 0) {
        (true, _, _) => "pages not equal",
        (_, true, _) => "pages equal but for marked prose (and older damage)",
        (_, _, true) => "pages equal but for older damage",
        _ => "pages equal",
    };
    tally.add(what, 1);
    tally.add("prose blocks kept", kept_prose(base, source, member, &done.text, &shown));
    tally
}

/// How many paragraphs and headings whose source has not changed; each must still be there to the byte.
fn kept_prose(base: &Member, source: &Member, member: &Member, new: &str, shown: &str) -> usize {
    let blocks = |page: &Page| block::blocks(page);
    let (was, own) = (blocks(&base.page), blocks(&member.page));
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
            let body = own.body.of(&member.page.source.text);
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
    let root = |tag: &str, folder: std::path::PathBuf| Root { locale: Some(tag.to_owned()), folder };
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
    let mut all: BTreeMap<&str, Tally> = BTreeMap::new();
    let tallies: Vec<(PageId, Tally)> = ids.into_par_iter().map(|id| (id, check(&docset, id))).collect();
    for (id, tally) in tallies {
        let of_locale = all.entry(docset.get(id).unwrap().locale.tag()).or_default();
        for (what, count) in tally.counts {
            of_locale.add(what, count);
        }
        of_locale.notes.extend(tally.notes);
    }
    for (tag, tally) in &all {
        println!("{tag}: {:#?}", tally.counts);
        if std::env::var_os("ISOGLOSS_SYNC_NOTES").is_some() {
            for note in &tally.notes {
                println!("{note}");
            }
        }
    }
}
