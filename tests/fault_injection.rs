//! What is left when writing fails or the program is killed, at every system call that has to do with writing. The real
//! program runs under `strace`, which makes the n-th call fail or kills the process there. Whatever happens: each file holds
//! its old bytes or its new ones, in its mode; what could not be done is told by name, with exit code 2; and the next run
//! does the rest and leaves no temporary file.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

#[path = "support/lamps.rs"]
mod lamps;
use lamps::{Files, Folder, is_temporary};

/// A question mark: not every architecture has the call.
const CALLS: &str = "openat,write,?pwrite64,fsync,fdatasync,?rename,?renameat,?renameat2,?link,linkat,?unlink,unlinkat,\
                     fchmod,?chmod,fchown,flock,?mkdir,mkdirat,read,statx,?newfstatat";
const ERRORS: [(&str, i32); 4] = [("ENOSPC", 28), ("EIO", 5), ("EACCES", 13), ("EINTR", 4)];

/// What is run, on what.
struct Scenario {
    name: &'static str,
    args: &'static [&'static str],
    old: Files,
    new: Files,
    code: Option<i32>,
}

/// What is done to which call.
#[derive(Clone, Debug)]
struct Point {
    call: String,
    at: usize,
    /// Of a file, not of a stream.
    of_file: bool,
    /// The temporary file is opened, not another.
    detail: String,
    fault: Fault,
    threads: &'static str,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Fault {
    Error(&'static str, i32),
    /// And what would tidy up fails as well.
    Twice(&'static str, i32),
    Kill,
}

impl Point {
    fn inject(&self) -> Vec<String> {
        let (call, at) = (&self.call, self.at);
        match self.fault {
            Fault::Error(name, _) => vec![format!("inject={call}:error={name}:when={at}")],
            Fault::Twice(name, _) => {
                vec![format!("inject={call}:error={name}:when={at}"), "inject=?unlink,unlinkat:error=EACCES".to_owned()]
            }
            Fault::Kill => vec![format!("inject={call}:signal=SIGKILL:when={at}")],
        }
    }

    /// Whether the file cannot be written when this fails.
    fn must_fail(&self) -> bool {
        let is_needed = ["write", "fsync", "fdatasync", "rename", "renameat", "renameat2", "fchmod", "openat"]
            .contains(&self.call.as_str());
        let is_retried = matches!(self.fault, Fault::Error("EINTR", _));
        self.of_file && is_needed && !is_retried && !self.detail.contains("O_DIRECTORY")
    }
}

fn scenarios() -> Vec<Scenario> {
    let request = |name: &str| {
        format!(
            "# {name}\n\n<!-- {{ \"blockType\": \"request\", \"name\": \"{name}\" }} -->\n```http\nGET https://lamps.example/v1.0/{name}\n```\n"
        )
    };
    let mut pages = Files::new();
    pages.insert("isogloss.yml".into(), (b"locales: [en-US, es-ES]\nsnippets: { targets: [curl] }\n".to_vec(), 0o644));
    for locale in ["en-US", "es-ES"] {
        for name in ["on", "off"] {
            pages.insert(format!("{locale}/v1.0/api/{name}.md"), (request(name).into_bytes(), 0o644));
        }
    }
    // One include file is there and is to change: it is replaced, where the others are made.
    let stale = b"---\ndescription: x\n---\n```bash\n\nold\n\n```\n".to_vec();
    pages.insert("en-US/v1.0/includes/snippets/bash/on-bash-snippets.md".into(), (stale, 0o640));
    let fix = ("fix", &["check", "--fix", "--report", "concise"][..], lamps::docset());
    [fix, ("snippets", &["snippets"][..], pages)]
        .into_iter()
        .map(|(name, args, old)| {
            let folder = Folder::new(&old);
            let code = folder.run(args).status.code();
            Scenario { name, args, old, new: folder.files(), code }
        })
        .collect()
}

/// Runs `scenario` in `folder` under strace, with `options`. The exit status, standard error, and the trace.
fn traced(
    scenario: &Scenario,
    folder: &Folder,
    options: &[String],
    threads: &str,
) -> (std::process::ExitStatus, String, String) {
    let trace = folder.0.with_extension("trace");
    let mut command = Command::new("strace");
    command.args(["-qq", "-f", "-E", "PATH=/nowhere", "-E", "ISOGLOSS_CACHE=", "-e", "signal=none", "-o"]).arg(&trace);
    command.args(["-e", &format!("trace={CALLS}")]);
    for option in options {
        command.args(["-e", option]);
    }
    command.arg(env!("CARGO_BIN_EXE_isogloss")).args(scenario.args).args(["--threads", threads]);
    let output = command.current_dir(&folder.0).output().unwrap();
    let text = fs::read_to_string(&trace).unwrap_or_default();
    let _ = fs::remove_file(&trace);
    (output.status, String::from_utf8_lossy(&output.stderr).into_owned(), text)
}

/// Every call that has to do with writing: from the first temporary file on, in the thread that writes.
fn points(scenario: &Scenario) -> Vec<Point> {
    let folder = Folder::new(&scenario.old);
    let (status, error, trace) = traced(scenario, &folder, &[], "1");
    assert_eq!(status.code(), scenario.code, "{error}");
    assert_eq!(folder.files(), scenario.new);
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut is_writing = false;
    let mut points = Vec::new();
    for line in trace.lines() {
        let Some((thread, rest)) = line.split_once(char::is_whitespace) else { continue };
        let Some((call, detail)) = rest.trim_start().split_once('(') else { continue };
        let count = counts.entry((thread, call)).or_default();
        *count += 1;
        is_writing |= detail.contains(".isogloss-");
        if !is_writing {
            continue;
        }
        let is_stream = call == "write" && (detail.starts_with("1,") || detail.starts_with("2,"));
        let mut add = |fault, threads| {
            points.push(Point {
                call: call.to_owned(),
                at: *count,
                of_file: !is_stream,
                detail: detail.to_owned(),
                fault,
                threads,
            });
        };
        // The kernel interrupts none of the calls that change folders.
        let is_interruptible = ["openat", "write", "fsync", "fdatasync", "fchmod", "read", "flock"].contains(&call);
        // Looking and reading fail in one way.
        let only_looks = matches!(call, "statx" | "newfstatat" | "read");
        for (name, number) in ERRORS {
            let is_meant = if only_looks { name == "EIO" } else { name != "EINTR" || is_interruptible };
            if is_meant {
                add(Fault::Error(name, number), "1");
            }
        }
        add(Fault::Kill, "1");
        if !only_looks {
            add(Fault::Kill, "2");
            add(Fault::Error("EIO", 5), "2");
        }
        if ["write", "fsync", "rename", "fchmod"].contains(&call) && !is_stream {
            add(Fault::Twice("EIO", 5), "1");
        }
    }
    points
}

/// What came of all points.
#[derive(Default)]
struct Tally {
    points: usize,
    /// The call was not made: with two threads, who writes how much is chance.
    not_reached: usize,
    kills: usize,
    exit_2: usize,
    exit_as_always: usize,
    files_compared: usize,
    files_left_old: usize,
    temporary_files_left: usize,
    by_call: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

impl Tally {
    fn summary(&self) -> String {
        let Self { points, not_reached, kills, exit_2, exit_as_always, .. } = self;
        let Self { files_compared, files_left_old, temporary_files_left, by_call, .. } = self;
        format!(
            "{points} faults ({kills} kills; {not_reached} not reached), {exit_2} with exit code 2, {exit_as_always} with that of \
             a run without faults; {files_compared} files compared, {files_left_old} left old, 0 torn; {temporary_files_left} \
             temporary files left, all removed by the next run\nby call: {by_call:?}"
        )
    }
}

fn try_point(scenario: &Scenario, point: &Point, tally: &Mutex<Tally>) {
    let folder = Folder::new(&scenario.old);
    let (status, error, trace) = traced(scenario, &folder, &point.inject(), point.threads);
    let is_kill = point.fault == Fault::Kill;
    let was_killed = status.signal() == Some(9) || status.code() == Some(137);
    let is_reached = if is_kill { was_killed } else { trace.contains("(INJECTED)") };
    // Calls are counted in each thread, and the main thread writes what is told: that may be what failed.
    let is_told = !trace
        .lines()
        .any(|line| line.contains("(INJECTED)") && (line.contains(" write(2,") || line.contains(" write(1,")));
    // Calls are counted in each thread, so that one may fail while pages are read. Then the docset is not whole, what is fixed may
    // be less, and that is told with the folder or the page; a torn page would still be found below, by the next run.
    let is_unread = error.contains(" was not checked: ");
    let mut wrong: Vec<String> = Vec::new();
    if is_unread && status.code() != Some(2) {
        wrong.push("something was not read, and the exit code does not say so".to_owned());
    }
    let between = folder.files();
    let (mut compared, mut left_old) = (0, 0);
    for (path, new) in &scenario.new {
        compared += 1;
        let (old, now) = (scenario.old.get(path), between.get(path));
        let is_old = now == old;
        if !is_old && now != Some(new) && !is_unread {
            wrong.push(format!("{path} is neither old nor new"));
        }
        if is_old && old != Some(new) {
            left_old += 1;
            if is_reached && !is_kill && is_told && !is_unread && !error.contains(path.as_str()) {
                wrong.push(format!("{path} was not written, and nobody said so"));
            }
        }
    }
    let temporary = between.keys().filter(|path| is_temporary(path)).count();
    for path in between.keys().filter(|path| !is_temporary(path) && !scenario.new.contains_key(*path)) {
        wrong.push(format!("{path} is nobody's"));
    }
    if let (true, Fault::Error(_, number) | Fault::Twice(_, number)) = (is_reached, point.fault) {
        let code = status.code();
        // Where a look at a file fails, what is tried next may tell.
        let why = if point.call.contains("stat") { "os error".to_owned() } else { format!("(os error {number})") };
        if left_old > 0 && (code != Some(2) || is_told && !is_unread && !error.contains(&why)) {
            wrong.push("what failed is not told".to_owned());
        }
        if left_old == 0 && code != scenario.code && is_told && !is_unread && point.of_file {
            wrong.push("everything was written, but the exit code is another".to_owned());
        }
        if point.threads == "1" && point.must_fail() && code != Some(2) {
            wrong.push("the failure was ignored".to_owned());
        }
        if !matches!(code, Some(0..=2)) {
            wrong.push("no exit code of its own".to_owned());
        }
    }
    let again = folder.run(scenario.args);
    if again.status.code() != scenario.code {
        wrong.push(format!("the next run: {:?} {}", again.status, String::from_utf8_lossy(&again.stderr)));
    }
    let after = folder.files();
    if after != scenario.new {
        let other: Vec<&String> = after
            .keys()
            .chain(scenario.new.keys())
            .filter(|path| after.get(*path) != scenario.new.get(*path))
            .collect();
        wrong.push(format!("after the next run these are not as they should be: {other:?}"));
    }
    let mut tally = tally.lock().unwrap();
    if is_reached {
        tally.points += 1;
        *tally.by_call.entry(point.call.clone()).or_default() += 1;
    } else {
        tally.not_reached += 1;
    }
    tally.kills += usize::from(is_reached && is_kill);
    tally.exit_2 += usize::from(is_reached && status.code() == Some(2));
    tally.exit_as_always += usize::from(is_reached && status.code() == scenario.code);
    tally.files_compared += compared;
    tally.files_left_old += left_old;
    tally.temporary_files_left += temporary;
    if !wrong.is_empty() {
        tally.wrong.push(format!("{} {point:?}: {status:?}\n  {}\n  {error}", scenario.name, wrong.join("\n  ")));
    }
}

/// Whether strace is there and may attach.
fn has_strace() -> bool {
    let tried = Command::new("strace").args(["-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true"]).output();
    tried.is_ok_and(|output| output.status.success())
}

#[test]
fn every_file_is_old_or_new() {
    if !has_strace() {
        assert!(
            std::env::var_os("ISOGLOSS_REQUIRE_TOOLCHAINS").is_none_or(|value| value != "1"),
            "strace is not there, or may not attach"
        );
        println!("skipped: no strace");
        return;
    }
    let scenarios = scenarios();
    let work: Vec<(&Scenario, Point)> = scenarios
        .iter()
        .flat_map(|scenario| points(scenario).into_iter().map(move |point| (scenario, point)))
        .collect();
    let (next, tally) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    let workers = std::thread::available_parallelism().map_or(2, usize::from) * 2;
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((scenario, point)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                    try_point(scenario, point, &tally);
                }
            });
        }
    });
    let tally = tally.into_inner().unwrap();
    assert!(tally.points >= 400, "only {} faults were injected", tally.points);
    let first: Vec<&str> = tally.wrong.iter().take(20).map(String::as_str).collect();
    assert!(first.is_empty(), "{} of {} went wrong:\n{}", tally.wrong.len(), tally.points, first.join("\n"));
    println!("{}", tally.summary());
}
