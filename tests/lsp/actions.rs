//! Code actions: each is applied, and what it promised must hold.

use crate::client::Client;
use crate::pages::{Folder, apply};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn edits(action: &Value) -> &[Value] {
    action["edit"]["documentChanges"][0]["edits"].as_array().unwrap()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|action| action["title"].as_str().unwrap()).collect()
}

fn codes(found: &[Value]) -> Vec<String> {
    found.iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect()
}

fn count(found: &[Value], rule: &str) -> usize {
    found.iter().filter(|item| item["code"] == rule).count()
}

#[test]
fn a_fix_takes_its_finding_away() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let text = fs::read_to_string(&page).unwrap();
    let mut client = Client::session(&[&folder.0]);
    let found = client.open(&page);
    let item = found.iter().find(|item| item["code"] == "permission-scope-altered").unwrap();
    let actions = client.actions(&page, &item["range"]);
    let fix = actions.iter().find(|action| action["isPreferred"] == true).unwrap();
    assert_eq!(fix["kind"], "quickfix");
    assert_eq!(fix["diagnostics"], json!([item]));
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    let new = apply(&text, edits(fix));
    assert!(new.contains("Calls.Transfer.All, Calls.ReadWrite.All |"));
    let after = client.change(&page, json!([{ "text": new }]));
    assert_eq!(count(&after, "permission-scope-altered"), 0);
    assert_eq!(after.len(), found.len() - 1);
    assert!(client.stop().success());
}

#[test]
fn all_of_a_kind_are_fixed_at_once() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let text = fs::read_to_string(&page).unwrap();
    let text = text.replace("Calls.ReadWrite.All", "Calls.LeerEscribir.Todos");
    let mut client = Client::session(&[&folder.0]);
    let found = client.open_as(&page, &text);
    let before = count(&found, "permission-scope-altered");
    assert!(before > 1, "{found:#?}");
    let item = found.iter().find(|item| item["code"] == "permission-scope-altered").unwrap();
    let actions = client.actions(&page, &item["range"]);
    let all =
        actions.iter().find(|action| action["title"].as_str().unwrap().starts_with("Fix all permission-scope-altered"));
    let new = apply(&text, edits(all.unwrap_or_else(|| panic!("{:?}", titles(&actions)))));
    let after = client.change(&page, json!([{ "text": new }]));
    assert_eq!(count(&after, "permission-scope-altered"), 0);
    assert!(client.stop().success());
}

#[test]
fn all_safe_fixes_are_what_check_fixes() {
    let folder = Folder::sample();
    let page = folder.page("ru-RU", "call-transfer.md");
    let text = fs::read_to_string(&page).unwrap();
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
    let params = json!({
        "textDocument": { "uri": crate::client::uri(&page) }, "range": range,
        "context": { "diagnostics": [], "only": ["source.fixAll"] },
    });
    let actions = client.request("textDocument/codeAction", params).unwrap();
    let actions = actions.as_array().unwrap();
    let new = match actions.as_slice() {
        [] => text.clone(),
        [all] => {
            assert_eq!(all["kind"], "source.fixAll.isogloss");
            apply(&text, edits(all))
        }
        _ => panic!("{:?}", titles(actions)),
    };
    assert!(client.stop().success());
    // The command line, on a copy of the same folder.
    let other = Folder::sample();
    let fixed = other.page("ru-RU", "call-transfer.md");
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--fix", "--report", "json"])
        .current_dir(&other.0)
        .output()
        .unwrap();
    assert!(done.status.code().is_some_and(|code| code < 2));
    assert_eq!(new, fs::read_to_string(fixed).unwrap());
    assert_ne!(new, text, "there is nothing to fix on the page of this test");
}

/// Every finding of a page can be suppressed, and nothing else is brought about.
fn suppress_each(client: &mut Client, page: &Path) -> (usize, Vec<String>) {
    let text = fs::read_to_string(page).unwrap();
    client.open(page);
    let found = client.pull(page);
    let mut without = Vec::new();
    for item in &found {
        let rule = item["code"].as_str().unwrap();
        let actions = client.actions(page, &item["range"]);
        let title = format!("Suppress {rule} here");
        let Some(action) = actions.iter().find(|action| action["title"] == title.as_str()) else {
            without.push(rule.to_owned());
            continue;
        };
        let new = apply(&text, edits(action));
        assert!(new.contains("isogloss-disable"), "{new}");
        client.change(page, json!([{ "text": new }]));
        let after = client.pull(page);
        assert!(count(&after, rule) < count(&found, rule), "{rule} on {}: {:?}", page.display(), codes(&after));
        assert!(after.len() < found.len(), "{rule} on {}", page.display());
        client.change(page, json!([{ "text": text }]));
        client.pull(page);
    }
    (found.len(), without)
}

#[test]
fn findings_are_suppressed_in_place() {
    let folder = Folder::sample();
    let mut client = Client::session(&[&folder.0]);
    let (mut all, mut without) = (0, Vec::new());
    for (locale, version, name) in [
        ("es-ES", "v1.0", "call-transfer.md"),
        ("ru-RU", "v1.0", "call-transfer.md"),
        ("en-US", "beta", "extension-update.md"),
        ("en-US", "beta", "call-list-participants.md"),
        ("pt-BR", "v1.0", "call-hangup.md"),
    ] {
        let page = folder.0.join(locale).join("api-reference").join(version).join("api").join(name);
        let (found, missing) = suppress_each(&mut client, &page);
        all += found;
        without.extend(missing);
    }
    assert!(all > 20, "{all}");
    // At most three findings at one place are tried out.
    assert!(without.len() * 5 <= all, "{all} findings, of which no action suppresses {without:?}");
    assert!(client.stop().success());
}

/// A comment of HTML breaks MDX.
#[test]
fn findings_of_mdx_are_suppressed_by_comments_of_mdx() {
    let folder = Folder::sample();
    let page = folder.0.join("en-US/api-reference/v1.0/api/lamps.mdx");
    let text = "# Lamps\n\n[A lamp](no-such-lamp.md).\n";
    fs::write(&page, text).unwrap();
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    let found = client.pull(&page);
    let item = found.iter().find(|item| item["code"] == "link-target-not-found").unwrap();
    let actions = client.actions(&page, &item["range"]);
    let action = actions.iter().find(|action| action["title"] == "Suppress link-target-not-found here").unwrap();
    let comment = "{/* isogloss-disable-next-line link-target-not-found: reason */}\n";
    assert_eq!(apply(text, edits(action)), text.replace("[A lamp]", &format!("{comment}[A lamp]")));
    assert!(client.stop().success());
}

#[test]
fn comments_that_suppress_nothing_are_faded() {
    let folder = Folder::sample();
    let page = folder.page("en-US", "call-get.md");
    let text = fs::read_to_string(&page).unwrap() + "\n<!-- isogloss-disable-next-line table-row-width: why -->\n";
    let mut client = Client::session(&[&folder.0]);
    client.open_as(&page, &text);
    let found = client.pull(&page);
    let unused = found.iter().find(|item| item["code"] == "suppression-unused").unwrap();
    assert_eq!(unused["tags"], json!([1]));
    assert!(client.stop().success());
}

#[test]
fn actions_are_made_when_they_are_chosen() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let text = fs::read_to_string(&page).unwrap();
    let mut eager = Client::session(&[&folder.0]);
    let mut client = Client::session_with(&[&folder.0], crate::client::lazy(), Value::Null);
    let found = client.open(&page);
    eager.open(&page);
    let item = found.iter().find(|item| item["code"] == "permission-scope-altered").unwrap();
    let (mut lazy, all) = (client.actions(&page, &item["range"]), eager.actions(&page, &item["range"]));
    assert_eq!(titles(&lazy), titles(&all));
    let chosen: Vec<usize> = (0..lazy.len()).filter(|at| lazy[*at]["edit"].is_null()).collect();
    assert_eq!(chosen.len(), 2, "{lazy:#?}");
    for at in chosen {
        let made = client.request("codeAction/resolve", lazy[at].clone()).unwrap();
        assert_eq!(made["edit"], all[at]["edit"]);
    }
    // The text has changed since.
    client.change(&page, json!([{ "text": text + "\n" }]));
    let old = lazy.remove(lazy.iter().position(|action| action["edit"].is_null()).unwrap());
    assert_eq!(client.request("codeAction/resolve", old).unwrap_err()["code"], -32803);
    assert!(client.stop().success() && eager.stop().success());
}
