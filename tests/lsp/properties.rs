//! What must hold for every edit: an incremental change is the whole text, and what is told is what `isogloss check` finds.

use crate::client::Client;
use crate::pages::{Folder, checked, lines, position, rows};
use isogloss::lsp::{Document, Encoding};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use std::fs;

/// Pieces that pages are made of, and that positions are hard to count in.
const PIECES: [&str; 16] = [
    "a",
    "é",
    "😀",
    "\n",
    "\r\n",
    "\r",
    "\u{feff}",
    "| x | y |\n",
    "```\n",
    "# T\n",
    "<!-- ",
    " -->",
    "\t",
    "𝒳y",
    "ا",
    "\u{200d}",
];

fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..most).prop_map(|pieces| pieces.concat())
}

/// An edit as fractions of the text, and what is put there.
fn edit() -> impl Strategy<Value = (f64, f64, String)> {
    (0.0..=1.0, 0.0..=1.0, text(4))
}

/// The nearest boundary of a character that a position can mean: not within a line end.
fn boundary(text: &str, part: f64) -> usize {
    let mut at = (text.len() as f64 * part) as usize;
    while !text.is_char_boundary(at) || at > 0 && text[..at].ends_with('\r') && text[at..].starts_with('\n') {
        at -= 1;
    }
    at
}

fn character(text: &str, at: usize, encoding: Encoding) -> Value {
    let (line, units) = position(text, at);
    let start: usize = at - last_line(text, at).len();
    let character = match encoding {
        Encoding::Utf8 => at - start,
        Encoding::Utf16 => units,
    };
    json!({ "line": line, "character": character })
}

fn last_line(text: &str, at: usize) -> &str {
    lines(&text[..at]).last().copied().unwrap_or("")
}

#[test]
fn an_incremental_change_is_the_whole_text() {
    let cases = (text(40), prop::collection::vec(edit(), 1..8), any::<bool>());
    TestRunner::new(Config { cases: 600, failure_persistence: None, ..Config::default() })
        .run(&cases, |(start, edits, is_wide)| {
            let encoding = if is_wide { Encoding::Utf8 } else { Encoding::Utf16 };
            let mut document = Document::new("file:///a.md".into(), None, 1, start.clone());
            let mut whole = start;
            for (a, b, new) in edits {
                let (a, b) = (boundary(&whole, a), boundary(&whole, b));
                let (from, to) = (a.min(b), a.max(b));
                let range =
                    json!({ "start": character(&whole, from, encoding), "end": character(&whole, to, encoding) });
                let change = serde_json::from_value(json!({ "range": range, "text": new })).unwrap();
                document.change(vec![change], encoding);
                whole.replace_range(from..to, &new);
                prop_assert_eq!(document.text(), &whole);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_position_is_a_fault() {
    let place = (any::<u32>(), any::<u32>(), 0..5_u32, 0..9_u32, any::<bool>());
    let cases = (text(20), place.clone(), place);
    TestRunner::new(Config { cases: 600, failure_persistence: None, ..Config::default() })
        .run(&cases, |(start, a, b)| {
            let position = |(line, character, near_line, near_character, is_near): (u32, u32, u32, u32, bool)| {
                if is_near {
                    json!({ "line": near_line, "character": near_character })
                } else {
                    json!({ "line": line, "character": character })
                }
            };
            for encoding in [Encoding::Utf8, Encoding::Utf16] {
                let mut document = Document::new("file:///a.md".into(), None, 1, start.clone());
                let change = json!({ "range": { "start": position(a), "end": position(b) }, "text": "é" });
                document.change(vec![serde_json::from_value(change).unwrap()], encoding);
                prop_assert!(document.text().len() <= start.len() + 2);
            }
            Ok(())
        })
        .unwrap();
}

/// Edits that change what is found: words of the sample's pages, and line ends.
const WORDS: [(&str, &str); 14] = [
    ("Calls.Transfer.All", "Calls.Transfer.Todos"),
    ("Authorization", "Autorizacion"),
    ("204 No Content", "200 OK"),
    ("v1.0/calls", "beta/calls"),
    ("| String |", "| Cadena |"),
    ("\"name\": \"call-transfer\"", "\"name\": \"call-get\""),
    ("```http", "``http"),
    ("---\n", "--\n"),
    ("<a name=\"permissions\"></a>", ""),
    ("../resources/call.md", "../resources/nothing.md"),
    ("ms.openlocfilehash: ", "ms.openlocfilehash: 0"),
    ("# [Go](#tab/go)", "# [Go](#tab/csharp)"),
    ("\n", "\r\n"),
    ("## ", "<!-- isogloss-disable-next-line title-identifier-changed, table-row-width: why -->\n## "),
];

/// A page of the group, one of its edits, and where it begins to look for the word.
fn step() -> impl Strategy<Value = (usize, usize, f64, bool)> {
    (0..3_usize, 0..WORDS.len(), 0.0..1.0, any::<bool>())
}

#[test]
fn what_is_told_is_what_check_finds() {
    let folder = Folder::sample();
    let pages = ["en-US", "es-ES", "ru-RU"].map(|locale| folder.page(locale, "call-transfer.md"));
    let saved = pages.clone().map(|page| fs::read_to_string(page).unwrap());
    let cases = prop::collection::vec(step(), 1..6);
    let mut client = Client::session(&[&folder.0]);
    for page in &pages {
        client.open(page);
    }
    let client = std::cell::RefCell::new(client);
    TestRunner::new(Config { cases: 24, max_shrink_iters: 40, failure_persistence: None, ..Config::default() })
        .run(&cases, |steps| {
            let mut client = client.borrow_mut();
            let mut texts = saved.clone();
            for (page, text) in pages.iter().zip(&texts) {
                client.change_only(page, json!([{ "text": text }]));
            }
            for (which, word, part, is_whole) in steps {
                let (from, to) = WORDS[word];
                let text = &mut texts[which];
                let start = boundary(text, part);
                let Some(at) = text[start..].find(from).map(|at| start + at).or_else(|| text.find(from)) else {
                    continue;
                };
                let range = json!({
                    "start": character(text, at, Encoding::Utf16),
                    "end": character(text, at + from.len(), Encoding::Utf16),
                });
                text.replace_range(at..at + from.len(), to);
                let change = if is_whole { json!([{ "text": text }]) } else { json!([{ "range": range, "text": to }]) };
                client.change_only(&pages[which], change);
            }
            let told: Vec<_> = pages.iter().map(|page| client.pull(page)).collect();
            // The command line reads files: what is in the editor is written for it, and taken back.
            for (page, text) in pages.iter().zip(&texts) {
                fs::write(page, text).unwrap();
            }
            let wanted: Vec<_> = pages.iter().map(|page| checked(&folder.0, page)).collect();
            for (page, text) in pages.iter().zip(&saved) {
                fs::write(page, text).unwrap();
            }
            for ((told, text), wanted) in told.iter().zip(&texts).zip(wanted) {
                prop_assert_eq!(rows(&folder.0, told, text), wanted);
            }
            Ok(())
        })
        .unwrap();
    assert!(client.into_inner().stop().success());
}
