//! `cargo bench --bench editor`: how long the language server takes until it is ready, and from a keystroke to its diagnostics, on the
//! 66,000 pages of 2023 (without the corpus, on the sample). The real program over its real pipes; nothing is written.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    clippy::indexing_slicing
)]

#[path = "../lsp/client.rs"]
mod client;

use client::Client;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Pages that are edited, and keystrokes on each.
const PAGES: usize = 60;
const KEYS: usize = 25;
/// The longest pages, which are edited too.
const LONGEST: usize = 2;
/// Keystrokes on each of those: one takes seconds.
const KEYS_LONGEST: usize = 2;
/// Pages that are open at once.
const OPEN: usize = 8;

fn main() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = project.join("target/corpus/2023");
    let root = if corpus.is_dir() { corpus } else { project.join("docs/sample") };
    let mut pages = Vec::new();
    collect(&root, &mut pages);
    pages.sort();
    let chosen = choose(&pages);
    println!("{}: {} pages", root.display(), pages.len());

    let began = Instant::now();
    let mut client = Client::session_with(&[&root], client::lazy(), serde_json::Value::Null);
    let found = client.open(&chosen[0]);
    let ready = began.elapsed();
    println!("ready, first page checked: {:.2} s ({} findings)", ready.as_secs_f64(), found.len());
    let asked = Instant::now();
    client.pull(&chosen[0]);
    println!("rules of the whole docset: {:.2} s more", asked.elapsed().as_secs_f64());

    // A whole typing session: other pages stay open, and pauses are short enough for nothing else to begin.
    let mut times = Vec::new();
    let (mut hovers, mut actions) = (Vec::new(), Vec::new());
    let mut slowest = (Duration::ZERO, PathBuf::new());
    for (at, page) in chosen.iter().enumerate() {
        if at > 0 {
            client.open(page);
        }
        if at >= OPEN {
            let old = client::uri(&chosen[at - OPEN]);
            client.notify("textDocument/didClose", json!({ "textDocument": { "uri": old } }));
        }
        let keys = if at < chosen.len() - LONGEST { KEYS } else { KEYS_LONGEST };
        for time in type_in(&mut client, page, keys) {
            if time > slowest.0 {
                slowest = (time, page.clone());
            }
            times.push(time);
        }
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 40, "character": 0 } });
        actions.push(timed(|| drop(client.actions(page, &range))));
        hovers.push(timed(|| drop(client.at("textDocument/hover", page, (30, 4)))));
    }
    println!("code actions: most {:.1} ms; hover: most {:.1} ms", most(&actions), most(&hovers));
    // The longest are of another kind: changelogs of a megabyte.
    let (usual, longest) = times.split_at(times.len() - LONGEST * KEYS_LONGEST);
    tell("pages", usual);
    tell("the longest pages", longest);
    println!(
        "slowest: {:.1} ms, {}",
        slowest.0.as_secs_f64() * 1e3,
        slowest.1.strip_prefix(&root).unwrap_or(&slowest.1).display()
    );
    println!("memory: {}", memory(client.process()));
    assert!(client.stop().success());
}

fn tell(what: &str, times: &[Duration]) {
    let mut sorted = times.to_vec();
    sorted.sort();
    let part = |share: f64| sorted[((sorted.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "keystroke to diagnostics, {what} ({} keystrokes): median {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, most {:.1} ms",
        sorted.len(),
        part(0.5),
        part(0.9),
        part(0.99),
        part(1.0)
    );
}

fn timed(act: impl FnOnce()) -> Duration {
    let began = Instant::now();
    act();
    began.elapsed()
}

fn most(times: &[Duration]) -> f64 {
    times.iter().max().unwrap().as_secs_f64() * 1e3
}

/// Types a word in the middle of a page, and in its first table, and erases it; the time of each keystroke.
fn type_in(client: &mut Client, page: &Path, keys: usize) -> Vec<Duration> {
    let text = fs::read_to_string(page).unwrap();
    let lines = text.lines().count();
    let table = text.lines().position(|line| line.starts_with('|')).map_or(lines / 2, |at| at + 2);
    let mut times = Vec::new();
    for key in 0..keys {
        let line = if key < keys / 2 { lines / 2 } else { table.min(lines) };
        let at = json!({ "line": line, "character": 2 });
        let change = json!([{ "range": { "start": at, "end": at }, "text": "x" }]);
        let began = Instant::now();
        client.change(page, change);
        times.push(began.elapsed());
        // People do not type faster than this.
        std::thread::sleep(Duration::from_millis(20));
    }
    times
}

/// Pages from all over the docset, the longest among them.
fn choose(pages: &[PathBuf]) -> Vec<PathBuf> {
    let is_usual = |page: &&PathBuf| fs::metadata(page).unwrap().len() < 300_000;
    let mut chosen: Vec<PathBuf> =
        pages.iter().filter(is_usual).step_by((pages.len() / PAGES).max(1)).take(PAGES - LONGEST).cloned().collect();
    let mut by_size: Vec<(u64, &PathBuf)> =
        pages.iter().map(|page| (fs::metadata(page).unwrap().len(), page)).collect();
    by_size.sort();
    chosen.extend(by_size.iter().rev().take(LONGEST).map(|(_, page)| (*page).clone()));
    chosen
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = entry.path();
        if entry.file_type().unwrap().is_dir() {
            // Samples are no pages.
            if !path.ends_with("includes/snippets") && !path.ends_with("includes") {
                collect(&path, out);
            }
        } else if path.extension().is_some_and(|extension| extension == "md")
            && path.file_name().is_some_and(|name| name != "README.md")
        {
            out.push(path);
        }
    }
}

fn memory(process: u32) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .map_or_else(|| "unknown".to_owned(), |line| line.trim_start_matches("VmRSS:").trim().to_owned())
}
