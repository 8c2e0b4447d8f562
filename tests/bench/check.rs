//! `cargo bench`: the whole `check`, and the whole `drift`, over the corpus, as a ratio to a bare pulldown-cmark parse of the same files with the
//! same threads in the same run. Both sides read the files. Without the corpus the sample docset is taken.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::indexing_slicing
)]

use isogloss::docset::layout::{self, Layout};
use isogloss::docset::{DocSet, Locales, discover};
use isogloss::drift::overview::{GroupDrift, overview};
use isogloss::engine::{self, Selection};
use isogloss::report::{FORMATS, Report, Summary, drift_table};
use isogloss::rule::Settings;
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The program's own; the bare parse has it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 7;

fn main() {
    let corpus = Path::new("target/corpus/2019");
    let root = if corpus.is_dir() { corpus } else { Path::new("docs/sample") };
    let layout = layout::infer(root).unwrap();
    let locales = Locales::built_in();
    let docset = discover::read(&layout, &[], &[], &locales);
    let paths: Vec<PathBuf> = docset.members.iter().map(|member| PathBuf::from(&member.page.source.path)).collect();
    let bytes: usize = docset.members.iter().map(|member| member.page.source.text.len()).sum();
    println!("{}: {} pages, {:.1} MB", root.display(), paths.len(), bytes as f64 / 1e6);
    drop(docset);
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(16 << 20).build().unwrap();
        pool.install(|| measure(&paths, &layout, &locales, threads));
    }
}

fn measure(paths: &[PathBuf], layout: &Layout, locales: &Locales, threads: usize) {
    let (mut bare_times, mut check_times, mut stages) = (Vec::new(), Vec::new(), Vec::new());
    let mut drift_times = Vec::new();
    // Alternating rounds see the same weather on the machine.
    for _ in 0..ROUNDS {
        bare_times.push(time(|| bare(paths)));
        let mut parts = [Duration::ZERO; 3];
        check(layout, locales, &mut parts);
        check_times.push(parts.iter().sum());
        stages.push(parts);
        drift_times.push(drift(layout, locales));
    }
    let (bare, check, drift) = (median(bare_times), median(check_times), median(drift_times));
    let stage = |at: usize| median(stages.iter().map(|parts| parts[at]).collect()).as_secs_f64();
    println!(
        "threads {threads}: bare parse {:.3} s, check {:.3} s (read and understand {:.3}, rules {:.3}, report {:.3}): ratio {:.2}",
        bare.as_secs_f64(),
        check.as_secs_f64(),
        stage(0),
        stage(1),
        stage(2),
        check.as_secs_f64() / bare.as_secs_f64()
    );
    println!(
        "threads {threads}: drift {:.3} s: ratio {:.2}",
        drift.as_secs_f64(),
        drift.as_secs_f64() / bare.as_secs_f64()
    );
}

fn time(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn bare(paths: &[PathBuf]) {
    let events: usize = paths
        .par_iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_GFM)
                .into_offset_iter()
                .map(black_box)
                .count()
        })
        .sum();
    black_box(events);
}

fn check(layout: &Layout, locales: &Locales, parts: &mut [Duration; 3]) {
    let settings = Settings::default();
    let started = Instant::now();
    let docset: DocSet = discover::read(layout, &[], &[], locales);
    parts[0] = started.elapsed();
    let selection = Selection::new(&[], &[], &settings).unwrap_or_else(|_| Selection::all());
    let run = engine::run(&docset, &selection, &settings);
    parts[1] = started.elapsed().saturating_sub(parts[0]);
    let summary = Summary::of(&docset, &run, 0.0);
    let report = Report::new(&docset, &run, summary);
    let mut out = Vec::new();
    (FORMATS[0].write)(&report, &mut out).unwrap();
    black_box(out);
    parts[2] = started.elapsed().saturating_sub(parts[0] + parts[1]);
    // The program ends here without freeing the pages; the next round must not pay for them either.
    drop((docset, run));
}

fn drift(layout: &Layout, locales: &Locales) -> Duration {
    let started = Instant::now();
    let docset: DocSet = discover::read(layout, &[], &[], locales);
    let groups: Vec<GroupDrift> = docset.groups.par_iter().map(|group| overview(&docset, group)).collect();
    let mut out = Vec::new();
    drift_table::write(&docset, &groups, &mut out).unwrap();
    black_box(out);
    let took = started.elapsed();
    drop((docset, groups));
    took
}
