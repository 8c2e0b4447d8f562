//! Samples, run: what each target's sample sends must be the documented request, byte by byte, at a server that records.
//!
//! `ISOGLOSS_SNIPPETS` says how many requests: nothing, our own hazards; `ci`, a stratified 300 of the corpora and all of
//! the suite besides; `all`, every distinct request block of the corpora. `ISOGLOSS_SNIPPETS_TARGETS=curl,go-net-http` runs
//! only some targets. A target whose programs are absent is skipped by name; `ISOGLOSS_REQUIRE_TOOLCHAINS=1` makes that a
//! failure. All of it, with everything it needs:
//! `tests/snippets/install.sh && ISOGLOSS_SNIPPETS=all cargo test --release --test snippets_run -- --nocapture`.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]
#![allow(clippy::print_stdout, clippy::format_push_string)]

use isogloss::snippet::{Renderer, Target};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "snippets/cases.rs"]
mod cases;
#[path = "snippets/compare.rs"]
mod compare;
#[path = "snippets/drivers.rs"]
mod drivers;
#[path = "snippets/server.rs"]
mod server;
#[path = "support/mod.rs"]
mod support;

use cases::Case;
use server::{Received, Server};

fn asked(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The cases of this run.
fn all_cases() -> Vec<Case> {
    let mut out = cases::of_text("hazards", include_str!("snippets/hazards.md"));
    assert!(out.len() >= 55, "{}", out.len());
    let mut long = out[0].clone();
    long.name = "hazards 70 kB".into();
    let body = format!("{{\"a\": \"{}\"}}", "é'\"\\$".repeat(10_000));
    long.request = isogloss::snippet::Request::new("long", "POST", "/v1.0/x", "https://a", Vec::new(), Some(body));
    out.push(long);
    out.extend(cases::random(60));
    let mode = asked("ISOGLOSS_SNIPPETS").unwrap_or_default();
    if mode.is_empty() {
        return out;
    }
    if let Some(suites) = support::corpus("suites.tar.xz", "suites") {
        out.extend(cases::of_har(&suites.join("har/requests")));
        out.extend(cases::of_bodies(&suites));
    }
    let mut seen = HashSet::new();
    let mut real = Vec::new();
    for (archive, folder) in [("graph-2019.tar.xz", "2019/en-US"), ("graph-2023.tar.xz", "2023/pt-BR")] {
        if let Some(root) = support::corpus(archive, folder) {
            real.extend(cases::of_pages(&root, &mut seen));
        }
    }
    println!("{} distinct requests in the corpora", real.len());
    if mode != "all" {
        real = cases::stratified(real, 300);
    }
    out.extend(real);
    out
}

/// What a target says it cannot send, as the comparison names it.
fn lost(target: &Target) -> Vec<&'static str> {
    let names = [
        ("body-with-get", "body"),
        ("duplicate-headers", "duplicates"),
        ("empty-header", "empty"),
        ("header-not-ascii", "letters"),
        ("header-backslash", "backslash"),
    ];
    names.iter().filter(|(name, _)| target.header.cannot.contains_key(*name)).map(|(_, lost)| *lost).collect()
}

#[test]
fn samples_send_the_documented_request() {
    let renderer = Renderer::new(&[]).unwrap();
    let server = Server::start();
    let cases: Vec<Case> =
        all_cases().iter().enumerate().map(|(index, case)| case.placed(index, server.port)).collect();
    let only = asked("ISOGLOSS_SNIPPETS_TARGETS");
    let wanted = |id: &str| only.as_ref().is_none_or(|list| list.split(',').any(|name| name == id));
    let mut failures = Vec::new();
    let mut table = Vec::new();
    for driver in drivers::ALL.iter().filter(|driver| wanted(driver.target)) {
        let target = renderer.target(driver.target).unwrap();
        let missing = drivers::missing(driver.needs);
        if !missing.is_empty() {
            assert!(asked("ISOGLOSS_REQUIRE_TOOLCHAINS").is_none(), "{} needs {missing:?}", driver.target);
            println!("skipped: {} (there is no {})", driver.target, missing.join(", "));
            continue;
        }
        // Compiling the client takes minutes and a registry, which a plain `cargo test` should not ask for.
        if driver.target == "rust-reqwest" && asked("ISOGLOSS_SNIPPETS").is_none() {
            println!("skipped: rust-reqwest (set ISOGLOSS_SNIPPETS=ci to run it)");
            continue;
        }
        let started = Instant::now();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/snippets").join(driver.target);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let samples: Vec<String> = cases.iter().map(|case| renderer.render(target, &case.request).unwrap()).collect();
        let said = (driver.run)(&folder, &samples);
        let received = server.take();
        let (right, wrong) = judge(target, &cases, &received);
        let limited = cases.iter().filter(|case| !target.cannot_send(&case.request).is_empty()).count();
        table.push(format!(
            "{:<20} {right:>5} of {:>5} as documented, {limited:>3} with a note of what the client cannot send, {:.0} s",
            driver.target,
            cases.len(),
            started.elapsed().as_secs_f64()
        ));
        println!("{}", table[table.len() - 1]);
        if !wrong.is_empty() || said.contains("not formatted") {
            let first: Vec<&str> = wrong.iter().take(25).map(String::as_str).collect();
            let said: String = said.chars().take(3000).collect();
            failures.push(format!("== {}\n{}\nit said: {said}", driver.target, first.join("\n")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// How many cases arrived as documented, and what is wrong with the others.
fn judge(target: &Target, cases: &[Case], received: &HashMap<usize, Vec<Received>>) -> (usize, Vec<String>) {
    let lost = lost(target);
    let mut wrong = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let problems = match received.get(&index).map(Vec::as_slice) {
            None | Some([]) => vec!["nothing arrived".to_owned()],
            Some([first, ..]) => compare::differences(&case.request, &case.target, first, &lost),
        };
        if !problems.is_empty() {
            wrong.push(format!("{index} {}: {}", case.name, problems.join("; ")));
        }
    }
    (cases.len() - wrong.len(), wrong)
}

/// The target `http` is the message itself: sent as it stands, with the line ends of the protocol in its head.
#[test]
fn the_message_itself_arrives() {
    let renderer = Renderer::new(&[]).unwrap();
    let target = renderer.target("http").unwrap();
    let server = Server::start();
    let cases: Vec<Case> =
        all_cases().iter().enumerate().map(|(index, case)| case.placed(index, server.port)).collect();
    for (index, case) in cases.iter().enumerate() {
        let sample = renderer.render(target, &case.request).unwrap();
        let (head, body) = sample.split_once("\n\n").unwrap_or((&sample, ""));
        let mut stream = TcpStream::connect((server::address(index), server.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(format!("{}\r\n\r\n{body}", head.replace('\n', "\r\n")).as_bytes()).unwrap();
        let _ = stream.read_to_end(&mut Vec::new());
    }
    let (_, wrong) = judge(target, &cases, &server.take());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The target `har` is JSON that says the same.
#[test]
fn the_archive_says_the_same() {
    let renderer = Renderer::new(&[]).unwrap();
    let target = renderer.target("har").unwrap();
    for case in all_cases() {
        let sample = renderer.render(target, &case.request).unwrap();
        let har: serde_json::Value = serde_json::from_str(&sample).unwrap_or_else(|e| panic!("{}: {e}", case.name));
        let request = &har["log"]["entries"][0]["request"];
        assert_eq!(request["method"], case.request.method.as_str(), "{}", case.name);
        assert_eq!(request["url"], case.request.address.url.as_str());
        assert_eq!(request["postData"]["text"].as_str(), case.request.body.as_deref());
        let headers: Vec<(&str, &str)> = request["headers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|header| (header["name"].as_str().unwrap(), header["value"].as_str().unwrap()))
            .collect();
        let wanted: Vec<(&str, &str)> =
            case.request.headers.iter().map(|header| (header.name.as_str(), header.value.as_str())).collect();
        assert_eq!(headers, wanted, "{}", case.name);
    }
}

/// Targets that are not run are parsed: by a grammar of tree-sitter for each.
#[test]
fn samples_that_are_not_run_are_well_formed() {
    let grammars = BTreeMap::from([
        ("powershell-restmethod", ("powershell", "ps1")),
        ("kotlin-okhttp", ("kotlin", "kt")),
        ("swift-urlsession", ("swift", "swift")),
        ("objc-nsurlsession", ("objc", "m")),
    ]);
    let renderer = Renderer::new(&[]).unwrap();
    let cases = all_cases();
    for (id, (grammar, extension)) in grammars {
        let import = format!("import tree_sitter, tree_sitter_{grammar}");
        let missing = drivers::missing(&[&["python3", "-c", import.as_str()]]);
        if !missing.is_empty() {
            assert!(asked("ISOGLOSS_REQUIRE_TOOLCHAINS").is_none(), "{id} needs {missing:?}");
            println!("skipped: {id} (there is no {})", missing.join(", "));
            continue;
        }
        let target = renderer.target(id).unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/snippets").join(id);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let mut names = Vec::new();
        for (index, case) in cases.iter().enumerate() {
            let name = format!("case_{index:05}.{extension}");
            fs::write(folder.join(&name), renderer.render(target, &case.request).unwrap() + "\n").unwrap();
            names.push(name);
        }
        let mut wrong = String::new();
        for chunk in names.chunks(500) {
            let mut command = std::process::Command::new(drivers::interpreter());
            command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snippets/drivers/syntax.py")).arg(grammar);
            let done = command.args(chunk).current_dir(&folder).output().unwrap();
            wrong.push_str(&String::from_utf8_lossy(&done.stdout));
            wrong.push_str(&String::from_utf8_lossy(&done.stderr));
        }
        println!("{id}: {} samples, {} not well formed", names.len(), wrong.lines().count());
        assert!(wrong.is_empty(), "{id}:\n{}", wrong.chars().take(4000).collect::<String>());
    }
}
