//! A whole session: what editors do all day.

use crate::client::{Client, capabilities, uri};
use crate::pages::{Folder, apply, checked, position, rows};
use serde_json::{Value, json};
use std::fs;

fn rules(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|item| item["code"].as_str().unwrap()).collect()
}

#[test]
fn says_what_it_can() {
    let folder = Folder::sample();
    let mut client = Client::start(&folder.0, &["--stdio"]);
    let answer = client.begin(&[&folder.0], capabilities(), Value::Null);
    let can = &answer["capabilities"];
    assert_eq!(answer["serverInfo"]["name"], "isogloss");
    assert_eq!(can["positionEncoding"], "utf-16");
    assert_eq!(can["textDocumentSync"]["change"], 2);
    assert_eq!(can["codeActionProvider"]["codeActionKinds"], json!(["quickfix", "source.fixAll.isogloss"]));
    assert_eq!(can["renameProvider"]["prepareProvider"], true);
    assert!(can["diagnosticProvider"].is_null(), "pushed and pulled, clients would show everything twice");
    client.until("progress", |message| message["params"]["value"]["kind"] == "end");
    let watch = client.said.iter().find(|message| message["method"] == "client/registerCapability").unwrap();
    assert_eq!(watch["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    let begun = client.said.iter().filter(|message| message["params"]["value"]["kind"] == "begin").count();
    assert_eq!(begun, 1);
    assert!(client.stop().success());
}

#[test]
fn tells_what_check_tells_and_follows_edits() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    let found = client.open(&page);
    let text = fs::read_to_string(&page).unwrap();
    let all = client.pull(&page);
    assert_eq!(rows(&folder.0, &all, &text), checked(&folder.0, &page));
    assert!(rules(&found).contains(&"permission-scope-altered"), "{found:#?}");
    let first = found.iter().find(|item| item["code"] == "permission-scope-altered").unwrap();
    assert_eq!(first["source"], "isogloss");
    assert!(first["codeDescription"]["href"].as_str().unwrap().ends_with("/rules/permission-scope-altered.md"));
    let other = first["relatedInformation"][0]["location"]["uri"].as_str().unwrap();
    assert!(other.contains("/en-US/"), "{other}");

    // Mended by hand, one key at a time.
    let start = position(&text, text.find("Todos").unwrap());
    let at = |column: usize| json!({ "line": start.0, "character": column });
    let erased =
        client.change(&page, json!([{ "range": { "start": at(start.1), "end": at(start.1 + 5) }, "text": "" }]));
    assert!(rules(&erased).iter().any(|rule| rule.starts_with("permission")));
    client.change_only(&page, json!([{ "range": { "start": at(start.1), "end": at(start.1) }, "text": "A" }]));
    client.change_only(&page, json!([{ "range": { "start": at(start.1 + 1), "end": at(start.1 + 1) }, "text": "l" }]));
    let mended =
        client.change(&page, json!([{ "range": { "start": at(start.1 + 2), "end": at(start.1 + 2) }, "text": "l" }]));
    assert!(!rules(&mended).iter().any(|rule| rule.starts_with("permission")), "{mended:#?}");
    // The file says what it said.
    assert_eq!(fs::read_to_string(&page).unwrap(), text);
    assert!(client.stop().success());
}

#[test]
fn a_source_that_changes_refreshes_its_open_translations() {
    let folder = Folder::sample();
    let (source, translation) = (folder.page("en-US", "call-transfer.md"), folder.page("es-ES", "call-transfer.md"));
    let mut client = Client::session(&[&folder.0]);
    client.open(&translation);
    client.open(&source);
    let is_stale = |found: &[Value]| rules(found).iter().any(|rule| rule.starts_with("stale-"));
    assert!(!is_stale(&client.diagnostics[&uri(&translation)].1));
    let text = fs::read_to_string(&source).unwrap();
    client.change(&source, json!([{ "text": text.replace("Required.", "Needed.") }]));
    // Both are told from one check.
    let now = client.pull(&translation);
    assert!(is_stale(&now), "{:?}", rules(&now));
    assert_eq!(client.diagnostics[&uri(&translation)].1, now);
    client.change(&source, json!([{ "text": text }]));
    let again = client.pull(&translation);
    assert!(!is_stale(&again), "{:?}", rules(&again));
    assert!(client.stop().success());
}

#[test]
fn what_was_not_saved_is_gone_with_its_document() {
    let folder = Folder::sample();
    let (source, translation) = (folder.page("en-US", "call-transfer.md"), folder.page("es-ES", "call-transfer.md"));
    let mut client = Client::session(&[&folder.0]);
    let before = client.open(&translation);
    client.open_as(&source, "# Something else\n");
    let during = client.pull(&translation);
    assert_ne!(rules(&before), rules(&during));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri(&source) } }));
    let after = client.pull(&translation);
    let text = fs::read_to_string(&translation).unwrap();
    assert_eq!(rows(&folder.0, &after, &text), checked(&folder.0, &translation));
    assert_eq!(client.diagnostics[&uri(&source)].1, Vec::<Value>::new(), "a closed document has no diagnostics");
    assert!(client.stop().success());
}

#[test]
fn counts_bytes_for_clients_that_do() {
    let folder = Folder::sample();
    let page = folder.page("ru-RU", "call-transfer.md");
    let mut wide = capabilities();
    wide["general"]["positionEncodings"] = json!(["utf-8", "utf-16"]);
    let mut bytes = Client::session_with(&[&folder.0], wide, Value::Null);
    let mut units = Client::session(&[&folder.0]);
    let (in_bytes, in_units) = (bytes.open(&page), units.open(&page));
    assert_eq!(rules(&in_bytes), rules(&in_units));
    let token =
        |list: &[Value]| list.iter().find(|item| item["code"] == "placeholder-translated").unwrap()["range"].clone();
    let (a, b) = (token(&in_bytes), token(&in_units));
    assert_eq!(a["start"]["line"], b["start"]["line"]);
    assert!(a["start"]["character"].as_u64() > b["start"]["character"].as_u64());
    // `{токен}`: its letters take twice as many bytes as units.
    let length =
        |range: &Value| range["end"]["character"].as_u64().unwrap() - range["start"]["character"].as_u64().unwrap();
    assert_eq!((length(&a), length(&b)), (12, 7));
    assert!(bytes.stop().success() && units.stop().success());
}

#[test]
fn pulls_where_a_client_wants_to() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::start(&folder.0, &[]);
    let answer = client.begin(&[&folder.0], capabilities(), json!({ "diagnostics": "pull" }));
    assert_eq!(answer["capabilities"]["diagnosticProvider"]["interFileDependencies"], true);
    let text = fs::read_to_string(&page).unwrap();
    let document = json!({ "uri": uri(&page), "languageId": "markdown", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let found = client.pull(&page);
    assert_eq!(rows(&folder.0, &found, &text), checked(&folder.0, &page));
    assert!(client.diagnostics.is_empty(), "told twice");
    assert!(client.stop().success());
}

#[test]
fn a_byte_order_mark_that_the_editor_hides_stays() {
    let folder = Folder::sample();
    let (source, translation) = (folder.page("en-US", "call-get.md"), folder.page("es-ES", "call-get.md"));
    let plain = fs::read_to_string(&translation).unwrap();
    fs::write(&translation, format!("\u{feff}{plain}")).unwrap();
    let mut client = Client::session(&[&folder.0]);
    client.open_as(&translation, &plain);
    client.open(&source);
    let found = client.pull(&translation);
    let marked = format!("\u{feff}{plain}");
    let wanted: Vec<_> = checked(&folder.0, &translation);
    assert_eq!(rows(&folder.0, &found, &plain), wanted, "{}", marked.len());
    let edit = json!([{ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 3 } }, "text": "---" }]);
    assert_eq!(client.change(&translation, edit).len(), wanted.len());
    assert!(client.stop().success());
}

#[test]
fn saved_edits_of_a_session_leave_what_check_finds() {
    // Fixes applied through the protocol, saved, and checked from the command line.
    let folder = Folder::sample();
    let page = folder.page("ru-RU", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    let text = fs::read_to_string(&page).unwrap();
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
    let actions = client.actions(&page, &whole);
    let all = actions.iter().find(|action| action["kind"] == "source.fixAll.isogloss").unwrap();
    let edits = all["edit"]["documentChanges"][0]["edits"].as_array().unwrap();
    let new = apply(&text, edits);
    fs::write(&page, &new).unwrap();
    client.change(&page, json!([{ "text": new }]));
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri(&page) } }));
    let found = client.pull(&page);
    assert_eq!(rows(&folder.0, &found, &new), checked(&folder.0, &page));
    assert!(client.stop().success());
}
