//! The samples of the style `sdk` beside the official ones of the corpus: how many are the same, byte for byte, and of what
//! kind the others are. Without the corpus it says "skipped: no corpus".

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_precision_loss,
    clippy::print_stdout
)]

mod support;

use isogloss::docset::{DocSet, Layout, Locales, Root, discover};
use isogloss::fact::sample::file_form;
use isogloss::snippet::sdk::{self, Language, Types};
use isogloss::snippet::{Request, examples};
use std::collections::BTreeMap;
use std::path::Path;

/// Language, and the share of samples that must be the same, in a hundred. Of Objective-C two files are left.
const FLOORS: [(&str, f64); 5] = [
    ("csharp", FLOOR_CSHARP),
    ("javascript", FLOOR_JAVASCRIPT),
    ("objc", 0.0),
    ("java", FLOOR_JAVA),
    ("powershell", FLOOR_POWERSHELL),
];
const FLOOR_CSHARP: f64 = 76.0;
const FLOOR_JAVASCRIPT: f64 = 92.0;
const FLOOR_JAVA: f64 = 73.0;
const FLOOR_POWERSHELL: f64 = 87.0;

/// One example with what it needs.
struct Case<'a> {
    request: Request,
    types: &'a Types,
    version: String,
}

#[derive(Default)]
struct Score {
    all: usize,
    equal: usize,
    /// Kind of a miss to its number.
    misses: BTreeMap<&'static str, usize>,
}

#[test]
fn official_samples() {
    let Some(root) = support::corpus("graph-2023.tar.xz", "2023/pt-BR") else { return };
    let layout =
        Layout { roots: vec![Root { folder: root.clone(), locale: Some("pt-BR".to_owned()) }], ..Layout::default() };
    let set = discover::read(&layout, &[], &[], &Locales::built_in());
    let types: BTreeMap<&str, Types> =
        ["v1.0", "beta"].into_iter().map(|version| (version, Types::of(&set, Some(version)))).collect();
    let cases = cases(&set, &types);
    println!("{:<12} {:>6} {:>6} {:>7} {:>13}  misses", "language", "n", "equal", "share", "without stale");
    let mut short = Vec::new();
    for language in sdk::LANGUAGES {
        let score = score(&root, language, &cases);
        let stale = score.misses.get("stale").copied().unwrap_or(0);
        let share = |of: usize| score.equal as f64 * 100.0 / of.max(1) as f64;
        println!(
            "{:<12} {:>6} {:>6} {:>6.1}% {:>12.1}%  {:?}",
            language.id,
            score.all,
            score.equal,
            share(score.all),
            share(score.all - stale),
            score.misses
        );
        let floor = FLOORS.iter().find(|(id, _)| *id == language.id).map_or(0.0, |(_, floor)| *floor);
        if share(score.all) < floor {
            short.push(format!("{}: {:.2} %, the floor is {floor} %", language.id, share(score.all)));
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

/// Every block gives a sample or none, in either way, and no panic.
#[test]
fn every_request_of_the_corpus() {
    let Some(root) = support::corpus("graph-2023.tar.xz", "2023/ru-RU") else { return };
    let layout = Layout { roots: vec![Root { folder: root, locale: Some("ru-RU".to_owned()) }], ..Layout::default() };
    let set = discover::read(&layout, &[], &[], &Locales::built_in());
    let types: BTreeMap<&str, Types> =
        ["v1.0", "beta"].into_iter().map(|version| (version, Types::of(&set, Some(version)))).collect();
    let again = Types::of(&set, Some("beta"));
    for case in cases(&set, &types) {
        for language in sdk::LANGUAGES {
            let right = sdk::render(language, &case.request, case.types, false);
            let _ = sdk::render(language, &case.request, case.types, true);
            if case.version == "beta" {
                assert!(right == sdk::render(language, &case.request, &again, false), "{}", case.request.name);
            }
        }
    }
}

fn cases<'a>(set: &DocSet, types: &'a BTreeMap<&str, Types>) -> Vec<Case<'a>> {
    let mut out = Vec::new();
    for member in set.members.iter().filter(|member| member.key.contains("/api/")) {
        let Some(version) = member.version.clone() else { continue };
        let Some(types) = types.get(version.as_str()) else { continue };
        for example in examples::of_member(set, member).into_iter().filter(|example| !example.request.name.is_empty()) {
            out.push(Case { request: example.request, types, version: version.clone() });
        }
    }
    out
}

fn score(root: &Path, language: &Language, cases: &[Case<'_>]) -> Score {
    let javascript = sdk::LANGUAGES.iter().find(|language| language.id == "javascript").unwrap();
    let mut score = Score::default();
    for case in cases {
        let Some(official) = official(root, language, case) else { continue };
        score.all += 1;
        let ours = sdk::render(language, &case.request, case.types, true);
        let blank_ends = language.id == "powershell";
        let ours = ours.map(|ours| if blank_ends { without_ends(&ours) } else { ours });
        let official = if blank_ends { without_ends(&official) } else { official };
        if ours.as_ref() == Some(&official) {
            score.equal += 1;
            continue;
        }
        // JavaScript writes method and path as the block does, so it tells whether a sample is of another request.
        let stale = self::official(root, javascript, case).is_some_and(|official| {
            let ours = sdk::render(javascript, &case.request, case.types, true);
            ours.is_some_and(|ours| address(&ours) != address(&official))
        });
        let kind = if stale { "stale" } else { ours.map_or("other", |ours| kind(&official, &ours)) };
        *score.misses.entry(kind).or_default() += 1;
    }
    score
}

/// The code of the include file; the tool that translated the docset made four blanks of every tab.
fn official(root: &Path, language: &Language, case: &Case<'_>) -> Option<String> {
    let file = format!("{}-{}-snippets.md", file_form(&case.request.name), language.fence);
    let path = root.join("api-reference").join(&case.version).join("includes/snippets").join(language.fence).join(file);
    let text = std::fs::read_to_string(path).ok()?.replace("\r\n", "\n").replace('\t', "    ");
    let fence = text.find("```")?;
    let start = fence + text[fence..].find('\n')? + 1;
    let end = text.rfind("```").filter(|end| *end >= start)?;
    Some(text[start..end].trim_matches('\n').to_owned())
}

fn without_ends(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Method and path of a JavaScript sample.
fn address(sample: &str) -> (Option<&str>, Option<&str>) {
    let api = sample.lines().find_map(|line| line.split_once("client.api(")).map(|(_, rest)| rest);
    let verb = sample.lines().last().and_then(|line| line.trim().split('(').next());
    (verb, api)
}

/// Of what kind the difference is, by the lines that only one of the two has.
fn kind(official: &str, ours: &str) -> &'static str {
    const OPTIONS: [&str; 14] = [
        ".header(",
        ".Header(",
        ".filter(",
        ".Filter(",
        ".expand(",
        ".Expand(",
        ".select(",
        ".Select(",
        ".search(",
        ".Search(",
        "QueryOption",
        "HeaderOption",
        "queryOptions",
        "requestOptions",
    ];
    let (a, b): (Vec<&str>, Vec<&str>) = (official.lines().collect(), ours.lines().collect());
    let only: Vec<&str> =
        a.iter().filter(|line| !b.contains(line)).chain(b.iter().filter(|line| !a.contains(line))).copied().collect();
    let command = |line: &str| line.split(' ').next().filter(|word| word.contains("-Mg")).map(str::to_owned);
    if let (Some(first), Some(second)) =
        (only.iter().find_map(|line| command(line)), b.iter().find_map(|line| command(line)))
    {
        return if first == second { "header or query" } else { "name or type" };
    }
    if only.iter().any(|line| OPTIONS.iter().any(|option| line.contains(option))) {
        return "header or query";
    }
    let calls = ["client.api(", "graphClient", "    .", "let ", "Import-Module"];
    let renames = only
        .iter()
        .all(|line| calls.iter().any(|call| line.contains(call)) || line.starts_with("const ") && line.ends_with('{'));
    if renames { "name or type" } else { "body" }
}
