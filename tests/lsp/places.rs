//! Hover, definition, references, outline and renaming.

use crate::client::{Client, path, uri};
use crate::pages::{Folder, apply, position};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Where `needle` stands in a file, `into` bytes further.
fn of(page: &Path, needle: &str, into: usize) -> (usize, usize) {
    let text = fs::read_to_string(page).unwrap();
    position(&text, text.find(needle).unwrap() + into)
}

fn ends(location: &Value, end: &str) -> bool {
    path(location["uri"].as_str().unwrap()).to_str().unwrap().ends_with(end)
}

#[test]
fn a_fact_shows_what_every_locale_says() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    let hover = client.at("textDocument/hover", &page, of(&page, "Calls.Transfer.Todos", 4));
    let text = hover["contents"]["value"].as_str().unwrap();
    for part in ["permission", "Calls.Transfer.Todos", "Calls.Transfer.All", "en-US", "ru-RU", "mistranslated"] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    // What nobody disputes is shown too.
    let hover = client.at("textDocument/hover", &page, of(&page, "| Content-Type", 4));
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("header-name") && text.contains("nothing is found that differs"), "{text}");
    assert_eq!(client.at("textDocument/hover", &page, (9999, 9999)), Value::Null);
    assert!(client.stop().success());
}

#[test]
fn links_includes_and_types_lead_somewhere() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    let mut to =
        |needle: &str, into: usize| client.at("textDocument/definition", &page, of(&page, needle, into))[0].clone();
    assert!(ends(&to("[call](../resources/call.md)", 8), "es-ES/api-reference/v1.0/resources/call.md"));
    // Samples lie with the source.
    let sample = to("call-transfer-go-snippets.md", 3);
    assert!(ends(&sample, "v1.0/includes/snippets/go/call-transfer-go-snippets.md"), "{sample}");
    let target = to("[extension](../resources/extension.md)", 3);
    assert!(ends(&target, "es-ES/api-reference/v1.0/resources/extension.md"));
    let resource = folder.0.join("en-US/api-reference/v1.0/resources/call.md");
    let text = fs::read_to_string(&resource).unwrap();
    client.open(&resource);
    let (needle, _) = [("contoso.switchboard.extension", 0), ("extension", 0)]
        .into_iter()
        .find(|(needle, _)| text.contains(needle))
        .unwrap();
    let found = client.at("textDocument/definition", &resource, of(&resource, needle, needle.len() - 2));
    assert!(found.is_null() || ends(&found[0], "resources/extension.md"), "{found}");
    assert!(client.stop().success());
}

#[test]
fn the_same_fact_and_section_in_other_locales() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    let places = client.at("textDocument/references", &page, of(&page, "Permisos\n", 2));
    let places = places.as_array().unwrap();
    assert_eq!(places.len(), 4, "{places:#?}");
    for locale in ["en-US", "es-ES", "pt-BR", "ru-RU"] {
        let place = places.iter().find(|place| place["uri"].as_str().unwrap().contains(locale)).unwrap();
        let text = fs::read_to_string(path(place["uri"].as_str().unwrap())).unwrap();
        let line = text.lines().nth(place["range"]["start"]["line"].as_u64().unwrap() as usize).unwrap();
        assert!(line.starts_with("## "), "{line}");
    }
    // A translated name is still the same fact.
    let russian = folder.page("ru-RU", "call-transfer.md");
    client.open(&russian);
    let places = client.at("textDocument/references", &russian, of(&russian, "Авторизация", 4));
    assert_eq!(places.as_array().unwrap().len(), 4, "{places:#?}");
    assert!(client.stop().success());
}

#[test]
fn the_outline_nests_sections() {
    let folder = Folder::sample();
    let page = folder.page("en-US", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    let outline =
        client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri(&page) } })).unwrap();
    let title = &outline[0];
    assert_eq!(title["detail"], "call-transfer");
    fn names(symbol: &Value, out: &mut Vec<String>) {
        out.push(symbol["name"].as_str().unwrap().to_owned());
        let within = |a: &Value, b: &Value| a["start"]["line"].as_u64() >= b["start"]["line"].as_u64();
        assert!(within(&symbol["selectionRange"], &symbol["range"]));
        symbol["children"].as_array().into_iter().flatten().for_each(|child| names(child, out));
    }
    let mut all = Vec::new();
    outline.as_array().unwrap().iter().for_each(|symbol| names(symbol, &mut all));
    for name in ["Permissions", "call-transfer", "response"] {
        assert!(all.iter().any(|other| other == name), "{name} is not in {all:?}");
    }
    assert!(all.iter().any(|name| name.contains(" | ")), "no table in {all:?}");
    assert!(client.stop().success());
}

#[test]
fn a_request_is_renamed_in_every_locale_with_its_samples() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    let at = of(&page, "\"name\": \"call-transfer\"", 12);
    let prepared = client.at("textDocument/prepareRename", &page, at);
    assert_eq!(prepared["placeholder"], "call-transfer");
    let params = |name: &str| json!({ "textDocument": { "uri": uri(&page) }, "position": { "line": at.0, "character": at.1 }, "newName": name });
    // Names that cannot be, and one that another page has.
    for bad in ["", "a\"b", "a-->", "call-get"] {
        assert!(client.request("textDocument/rename", params(bad)).is_err(), "{bad}");
    }
    let edit = client.request("textDocument/rename", params("Call_Forward")).unwrap();
    let changes = edit["documentChanges"].as_array().unwrap();
    let (moves, texts): (Vec<&Value>, Vec<&Value>) = changes.iter().partition(|change| change["kind"] == "rename");
    assert_eq!(texts.len(), 4, "{edit:#}");
    for change in texts {
        let page = path(change["textDocument"]["uri"].as_str().unwrap());
        let old = fs::read_to_string(&page).unwrap();
        let new = apply(&old, change["edits"].as_array().unwrap());
        assert!(new.contains("\"name\": \"Call_Forward\"") && new.contains("/call-forward-go-snippets.md"), "{new}");
        assert!(!new.contains("\"name\": \"call-transfer\"") && !new.contains("call-transfer-go"));
        fs::write(page, new).unwrap();
    }
    assert!(moves.len() >= 3, "{moves:#?}");
    for change in moves {
        let (old, new) = (path(change["oldUri"].as_str().unwrap()), path(change["newUri"].as_str().unwrap()));
        assert!(!new.exists());
        fs::rename(old, new).unwrap();
    }
    assert!(client.stop().success());
    // The source has another hash now, so what is found on its translations is worded otherwise; nothing is lost or left over.
    let lines = |folder: &Path| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .args(["check", "--report", "concise"])
            .current_dir(folder)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let is_about = |line: &&str| {
            ["[snippet-", "[include-", "[request-", "[response-", "[tab-"].iter().any(|rule| line.contains(rule))
        };
        text.lines().filter(is_about).map(str::to_owned).collect::<Vec<String>>()
    };
    assert_eq!(lines(&folder.0), lines(&Folder::sample().0));
}

#[test]
fn only_names_are_renamed() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    assert_eq!(client.at("textDocument/prepareRename", &page, of(&page, "Permisos", 2)), Value::Null);
    let params =
        json!({ "textDocument": { "uri": uri(&page) }, "position": { "line": 0, "character": 0 }, "newName": "x" });
    assert!(client.request("textDocument/rename", params).is_err());
    assert!(client.stop().success());
}
