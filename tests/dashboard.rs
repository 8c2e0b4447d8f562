//! The dashboard from outside: what its files say against what other commands say of the same pages, hostile pages, folders that
//! are not its own, and, where there is one, in a browser.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout, missing_docs)]

#[path = "dashboard/browser.rs"]
mod browser;
#[path = "dashboard/driver.rs"]
mod driver;
#[path = "dashboard/folder.rs"]
mod folder;
#[path = "dashboard/hostile.rs"]
mod hostile;
#[path = "support/repository.rs"]
mod repository;
#[path = "support/mod.rs"]
mod support;

use folder::{Data, files, report, scratch, written};
use isogloss::docset::provenance::source_hash;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What another command says of the sample as JSON.
fn json(command: &str) -> Value {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap().join("docs");
    let mut run = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    run.env("ISOGLOSS_CACHE", "").env("GIT_CEILING_DIRECTORIES", docs);
    let output = run.args([command, "docs/sample", "--report", "json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn it_shows_every_finding_of_check() {
    let at = scratch("findings");
    written(&at, &["docs/sample"]);
    let data = Data::read(&at);
    let check = json("check");
    let mut wanted: Vec<(String, String, u64, u64, String)> = check["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let text = |name: &str| one[name].as_str().unwrap().to_owned();
            (
                text("path"),
                text("rule"),
                one["line"].as_u64().unwrap(),
                one["column"].as_u64().unwrap(),
                text("message"),
            )
        })
        .collect();
    let mut shown: Vec<(String, String, u64, u64, String)> = Vec::new();
    for page in data.pages.iter().flatten() {
        for one in page["findings"].as_array().unwrap() {
            let member = usize::try_from(one["member"].as_u64().unwrap()).unwrap();
            let path = page["members"][member]["path"].as_str().unwrap().to_owned();
            let message = one["message"].as_str().unwrap().to_owned();
            let place = (one["line"].as_u64().unwrap(), one["column"].as_u64().unwrap());
            shown.push((path, data.rule(&one["rule"]).to_owned(), place.0, place.1, message));
        }
    }
    wanted.sort();
    shown.sort();
    assert_eq!(shown, wanted);
    let summary = &check["summary"];
    let counts = ["errors", "warnings", "infos", "suppressed"].map(|name| summary[name].clone());
    assert_eq!(data.summary["findings"], Value::from(counts.to_vec()));
    assert_eq!(data.summary["pages"], summary["pages"]);
    // The counts of rows are those of their pages.
    for row in &data.rows {
        let page = data.page(row[0].as_str().unwrap());
        let cells: u64 = row[5]
            .as_array()
            .unwrap()
            .iter()
            .filter(|cell| !cell.is_null())
            .map(|cell| (1..4).map(|at| cell[at].as_u64().unwrap()).sum::<u64>())
            .sum();
        assert_eq!(cells, page["findings"].as_array().unwrap().len() as u64, "{}", row[0]);
        assert_eq!(row[0], page["key"]);
    }
}

#[test]
fn it_shows_every_difference_of_drift() {
    let at = scratch("drift");
    written(&at, &["docs/sample"]);
    let data = Data::read(&at);
    let drift = json("drift");
    let verdicts = data.summary["verdicts"].as_array().unwrap();
    let mut count = 0;
    for page in drift["pages"].as_array().unwrap() {
        let shown = data.page(page["page"].as_str().unwrap());
        let mut ours: Vec<Value> = Vec::new();
        for fact in shown["facts"].as_array().unwrap() {
            for verdict in fact["verdicts"].as_array().unwrap() {
                let name = &verdicts[usize::try_from(verdict[0].as_u64().unwrap()).unwrap()]["name"];
                let values: Vec<Value> =
                    fact["values"].as_array().unwrap().iter().map(|value| value[0].clone()).collect();
                ours.push(serde_json::json!([fact["kind"], fact["key"], name, verdict[1], values]));
            }
        }
        let theirs: Vec<Value> = page["differences"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let values: Vec<Value> =
                    one["values"].as_array().unwrap().iter().map(|value| value["value"].clone()).collect();
                serde_json::json!([one["fact"]["kind"], one["fact"]["key"], one["verdict"], one["why"], values])
            })
            .collect();
        count += theirs.len();
        assert_eq!(ours, theirs, "{}", page["page"]);
    }
    assert!(count > 40);
}

#[test]
fn damage_is_grouped_by_rule_and_tokens() {
    let at = scratch("damage");
    written(&at, &["docs/sample"]);
    let data = Data::read(&at);
    let mut wanted: BTreeMap<(String, String, String), u64> = BTreeMap::new();
    let mut of = |one: &Value| {
        let key = (one["rule"].as_str().unwrap().to_owned(), one["expected"].to_string(), one["found"].to_string());
        *wanted.entry(key).or_default() += 1;
    };
    let check = json("check");
    let findings = check["findings"].as_array().unwrap();
    findings.iter().filter(|one| !one["expected"].is_null() || !one["found"].is_null()).for_each(&mut of);
    wanted.retain(|_, count| *count > 1);
    let shown: BTreeMap<(String, String, String), u64> = data
        .glossary
        .iter()
        .map(|entry| {
            let tokens = (entry[2].to_string(), entry[3].to_string());
            ((data.rule(&entry[0]).to_owned(), tokens.0, tokens.1), entry[4].as_u64().unwrap())
        })
        .collect();
    assert_eq!(shown, wanted);
    // The first entry is the most frequent; its places lead to pages of the report.
    let first = &data.glossary[0];
    assert_eq!([&first[2], &first[3]], ["Authorization", "Autorização"]);
    let places = first[7].as_array().unwrap();
    assert_eq!(places.len(), 3);
    for place in places {
        let row = &data.rows[usize::try_from(place[2].as_u64().unwrap()).unwrap()];
        assert!(place[0].as_str().unwrap().ends_with(row[0].as_str().unwrap()));
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let (one, two) = (scratch("same-1"), scratch("same-2"));
    written(&one, &["docs/sample", "--threads", "1"]);
    written(&two, &["docs/sample", "--threads", "4"]);
    let before = files(&one);
    assert_eq!(before, files(&two));
    let again = report(&one, &["docs/sample"]);
    assert!(String::from_utf8_lossy(&again.stderr).contains(", 0 of them written"));
    assert_eq!(before, files(&one));
    // Nothing of the machine it was made on, and nothing that is fetched.
    let here = std::env::current_dir().unwrap().display().to_string();
    for (path, bytes) in &before {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(&here), "{path}");
        if path.starts_with("assets/") || path == "index.html" {
            let found = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!found.contains("http:") && !found.contains("https:") && !found.contains("@import"), "{path}");
            assert!(text.lines().count() <= 400 && text.lines().all(|line| line.chars().count() <= 300), "{path}");
        }
    }
}

#[test]
fn folders_of_others_are_left_alone() {
    let at = scratch("foreign");
    let own = at.join("own");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("thesis.md"), "mine").unwrap();
    let before = files(&own);
    let refused = report(&own, &["docs/sample"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("holds files, and not those of an earlier report"));
    assert_eq!(files(&own), before);
    // A file in the place of the folder.
    let refused = report(&own.join("thesis.md"), &["docs/sample"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(files(&own), before);
}

#[test]
fn an_earlier_report_is_replaced_and_nothing_else() {
    let at = scratch("earlier").join("deep/report");
    // What a killed run left is in nobody's way.
    fs::create_dir_all(&at).unwrap();
    fs::write(at.join(".isogloss-99-0.tmp"), "half").unwrap();
    written(&at, &["docs/sample"]);
    let whole = files(&at);
    assert!(!whole.contains_key(".isogloss-99-0.tmp"));
    // As if an earlier run had written more, and somebody had put a file of their own there.
    let list = at.join("isogloss-report.txt");
    let text = fs::read_to_string(&list).unwrap();
    fs::write(&list, format!("{text}data/pages-99.js\n../outside.txt\n/tmp/outside.txt\n")).unwrap();
    fs::write(at.join("data/pages-99.js"), "stale").unwrap();
    fs::write(at.parent().unwrap().join("outside.txt"), "mine").unwrap();
    fs::write(at.join("data/notes.txt"), "mine").unwrap();
    fs::write(at.join("data/rows-0.js"), "damaged").unwrap();
    fs::remove_file(at.join("assets/core.js")).unwrap();
    written(&at, &["docs/sample"]);
    let mut now = files(&at);
    assert_eq!(now.remove("data/notes.txt").unwrap(), b"mine");
    assert_eq!(now, whole);
    assert_eq!(fs::read(at.parent().unwrap().join("outside.txt")).unwrap(), b"mine");
    // A file with the name of one of ours that no report wrote.
    fs::write(&list, fs::read_to_string(&list).unwrap().replace("index.html\n", "")).unwrap();
    fs::write(at.join("index.html"), "mine").unwrap();
    let refused = report(&at, &["docs/sample"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is there already, and no report wrote it"));
    assert_eq!(fs::read(at.join("index.html")).unwrap(), b"mine");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let at = scratch("links");
    let (folder, target) = (at.join("report"), at.join("elsewhere"));
    written(&folder, &["docs/sample"]);
    fs::rename(folder.join("data"), &target).unwrap();
    std::os::unix::fs::symlink(&target, folder.join("data")).unwrap();
    fs::write(target.join("rows-0.js"), "mine").unwrap();
    let refused = report(&folder, &["docs/sample"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is a symbolic link"));
    assert_eq!(fs::read(target.join("rows-0.js")).unwrap(), b"mine");
}

#[test]
fn earlier_runs_give_the_trend() {
    let at = scratch("trend");
    let check = json("check");
    let mut earlier = check.clone();
    let findings = earlier["findings"].as_array_mut().unwrap();
    let last = findings.pop().unwrap();
    let mut gone = last.clone();
    gone["fingerprint"] = Value::from("0000000000000000");
    gone["rule"] = Value::from("no-such-rule");
    findings.push(gone.clone());
    findings.push(gone);
    let file = at.join("2026-01.json");
    fs::write(&file, earlier.to_string()).unwrap();
    let name = file.to_str().unwrap();
    written(&at.join("report"), &["docs/sample", "--history", name]);
    let trend = &Data::read(&at.join("report")).summary["trend"];
    assert_eq!((trend["new"].as_u64(), trend["gone"].as_u64()), (Some(1), Some(2)));
    assert_eq!(trend["runs"][0]["name"], "2026-01");
    assert_eq!(trend["runs"][1]["errors"], check["summary"]["errors"]);
    let rules = trend["rules"].as_array().unwrap();
    assert!(rules.contains(&serde_json::json!(["no-such-rule", [2, 0]])));
    // What is no report is named, and nothing is written.
    fs::write(&file, "{\"schema\": 2}").unwrap();
    let refused = report(&at.join("other"), &["docs/sample", "--history", name]);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("2026-01.json: it is no report of `isogloss check --report json`"), "{said}");
    assert!(!at.join("other").exists());
}

/// The source's page in two states, and a translation of the first.
#[test]
fn the_change_of_the_source_is_shown() {
    let at = scratch("change");
    let page = |path: &str| {
        format!(
            "---\ntitle: Call\n---\n# Call: end\n\nEnds a call.\n\n## HTTP request\n\n```http\nPOST {path}/{{id}}/end\n```\n"
        )
    };
    let (old, new) = (page("/app/calls"), page("/communications/calls"));
    let Some(repository) = repository::Repository::new("sha1") else { return };
    repository.write("en-US/v1.0/api/call-end.md", &old);
    let first = repository.commit("Begin");
    repository.write("en-US/v1.0/api/call-end.md", &new);
    repository.commit("Move calls");
    let english = at.join("docs/en-US/v1.0/api");
    let spanish = at.join("docs/es-ES/v1.0/api");
    fs::create_dir_all(&english).unwrap();
    fs::create_dir_all(&spanish).unwrap();
    fs::write(english.join("call-end.md"), &new).unwrap();
    let hash = source_hash(&old);
    let text = old.replace("title: Call", &format!("ms.openlocfilehash: {hash}\nms.sourcegitcommit: {first}"));
    fs::write(spanish.join("call-end.md"), text).unwrap();
    let git = repository.path().join("en-US");
    let paths = (at.join("docs"), git);
    written(&at.join("report"), &[paths.0.to_str().unwrap(), "--source-git", paths.1.to_str().unwrap()]);
    let data = Data::read(&at.join("report"));
    let page = data.page("v1.0/api/call-end.md");
    let states = data.summary["states"].as_array().unwrap();
    let spanish = &page["members"][1];
    assert_eq!(states[usize::try_from(spanish["state"].as_u64().unwrap()).unwrap()]["name"], "stale");
    let change = &page["changes"][0];
    assert_eq!(change["members"], serde_json::json!([1]));
    assert_eq!(change["base"][2], "Begin");
    let lines: Vec<(u64, String)> = change["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            let text = line[3].as_array().unwrap().iter().map(|part| part[1].as_str().unwrap()).collect();
            (line[0].as_u64().unwrap(), text)
        })
        .collect();
    assert!(lines.contains(&(1, "POST /app/calls/{id}/end".to_owned())), "{lines:?}");
    assert!(lines.contains(&(2, "POST /communications/calls/{id}/end".to_owned())), "{lines:?}");
}
