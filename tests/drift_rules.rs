//! The rules that need the source's history, each on a small repository: what the program itself reports.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

#[path = "support/repository.rs"]
mod repository;

#[path = "drift_rules/sources.rs"]
mod sources;

use isogloss::docset::provenance::source_hash;
use repository::Repository;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const PAGE: &str = "v1.0/api/call-end.md";
/// What these short pages lack.
const IGNORED: &str = "section-missing,localization-key-missing";
const NOWHERE: &str = "00112233445566778899aabbccddeeff00112233";

/// What a page says. The same in every language, but for the words around it.
#[derive(Clone, Copy)]
struct Text {
    title: &'static str,
    words: &'static str,
    path: &'static str,
    status: &'static str,
    all: bool,
}

const OLD: Text = Text { title: "Call", words: "now", path: "/app/calls", status: "202 Accepted", all: true };

impl Text {
    fn english(self) -> String {
        self.written(&format!("title: {}", self.title), |anchor, heading| {
            let _ = anchor;
            heading.to_owned()
        })
    }

    /// A translation with these lines in its front matter.
    fn translated(self, markers: &str) -> String {
        self.written(markers, |anchor, heading| format!("<a name=\"{anchor}\"></a>{heading}"))
    }

    fn written(self, header: &str, heading: impl Fn(&str, &str) -> String) -> String {
        let Self { words, path, status, all, .. } = self;
        let row = if all { "| all | Boolean | x |\n" } else { "" };
        format!(
            "---\n{header}\n---\n# {}\n\nx {words}\n\n## {}\n\n```http\nPOST {path}/{{id}}/end\n```\n\n## {}\n\n\
             | Parameter | Type | Description |\n|:---|:---|:---|\n{row}| reason | String | x |\n\n\
             ## {}\n\nx `{status}` x\n\n## {}\n\n```http\nHTTP/1.1 {status}\n```\n",
            heading("call-end", "Call: end"),
            heading("http-request", "HTTP request"),
            heading("request-body", "Request body"),
            heading("response", "Response"),
            heading("example", "Example"),
        )
    }
}

/// The lines by which a page names its source.
fn markers(commit: &str, text: &str) -> String {
    format!("ms.openlocfilehash: {}\nms.sourcegitcommit: {commit}\nms.lasthandoff: 01/20/2020", source_hash(text))
}

/// What `check` reports on the paths, below `at`.
fn check(at: &Path, args: &[&str]) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    command.current_dir(at).args(["check", "--report", "json", "--ignore", IGNORED]).args(args);
    // Nothing around the test is read or written.
    command.env("ISOGLOSS_CACHE", "").env("GIT_CEILING_DIRECTORIES", at.parent().unwrap());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{said}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    report["findings"].as_array().unwrap().clone()
}

/// The rules about drift that report something, in order of place.
fn rules(findings: &[Value]) -> Vec<&str> {
    let of_drift = |id: &str| {
        let others = ["translation-outdated", "version-mixup", "locale-skew", "source-inherited", "unexplained-drift"];
        ["stale-", "base-", "page-", "false-"].iter().any(|start| id.starts_with(start)) || others.contains(&id)
    };
    findings.iter().map(|finding| finding["rule"].as_str().unwrap()).filter(|id| of_drift(id)).collect()
}

/// The one finding of a rule.
fn one<'f>(findings: &'f [Value], rule: &str) -> &'f Value {
    let found: Vec<&Value> = findings.iter().filter(|finding| finding["rule"] == rule).collect();
    assert_eq!(found.len(), 1, "{rule}: {findings:#?}");
    found[0]
}

fn message(finding: &Value) -> &str {
    finding["message"].as_str().unwrap()
}

fn help(finding: &Value) -> &str {
    finding["help"].as_str().unwrap()
}

fn short(commit: &str) -> &str {
    &commit[..8]
}

/// A repository whose source said each of the texts, in that order; and the commits.
fn source(texts: &[Text]) -> Option<(Repository, Vec<String>)> {
    let repo = Repository::new("sha1")?;
    let commit = |text: &Text| {
        repo.write(&format!("en-US/{PAGE}"), text.english());
        repo.commit("the source says something")
    };
    let commits = texts.iter().map(commit).collect();
    Some((repo, commits))
}

fn translate(repo: &Repository, text: Text, markers: &str) {
    repo.write(&format!("es-ES/{PAGE}"), text.translated(markers));
}

#[test]
fn stale_facts_name_the_commit_and_its_date() {
    let answers = Text { status: "200 OK", ..OLD };
    let moves = Text { path: "/communications/calls", ..answers };
    let today = Text { all: false, ..moves };
    let Some((repo, commits)) = source(&[OLD, answers, moves, today]) else { return };
    translate(&repo, OLD, &markers(&commits[0], &OLD.english()));
    let found = check(&repo.path(), &["."]);
    let wanted =
        ["stale-request", "stale-request", "stale-parameter", "stale-status-code", "stale-status-code", "stale-sample"];
    let mut rules = rules(&found);
    rules.retain(|rule| *rule != "stale-sample");
    assert_eq!(rules, wanted[..5], "{found:#?}");
    let ends =
        |commit: &String, day: &str| format!("in {} of 2020-01-{day}; this page is from 2020-01-20", short(commit));
    for finding in found.iter().filter(|finding| finding["verdict"] == "stale") {
        let wanted = match finding["rule"].as_str().unwrap() {
            "stale-status-code" => ends(&commits[1], "02"),
            "stale-request" => ends(&commits[2], "03"),
            _ => ends(&commits[3], "04"),
        };
        assert!(help(finding).ends_with(&wanted), "{finding:#}");
        assert_eq!(finding["certainty"], "proved");
    }
    let status = found.iter().find(|finding| finding["rule"] == "stale-status-code").unwrap();
    assert_eq!(message(status), "the status code is 202 here, and 200 in the source");
    assert_eq!((&status["found"], &status["expected"]), (&"202".into(), &"200".into()));
    assert_eq!(status["related"][0]["path"], format!("en-US/{PAGE}"));
    assert_eq!(help(one(&found, "stale-parameter")), format!("the source dropped this {}", ends(&commits[3], "04")));

    let mut command = Command::new(env!("CARGO_BIN_EXE_isogloss"));
    command.current_dir(repo.path()).args(["drift", "--report", "json", "--kind", "name"]).env("ISOGLOSS_CACHE", "");
    let drift: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let difference = &drift["pages"][0]["differences"][0];
    assert_eq!(difference["fact"]["key"], "request-body/all");
    assert_eq!(difference["commit"]["id"], commits[3]);
    assert_eq!(
        (&difference["commit"]["date"], &difference["commit"]["subject"]),
        (&"2020-01-04".into(), &"the source says something".into())
    );
}

#[test]
fn prose_alone_is_outdated_and_front_matter_is_not() {
    let said = Text { words: "for all", ..OLD };
    let Some((repo, commits)) = source(&[OLD, said]) else { return };
    translate(&repo, OLD, &markers(&commits[0], &OLD.english()));
    let found = check(&repo.path(), &["."]);
    assert_eq!(rules(&found), ["translation-outdated"]);
    let outdated = one(&found, "translation-outdated");
    assert_eq!(message(outdated), "the prose of the source has changed since this page was made");
    assert_eq!(outdated["certainty"], "proved");

    let Some((repo, commits)) = source(&[OLD, Text { title: "Calls", ..OLD }]) else { return };
    translate(&repo, OLD, &markers(&commits[0], &OLD.english()));
    assert_eq!(rules(&check(&repo.path(), &["."])), [""; 0]);
}

#[test]
fn what_is_older_than_the_named_source_is_a_false_sync() {
    let today = Text { status: "200 OK", ..OLD };
    let Some((repo, commits)) = source(&[OLD, today]) else { return };
    translate(&repo, OLD, &markers(&commits[1], &today.english()));
    let found = check(&repo.path(), &["."]);
    assert_eq!(rules(&found), ["false-sync", "false-sync"], "{found:#?}");
    assert_eq!(message(&found[0]), "202 is older than the source the page names; today's says 200");
    let why = format!(
        "the source said this until {} of 2020-01-02; the text the page names says otherwise, so its content is older \
         than its metadata",
        short(&commits[1])
    );
    assert_eq!(help(&found[0]), why);

    // A row that the source has dropped is older, too.
    let dropped = Text { all: false, ..today };
    let Some((repo, commits)) = source(&[today, dropped]) else { return };
    translate(&repo, today, &markers(&commits[1], &dropped.english()));
    let found = check(&repo.path(), &["."]);
    let row = one(&found, "false-sync");
    assert_eq!(message(row), "the name request-body/all is older than the source the page names; today's has none");
    assert!(help(row).contains(short(&commits[1])), "{row:#}");

    // The same where the source has moved on since.
    let later = Text { words: "for all", status: "204 No Content", ..OLD };
    let Some((repo, commits)) = source(&[OLD, today, later]) else { return };
    translate(&repo, OLD, &markers(&commits[1], &today.english()));
    assert_eq!(rules(&check(&repo.path(), &["."])), ["translation-outdated", "false-sync", "false-sync"]);
}

#[test]
fn a_page_that_is_newer_than_its_markers() {
    let today = Text { status: "200 OK", ..OLD };
    let Some((repo, commits)) = source(&[OLD, today]) else { return };
    translate(&repo, today, &markers(&commits[0], &OLD.english()));
    let found = check(&repo.path(), &["."]);
    let behind = one(&found, "base-behind");
    assert_eq!(message(behind), "the page says what its source says today, but names an older one (2 facts)");
    assert_eq!(behind["line"], 2);
    assert_eq!(help(behind), "no fact is stale: name today's source in the front matter");

    let later = Text { all: false, ..today };
    repo.write(&format!("en-US/{PAGE}"), later.english());
    repo.commit("no parameter");
    let found = check(&repo.path(), &["."]);
    assert!(help(one(&found, "base-behind")).contains(" still stale: bring "), "{found:#?}");
    assert!(rules(&found).contains(&"stale-parameter"));
}

#[test]
fn a_base_that_is_not_in_the_history() {
    let today = Text { status: "200 OK", ..OLD };
    let Some((repo, commits)) = source(&[OLD, today]) else { return };
    translate(&repo, OLD, &markers(NOWHERE, "another text"));
    let found = check(&repo.path(), &["."]);
    let unknown = one(&found, "base-unknown");
    let hash = source_hash("another text");
    assert_eq!(message(unknown), format!("the source {hash} that this page names is not in the history"));
    assert_eq!(help(unknown), "is this the repository the page was translated from?");
    // It is still told what is not as in the source, and that this may be its age or its being newer.
    let status = found.iter().find(|finding| finding["rule"] == "stale-status-code").unwrap();
    assert_eq!(status["certainty"], "likely");
    assert!(help(status).ends_with("which is not in the history that was read"), "{status:#}");

    // A shallow clone lacks the text: never fresh, and the help says why.
    translate(&repo, OLD, &markers(&commits[0], &OLD.english()));
    repo.commit("a translation");
    let url = format!("file://{}", repo.path().display());
    repo.git_in(&repo.folder, &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let found = check(&repo.folder.join("shallow"), &["."]);
    let wanted = "the history is shallow: fetch all of it (git fetch --unshallow)";
    assert_eq!(help(one(&found, "base-unknown")), wanted);
    assert!(rules(&found).contains(&"stale-status-code"));
}

#[test]
fn a_commit_and_a_hash_of_two_texts() {
    let today = Text { status: "200 OK", ..OLD };
    let Some((repo, commits)) = source(&[OLD, today]) else { return };
    translate(&repo, OLD, &markers(&commits[1], &OLD.english()));
    let found = check(&repo.path(), &["."]);
    let mismatch = one(&found, "base-hash-mismatch");
    let wanted = format!("at commit {} the source has another hash than the page names", short(&commits[1]));
    assert_eq!((message(mismatch), &mismatch["line"]), (wanted.as_str(), &3.into()));
    assert_eq!(help(mismatch), "the hash is in the history: correct the commit");
    assert!(rules(&found).contains(&"stale-status-code"));

    translate(&repo, OLD, &markers(&commits[1], "another text"));
    let found = check(&repo.path(), &["."]);
    let wanted = "the hash is nowhere in the history: correct it, or hand the page off anew";
    assert_eq!(help(one(&found, "base-hash-mismatch")), wanted);
    assert!(!rules(&found).contains(&"base-unknown"));
}

#[test]
fn the_source_has_moved() {
    let Some((repo, commits)) = source(&[OLD]) else { return };
    translate(&repo, OLD, &markers(&commits[0], &OLD.english()));
    let new = "v1.0/api/call-close.md";
    repo.git(&["mv", &format!("en-US/{PAGE}"), &format!("en-US/{new}")]);
    let today = Text { all: false, ..OLD };
    repo.write(&format!("en-US/{new}"), today.english());
    let commit = repo.commit("call-end is call-close");
    let later = Text { status: "200 OK", ..today };
    repo.write(&format!("en-US/{new}"), later.english());
    let last = repo.commit("it answers 200");
    let found = check(&repo.path(), &["."]);
    let wanted = ["page-moved", "stale-parameter", "stale-status-code", "stale-status-code"];
    assert_eq!(rules(&found), wanted, "{found:#?}");
    // What the move itself has changed, and what came later.
    assert!(help(one(&found, "stale-parameter")).contains(short(&commit)), "{found:#?}");
    assert!(help(&found[3]).contains(short(&last)), "{found:#?}");
    assert_eq!(found[3]["related"][0]["path"], format!("en-US/{new}"));
    let moved = one(&found, "page-moved");
    assert_eq!(message(moved), format!("the source of this page moved to {new} in {} of 2020-01-02", short(&commit)));
    assert_eq!(moved["expected"], new);
}

#[test]
fn the_source_is_gone() {
    let Some((repo, commits)) = source(&[OLD]) else { return };
    translate(&repo, OLD, &markers(&commits[0], &OLD.english()));
    repo.write("en-US/v1.0/api/other.md", "# Call: other\n");
    fs::remove_file(repo.path().join(format!("en-US/{PAGE}"))).unwrap();
    let commit = repo.commit("nobody ends a call");
    let found = check(&repo.path(), &["."]);
    let orphan = one(&found, "page-orphaned");
    assert_eq!(message(orphan), format!("the source removed this page in {} of 2020-01-02", short(&commit)));
    assert_eq!(rules(&found), ["page-missing", "page-orphaned"]);
}

#[test]
fn what_translations_repeat_is_told_once() {
    let Some(repo) = Repository::new("sha1") else { return };
    let row = "| reason | String | x | y |";
    let wide = |text: String| text.replace("| reason | String | x |", row);
    let english = wide(OLD.english());
    repo.write(&format!("en-US/{PAGE}"), &english);
    let commit = repo.commit("too wide");
    for locale in ["es-ES", "pt-BR"] {
        repo.write(&format!("{locale}/{PAGE}"), wide(OLD.translated(&markers(&commit, &english))));
    }
    let found = check(&repo.path(), &["es-ES", "pt-BR"]);
    let told = one(&found, "source-inherited");
    assert_eq!(message(told), "the source has this too: row has 4 cells, the header has 3");
    assert_eq!(help(told), "mend the source (table-row-width); its translations follow");
    assert_eq!((&told["path"], &told["verdict"]), (&format!("es-ES/{PAGE}").into(), &"inherited".into()));
    assert!(found.iter().all(|finding| finding["rule"] != "table-row-width"));
    // Where the source is asked about, it is told there.
    let found = check(&repo.path(), &["."]);
    assert_eq!(one(&found, "table-row-width")["path"], format!("en-US/{PAGE}"));
    assert!(!rules(&found).contains(&"source-inherited"));
}

#[test]
fn a_page_that_is_newer_than_the_source_that_was_read() {
    let today = Text { status: "200 OK", ..OLD };
    let Some((repo, commits)) = source(&[OLD, today]) else { return };
    translate(&repo, today, &markers(&commits[1], &today.english()));
    repo.write(&format!("en-US/{PAGE}"), OLD.english());
    let found = check(&repo.path(), &["."]);
    assert_eq!(rules(&found), ["locale-skew"], "{found:#?}");
    let skew = one(&found, "locale-skew");
    let why = format!(
        "the page was made from a newer text of the source ({} of 2020-01-02) than the one that was read",
        short(&commits[1])
    );
    assert_eq!(help(skew), why);
}
