//! Real pages among which one in a hundred is replaced by a hostile file: whatever it is, not a byte changes in what is said of all
//! pages that have nothing to do with it, nothing is lost, and what could not be looked at is named.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::cast_possible_truncation
)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "hostile/shapes.rs"]
#[allow(dead_code)]
mod shapes;
#[path = "support/mod.rs"]
mod support;

/// Samples that pages include are none by themselves.
fn is_part(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "snippets")
}

fn pages(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "md") && !is_part(&path) {
            out.push(path);
        }
    }
}

/// The same tree of the same files, which may not be written: links take no room.
fn link(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            link(&path, &to);
        } else if fs::hard_link(&path, &to).is_err() {
            fs::copy(path, to).unwrap();
        }
    }
}

/// What a check says.
struct Said {
    code: Option<i32>,
    findings: BTreeMap<String, Vec<Value>>,
    report: Value,
}

fn check(folder: &Path) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--isolated", "--report", "json", "."])
        .current_dir(folder)
        .env("ISOGLOSS_CACHE", "")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("panicked") && !errors.contains("the program failed"), "{errors}");
    let mut report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut findings: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let Value::Array(all) = report["findings"].take() else { panic!("no findings") };
    for finding in all {
        findings.entry(finding["path"].as_str().unwrap().to_owned()).or_default().push(finding);
    }
    Said { code: output.status.code(), findings, report }
}

/// The path without its locale: what translations of one page share.
fn key(path: &str) -> &str {
    path.split_once('/').map_or(path, |(_, key)| key)
}

/// Puts a hostile file in place of a page. Whether it cannot be read.
fn replace(path: &Path, number: usize, shapes: &[shapes::Shape]) -> bool {
    fs::remove_file(path).unwrap();
    match number % 10 {
        0 => fs::write(path, b"# T\xff\xfe\n").unwrap(),
        1 => fs::File::create(path).unwrap().set_len(1 << 33).unwrap(),
        2 => std::os::unix::fs::symlink("/etc/passwd", path).unwrap(),
        3 => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        4 => fs::write(path, "a".repeat((4 << 20) + 1)).unwrap(),
        5 => fs::write(path, "").unwrap(),
        _ => fs::write(path, (shapes[number % shapes.len()].make)(30_000)).unwrap(),
    }
    number % 10 < 4
}

/// Why a page may have a finding that only one of the two checks has, if it may: some rules look at all pages at once. `changed`
/// are all such findings of the page.
fn excuse(finding: &Value, is_gone: bool, changed: &[&Value], replaced: &BTreeSet<String>) -> Option<&'static str> {
    let rule = finding["rule"].as_str().unwrap();
    let alike = changed.iter().filter(|other| other["rule"] == rule);
    match rule {
        // The name stands on a replaced page no more: it is shared with the next page, or with none.
        "request-name-not-unique" => alike
            .map(ToString::to_string)
            .any(|text| replaced.iter().any(|path| text.contains(key(path))))
            .then_some("names a replaced page"),
        // A page that was not read may include any sample, so nothing is said of any.
        "snippet-orphaned" if is_gone => Some("says what no page includes, which is told when all pages are read"),
        // A single sample is missing or not, whatever other pages there are.
        "snippet-missing" if !finding["message"].as_str().unwrap().starts_with("the samples of") => None,
        // `in most groups (6377 of 6387)`, `the samples of 33 tabs`: nothing else differs.
        "tab-order" | "snippet-missing" => {
            let plain = |finding: &Value| finding.to_string().replace(|c: char| c.is_ascii_digit(), "");
            (alike.filter(|other| plain(other) == plain(finding)).count() % 2 == 0)
                .then_some("counts the tabs of all pages")
        }
        _ => None,
    }
}

fn one_in_a_hundred(archive: &str, corpus: &str, locales: &[&str]) {
    let Some(from) = support::corpus(archive, corpus) else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-{corpus}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    for locale in locales {
        link(&from.join(locale), &folder.join(locale));
    }
    let mut all = Vec::new();
    pages(&folder, &mut all);
    all.sort();
    let clean = check(&folder);
    assert_eq!(clean.code, Some(1));
    assert_eq!(clean.report["summary"]["pages"], all.len());
    let shapes = shapes::all();
    let mut replaced: BTreeSet<String> = BTreeSet::new();
    let mut unreadable: BTreeSet<String> = BTreeSet::new();
    for (number, path) in all.iter().skip(37).step_by(100).enumerate() {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        if replace(path, number, &shapes) {
            unreadable.insert(name.clone());
        }
        replaced.insert(name);
    }
    let hostile = check(&folder);
    let _ = fs::remove_dir_all(&folder);
    assert_eq!(hostile.code, Some(2));
    let skipped = hostile.report["skipped"].as_array().unwrap().iter();
    let skipped: BTreeSet<String> = skipped.map(|skip| skip["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(skipped, unreadable, "what was not read");
    assert_eq!(hostile.report["summary"]["pages"], all.len() - unreadable.len(), "a page is lost");
    let keys: BTreeSet<&str> = replaced.iter().map(|path| key(path)).collect();
    let (mut same, mut partners) = (0, 0);
    let mut excused: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for path in clean.findings.keys().chain(hostile.findings.keys()).collect::<BTreeSet<_>>() {
        let (before, after) = (clean.findings.get(path), hostile.findings.get(path));
        if keys.contains(key(path)) {
            // Another version of a page that was replaced is compared with it.
            partners += usize::from(!replaced.contains(path));
            continue;
        }
        if before == after {
            same += 1;
            continue;
        }
        let (before, after) = (before.into_iter().flatten(), after.into_iter().flatten());
        let (before, after): (Vec<_>, Vec<_>) = (before.collect(), after.collect());
        let gone = before.iter().filter(|one| !after.contains(one));
        let new = after.iter().filter(|one| !before.contains(one));
        let changed: Vec<&Value> = gone.chain(new).copied().collect();
        for finding in &changed {
            match excuse(finding, before.contains(finding), &changed, &replaced) {
                Some(why) => _ = excused.entry(why).or_default().insert(path),
                None => wrong.push(finding.to_string()),
            }
        }
        if changed.is_empty() {
            wrong.push(format!("{path}: another order"));
        }
    }
    println!(
        "{corpus}: {} pages, {} replaced, {} of them not readable; of other pages with findings {same} say the same to the byte, {partners} are versions or translations of a replaced page",
        all.len(),
        replaced.len(),
        unreadable.len(),
    );
    for (why, pages) in &excused {
        println!("{corpus}: {} pages differ in what {why}", pages.len());
    }
    assert!(wrong.is_empty(), "{} findings changed:\n{}", wrong.len(), wrong[..wrong.len().min(10)].join("\n"));
    let named = excused.get("names a replaced page").map_or(0, BTreeSet::len);
    assert!(named * 4 <= replaced.len(), "{named} pages name one of {}", replaced.len());
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes in a debug build: add --release")]
fn pages_of_2019() {
    one_in_a_hundred("graph-2019.tar.xz", "2019", &["en-US", "es-ES", "pt-BR", "ru-RU"]);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes in a debug build: add --release")]
fn pages_of_2023() {
    one_in_a_hundred("graph-2023.tar.xz", "2023", &["pt-BR", "ru-RU"]);
}
