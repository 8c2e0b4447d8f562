//! `check --shard` and `merge`: the parts together are the whole, and what is no whole is refused.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

#[path = "support/mod.rs"]
mod support;

use serde_json::Value;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

#[path = "support/folder.rs"]
mod folder;

use folder::{copy_some, folder};

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_isogloss")).args(args).env("ISOGLOSS_CACHE", "").output().unwrap()
}

/// Writes the reports of all parts; their paths.
fn parts(docs: &str, count: u32, folder: &Path, more: &[&str]) -> Vec<String> {
    let part = |index: u32| {
        let file = folder.join(format!("{index}-{count}.json")).display().to_string();
        let (shard, report) = (format!("{index}/{count}"), format!("json={file}"));
        let code = run(&[&["check", docs, "--shard", &shard, "--report", &report], more].concat()).status.code();
        assert!(matches!(code, Some(0 | 1)), "{code:?}");
        file
    };
    (1..=count).map(part).collect()
}

fn merge(parts: &[String], more: &[&str]) -> Output {
    let files: Vec<&str> = parts.iter().map(String::as_str).collect();
    run(&[&["merge"], &files[..], more].concat())
}

/// A report without what differs between runs.
fn timeless(text: &[u8], format: &str) -> String {
    let text = String::from_utf8(text.to_vec()).unwrap();
    match format {
        "json" => {
            let mut json: Value = serde_json::from_str(&text).unwrap();
            json["summary"]["seconds"] = 0.into();
            json.to_string()
        }
        // Edits are not in the reports of parts.
        "sarif" => {
            let mut json: Value = serde_json::from_str(&text).unwrap();
            for result in json["runs"][0]["results"].as_array_mut().unwrap() {
                result.as_object_mut().unwrap().remove("fixes");
            }
            json.to_string()
        }
        "junit" => text.lines().filter(|line| !line.starts_with("<testsuites ")).collect(),
        _ => text,
    }
}

#[test]
fn the_parts_are_the_whole_in_every_format() {
    let folder = folder("shard-formats");
    for count in 1..=5 {
        let parts = parts("docs/sample", count, &folder, &[]);
        let mut shuffled = parts.clone();
        shuffled.reverse();
        for format in ["concise", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
            let whole = run(&["check", "docs/sample", "--report", format]);
            let merged = merge(&shuffled, &["--report", format]);
            assert_eq!(merged.status.code(), Some(1));
            assert_eq!(timeless(&merged.stdout, format), timeless(&whole.stdout, format), "{format} of {count}");
        }
    }
}

/// A page with all its locales and versions is in one part, and no part is all.
#[test]
fn a_page_stays_together() {
    let folder = folder("shard-together");
    let parts = parts("docs/sample", 3, &folder, &["--select", "all"]);
    let mut part_of: HashMap<String, usize> = HashMap::new();
    let mut sizes = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let json: Value = serde_json::from_slice(&fs::read(part).unwrap()).unwrap();
        let shard = &json["shard"];
        assert_eq!((shard["index"].as_u64(), shard["count"].as_u64()), (Some(at as u64 + 1), Some(3)));
        sizes.push(json["summary"]["pages"].as_u64().unwrap());
        for finding in json["findings"].as_array().unwrap() {
            let name = finding["path"].as_str().unwrap().splitn(4, '/').last().unwrap();
            let name = name.replace("/beta/", "/v1.0/");
            assert_eq!(*part_of.entry(name.clone()).or_insert(at), at, "{name}");
        }
    }
    assert!(sizes.iter().all(|size| *size > 0) && sizes.iter().sum::<u64>() == 96, "{sizes:?}");
}

#[test]
fn what_decides_the_exit_code_is_the_whole() {
    let folder = folder("shard-exit");
    let rule = ["--select", "table-row-width"];
    let parts = parts("docs/sample", 4, &folder, &rule);
    assert_eq!(merge(&parts, &[]).status.code(), Some(0));
    assert_eq!(merge(&parts, &["--deny-warnings"]).status.code(), Some(1));
    assert_eq!(merge(&parts, &["--deny-warnings", "--exit-zero"]).status.code(), Some(0));
    let full = merge(&parts, &["--report", "full"]);
    assert!(String::from_utf8(full.stderr).unwrap().contains("concise takes the place of full"));
    assert!(String::from_utf8(full.stdout).unwrap().contains("warning[table-row-width]"));
    let statistics = merge(&parts, &["--statistics"]);
    assert_eq!(statistics.stdout, run(&[&["check", "docs/sample", "--statistics"], &rule[..]].concat()).stdout);
}

#[test]
fn what_is_no_whole_is_refused() {
    let folder = folder("shard-refused");
    let parts = parts("docs/sample", 3, &folder, &["--select", "table-row-width"]);
    let said = |files: &[&str]| {
        let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        let output = merge(&files, &[]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        String::from_utf8(output.stderr).unwrap()
    };
    let edited = |name: &str, from: &str, to: &str| {
        let text = fs::read_to_string(&parts[1]).unwrap();
        assert!(text.contains(from), "{from}");
        let path = folder.join(name).display().to_string();
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        path
    };
    let [one, two, three] = [&parts[0], &parts[1], &parts[2]];
    let other = folder.join("other.json").display().to_string();
    run(&["check", "docs/sample", "--shard", "2/3", "--select", "tab-order", "--report", &format!("json={other}")]);
    let all = folder.join("all.json").display().to_string();
    run(&["check", "docs/sample", "--report", &format!("json={all}")]);
    let bytes = folder.join("bytes.json").display().to_string();
    fs::write(&bytes, b"{}\xff").unwrap();
    let version = format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    for (files, wanted) in [
        (&[one.as_str(), three][..], "the report of part 2/3 is missing"),
        (&[one, two, three, two], "are both part 2 of 3"),
        (&[one, &other, three], "are parts of different checks"),
        (&[one, &all, three], "is a report of all pages, not of a part; write it with `check --shard I/N`"),
        (
            &[one, &edited("v.json", &version, "\"version\":\"9.9.9\""), three],
            "was written by isogloss 9.9.9, schema 1",
        ),
        (&[one, &edited("s.json", "\"schema\":1", "\"schema\":2"), three], "schema 2"),
        (&[one, &edited("n.json", "\"count\":3", "\"count\":4"), three], "is one of 4 parts"),
        (&[one, &edited("i.json", "\"index\":2", "\"index\":7"), three], "is part 7 of 3, which cannot be"),
        (&[one, &edited("c.json", "\"findings\":", "\"findings\";"), three], "c.json:1:"),
        (&[one, "README.md", three], "README.md:1:1: expected value; it must be a whole report"),
        (&[one, "nowhere.json", three], "nowhere.json cannot be read"),
        (&[one, &bytes, three], "bytes.json is not UTF-8: byte 2 begins no character; save it as UTF-8"),
    ] {
        let error = said(files);
        assert!(error.contains(wanted), "{wanted}: {error}");
    }
    // A report cut off anywhere is refused, not merged in part.
    let text = fs::read_to_string(two).unwrap();
    for cut in (0..text.len() - 1).step_by(97) {
        let path = folder.join("cut.json").display().to_string();
        fs::write(&path, text.as_bytes().get(..cut).unwrap()).unwrap();
        said(&[one, &path, three]);
    }
}

/// A report may come from anywhere: what it says of a page that was not checked reaches a terminal as text only.
#[test]
fn a_report_writes_no_more_than_text() {
    let folder = folder("shard-hostile");
    let [part] = parts("docs/sample", 1, &folder, &[]).try_into().unwrap();
    let mut json: Value = serde_json::from_str(&fs::read_to_string(&part).unwrap()).unwrap();
    json["skipped"] = serde_json::json!([{ "path": "a\n::error::x.md", "reason": "\u{1b}[31mred\n::warning::y" }]);
    fs::write(&part, json.to_string()).unwrap();
    let merged = merge(&[part], &["--exit-zero"]);
    assert_eq!(merged.status.code(), Some(2));
    let said = String::from_utf8(merged.stderr).unwrap();
    assert!(said.contains("error: a ::error::x.md was not checked: ␛[31mred ::warning::y\n"), "{said}");
}

#[test]
fn the_parts_take_the_baseline_apart() {
    let folder = folder("shard-baseline");
    let file = folder.join("known.json").display().to_string();
    assert_eq!(run(&["baseline", "docs/sample", "--baseline", &file]).status.code(), Some(0));
    let known = ["--baseline", &file];
    let parts = parts("docs/sample", 3, &folder, &known);
    let whole = run(&[&["check", "docs/sample", "--report", "json"], &known[..]].concat());
    let merged = merge(&parts, &["--report", "json"]);
    assert_eq!((merged.status.code(), whole.status.code()), (Some(0), Some(0)));
    assert_eq!(timeless(&merged.stdout, "json"), timeless(&whole.stdout, "json"));
    let json: Value = serde_json::from_slice(&merged.stdout).unwrap();
    assert!(json["summary"]["baselined"].as_u64().unwrap() > 90 && json["findings"].as_array().unwrap().is_empty());
}

/// Real pages: the `call` and `user` pages of 2019 in all locales.
#[test]
fn the_parts_of_real_pages_are_the_whole() {
    let Some(corpus) = support::corpus("graph-2019.tar.xz", "2019") else { return };
    let docs = folder("shard-corpus");
    for locale in ["en-US", "es-ES", "ru-RU", "pt-BR"] {
        copy_some(&corpus.join(locale), &docs.join(locale), &|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.starts_with("call") || name.starts_with("user-") || name == "user.md"
        });
    }
    let docs = docs.display().to_string();
    let folder = folder("shard-corpus-parts");
    for count in [2, 5] {
        let parts = parts(&docs, count, &folder, &[]);
        let whole = run(&["check", &docs, "--report", "json"]);
        let merged = merge(&parts, &["--report", "json"]);
        let found = timeless(&whole.stdout, "json");
        assert!(found.len() > 100_000);
        // Not `assert_eq`: nobody reads megabytes.
        assert!(timeless(&merged.stdout, "json") == found, "{count} parts");
    }
}
