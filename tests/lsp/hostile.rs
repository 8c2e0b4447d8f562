//! Clients that say the wrong thing, say nothing any more, or die.

use crate::client::{Client, capabilities, uri};
use crate::pages::Folder;
use serde_json::{Value, json};
use std::process::{Command, Stdio};

#[test]
fn every_message_has_an_answer_or_none_but_no_end() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    // Broken JSON, and JSON that is no message.
    client.write(b"Content-Length: 5\r\n\r\n{\"id\"");
    client.until("an error", |message| message["error"]["code"] == -32700);
    for text in ["[]", "null", "17", "{}", "{\"id\": {}, \"method\": 3}"] {
        client.write(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
        client.until("an error", |message| message["error"]["code"] == -32700);
    }
    let good = uri(&page);
    let far = json!({ "line": u32::MAX, "character": u32::MAX });
    let odd = [
        Value::Null,
        json!([]),
        json!({}),
        json!("x"),
        json!({ "textDocument": null }),
        json!({ "textDocument": { "uri": 3 } }),
        json!({ "textDocument": { "uri": "" }, "position": far }),
        json!({ "textDocument": { "uri": "file:" }, "position": far }),
        json!({ "textDocument": { "uri": "http://[::1" }, "position": far }),
        json!({ "textDocument": { "uri": "file:///no/such/file.md" }, "position": far, "range": { "start": far, "end": far }, "context": {} }),
        json!({ "textDocument": { "uri": "file:///%00.md" }, "position": far }),
        json!({ "textDocument": { "uri": good }, "position": { "line": -1, "character": 0 } }),
        json!({ "textDocument": { "uri": good }, "position": { "line": 1.5, "character": "a" } }),
        json!({ "textDocument": { "uri": good }, "position": far, "context": { "includeDeclaration": false, "diagnostics": [] },
                "range": { "start": far, "end": { "line": 0, "character": 0 } }, "newName": "x" }),
        json!({ "textDocument": { "uri": good, "version": null, "text": 3 }, "contentChanges": [{ "range": 3, "text": "x" }] }),
        json!({ "event": 3, "changes": 3 }),
        json!({ "changes": [{ "uri": "x", "type": 99 }, { "uri": "file:///", "type": 3 }], "event": { "added": [{ "uri": "x" }] } }),
    ];
    let requests = [
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/documentSymbol",
        "textDocument/codeAction",
        "codeAction/resolve",
        "textDocument/prepareRename",
        "textDocument/rename",
        "textDocument/diagnostic",
        "initialize",
        "no/such/method",
        "$/odd",
        "",
    ];
    for method in requests {
        for params in &odd {
            let _ = client.request(method, params.clone());
        }
    }
    assert_eq!(client.request("no/such/method", json!({})).unwrap_err()["code"], -32601);
    assert_eq!(client.request("textDocument/hover", json!(3)).unwrap_err()["code"], -32602);
    let notes = [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didSave",
        "textDocument/didClose",
        "workspace/didChangeWorkspaceFolders",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeConfiguration",
        "$/cancelRequest",
        "$/setTrace",
        "no/such/note",
    ];
    for method in notes {
        for params in &odd {
            // Closing the page is no fault.
            if method != "textDocument/didClose" {
                client.notify(method, params.clone());
            }
        }
    }
    // An answer to nothing, and one that is both.
    client.send(&json!({ "jsonrpc": "2.0", "id": 12345, "result": null }));
    client.send(&json!({ "jsonrpc": "2.0", "id": "isogloss-1", "error": { "code": 1, "message": "no" } }));
    // The page is what it was.
    let found = client.pull(&page);
    assert!(found.iter().any(|item| item["code"] == "permission-scope-altered"));
    let faults = client.said.iter().filter(|message| message["error"]["code"] == -32603).count();
    assert_eq!(faults, 0);
    assert!(client.stop().success());
}

#[test]
fn odd_texts_are_only_texts() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    client.open(&page);
    let deep = ">".repeat(3000) + "x";
    let long = "a|".repeat(100_000);
    let texts = [
        "",
        "\u{feff}",
        "\r",
        "\r\n\r",
        "---",
        "---\n",
        "<!--",
        "<!-- {",
        "```",
        "| a |\n|--",
        "\0",
        "é\u{301}",
        &deep,
        &long,
    ];
    for text in texts {
        client.change(&page, json!([{ "text": text }]));
        for (line, character) in [(0, 0), (0, 1), (1, 0), (9, 9)] {
            for method in ["hover", "definition", "references", "prepareRename"] {
                client.at(&format!("textDocument/{method}"), &page, (line, character));
            }
        }
        let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
        client.actions(&page, &whole);
        client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri(&page) } })).unwrap();
    }
    let faults = client.said.iter().filter(|message| message["error"]["code"] == -32603).count();
    assert_eq!(faults, 0);
    assert!(client.stop().success());
}

#[test]
fn requests_wait_for_the_docset_and_may_be_cancelled() {
    let folder = Folder::sample();
    let page = folder.page("es-ES", "call-transfer.md");
    let mut client = Client::session(&[&folder.0]);
    let text = std::fs::read_to_string(&page).unwrap();
    let document = json!({ "uri": uri(&page), "languageId": "markdown", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    // Asked at once: the answer is that of the docset that is still being read.
    let range = json!({ "start": { "line": 28, "character": 0 }, "end": { "line": 28, "character": 90 } });
    let actions = client.actions(&page, &range);
    assert!(!actions.is_empty());
    let id = client.ask(
        "textDocument/hover",
        json!({ "textDocument": { "uri": uri(&page) }, "position": { "line": 28, "character": 50 } }),
    );
    client.notify("$/cancelRequest", json!({ "id": id }));
    // Answered or cancelled, but answered.
    if let Err(error) = client.answer(id) {
        assert_eq!(error["code"], -32800);
    }
    assert!(client.stop().success());
}

#[test]
fn nothing_comes_before_initialize_or_after_shutdown() {
    let folder = Folder::sample();
    let mut client = Client::start(&folder.0, &[]);
    assert_eq!(client.request("textDocument/hover", json!({})).unwrap_err()["code"], -32002);
    client.notify("textDocument/didOpen", json!({}));
    client.begin(&[&folder.0], capabilities(), Value::Null);
    assert_eq!(client.request("initialize", json!({})).unwrap_err()["code"], -32600);
    client.request("shutdown", Value::Null).unwrap();
    assert_eq!(client.request("textDocument/hover", json!({})).unwrap_err()["code"], -32600);
    client.notify("exit", Value::Null);
    assert!(client.ended().success());
}

#[test]
fn the_end_of_the_input_is_the_end() {
    let folder = Folder::sample();
    // While the docset is being read, and after.
    let client = Client::session(&[&folder.0]);
    assert_eq!(client.hang_up().code(), Some(1));
    let mut client = Client::session(&[&folder.0]);
    client.open(&folder.page("es-ES", "call-transfer.md"));
    assert_eq!(client.hang_up().code(), Some(1));
    // Before the first message, and within one.
    assert_eq!(Client::start(&folder.0, &[]).hang_up().code(), Some(1));
    let mut client = Client::start(&folder.0, &[]);
    client.write(b"Content-Length: 100\r\n\r\n{");
    assert_eq!(client.hang_up().code(), Some(1));
    // `exit` without `shutdown`.
    let mut client = Client::session(&[&folder.0]);
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(1));
    // What is no protocol at all.
    let mut client = Client::start(&folder.0, &[]);
    client.write(b"GET / HTTP/1.1\r\n\r\n");
    assert_eq!(client.ended().code(), Some(1));
}

#[test]
#[cfg(target_os = "linux")]
fn a_server_does_not_outlive_its_editor() {
    let folder = Folder::sample();
    let mut editor = Command::new("sleep").arg("600").stdout(Stdio::null()).spawn().unwrap();
    let mut client = Client::start(&folder.0, &[]);
    let params = json!({ "processId": editor.id(), "capabilities": {}, "rootUri": uri(&folder.0) });
    client.request("initialize", params).unwrap();
    client.notify("initialized", json!({}));
    editor.kill().unwrap();
    editor.wait().unwrap();
    // Its input stays open: only the process tells.
    assert_eq!(client.ended().code(), Some(1));
}
