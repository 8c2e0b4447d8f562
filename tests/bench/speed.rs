//! `cargo bench --bench speed`: what every job costs, as a ratio to a bare pulldown-cmark parse of the same files in the same run, and
//! what memory it takes, as a ratio to the bytes of Markdown; one thread against two; few pages against many; other programs
//! beside it. Prints tables and writes `target/bench/speed.json`. [Speed](../../docs/speed.md) has the figures.
//!
//! `ISOGLOSS_BENCH_ROUNDS` sets the rounds, `ISOGLOSS_BENCH_ONLY` names the parts (`jobs`, `memory`, `growth`, `peers`).

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::type_complexity,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::indexing_slicing
)]

#[path = "common.rs"]
mod common;

use common::{Set, median, time};
use isogloss::docset::texts;
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The program's own; the bare parse has it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The jobs, by name; each reads the pages itself, as the program does.
const JOBS: [(&str, fn(&Set)); 5] = [
    ("bare parse", |set| common::bare(&set.paths)),
    ("read", common::read),
    ("check", |set| {
        common::check(set);
    }),
    ("drift", common::drift),
    ("snippets", |set| {
        common::snippets(set);
    }),
];

/// The page sets: a folder, and which of its locales (none: all).
const SETS: [(&str, &[&str]); 3] =
    [("target/corpus/2019", &["es-ES", "pt-BR", "ru-RU"]), ("target/corpus/2019", &[]), ("target/corpus/2023", &[])];

const SAMPLE: (&str, &[&str]) = ("docs/sample", &[]);

/// Copies of one locale for the comparison of few pages with many.
const COPIES: usize = 10;

/// Asks this program to do one job once and to say what memory it took.
const CHILD: &str = "ISOGLOSS_BENCH_CHILD";

fn main() {
    if let Ok(task) = std::env::var(CHILD) {
        return child(&task);
    }
    let wanted = std::env::var("ISOGLOSS_BENCH_ONLY").unwrap_or_default();
    let is_wanted = |part: &str| wanted.is_empty() || wanted.split(',').any(|one| one.trim() == part);
    let mut sets: Vec<(&str, &[&str])> = SETS.into_iter().filter(|(root, _)| is_there(root)).collect();
    if sets.is_empty() {
        println!("skipped: no corpus; the sample is measured instead");
        sets.push(SAMPLE);
    }
    let mut all = Vec::new();
    for (root, only) in &sets {
        let set = Set::of(root, only).unwrap();
        println!("\n{}", set.describe());
        let jobs = if is_wanted("jobs") { jobs(&set) } else { Value::Null };
        let memory = if is_wanted("memory") { memory(&set, root, only) } else { Value::Null };
        all.push(
            json!({ "set": set.name, "pages": set.paths.len(), "bytes": set.bytes, "jobs": jobs, "memory": memory }),
        );
    }
    let growth = if is_wanted("growth") { growth(sets[0]) } else { Value::Null };
    let peers = if is_wanted("peers") { peers(sets[0]) } else { Value::Null };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    std::fs::create_dir_all(&folder).unwrap();
    let report = json!({ "rounds": common::rounds(5), "sets": all, "growth": growth, "peers": peers });
    std::fs::write(folder.join("speed.json"), serde_json::to_string_pretty(&report).unwrap() + "\n").unwrap();
}

fn is_there(root: &str) -> bool {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(root).is_dir()
}

/// Every job, in rounds, so that all see the same weather on the machine.
fn jobs(set: &Set) -> Value {
    let mut out = serde_json::Map::new();
    let mut one_thread = Vec::new();
    for threads in [1, 2] {
        let mut times: Vec<Vec<Duration>> = vec![Vec::new(); JOBS.len()];
        common::threads(threads).install(|| {
            for _ in 0..common::rounds(5) {
                for (times, (_, job)) in times.iter_mut().zip(JOBS) {
                    times.push(time(|| job(set)));
                }
            }
        });
        let medians: Vec<f64> = times.into_iter().map(|times| median(times).as_secs_f64()).collect();
        for ((name, _), seconds) in JOBS.iter().zip(&medians) {
            let ratio = seconds / medians[0];
            println!("  {threads} thread(s)  {name:<10} {seconds:>8.3} s  {ratio:>6.2} x bare parse");
            out.insert(format!("{name}, {threads} threads"), json!({ "seconds": seconds, "ratio": ratio }));
        }
        if threads == 1 {
            one_thread = medians;
        } else {
            for ((name, _), (one, two)) in JOBS.iter().zip(one_thread.iter().zip(&medians)) {
                println!("  2 threads for 1  {name:<10} {:>6.2} x as fast", one / two);
            }
        }
    }
    Value::Object(out)
}

/// The most memory that each job has at once, in a process of its own with one thread.
fn memory(set: &Set, root: &str, only: &[&str]) -> Value {
    let mut out = serde_json::Map::new();
    for (name, _) in JOBS {
        let task = format!("{name}\n{root}\n{}", only.join(","));
        let made = Command::new(std::env::current_exe().unwrap()).env(CHILD, task).output().unwrap();
        let Ok(kibibytes) = String::from_utf8_lossy(&made.stdout).trim().parse::<f64>() else {
            println!("  memory  {name:<10} skipped: this system does not tell");
            continue;
        };
        let (bytes, ratio) = (kibibytes * 1024.0, kibibytes * 1024.0 / set.bytes as f64);
        println!("  memory  {name:<10} {:>8.1} MB  {ratio:>6.2} x bytes of Markdown", bytes / 1e6);
        out.insert(name.to_owned(), json!({ "bytes": bytes, "ratio": ratio }));
    }
    Value::Object(out)
}

/// Does one job and prints the most memory that this process has had, in KiB. The program's start is part of it; the pages
/// are listed before without being read.
fn child(task: &str) {
    let mut lines = task.lines();
    let (name, root, only) = (lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap_or(""));
    let only: Vec<&str> = only.split(',').filter(|tag| !tag.is_empty()).collect();
    let set = Set::unread(root, &only);
    let job = JOBS.into_iter().find(|(job, _)| *job == name).unwrap().1;
    common::threads(1).install(|| job(&set));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.map_or("", |line| line.trim().trim_end_matches(" kB")));
}

/// The time of one page among few and among many: one locale, and copies of it that know nothing of each other.
fn growth((root, only): (&str, &[&str])) -> Value {
    let locale = only.first().copied().unwrap_or("es-ES");
    let set = Set::of(root, &[locale]).unwrap();
    let page_texts = |copies: usize| {
        let mut all = Vec::new();
        for path in &set.paths {
            let text = std::fs::read_to_string(path).unwrap();
            let shown = path.to_string_lossy().replace('\\', "/");
            let key = shown.split_once(&format!("{locale}/")).unwrap().1.to_owned();
            all.extend((0..copies).map(|copy| (format!("{locale}/copy{copy}/{key}"), text.clone())));
        }
        all
    };
    let run = |copies: usize| {
        let pages = page_texts(copies);
        let count = pages.len();
        let took = time(|| {
            let docset = texts::from_texts(pages, "en-US", false, &set.locales);
            common::judge(&docset, 0);
        });
        (took, count)
    };
    let (mut few, mut many) = (Vec::new(), Vec::new());
    let mut counts = (0, 0);
    common::threads(1).install(|| {
        for _ in 0..common::rounds(3) {
            // As much work on each side, so that both see the same weather.
            let mut sum = Duration::ZERO;
            for _ in 0..COPIES {
                let (took, count) = run(1);
                sum += took;
                counts.0 = count;
            }
            few.push(sum / COPIES as u32);
            let (took, count) = run(COPIES);
            counts.1 = count;
            many.push(took);
        }
    });
    let each = |times: Vec<Duration>, count: usize| median(times).as_secs_f64() * 1e6 / count as f64;
    let (few, many) = (each(few, counts.0), each(many, counts.1));
    println!(
        "\none page of {}: {few:.1} µs of {} pages, {many:.1} µs of {} pages: {:.2} x",
        set.name,
        counts.0,
        counts.1,
        many / few
    );
    json!({ "pages": [counts.0, counts.1], "microseconds": [few, many], "ratio": many / few })
}

/// Other programs on one locale, where they are installed, beside a check of it with the machine's threads.
fn peers((root, only): (&str, &[&str])) -> Value {
    let locale = only.first().copied().unwrap_or("es-ES");
    let set = Set::of(root, &[locale]).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(root).join(locale);
    println!("\n{}, all threads", set.describe());
    let mut out = serde_json::Map::new();
    let mut tell = |name: &str, took: f64| {
        println!("  {name:<18} {took:>8.3} s");
        out.insert(name.to_owned(), json!(took));
    };
    let times = (0..common::rounds(3)).map(|_| time(|| _ = common::check(&set))).collect();
    tell("check", median(times).as_secs_f64());
    let programs: [(&str, &[&str]); 2] =
        [("rumdl", &["check", "--no-cache", "."]), ("markdownlint-cli2", &["**/*.md"])];
    for (name, arguments) in programs {
        let run = || {
            Command::new(name).args(arguments).current_dir(&folder).stdout(Stdio::null()).stderr(Stdio::null()).status()
        };
        if Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
            println!("  {name:<18} skipped: not installed");
            continue;
        }
        tell(name, time(|| drop(run())).as_secs_f64());
    }
    Value::Object(out)
}
