//! Reading that fails: every file and every folder of a docset, every system call that looks at it or reads it, every way in which
//! that can go wrong. Either nothing is lost and the report is the same to the byte, or what was not checked is named, the exit
//! code is 2, and of all pages but its translations and its source the same is said as ever. The real program runs under `strace`,
//! which makes the call fail.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::indexing_slicing, clippy::string_slice)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

#[path = "support/lamps.rs"]
mod lamps;
use lamps::{Files, Folder};

/// What looks at files and reads them. A question mark: not every architecture has the call.
const CALLS: &str = "openat,?open,read,?pread64,statx,?newfstatat,?fstat,?stat,?lstat,getdents64,?readlink,readlinkat,?access,faccessat2";
/// What a call may answer.
const ERRORS: [&str; 6] = ["EIO", "EACCES", "ENOENT", "EMFILE", "ESTALE", "EINTR"];
/// The folder of the source locale.
const SOURCE: &str = "en-US";
const CHECK: [&str; 6] = ["check", "--report", "json", "--threads", "1", "."];
/// The other commands that read a docset; none of these writes.
const OTHERS: [&[&str]; 4] = [
    &["drift", "--threads", "1", "."],
    &["check", "--diff", "--threads", "1", "."],
    &["sync", "--diff", "--threads", "1", "."],
    &["snippets", "--check", "--target", "curl", "--threads", "1", "."],
];
/// What they are tried with: what [`ERRORS`] has beyond these only differs in its words.
const FEW_ERRORS: [&str; 2] = ["EIO", "ENOENT"];

/// Rules that say that a file is not there, or that nobody mentions it.
const OF_ABSENCE: [&str; 7] = [
    "page-missing",
    "page-orphaned",
    "page-moved",
    "link-target-not-found",
    "include-not-found",
    "snippet-missing",
    "snippet-orphaned",
];

/// One call that fails.
#[derive(Debug)]
struct Point {
    /// The file or folder, from the docset's own on.
    path: String,
    call: String,
    /// The how manieth of its kind on this path.
    at: usize,
    error: &'static str,
}

/// Runs a command under `strace`, which looks at what has to do with `path` only.
fn traced(folder: &Folder, arguments: &[&str], path: &str, inject: Option<&str>, trace: &Path) -> Output {
    let root = folder.0.canonicalize().unwrap();
    let mut command = Command::new("strace");
    command.args(["-qq", "-f", "-E", "PATH=/nowhere", "-E", "ISOGLOSS_CACHE=", "-o"]).arg(trace);
    command.args(["-e", &format!("trace={CALLS}"), "-P", path, "-P", &format!("./{path}"), "-P"]);
    command.arg(if path == "." { root.clone() } else { root.join(path) });
    if let Some(inject) = inject {
        command.args(["-e", inject]);
    }
    command.arg(env!("CARGO_BIN_EXE_isogloss")).args(arguments).current_dir(&root).output().unwrap()
}

/// How often each call is made on `path`.
fn calls(folder: &Folder, arguments: &[&str], path: &str) -> BTreeMap<String, usize> {
    let trace = folder.0.with_extension(format!("{}.trace", path.replace('/', "-")));
    traced(folder, arguments, path, None, &trace);
    let text = std::fs::read_to_string(&trace).unwrap();
    let _ = std::fs::remove_file(&trace);
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let call = line.split_once(char::is_whitespace).and_then(|(_, rest)| rest.trim_start().split_once('('));
        if let Some((call, _)) = call {
            *counts.entry(call.to_owned()).or_default() += 1;
        }
    }
    counts
}

fn parsed(output: &Output) -> Option<Value> {
    serde_json::from_slice(&output.stdout).ok()
}

/// The findings on pages of which `is_asked`, each as text.
fn findings(report: &Value, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
    let all = report["findings"].as_array().unwrap().iter();
    all.filter(|finding| is_asked(finding["path"].as_str().unwrap())).map(ToString::to_string).collect()
}

/// Whether the page at `page` may say something else when `path` is not read: it lies there or below, or is another locale's page
/// of the same path.
fn is_related(page: &str, path: &str) -> bool {
    let key = |path: &str| path.split_once('/').map_or(String::new(), |(_, key)| key.to_owned());
    page == path
        || page.starts_with(&format!("{path}/"))
        || key(page) == key(path)
        || key(page).starts_with(&format!("{}/", key(path)))
}

/// What came of all points.
#[derive(Default)]
struct Tally {
    points: usize,
    told: usize,
    as_always: usize,
    by_call: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

/// Runs a command with one call failing; whether the call was made.
fn failing(folder: &Folder, arguments: &[&str], point: &Point, number: usize) -> (Output, bool) {
    let trace = folder.0.with_extension(format!("{number}.trace"));
    let inject = format!("inject={}:error={}:when={}", point.call, point.error, point.at);
    let output = traced(folder, arguments, &point.path, Some(&inject), &trace);
    let is_reached = std::fs::read_to_string(&trace).unwrap_or_default().contains("(INJECTED)");
    let _ = std::fs::remove_file(&trace);
    (output, is_reached)
}

/// Every point of a command.
fn points(folder: &Folder, files: &Files, arguments: &[&str], errors: &[&'static str]) -> Vec<Point> {
    // The C library takes a folder that is not there any more for one without files, as POSIX wants it.
    let is_end = |call: &str, error: &str| call == "getdents64" && error == "ENOENT";
    let mut points = Vec::new();
    for path in places(files) {
        for (call, count) in calls(folder, arguments, &path) {
            for at in 1..=count {
                let errors = errors.iter().filter(|error| !is_end(&call, error));
                let all = errors.map(|error| Point { path: path.clone(), call: call.clone(), at, error });
                points.extend(all);
            }
        }
    }
    points
}

/// Does `work` for every point, with its number, on all processors.
fn for_each(points: &[Point], work: impl Fn(&Point, usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) * 2 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(point) = points.get(number) else { break };
                    work(point, number);
                }
            });
        }
    });
}

fn try_point(folder: &Folder, clean: &Output, point: &Point, number: usize, tally: &Mutex<Tally>) {
    let (output, is_reached) = failing(folder, &CHECK, point, number);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut wrong = Vec::new();
    let is_same = |report: &Value| {
        let other = parsed(clean).unwrap();
        report["findings"] == other["findings"] && report["skipped"] == other["skipped"]
    };
    match (output.status.code(), parsed(&output)) {
        (Some(1), Some(report)) if is_same(&report) => {}
        (Some(1), _) => wrong.push("something is lost, and the exit code does not say so".to_owned()),
        (Some(2), Some(report)) => {
            let skipped: Vec<&str> =
                report["skipped"].as_array().unwrap().iter().filter_map(|one| one["path"].as_str()).collect();
            if !is_same(&report) && skipped.is_empty() {
                wrong.push("nothing is named".to_owned());
            }
            for path in &skipped {
                // The folder of the docset is shown as it was asked for.
                let is_it = *path == point.path || point.path == "." || path.ends_with(&format!("/{}", point.path));
                if !is_it && !point.path.starts_with(&format!("{path}/")) {
                    wrong.push(format!("{path} is named"));
                }
            }
            let apart = |page: &str| point.path != "." && !is_related(page, &point.path);
            let (now, always) = (findings(&report, apart), findings(&parsed(clean).unwrap(), apart));
            // Without its source a page is measured by what else there is.
            for more in now.iter().filter(|one| point.path != SOURCE && !always.contains(one)) {
                wrong.push(format!("is said now: {more}"));
            }
            // Nobody may say that something is not there because it could not be read.
            let all = parsed(clean).unwrap();
            for more in report["findings"].as_array().unwrap() {
                let rule = more["rule"].as_str().unwrap();
                if OF_ABSENCE.contains(&rule) && !all["findings"].as_array().unwrap().contains(more) {
                    wrong.push(format!("is said to be missing: {more}"));
                }
            }
            // What only the source tells is not told without it.
            if point.path != SOURCE && now.len() < always.len() {
                wrong.push("of other pages less is said".to_owned());
            }
        }
        // Without its configuration, or the folder of one of its locales, nothing is checked: a message and no report.
        (Some(2), None) if !point.path.contains('/') => {
            if !said.contains("error: ") || point.error != "ENOENT" && !said.contains("os error") {
                wrong.push("no message".to_owned());
            }
        }
        (code, _) => wrong.push(format!("exit code {code:?}")),
    }
    let mut tally = tally.lock().unwrap();
    tally.points += usize::from(is_reached);
    *tally.by_call.entry(point.call.clone()).or_default() += usize::from(is_reached);
    tally.told += usize::from(is_reached && output.status.code() == Some(2));
    tally.as_always += usize::from(is_reached && output.status.code() == Some(1));
    if !wrong.is_empty() {
        tally.wrong.push(format!("{point:?}: {:?}\n  {}\n  {said}", output.status, wrong.join("\n  ")));
    }
}

fn has_strace() -> bool {
    let tried = Command::new("strace").args(["-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true"]).output();
    let has = tried.is_ok_and(|output| output.status.success());
    assert!(
        has || std::env::var_os("ISOGLOSS_REQUIRE_TOOLCHAINS").is_none_or(|value| value != "1"),
        "strace is not there, or may not attach"
    );
    has
}

/// The files of `files`, and the folders they lie in.
fn places(files: &Files) -> BTreeSet<String> {
    let mut all = BTreeSet::from([".".to_owned()]);
    for path in files.keys() {
        all.insert(path.clone());
        for (at, _) in path.match_indices('/') {
            all.insert(path[..at].to_owned());
        }
    }
    all
}

#[test]
fn what_is_not_read_is_named() {
    if !has_strace() {
        println!("skipped: no strace");
        return;
    }
    let files = lamps::docset();
    let folder = Folder::new(&files);
    let clean = folder.run(&CHECK);
    assert_eq!(clean.status.code(), Some(1), "{}", String::from_utf8_lossy(&clean.stderr));
    let points = points(&folder, &files, &CHECK, &ERRORS);
    let tally = Mutex::new(Tally::default());
    for_each(&points, |point, number| try_point(&folder, &clean, point, number, &tally));
    let tally = tally.into_inner().unwrap();
    let Tally { points, told, as_always, by_call, wrong } = &tally;
    println!("{points} faults: {told} told, {as_always} without any effect; by call: {by_call:?}");
    assert!(*points >= 400, "only {points} faults were injected");
    let first: Vec<&str> = wrong.iter().take(20).map(String::as_str).collect();
    assert!(first.is_empty(), "{} of {points} went wrong:\n{}", wrong.len(), first.join("\n"));
}

/// What other commands print is the same to the byte, or they say what was not read and exit with 2.
#[test]
fn other_commands_tell_as_well() {
    if !has_strace() {
        println!("skipped: no strace");
        return;
    }
    let files = lamps::docset();
    for arguments in OTHERS {
        let folder = Folder::new(&files);
        let clean = folder.run(arguments);
        assert!(matches!(clean.status.code(), Some(0 | 1)), "{arguments:?}: {:?}", clean.status);
        let points = points(&folder, &files, arguments, &FEW_ERRORS);
        let (reached, told) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let wrong = Mutex::new(Vec::new());
        for_each(&points, |point, number| {
            let (output, is_reached) = failing(&folder, arguments, point, number);
            reached.fetch_add(usize::from(is_reached), Ordering::Relaxed);
            let said = String::from_utf8_lossy(&output.stderr);
            let is_same = output.status.code() == clean.status.code() && output.stdout == clean.stdout;
            let last = point.path.rsplit('/').next().unwrap();
            let is_told = output.status.code() == Some(2) && (point.path == "." || said.contains(last));
            told.fetch_add(usize::from(is_told), Ordering::Relaxed);
            if !is_same && !is_told {
                wrong.lock().unwrap().push(format!("{point:?}: {:?}\n  {said}", output.status));
            }
        });
        let (reached, told, wrong) = (reached.into_inner(), told.into_inner(), wrong.into_inner().unwrap());
        println!("{}: {reached} faults: {told} told", arguments.join(" "));
        assert!(reached >= 100, "{arguments:?}: only {reached} faults were injected");
        assert_eq!(folder.files(), files, "{arguments:?} has written");
        let first: Vec<&str> = wrong.iter().take(20).map(String::as_str).collect();
        assert!(first.is_empty(), "{arguments:?}: {} of {reached} went wrong:\n{}", wrong.len(), first.join("\n"));
    }
}
