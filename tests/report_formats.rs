//! Reports for programs other than our own: each is what its readers parse, and says what `json` says.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use serde_json::Value;
use std::collections::HashSet;
use std::process::Command;

/// What each format writes about the sample docset, all in one run.
fn written(formats: &[&str]) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("formats-{}", formats.join("-")));
    std::fs::create_dir_all(&folder).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    command.args(["check", "docs/sample"]);
    for format in formats {
        command.arg("--report").arg(format!("{format}={}", folder.join(format).display()));
    }
    assert_eq!(command.output().unwrap().status.code(), Some(1));
    formats.iter().map(|format| std::fs::read_to_string(folder.join(format)).unwrap()).collect()
}

fn findings(json: &str) -> Vec<Value> {
    serde_json::from_str::<Value>(json).unwrap()["findings"].as_array().unwrap().clone()
}

#[test]
fn sarif_has_every_finding_with_rule_place_and_fix() {
    let [sarif, json] = written(&["sarif", "json"]).try_into().unwrap();
    let log: Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    // What a comment suppresses is there, and marked.
    let (results, suppressed): (Vec<_>, Vec<_>) = results.iter().partition(|result| result["suppressions"].is_null());
    let [suppressed] = suppressed.try_into().unwrap();
    let report: Value = serde_json::from_str(&json).unwrap();
    let one = &report["suppressed"][0];
    assert_eq!((&one["by"], &suppressed["suppressions"][0]["kind"]), (&"comment".into(), &"inSource".into()));
    assert_eq!(one["reason"], suppressed["suppressions"][0]["justification"]);
    assert_eq!(one["finding"]["fingerprint"], suppressed["partialFingerprints"]["isogloss/v1"]);
    let findings = findings(&json);
    assert_eq!(results.len(), findings.len());
    let mut with_fix = 0;
    for (result, finding) in results.iter().zip(&findings) {
        assert_eq!(result["ruleId"], finding["rule"]);
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], finding["rule"]);
        assert!(rules[index]["help"]["markdown"].as_str().unwrap().contains("## Why"));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], finding["path"]);
        assert_eq!(place["region"]["startLine"], finding["line"]);
        assert_eq!(place["region"]["endColumn"], finding["end_column"]);
        assert_eq!(result["partialFingerprints"]["isogloss/v1"], finding["fingerprint"]);
        let related = result["relatedLocations"].as_array().map_or(0, Vec::len);
        assert_eq!(related, finding["related"].as_array().unwrap().len());
        assert_eq!(result["fixes"].is_array(), finding["fix"].is_string());
        with_fix += usize::from(result["fixes"].is_array());
    }
    assert!(with_fix > 40);
}

#[test]
fn github_has_a_command_for_each() {
    let [github, json] = written(&["github", "json"]).try_into().unwrap();
    let findings = findings(&json);
    assert_eq!(github.lines().count(), findings.len());
    for (line, finding) in github.lines().zip(&findings) {
        let command = match finding["severity"].as_str().unwrap() {
            "info" => "notice",
            other => other,
        };
        let start = format!("::{command} title={},file=", finding["rule"].as_str().unwrap());
        assert!(line.starts_with(&start), "{line}");
        assert!(line.contains(&format!(",line={},", finding["line"])), "{line}");
    }
}

#[test]
fn gitlab_names_each_once() {
    let [gitlab, json] = written(&["gitlab", "json"]).try_into().unwrap();
    let issues: Vec<Value> = serde_json::from_str(&gitlab).unwrap();
    assert_eq!(issues.len(), findings(&json).len());
    let prints: HashSet<&str> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), issues.len());
    for issue in &issues {
        assert!(["major", "minor", "info"].contains(&issue["severity"].as_str().unwrap()));
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
    }
}

#[test]
fn junit_is_xml_with_a_failure_for_each() {
    let [junit, json] = written(&["junit", "json"]).try_into().unwrap();
    let document = roxmltree::Document::parse(&junit).unwrap();
    let count = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count();
    let findings = findings(&json).len();
    assert_eq!((count("testcase"), count("failure")), (findings, findings));
    assert_eq!(document.root_element().attribute("failures").unwrap(), findings.to_string());
}

#[test]
fn markdown_groups_them() {
    let [markdown] = written(&["markdown"]).try_into().unwrap();
    assert!(markdown.starts_with("### Isogloss\n\nFound "), "{markdown}");
    assert!(markdown.contains("| error | `header-name-translated` |"));
    let rows = markdown.lines().filter(|line| line.starts_with("| error") || line.starts_with("| warning"));
    for row in rows {
        // Five cells, whatever pages say.
        assert_eq!(row.replace("\\|", "").matches('|').count(), 6, "{row}");
    }
}
