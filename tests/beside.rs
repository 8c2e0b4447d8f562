//! Pages that keep the source's sentence beside the translated one say what they say without it: the same findings on the same
//! lines, and fixes that leave the source's words alone.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "support/mod.rs"]
mod support;

const OPEN: &str = "<span data-ttu-id=\"1a2b3-101\">";
/// Words with all that could be taken for a part of the page.
const SOURCE: &str = "</span><span class=\"sxs-lookup\"><span data-stu-id=\"1a2b3-101\">Said \"of `anId`\" in [its words](../none.md), **once** in <span>all</span></span></span>";

/// A translation with the source's words beside its titles, cells and lines of prose.
fn beside(page: &str) -> String {
    let mut out = String::with_capacity(4 * page.len());
    let (mut is_header, mut is_code, mut is_comment) = (page.starts_with("---"), false, false);
    for (at, line) in page.split_inclusive('\n').enumerate() {
        let text = line.trim_end_matches(['\n', '\r']);
        let end = &line[text.len()..];
        let bare = text.trim_start_matches(['>', ' ']).trim_end();
        let is_fence = bare.starts_with("```") || bare.starts_with("~~~");
        let is_left = is_header || is_code || is_comment || is_fence || bare.is_empty() || text.starts_with("    ");
        is_comment = !is_header && !is_code && if is_comment { !text.contains("-->") } else { opens_comment(text) };
        is_code ^= is_fence && !is_comment;
        is_header &= at == 0 || bare != "---";
        // An include, a reference or HTML of the page's own is nothing that is translated.
        let is_marks = bare.starts_with("[!") || bare.contains("]:") || bare.chars().all(|c| "-=*_|: ".contains(c));
        let has_tags = bare.replace("<a name=", "").replace("</a>", "").contains('<');
        if is_left || is_marks || has_tags || bare.contains("#tab/") {
            out.push_str(text);
        } else if bare.starts_with('|') {
            let cells = text.replace("\\|", "\u{1}");
            let cells: Vec<String> =
                cells.split('|').map(|cell| with_lead(cell, cell.len() - cell.trim_start().len())).collect();
            out.push_str(&cells.join("|").replace('\u{1}', "\\|"));
        } else {
            let title = bare.trim_start_matches('#').trim_start();
            let title = title.split_once("</a>").map_or(title, |(_, title)| title);
            let title = ["- ", "* ", "1. "].iter().find_map(|mark| title.strip_prefix(mark)).unwrap_or(title);
            let lead = text.trim_end().len() - title.len();
            out.push_str(&with_lead(text, lead));
        }
        out.push_str(end);
    }
    out
}

fn opens_comment(text: &str) -> bool {
    text.rfind("<!--").is_some_and(|open| !text[open..].contains("-->"))
}

fn with_lead(text: &str, lead: usize) -> String {
    let (lead, rest) = text.split_at(lead);
    let own = rest.trim_end();
    if own.is_empty() { text.to_owned() } else { format!("{lead}{OPEN}{own}{SOURCE}{}", &rest[own.len()..]) }
}

/// The page without the source's words.
fn alone(page: &str) -> String {
    page.replace(OPEN, "").replace(SOURCE, "")
}

/// All files below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

/// Copies the pages of `from` to a folder of their own, the translations as `change` makes them.
fn copy(from: &Path, name: &str, every: usize, change: &dyn Fn(&str) -> String) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    let pages = files(from);
    for path in pages.iter().step_by(every) {
        let target = folder.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let text = fs::read_to_string(path).unwrap();
        let is_source = target.strip_prefix(&folder).unwrap().starts_with("en-US");
        fs::write(target, if is_source { text } else { change(&text) }).unwrap();
    }
    folder
}

/// What the program writes to standard output and to standard error.
fn run(folder: &Path, args: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    let output = command.args(args).args(["--isolated", "."]).current_dir(folder).output().unwrap();
    assert!(output.status.code().is_some_and(|code| code <= 2), "{output:?}");
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Path, line and words of every finding, and whether it has a fix.
fn findings(folder: &Path) -> Vec<(String, String, bool)> {
    let report: serde_json::Value = serde_json::from_str(&run(folder, &["check", "--report", "json"]).0).unwrap();
    let all = report["findings"].as_array().unwrap().iter();
    all.map(|item| {
        let path = item["path"].as_str().unwrap();
        let words = format!("{path}:{} {} {}", item["line"], item["rule"], item["message"]);
        (path.to_owned(), words, !item["fix"].is_null())
    })
    .collect()
}

fn says_the_same(from: &Path, name: &str, every: usize, least: usize) {
    let plain = copy(from, &format!("{name}-plain"), every, &str::to_owned);
    let both = copy(from, &format!("{name}-beside"), every, &beside);
    let (expected, found) = (findings(&plain), findings(&both));
    assert!(expected.len() > least, "{}", expected.len());
    let has = |list: &[(String, String, bool)], words: &str| list.iter().any(|other| other.1 == words);
    let lost: Vec<&String> = expected.iter().map(|item| &item.1).filter(|words| !has(&found, words)).collect();
    let new: Vec<&String> = found.iter().map(|item| &item.1).filter(|words| !has(&expected, words)).collect();
    assert!(lost.is_empty() && new.is_empty(), "lost: {lost:#?}\nnew: {new:#?}");

    // What would take the source's words away has no fix: a row that is broken amid them.
    let withheld: Vec<&str> =
        expected.iter().filter(|item| item.2 && !found.contains(item)).map(|item| &*item.0).collect();
    assert!(withheld.len() < 5, "{withheld:#?}");
    for folder in [&plain, &both] {
        run(folder, &["check", "--fix", "--unsafe-fixes"]);
    }
    let mut fixed = 0;
    for path in files(&plain) {
        let rest = path.strip_prefix(&plain).unwrap();
        let (expected, text) = (fs::read_to_string(&path).unwrap(), fs::read_to_string(both.join(rest)).unwrap());
        let before = fs::read_to_string(from.join(rest)).unwrap();
        if expected == before || withheld.contains(&rest.to_str().unwrap()) {
            continue;
        }
        fixed += 1;
        let text = alone(&text);
        let mut lines = expected.lines().zip(text.lines());
        let other = lines.find(|(plain, other)| plain.replace(' ', "") != other.replace(' ', ""));
        assert!(other.is_none() && expected.lines().count() == text.lines().count(), "{}: {other:#?}", rest.display());
    }
    assert!(fixed > 5, "{fixed} pages were fixed");
}

#[test]
fn the_sample() {
    says_the_same(Path::new("docs/sample"), "sample", 1, 80);
}

#[test]
fn pages_of_a_corpus() {
    let Some(folder) = support::corpus("graph-2019.tar.xz", "2019") else { return };
    for locale in ["es-ES", "ru-RU"] {
        says_the_same(&folder.join(locale).join("api-reference"), locale, 40, 200);
    }
}

#[test]
fn sync_loses_nothing() {
    let other = "0123456789012345678901234567890123456789";
    let change = |page: &str| {
        let lines = beside(page).split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
        let with = |line: String| {
            if line.starts_with("ms.openlocfilehash:") { format!("ms.openlocfilehash: {other}\n") } else { line }
        };
        lines.into_iter().map(with).collect()
    };
    let folder = copy(Path::new("docs/sample"), "sync", 1, &change);
    let page = folder.join("es-ES/api-reference/v1.0/api/call-get.md");
    let before = fs::read_to_string(&page).unwrap();
    let (_, said) = run(&folder, &["sync"]);
    assert!(said.contains("it has the source beside each sentence"), "{said}");
    assert_eq!(fs::read_to_string(&page).unwrap(), before);
}
