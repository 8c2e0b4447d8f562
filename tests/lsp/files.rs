//! Files that change under the server: pages, the configuration, folders of the workspace.

use crate::client::{Client, uri};
use crate::pages::{Folder, checked, rows};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn count(found: &[Value], rule: &str) -> usize {
    found.iter().filter(|item| item["code"] == rule).count()
}

fn changed(client: &mut Client, path: &Path, kind: u32) {
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri(path), "type": kind }] }));
}

/// Waits until a reading that has begun is over.
fn loaded(client: &mut Client) {
    client.until("the end of reading", |message| message["params"]["value"]["kind"] == "end");
}

#[test]
fn the_configuration_is_read_again() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let config = folder.0.join("isogloss.yml");
    let mut client = Client::session(&[&folder.0]);
    loaded(&mut client);
    let found = client.open(&page);
    assert_eq!(count(&found, "permission-scope-altered"), 1);
    let good = fs::read_to_string(&config).unwrap();
    fs::write(&config, format!("{good}\nrules:\n  permission-scope-altered: off\n")).unwrap();
    changed(&mut client, &config, 2);
    loaded(&mut client);
    assert_eq!(count(&client.pull(&page), "permission-scope-altered"), 0);
    // One that cannot be read is told where the mistake is, and what was before still holds.
    fs::write(&config, format!("{good}\nrules:\n  no-such-rule: off\n")).unwrap();
    changed(&mut client, &config, 2);
    client.until("mistakes", |message| message["params"]["uri"] == uri(&config).as_str());
    let (_, mistakes) = &client.diagnostics[&uri(&config)];
    assert_eq!(mistakes.len(), 1, "{mistakes:#?}");
    assert!(mistakes[0]["message"].as_str().unwrap().contains("no-such-rule"));
    assert_eq!(mistakes[0]["range"]["start"]["line"], good.lines().count() + 2);
    assert_eq!(count(&client.pull(&page), "permission-scope-altered"), 0);
    // Mended.
    fs::write(&config, &good).unwrap();
    changed(&mut client, &config, 2);
    client.until("no mistakes", |message| message["params"]["uri"] == uri(&config).as_str());
    assert_eq!(client.diagnostics[&uri(&config)].1, Vec::<Value>::new());
    assert_eq!(count(&client.pull(&page), "permission-scope-altered"), 1);
    assert!(client.stop().success());
}

/// What the baseline covers is not told here either, and a new baseline is read when it comes.
#[test]
fn the_baseline_is_read() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    loaded(&mut client);
    assert!(!client.open(&page).is_empty());
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .arg("baseline")
        .current_dir(&folder.0)
        .env("ISOGLOSS_CACHE", "")
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    changed(&mut client, &folder.0.join("isogloss-baseline.json"), 1);
    loaded(&mut client);
    assert_eq!(client.pull(&page), Vec::<Value>::new());
    assert!(client.stop().success());
}

#[test]
fn pages_that_change_on_the_disk_are_read_again() {
    let folder = Folder::sample();
    let (source, page) = (folder.page("en-US", "call-transfer.md"), folder.page("es-ES", "call-transfer.md"));
    let mut client = Client::session(&[&folder.0]);
    loaded(&mut client);
    client.open(&page);
    let text = fs::read_to_string(&source).unwrap();
    fs::write(&source, text.replace("Required.", "Needed.")).unwrap();
    changed(&mut client, &source, 2);
    let own = fs::read_to_string(&page).unwrap();
    assert_eq!(rows(&folder.0, &client.pull(&page), &own), checked(&folder.0, &page));
    // Gone, and there again.
    fs::remove_file(&source).unwrap();
    changed(&mut client, &source, 3);
    loaded(&mut client);
    assert_eq!(rows(&folder.0, &client.pull(&page), &own), checked(&folder.0, &page));
    fs::write(&source, &text).unwrap();
    changed(&mut client, &source, 1);
    loaded(&mut client);
    assert_eq!(rows(&folder.0, &client.pull(&page), &own), checked(&folder.0, &page));
    assert!(client.stop().success());
}

#[test]
fn a_page_that_is_not_written_yet_is_one_of_its_group() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let text = fs::read_to_string(&page).unwrap();
    fs::remove_file(&page).unwrap();
    let mut client = Client::session(&[&folder.0]);
    loaded(&mut client);
    client.open_as(&page, &text);
    let found = client.pull(&page);
    assert_eq!(count(&found, "permission-scope-altered"), 1, "{found:#?}");
    fs::write(&page, &text).unwrap();
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri(&page) } }));
    assert_eq!(rows(&folder.0, &client.pull(&page), &text), checked(&folder.0, &page));
    assert!(client.stop().success());
}

#[test]
fn excluded_files_are_no_pages() {
    let folder = Folder::sample();
    let page = folder.0.join("README.md");
    let include = folder.0.join("en-US/api-reference/v1.0/includes/client-setup.md");
    let mut client = Client::session(&[&folder.0]);
    loaded(&mut client);
    assert!(client.open_as(&include, "# [x](\n|a|\n|-|\n|b|c|d|\n").is_empty());
    assert!(client.open(&page).is_empty());
    assert!(client.stop().success());
}

#[test]
fn several_folders_each_have_their_own() {
    let (one, two) = (Folder::sample(), Folder::sample());
    let config = two.0.join("isogloss.yml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, format!("{text}\nrules:\n  permission-scope-altered: info\n")).unwrap();
    let (a, b) = (one.page("es-ES", "call-transfer.md"), two.page("es-ES", "call-transfer.md"));
    let mut client = Client::session(&[&one.0, &two.0]);
    let severity = |found: &[Value]| {
        found.iter().find(|item| item["code"] == "permission-scope-altered").map(|item| item["severity"].clone())
    };
    assert_eq!(severity(&client.open(&a)), Some(json!(1)));
    assert_eq!(severity(&client.open(&b)), Some(json!(3)));
    // A folder that goes, and comes.
    let folder = json!([{ "uri": uri(&two.0), "name": "two" }]);
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": folder } }));
    client.pull(&a);
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": folder, "removed": [] } }));
    assert_eq!(severity(&client.pull(&b)), Some(json!(3)));
    assert!(client.stop().success());
}

#[test]
fn a_file_outside_of_all_folders_is_checked_with_its_partners() {
    let (one, two) = (Folder::empty(), Folder::sample());
    let page = two.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&one.0]);
    let found = client.open(&page);
    assert_eq!(count(&found, "permission-scope-altered"), 1);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri(&page) } }));
    assert!(client.stop().success());
}

#[test]
fn a_file_that_is_none_has_an_outline() {
    let folder = Folder::empty();
    let mut client = Client::session(&[&folder.0]);
    let document = json!({ "uri": "untitled:One", "languageId": "markdown", "version": 1, "text": "# A\n## B\n" });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let outline =
        client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": "untitled:One" } })).unwrap();
    assert_eq!(outline[0]["children"][0]["name"], "B");
    assert!(client.stop().success());
}

#[test]
fn folders_that_are_no_docset_are_left_alone() {
    let folder = Folder::empty();
    let page = folder.write("notes/README.md", "# A\n\n| a |\n|---|\n| b | c |\n");
    let mut client = Client::session(&[&folder.0]);
    assert!(client.open(&page).is_empty());
    assert!(client.pull(&page).is_empty());
    // Until somebody says that it is one.
    let config = folder.write("isogloss.yml", "rules:\n  front-matter-missing: off\n");
    changed(&mut client, &config, 1);
    client
        .until("findings", |message| message["params"]["diagnostics"].as_array().is_some_and(|list| !list.is_empty()));
    let text = fs::read_to_string(&page).unwrap();
    assert_eq!(rows(&folder.0, &client.pull(&page), &text), checked(&folder.0, &page));
    assert!(client.stop().success());
}
