//! Every verdict on the history set of the corpus, worked out a second time: slowly, with plain `git` commands and maps of
//! values, by the table of verdicts as it is written. Both must agree on every fact of every page. What is shared are the
//! reader of facts and their alignment, which have tests of their own; not shared is how a base, a past or a verdict is found.
//! Slow, so only in release builds.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::format_collect,
    clippy::case_sensitive_file_extension_comparisons
)]

#[path = "support/bundle.rs"]
mod bundle;
#[path = "brute_force/commit.rs"]
mod commit;
#[path = "brute_force/repository.rs"]
mod repository;
mod support;

use commit::commit_fault;
use isogloss::docset::{DocSet, Git, History, Layout, Locales, Member, PageId, Root, discover};
use isogloss::drift::change::Change;
use isogloss::drift::rekey::{Kinship, follow, rekey};
use isogloss::drift::{self, Verdict, overview};
use isogloss::fact::{self, FactKey, FactKind, Facts, Words, table};
use isogloss::page::{self, Page};
use isogloss::text::{Source, Span};
use rayon::prelude::*;
use repository::{Repository, hash};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

const LOCALES: [&str; 3] = ["es-ES", "ru-RU", "pt-BR"];

fn parse(text: &str) -> Page {
    page::parse(Source::new("page.md", text))
}

fn facts_of(page: &Page, words: &dyn Words) -> Facts {
    fact::collect(page, &table::tables(page, words), words)
}

type Values = BTreeMap<FactKey, String>;

fn values(facts: &Facts) -> Values {
    facts.by_key().into_iter().map(|(key, fact)| (key, fact.value.clone())).collect()
}

/// The line of a page's front matter that begins with `key:`.
fn meta(text: &str, key: &str) -> Option<String> {
    let header = text.trim_start_matches('\u{feff}').strip_prefix("---")?.split_once("\n---")?.0;
    let line = header.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    Some(line.trim().trim_matches(['"', '\'']).to_owned())
}

fn body(text: &str) -> String {
    let after = text.trim_start_matches('\u{feff}').strip_prefix("---").and_then(|rest| rest.split_once("\n---"));
    let body = after.map_or(text, |(_, rest)| rest);
    body.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Whether a translation that says this of the fact, or nothing, can have it from another text. What is missing counts only
/// where translators lose nothing: in the structure, in code, and whole rows. Schemes, placeholders and media types are words
/// of a cell that a translator may spell in any way.
fn tells(kind: FactKind, value: Option<&String>) -> bool {
    use FactKind as K;
    match kind {
        K::AuthenticationScheme | K::Placeholder | K::MediaType => false,
        K::Title | K::Type | K::Permission | K::CodeSpan | K::Bold | K::LinkText | K::LinkTarget => value.is_some(),
        _ => true,
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Line {
    page: String,
    kind: &'static str,
    key: String,
    verdict: &'static str,
}

/// The sides of one page, and what the table says of it.
struct Brute {
    lines: BTreeSet<Line>,
    /// Places on the translation and on its base that a text of the past, or of the other version, explains.
    explained: (Vec<Span>, Vec<Span>),
    current: Option<Facts>,
    base: Page,
    was: Values,
}

/// Whether an example of the page calls the other version than the page's folder names, or no example answers a code of
/// success that the section on the response promises.
fn contradicts_itself(source: &str, key: &str, kind: FactKind) -> bool {
    if kind == FactKind::Version {
        let other = if key.contains("/beta/") { "graph.microsoft.com/v1.0/" } else { "graph.microsoft.com/beta/" };
        return source.contains(other);
    }
    let section = source.split("\n## Response").nth(1).unwrap_or("").split("\n#").next().unwrap_or("");
    let is_code =
        |word: &&str| word.len() == 3 && word.starts_with(['2', '3']) && word.bytes().all(|b| b.is_ascii_digit());
    let prose = section.split("```").step_by(2);
    let said: BTreeSet<&str> =
        prose.flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric())).filter(is_code).collect();
    let answers = source.lines().filter_map(|line| line.trim().strip_prefix("HTTP/1.1 "));
    let shown: BTreeSet<&str> = answers.filter_map(|line| line.split(' ').next()).filter(is_code).collect();
    kind == FactKind::Status && !said.is_empty() && said.is_disjoint(&shown)
}

/// Whether two values are one but for capitals, spaces and punctuation.
fn is_slip(base: Option<&String>, ours: Option<&String>) -> bool {
    let letters =
        |text: &String| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    matches!((base, ours), (Some(base), Some(ours)) if letters(base) == letters(ours))
}

fn has_row(facts: &Facts, key: &str) -> bool {
    facts.units.iter().any(|unit| unit.rows.iter().any(|row| format!("{}/{row}", unit.key) == key))
}

fn brute(repo: &Repository, by_hash: &HashMap<String, String>, key: &str, shown: &str, member: &Member) -> Brute {
    let english = Locales::built_in().get("en-US");
    let text = &member.page.source.text;
    let (commit, wanted) = (meta(text, "ms.sourcegitcommit").unwrap(), meta(text, "ms.openlocfilehash").unwrap());
    let base = repo.show(&commit, key).filter(|text| hash(text) == wanted.to_lowercase());
    let base = base.map_or_else(|| by_hash[&wanted.to_lowercase()].clone(), |text| text.to_string());
    let current = std::fs::read_to_string(repo.folder.join(key)).ok();
    let base_page = parse(&base);
    let mut out = Brute {
        lines: BTreeSet::new(),
        explained: Default::default(),
        current: None,
        base: base_page,
        was: Values::new(),
    };
    let Some(current) = current else { return out };
    let (mut ours, mut was) = (facts_of(&member.page, member.locale.as_ref()), facts_of(&out.base, english.as_ref()));
    let today = facts_of(&parse(&current), english.as_ref());
    rekey(&mut ours, &was, Kinship::Translation);
    let renamed = rekey(&mut was, &today, Kinship::SameLanguage);
    follow(&mut ours, &renamed);
    let read = |text: &str| {
        let mut facts = facts_of(&parse(text), english.as_ref());
        rekey(&mut facts, &today, Kinship::SameLanguage);
        values(&facts)
    };
    let past: Vec<Values> = repo.ever(key).iter().map(|text| read(text)).collect();
    let other = if key.contains("/beta/") { key.replace("/beta/", "/v1.0/") } else { key.replace("/v1.0/", "/beta/") };
    let sibling = std::fs::read_to_string(repo.folder.join(other)).ok().map(|text| read(&text));
    let (l, b, c) = (values(&ours), values(&was), values(&today));
    let keys: BTreeSet<&FactKey> = l.keys().chain(b.keys()).chain(c.keys()).collect();
    let same_body = body(&base) == body(&current);
    // The source that lies there is older than what the page was made from.
    let is_ahead = !repo.is_ancestor(&commit, "HEAD");
    for key in keys {
        let (ours_is, base_is, today_is) = (l.get(key), b.get(key), c.get(key));
        let in_past = || past.iter().any(|values| values.get(key) == ours_is);
        let in_sibling = || sibling.as_ref().is_some_and(|values| values.get(key) == ours_is);
        let verdict = if ours_is == today_is && today_is == base_is {
            continue;
        } else if ours_is == today_is && !is_ahead {
            Verdict::SyncedByHand
        } else if ours_is == base_is {
            if is_ahead { Verdict::LocaleSkew } else { Verdict::Stale }
        } else if is_slip(base_is, ours_is) || ours_is.is_none() && has_row(&ours, &key.1) {
            // A capital or a dot more, or a row whose name cannot be read: damage, whoever else says so.
            continue;
        } else if tells(key.0, ours_is) && in_past() {
            Verdict::FalseSync
        } else if tells(key.0, ours_is) && in_sibling() {
            Verdict::VersionMixup
        } else {
            // Told by comparing with the base.
            continue;
        };
        assert!(!same_body || !matches!(verdict, Verdict::Stale | Verdict::SyncedByHand), "{shown}: {key:?}");
        if !matches!(verdict, Verdict::Stale | Verdict::LocaleSkew) {
            out.explained.0.extend(ours.by_key().get(key).map(|fact| fact.span));
            out.explained.1.extend(was.by_key().get(key).map(|fact| fact.span));
        }
        out.lines.insert(Line {
            page: shown.to_owned(),
            kind: key.0.name(),
            key: key.1.clone(),
            verdict: verdict.name(),
        });
    }
    // A whole block says nothing that a part of it says better.
    let finer: Vec<Line> = out.lines.iter().filter(|line| line.kind != "code-block").cloned().collect();
    out.lines.retain(|line| {
        let of_block = |fine: &Line| fine.key == line.key || fine.key.starts_with(&format!("{}/", line.key));
        line.kind != "code-block" || !finer.iter().any(of_block)
    });
    (out.current, out.was) = (Some(today), b);
    out
}

fn load(source: &Path, locales: &Path) -> DocSet {
    let root = |tag: &str, folder: PathBuf| Root::new(Some(tag.to_owned()), folder);
    let mut roots = vec![root("en-US", source.to_owned())];
    roots.extend(LOCALES.map(|tag| root(tag, locales.join("2019").join(tag))));
    let layout = Layout { roots, source_locale: Some("en-US".to_owned()), ..Layout::default() };
    let history = History::read_with_cache(Git::open(source, None).unwrap(), None).unwrap();
    let (docset, done) = discover::read_with(&layout, &[], &[], &Locales::built_in(), Some(history));
    done.unwrap();
    docset
}

#[derive(Default)]
struct Tally {
    lines: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
    commits: usize,
    unnamed: usize,
}

/// The translations are of January 2019, the source's history goes on to July 2021.
#[test]
fn every_verdict_is_what_the_table_says() {
    let Some((source, locales)) = corpus() else { return };
    let counts = check(&source, &locales);
    assert!(counts[Verdict::Stale.name()] > 20_000, "too few facts to prove anything");
    assert!(counts[Verdict::Mistranslated.name()] > 1000, "too few facts to prove anything");
}

/// The same with the history up to the commit that all but one of the translations name: what differs is damage.
#[test]
fn every_verdict_on_fresh_pages_is_what_the_table_says() {
    let Some((source, locales)) = corpus() else { return };
    let counts = check_at("b1a3ebe1", &source, &locales);
    assert!(counts[Verdict::Mistranslated.name()] > 1000, "too few facts to prove anything");
    assert!(!counts.contains_key(Verdict::LocaleSkew.name()));
}

/// The same with a history that ends before that commit: the pages lead.
#[test]
fn every_verdict_on_leading_pages_is_what_the_table_says() {
    let Some((source, locales)) = corpus() else { return };
    let before = git(&source, &["rev-list", "-1", "--first-parent", "--before=2018-12-01T00:00:00Z", "HEAD"]);
    let counts = check_at(&before, &source, &locales);
    assert!(counts[Verdict::LocaleSkew.name()] > 100, "too few facts to prove anything");
    assert!(!counts.contains_key(Verdict::Stale.name()));
}

/// The same with the history up to March 2019: stale pages, fresh ones, and pages of which only the front matter has changed.
#[test]
fn every_verdict_two_months_later_is_what_the_table_says() {
    let Some((source, locales)) = corpus() else { return };
    let later = git(&source, &["rev-list", "-1", "--first-parent", "--before=2019-03-01T00:00:00Z", "HEAD"]);
    check_at(&later, &source, &locales);
}

/// [`check`], with the repository as it was at `commit`.
fn check_at(commit: &str, source: &Path, locales: &Path) -> BTreeMap<&'static str, usize> {
    let clone = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("at-{commit}-{}", std::process::id()));
    git(source, &["clone", "-q", "--shared", "--no-checkout", ".", clone.to_str().unwrap()]);
    git(&clone, &["checkout", "-q", "--detach", commit]);
    let counts = check(&clone, locales);
    let _ = std::fs::remove_dir_all(&clone);
    counts
}

fn git(at: &Path, args: &[&str]) -> String {
    let done = Command::new("git").arg("-C").arg(at).args(args).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap().trim().to_owned()
}

fn corpus() -> Option<(PathBuf, PathBuf)> {
    if cfg!(debug_assertions) {
        println!("skipped: debug build");
        return None;
    }
    Some((bundle::history()?, support::corpus("graph-history-locales.tar.xz", "locales")?))
}

fn check(source: &Path, locales: &Path) -> BTreeMap<&'static str, usize> {
    let docset = load(source, locales);
    let repo = Repository::open(source);
    let by_hash = repo.by_hash();
    let translations: Vec<PageId> = (0..docset.members.len() as u32)
        .map(PageId)
        .filter(|id| docset.get(*id).is_some_and(|member| !docset.is_source(member)))
        .collect();
    assert_eq!(translations.len(), 3 * 138);
    let fresh = translations.iter().filter(|id| docset.origin(**id).unwrap().is_current()).count();
    let tallies: Vec<Tally> = translations.par_iter().map(|id| page(&docset, &repo, &by_hash, *id)).collect();
    let mut all = Tally::default();
    for tally in tallies {
        for (verdict, count) in tally.lines {
            *all.lines.entry(verdict).or_default() += count;
        }
        all.wrong.extend(tally.wrong);
        all.commits += tally.commits;
        all.unnamed += tally.unnamed;
    }
    println!("{} pages, {fresh} of them fresh, judged twice: {:?}", translations.len(), all.lines);
    println!("{} commits named and checked; {} facts of which no commit is known", all.commits, all.unnamed);
    for wrong in all.wrong.iter().take(100) {
        println!("{wrong}");
    }
    assert!(all.wrong.is_empty(), "{} disagreements", all.wrong.len());
    all.lines
}

fn page(docset: &DocSet, repo: &Repository, by_hash: &HashMap<String, String>, id: PageId) -> Tally {
    let member = docset.get(id).unwrap();
    let shown = format!("{} {}", member.locale.tag(), member.key);
    let brute = brute(repo, by_hash, &member.key, &shown, member);
    let mut tally = Tally::default();
    let line = |kind: FactKind, key: &str, verdict: Verdict| Line {
        page: shown.clone(),
        kind: kind.name(),
        key: key.to_owned(),
        verdict: verdict.name(),
    };
    let judged = drift::judge(docset, id, &drift::Witnesses::new());
    let found: BTreeSet<Line> = judged.judged.iter().map(|item| line(item.kind, &item.key, item.verdict)).collect();
    assert_eq!(found.len(), judged.judged.len(), "{shown}: a fact is judged twice");
    for line in &found {
        *tally.lines.entry(line.verdict).or_default() += 1;
    }
    for line in found.difference(&brute.lines) {
        tally.wrong.push(format!("only the program: {line:?}"));
    }
    for line in brute.lines.difference(&found) {
        tally.wrong.push(format!("only the table: {line:?}"));
    }
    // Damage: what comparing with the base gives, but for what is explained otherwise.
    let english = Locales::built_in().get("en-US");
    let touches = |side: Option<Span>, spans: &[Span]| {
        side.is_some_and(|side| spans.iter().any(|span| span.overlaps(side) || span.contains(side)))
    };
    let mut wanted: Vec<Line> = Vec::new();
    let mut plain: Vec<Line> = Vec::new();
    for difference in drift::compare(&brute.base, &member.page, &table::tables(&brute.base, english.as_ref())) {
        let (source, translation) = (difference.source.as_ref(), difference.translation.as_ref());
        let (ours, was) = &brute.explained;
        if touches(source.map(|side| side.span), was) || touches(translation.map(|side| side.span), ours) {
            continue;
        }
        let line = line(difference.kind, &difference.key, Verdict::Mistranslated);
        if !matches!(difference.change, Change::Reworded | Change::Respaced) {
            plain.push(line.clone());
        }
        wanted.push(line);
    }
    let mut damage: Vec<Line> =
        judged.damage.iter().map(|item| line(item.kind, &item.key, Verdict::Mistranslated)).collect();
    *tally.lines.entry(Verdict::Mistranslated.name()).or_default() += damage.len();
    wanted.sort();
    damage.sort();
    if wanted != damage {
        let (wanted, damage) = (BTreeSet::from_iter(wanted), BTreeSet::from_iter(damage));
        tally.wrong.push(format!(
            "damage: only the program {:?}, only comparing {:?}",
            damage.difference(&wanted).collect::<Vec<_>>(),
            wanted.difference(&damage).collect::<Vec<_>>()
        ));
    }
    // The overview says the same, page by page.
    if brute.current.is_some() {
        let mut listed: BTreeSet<Line> = BTreeSet::new();
        for fact in overview::overview(docset, docset.group(&member.key)).facts {
            for judgement in fact.judgements.iter().filter(|judgement| judgement.pages.contains(&id)) {
                if judgement.verdict == Verdict::Inherited {
                    let source = std::fs::read_to_string(repo.folder.join(&*member.key)).unwrap();
                    if !contradicts_itself(&source, &member.key, fact.kind) {
                        tally.wrong.push(format!(
                            "{shown}: {} {} is no fault of the source",
                            fact.kind.name(),
                            fact.key
                        ));
                    }
                    continue;
                }
                listed.insert(line(fact.kind, &fact.key, judgement.verdict));
            }
        }
        let wanted: BTreeSet<Line> = brute.lines.iter().cloned().chain(plain).collect();
        if listed != wanted {
            tally.wrong.push(format!("overview: {:?}", listed.symmetric_difference(&wanted).collect::<Vec<_>>()));
        }
    }
    for item in &judged.judged {
        let Some(commit) = &item.commit else {
            tally.unnamed += usize::from(matches!(item.verdict, Verdict::Stale | Verdict::SyncedByHand));
            continue;
        };
        tally.commits += 1;
        if let Some(fault) = commit_fault(repo, &brute, member, &(item.kind, item.key.clone()), &commit.id) {
            tally.wrong.push(format!("{shown}: {} {}: {fault}", item.kind.name(), item.key));
        }
    }
    tally
}
