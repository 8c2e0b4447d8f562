//! Real pages among which one in a hundred is replaced by a hostile one: whatever it is, nothing changes in what is said of all
//! pages that have nothing to do with it, and what could not be looked at is named.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::format_collect
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

fn pages(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            out.push(path);
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(path, to).unwrap();
        }
    }
}

/// Findings by path, each as text without what depends on how many alike there are.
fn check(folder: &Path) -> (Option<i32>, BTreeMap<String, Vec<String>>, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--isolated", "--report", "json", "."])
        .current_dir(folder)
        .env("ISOGLOSS_CACHE", "")
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut by_path: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in report["findings"].as_array().unwrap() {
        by_path.entry(finding["path"].as_str().unwrap().to_owned()).or_default().push(finding.to_string());
    }
    (output.status.code(), by_path, report)
}

/// The path without its locale: what translations of one page share.
fn key(path: &str) -> &str {
    path.split_once('/').map_or(path, |(_, key)| key)
}

#[test]
#[ignore = "takes long, and is not proved yet: see docs/contributing.md, Where reliability stands"]
fn one_hostile_page_in_a_hundred() {
    if cfg!(debug_assertions) {
        println!("skipped: in release builds only");
        return;
    }
    let Some(corpus) = support::corpus("graph-2019.tar.xz", "2019") else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hostile-corpus-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    for locale in ["en-US", "es-ES"] {
        copy(&corpus.join(locale), &folder.join(locale));
    }
    let mut all = Vec::new();
    pages(&folder, &mut all);
    all.sort();
    let (code, clean, _) = check(&folder);
    assert_eq!(code, Some(1));
    let shapes = shapes::all();
    let mut replaced: BTreeSet<String> = BTreeSet::new();
    let mut unreadable = 0;
    for (at, path) in all.iter().enumerate().skip(37).step_by(100) {
        let number = at / 100;
        fs::remove_file(path).unwrap();
        match number % 8 {
            0 => fs::write(path, b"# T\xff\xfe\n").unwrap(),
            1 => fs::File::create(path).unwrap().set_len(1 << 33).unwrap(),
            2 => fs::write(path, "a".repeat((4 << 20) + 1)).unwrap(),
            #[cfg(unix)]
            3 => std::os::unix::fs::symlink("/etc/passwd", path).unwrap(),
            _ => fs::write(path, (shapes[number % shapes.len()].make)(20_000)).unwrap(),
        }
        unreadable += usize::from(matches!(number % 8, 0 | 1 | 3));
        replaced.insert(path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned());
    }
    let (code, found, report) = check(&folder);
    assert_eq!(code, Some(2));
    assert_eq!(report["skipped"].as_array().unwrap().len(), unreadable);
    assert_eq!(report["summary"]["pages"].as_u64().unwrap() as usize + unreadable, all.len(), "a page is lost");
    // What is compared with a replaced page, links to it or is called like something on it may say something else.
    let keys: BTreeSet<&str> = replaced.iter().map(|path| key(path)).collect();
    let names: BTreeSet<&str> = keys.iter().map(|key| key.rsplit('/').next().unwrap()).collect();
    let (mut same, mut linked, mut wrong) = (0, 0, Vec::new());
    for path in clean.keys().chain(found.keys()).collect::<BTreeSet<_>>() {
        if keys.contains(key(path)) {
            continue;
        }
        let (before, after) = (clean.get(path), found.get(path));
        if before == after {
            same += 1;
            continue;
        }
        let of = |list: Option<&Vec<String>>| list.into_iter().flatten().cloned().collect::<BTreeSet<_>>();
        let differs: Vec<String> = of(before).symmetric_difference(&of(after)).cloned().collect();
        // A finding may name a replaced page; the page's own text may link to one.
        let text = fs::read_to_string(folder.join(path)).unwrap_or_default();
        if differs.iter().all(|one| names.iter().any(|name| one.contains(name)))
            || names.iter().any(|name| text.contains(name))
        {
            linked += 1;
        } else {
            wrong.push(format!("{path}: {}", differs.first().map_or("order", String::as_str)));
        }
    }
    let _ = fs::remove_dir_all(&folder);
    println!(
        "{} pages, {} replaced, {unreadable} not readable; {same} other pages with findings say the same, {linked} name a replaced page",
        all.len(),
        replaced.len()
    );
    assert!(wrong.is_empty(), "{} pages changed:\n{}", wrong.len(), wrong[..wrong.len().min(10)].join("\n"));
}
