//! Folders of pages for the tests, and what the command line says of them.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A copy of `docs/sample`, removed at the end.
pub struct Folder(pub PathBuf);

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Folder {
    /// An empty folder below `target/tmp`.
    pub fn empty() -> Self {
        let name = format!("lsp-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// The sample docset.
    pub fn sample() -> Self {
        let folder = Self::empty();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sample"), &folder.0);
        folder
    }

    /// A page of version 1.0 of the sample.
    pub fn page(&self, locale: &str, name: &str) -> PathBuf {
        self.0.join(locale).join("api-reference/v1.0/api").join(name)
    }

    pub fn write(&self, path: &str, text: &str) -> PathBuf {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// One finding: rule, severity, first and last place (line and column from 1, in code points), message with help.
pub type Row = (String, String, [u64; 4], String, Vec<(String, u64)>);

/// What `isogloss check` says of one page, in its order.
pub fn checked(folder: &Path, page: &Path) -> Vec<Row> {
    let output = Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .args(["check", "--report", "json"])
        .arg(folder)
        .current_dir(folder)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let own = page.strip_prefix(folder).unwrap().to_str().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let of_page = report["findings"].as_array().unwrap().iter().filter(|finding| finding["path"] == own);
    of_page
        .map(|finding| {
            let place = ["line", "column", "end_line", "end_column"].map(|key| finding[key].as_u64().unwrap());
            let help = finding["help"].as_str().map_or_else(String::new, |help| format!("\n{help}"));
            let related = finding["related"].as_array().unwrap().iter();
            // Texts of the history are in no file.
            let related = related.filter(|related| !related["path"].as_str().unwrap().contains('@'));
            (
                text(&finding["rule"]),
                text(&finding["severity"]),
                place,
                text(&finding["message"]) + &help,
                related.map(|related| (text(&related["path"]), related["line"].as_u64().unwrap())).collect(),
            )
        })
        .collect()
}

/// Diagnostics of a page with this text, in the same form.
pub fn rows(folder: &Path, diagnostics: &[Value], text: &str) -> Vec<Row> {
    diagnostics
        .iter()
        .map(|item| {
            let start = place(text, &item["range"]["start"]);
            let end = place(text, &item["range"]["end"]);
            let severity = match item["severity"].as_u64().unwrap() {
                1 => "error",
                2 => "warning",
                _ => "info",
            };
            let related = item["relatedInformation"].as_array().cloned().unwrap_or_default();
            let related = related.iter().map(|related| {
                let path = super::client::path(related["location"]["uri"].as_str().unwrap());
                let path = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                (path, related["location"]["range"]["start"]["line"].as_u64().unwrap() + 1)
            });
            (
                item["code"].as_str().unwrap().to_owned(),
                severity.to_owned(),
                [start.0, start.1, end.0, end.1],
                item["message"].as_str().unwrap().to_owned(),
                related.collect(),
            )
        })
        .collect()
}

/// A position of the protocol (UTF-16) as line and column from 1, in code points.
fn place(text: &str, position: &Value) -> (u64, u64) {
    let (line, character) = (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
    let whole = lines(text).get(line as usize).copied().unwrap_or("");
    let mut units = 0;
    let before = whole.chars().take_while(|c| {
        units += c.len_utf16() as u64;
        units <= character
    });
    (line + 1, before.count() as u64 + 1)
}

/// The lines of a text as the protocol counts them.
pub fn lines(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        let width = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        out.push(&rest[..at]);
        rest = &rest[at + width..];
    }
    out.push(rest);
    out
}

/// The position of byte `offset`, in UTF-16.
pub fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let mut list = lines(before);
    // A carriage return and a line feed are one line end, even where the text is cut between.
    if before.ends_with('\r') && text[offset..].starts_with('\n') {
        list.pop();
    }
    let last = list.last().copied().unwrap_or("");
    (list.len() - 1, last.encode_utf16().count())
}

/// Makes the text edits of an answer.
pub fn apply(text: &str, edits: &[Value]) -> String {
    let offset = |position: &Value| {
        let (line, character) = (position["line"].as_u64().unwrap() as usize, position["character"].as_u64().unwrap());
        let mut start = 0;
        for (at, whole) in lines(text).iter().enumerate() {
            if at == line {
                let mut units = 0;
                for (byte, c) in whole.char_indices() {
                    if units >= character {
                        return start + byte;
                    }
                    units += c.len_utf16() as u64;
                }
                return start + whole.len();
            }
            start += whole.len();
            start += if text[start..].starts_with("\r\n") { 2 } else { usize::from(start < text.len()) };
        }
        text.len()
    };
    let mut list: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let range = &edit["range"];
            (offset(&range["start"]), offset(&range["end"]), edit["newText"].as_str().unwrap())
        })
        .collect();
    list.sort_by_key(|(start, end, _)| (*start, *end));
    let mut out = text.to_owned();
    for (start, end, new) in list.into_iter().rev() {
        out.replace_range(start..end, new);
    }
    out
}
