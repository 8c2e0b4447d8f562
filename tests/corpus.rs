//! The program on real pages: the seeds, the oracle's lines, the same bytes whatever the threads, no crash on the suites.
//! Without the corpus every test says "skipped: no corpus"; with `ISOGLOSS_REQUIRE_CORPUS=1` that is a failure.
//! Slow in a debug build: the full sets run only in release builds (`.ci/run`).

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::print_stdout
)]

use isogloss::docset::{DocSet, Layout, Locales, discover, layout};
use isogloss::engine::{self, Run, Selection};
use isogloss::rule::Settings;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Where the archives lie, and where they are unpacked.
struct Corpus {
    archives: PathBuf,
    unpacked: PathBuf,
}

fn corpus() -> Option<&'static Corpus> {
    static CORPUS: OnceLock<Option<Corpus>> = OnceLock::new();
    let corpus = CORPUS.get_or_init(|| {
        let archives = PathBuf::from(std::env::var("ISOGLOSS_CORPUS").unwrap_or_else(|_| "../shared/corpus".into()));
        if !archives.is_dir() {
            return None;
        }
        let unpacked = PathBuf::from("target/corpus");
        std::fs::create_dir_all(&unpacked).unwrap();
        for (archive, folder) in [("graph-2019", "2019"), ("graph-2023", "2023"), ("suites", "suites")] {
            if !unpacked.join(folder).is_dir() {
                let file = std::fs::canonicalize(archives.join(format!("{archive}.tar.xz"))).unwrap();
                let done = Command::new("tar").arg("xf").arg(file).current_dir(&unpacked).status().unwrap();
                assert!(done.success(), "{archive} could not be unpacked");
            }
        }
        Some(Corpus { archives, unpacked })
    });
    if corpus.is_none() {
        assert!(std::env::var("ISOGLOSS_REQUIRE_CORPUS").as_deref() != Ok("1"), "the corpus is required and absent");
        println!("skipped: no corpus");
    }
    corpus.as_ref()
}

fn full_sets() -> Option<&'static Corpus> {
    if cfg!(debug_assertions) {
        println!("skipped: debug build");
        return None;
    }
    corpus()
}

fn check(docset: &DocSet, selection: &Selection) -> Run {
    engine::run(docset, selection, &Settings::default())
}

#[test]
fn unpack() {
    corpus();
}

/// Every damage that the corpus notes list, at its line, and nothing else.
#[test]
fn the_seeds_show_their_damage() {
    let Some(corpus) = corpus() else { return };
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(corpus.archives.join("seeds")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let docset = discover::read(&Layout::default(), &[], &paths, &Locales::built_in());
    let settings = Settings::default();
    let run = check(&docset, &Selection::new(&[], &[], &settings).unwrap());
    let found: Vec<String> = run
        .diagnostics
        .iter()
        .map(|item| {
            let member = docset.get(item.page).unwrap();
            format!(
                "{}:{} {}",
                member.locale.tag(),
                member.page.source.place(item.finding.span.start).line,
                item.rule.id
            )
        })
        .collect();
    let wanted = [
        "es-ES:2 title-identifier-changed",
        "es-ES:12 title-identifier-changed",
        "es-ES:37 authentication-scheme-translated",
        "es-ES:44 type-name-translated",
        "ru-RU:2 title-identifier-changed",
        "ru-RU:12 title-identifier-changed",
        "ru-RU:37 header-name-translated",
        "ru-RU:37 placeholder-translated",
        "ru-RU:44 identifier-punctuated",
        "ru-RU:45 identifier-punctuated",
        "pt-BR:43 authentication-scheme-translated",
        "pt-BR:43 header-name-translated",
        "pt-BR:76 content-length-wrong",
        "pt-BR:117 content-length-wrong",
        // Beta of 2018 against v1.0 of 2020, and two texts of beta: nobody can say why they differ.
        "es-ES:44 unexplained-drift",
        "ru-RU:44 unexplained-drift",
        "ru-RU:58 locale-skew",
    ];
    let sorted = |list: &[String]| {
        let mut list = list.to_vec();
        list.sort();
        list
    };
    assert_eq!(sorted(&found), sorted(&wanted.map(str::to_owned)));
}

/// The tables, annotated blocks and the page annotation of each seed are in what `show --format json` prints.
#[test]
fn the_seeds_are_shown() {
    let Some(corpus) = corpus() else { return };
    for entry in std::fs::read_dir(corpus.archives.join("seeds")).unwrap() {
        let path = entry.unwrap().path();
        let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .args(["show", "--format", "json"])
            .arg(&path)
            .output()
            .unwrap();
        let page: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let kinds: Vec<&str> =
            page["tables"].as_array().unwrap().iter().map(|table| table["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["permissions", "headers", "names"], "{}", path.display());
        let rows = page["tables"][0]["rows"].as_array().unwrap();
        let permissions: Vec<(&str, &str)> =
            rows.iter().map(|row| (row["for"].as_str().unwrap(), row["permission"].as_str().unwrap())).collect();
        let wanted =
            [("delegated_work", "not supported"), ("delegated_personal", "not supported"), ("application", "none")];
        assert_eq!(permissions, wanted, "{}", path.display());
        let notes = page["annotations"].as_array().unwrap();
        let blocks: Vec<&str> = notes.iter().filter_map(|note| note["value"]["blockType"].as_str()).collect();
        assert_eq!(blocks, ["ignored", "request", "response", "example"]);
        let is_block = |note: &&serde_json::Value| note["kind"] == "block";
        assert!(
            notes.iter().filter(is_block).all(|note| note["code"].is_u64()),
            "every block annotation has its block"
        );
        assert_eq!(notes.iter().filter(|note| note["kind"] == "page").count(), 1);
        assert!(
            page["code"].as_array().unwrap().iter().any(|code| code["request"]["body"]["json"]["faults"].is_array())
        );
    }
}

#[derive(Default)]
struct Recall {
    seen: usize,
    hit: usize,
}

/// The measure of the corpus notes: a finding on the same page, within one line, that shares a word with what was or is there.
#[test]
fn the_oracle_is_found() {
    let Some(corpus) = full_sets() else { return };
    let root = corpus.unpacked.join("2019");
    let docset = discover::read(&layout::infer(&root).unwrap(), &[], &[], &Locales::built_in());
    let run = check(&docset, &Selection::all());
    let mut by_page: HashMap<&str, Vec<(u32, HashSet<String>)>> = HashMap::new();
    for item in &run.diagnostics {
        let page = &docset.get(item.page).unwrap().page;
        let finding = &item.finding;
        let mut words = words(&finding.message);
        words.extend(finding.found.as_deref().map(self::words).unwrap_or_default());
        words.extend(finding.expected.as_deref().map(self::words).unwrap_or_default());
        by_page.entry(&page.source.path).or_default().push((page.source.place(finding.span.start).line, words));
    }
    let mut short = Vec::new();
    for locale in ["es-ES", "ru-RU", "pt-BR"] {
        let mut recall: BTreeMap<String, Recall> = BTreeMap::new();
        for line in oracle(&corpus.archives.join(format!("oracle-2019-{locale}.jsonl.xz"))) {
            let confidence = line["conf"].as_str().unwrap().to_owned();
            let path = line["path"].as_str().unwrap();
            if !proved(&docset, locale, path) {
                continue;
            }
            let of = recall.entry(confidence).or_default();
            of.seen += 1;
            let place = line["loc_line"].as_u64();
            let mut tokens = words(&text(&line["src"]));
            tokens.extend(words(&text(&line["loc"])));
            let shown = format!("{}/{locale}/{path}", root.display());
            let hit = by_page.get(shown.as_str()).is_some_and(|found| {
                found.iter().any(|(line, words)| {
                    place.is_none_or(|place| place.abs_diff(u64::from(*line)) <= 1)
                        && (tokens.is_empty() || !tokens.is_disjoint(words))
                })
            });
            of.hit += usize::from(hit);
        }
        for (confidence, bar) in [("high", 0.99), ("medium", 0.90)] {
            let of = &recall[confidence];
            let share = of.hit as f64 / of.seen as f64;
            println!("{locale} {confidence}: {share:.4} of {}", of.seen);
            if share < bar {
                short.push(format!("{locale} {confidence}: {share:.4} of {}, the bar is {bar}", of.seen));
            }
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

fn words(text: &str) -> HashSet<String> {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 2).map(str::to_owned).collect()
}

fn text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn oracle(path: &Path) -> Vec<serde_json::Value> {
    let output = Command::new("xz").arg("-dc").arg(path).output().unwrap();
    assert!(output.status.success(), "{} could not be unpacked", path.display());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &serde_json::Value| line["kind"] != "_summary")
        .collect()
}

fn proved(docset: &DocSet, locale: &str, path: &str) -> bool {
    let group = docset.group(path);
    let source = docset.source_of(group).and_then(|id| docset.get(id));
    let translation = group.iter().filter_map(|id| docset.get(*id)).find(|member| member.locale.tag() == locale);
    match (source, translation) {
        (Some(source), Some(translation)) => {
            translation.page.meta("ms.openlocfilehash").as_deref() == Some(source.hash())
        }
        _ => false,
    }
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let Some(corpus) = full_sets() else { return };
    let root = corpus.unpacked.join("2019");
    let run = |threads: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        let output = command.args(["check", "--report", "concise", "--threads", threads]).arg(&root).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        output.stdout
    };
    let one = run("1");
    assert!(one.len() > 1000);
    assert!(one == run("2") && one == run("8"), "the output depends on the number of threads");
}

/// JSON, YAML and string suites as pages, and the pages of 2023: whatever they hold, there is a report.
#[test]
fn nothing_crashes() {
    let Some(corpus) = full_sets() else { return };
    let folder = corpus.unpacked.join("suite-pages");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut count = 0;
    for (suite, before, after) in [
        ("json", "```json\n", "\n```\n"),
        ("yaml", "---\n", "\n---\n# Title\n"),
        ("strings", "| a | b |\n|---|---|\n| ", " |\n"),
    ] {
        let mut files = Vec::new();
        collect(&corpus.unpacked.join("suites").join(suite), &mut files);
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            std::fs::write(folder.join(format!("{suite}-{count}.md")), format!("{before}{text}{after}")).unwrap();
            count += 1;
        }
    }
    assert!(count > 500);
    for root in [folder, corpus.unpacked.join("2023")] {
        let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .args(["check", "--select", "all", "--report", "json"])
            .arg(&root)
            .output()
            .unwrap();
        let code = output.status.code();
        assert!(
            matches!(code, Some(0..=2)),
            "{}: {code:?}\n{}",
            root.display(),
            String::from_utf8_lossy(&output.stderr)
        );
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        println!("{}: {}", root.display(), report["summary"]);
    }
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, out);
        } else {
            out.push(path);
        }
    }
    out.sort();
}
