//! `--report json` as programs see it: every key there, places from 1, one order, fingerprints that stay when lines move.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

fn report(root: &Path) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    let output = command.args(["check", "--report", "json"]).arg(root).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn has_every_key_and_one_order() {
    let report = report(Path::new("docs/sample"));
    assert_eq!(report["schema"], 1);
    assert_eq!(report["tool"]["name"], "isogloss");
    assert_eq!(report["skipped"], Value::Array(Vec::new()));
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.len() > 50);
    let keys = [
        "rule",
        "severity",
        "path",
        "locale",
        "version",
        "line",
        "column",
        "end_line",
        "end_column",
        "message",
        "help",
        "verdict",
        "fact",
        "found",
        "expected",
        "certainty",
        "fix",
        "related",
        "fingerprint",
    ];
    let mut places = Vec::new();
    let mut prints = HashSet::new();
    for finding in findings {
        let found: Vec<&str> = finding.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(found, keys);
        let number = |key: &str| finding[key].as_u64().unwrap();
        assert!(number("line") >= 1 && number("column") >= 1 && number("end_line") >= number("line"));
        places.push((finding["path"].as_str().unwrap().to_owned(), number("line"), number("column")));
        assert!(prints.insert(finding["fingerprint"].as_str().unwrap().to_owned()), "{finding}");
    }
    assert!(places.is_sorted());
    let count = |severity: &str| findings.iter().filter(|finding| finding["severity"] == severity).count() as u64;
    for severity in ["error", "warning", "info"] {
        assert_eq!(report["summary"][format!("{severity}s")].as_u64().unwrap(), count(severity));
    }
    assert_eq!(report["summary"]["pages"], 96);
    assert_eq!(report["summary"]["locales"], 4);
}

/// Every fault that the sample's index lists is found, at its line.
#[test]
fn the_sample_shows_what_was_planted() {
    let report = report(Path::new("docs/sample"));
    let found: HashSet<(String, String, u64)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap().to_owned();
            (text("rule"), text("path"), finding["line"].as_u64().unwrap())
        })
        .collect();
    let index = std::fs::read_to_string("docs/sample/README.md").unwrap();
    let rules: HashSet<&str> = isogloss::rules::RULES.iter().map(|rule| rule.id).collect();
    let on = |id: &str| isogloss::rules::RULES.iter().any(|rule| rule.id == id && rule.default_on);
    let mut planted = 0;
    let mut missed = Vec::new();
    for line in index.lines() {
        let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let [_, rule, page, at, ..] = cells.as_slice() else { continue };
        let Ok(at) = at.parse::<u64>() else { continue };
        if !rules.contains(rule) || !on(rule) || line.contains("allowed by the directive") {
            continue;
        }
        planted += 1;
        let hit = found.iter().any(|(id, path, line)| id == rule && path.ends_with(page) && line.abs_diff(at) <= 1);
        if !hit {
            missed.push(format!("{rule} was planted on {page}:{at} and is not found"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(planted > 70, "only {planted} lines of the index were understood");
}

/// Findings alike are drawn once; what is said of the first need not hold for the others.
#[test]
fn a_reason_that_others_do_not_share_is_said_to_be_of_one_place() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reasons");
    let write = |path: String, text: String| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let help = |days: [u8; 4]| {
        for (name, day) in ["a", "b", "c", "d"].into_iter().zip(days) {
            let says = |front: String, status: &str| format!("---\n{front}\n---\n# X\n\n## Response\n\n`{status}`.\n");
            write(format!("en-US/{name}.md"), says("title: x".to_owned(), "200 OK"));
            let front = format!("ms.openlocfilehash: {}\nms.lasthandoff: 01/0{day}/2020", "a".repeat(40));
            write(
                format!("es-ES/{name}.md"),
                says(front, "202 Accepted").replace("## Re", "## <a name=\"response\"></a>Re"),
            );
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        command.args(["check", "--isolated", "--select", "stale-status-code"]).arg(&folder);
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("3 more places like it"), "{text}");
        text.lines().find(|line| line.contains("= help: ")).unwrap().to_owned()
    };
    assert!(!help([1, 1, 1, 1]).contains("this place"));
    let others = "(this place; `--report json` says what holds for each of the others)";
    assert!(help([1, 2, 3, 4]).ends_with(others));
}

/// A file named by hand, with any extension, works without a docset.
#[test]
fn fingerprints_stay_when_lines_move() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let text = "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n";
    let print = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
        let output =
            command.current_dir(folder).args(["check", "--isolated", "--report", "json", name]).output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["findings"][0]["fingerprint"].as_str().unwrap().to_owned()
    };
    assert_eq!(print("loose.txt", text), print("loose.txt", &text.replace("# Title", "# Title\n\nMore.")));
}
