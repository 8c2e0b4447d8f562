//! `cargo bench --bench check`: the whole `check`, and the whole `drift`, over the corpus, as a ratio to a bare pulldown-cmark
//! parse of the same files with the same threads in the same run. Both sides read the files. Without the corpus the sample
//! docset is taken. `ISOGLOSS_BENCH_LOCALES=es-ES,ru-RU` takes some of its locales. What else a machine does makes a round slower, never
//! faster: the ratio of the fastest rounds is the steadier one. [`speed`](speed.rs) measures more, and takes longer.

#![allow(missing_docs, clippy::cast_precision_loss, clippy::print_stdout, clippy::indexing_slicing)]

#[path = "common.rs"]
mod common;

use common::{Set, median, time};
use std::time::Duration;

/// The program's own; the bare parse has it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let locales = std::env::var("ISOGLOSS_BENCH_LOCALES").unwrap_or_default();
    let locales: Vec<&str> = locales.split(',').filter(|tag| !tag.is_empty()).collect();
    let set = common::first_of(&[("target/corpus/2019", &locales), ("docs/sample", &[])]);
    println!("{}", set.describe());
    for threads in [1, 2] {
        common::threads(threads).install(|| measure(&set, threads));
    }
}

fn measure(set: &Set, threads: usize) {
    let (mut bare_times, mut check_times, mut stages) = (Vec::new(), Vec::new(), Vec::new());
    let mut drift_times = Vec::new();
    // Alternating rounds see the same weather on the machine.
    for _ in 0..common::rounds(7) {
        bare_times.push(time(|| common::bare(&set.paths)));
        let parts = common::check(set);
        check_times.push(parts.iter().sum());
        stages.push(parts);
        drift_times.push(time(|| common::drift(set)));
    }
    let stage = |at: usize| median(stages.iter().map(|parts: &[Duration; 3]| parts[at]).collect()).as_secs_f64();
    let (read, rules, report) = (stage(0), stage(1), stage(2));
    println!("threads {threads}: of a check, reading takes {read:.3} s, the rules {rules:.3}, the report {report:.3}");
    let best = |times: &[Duration]| times.iter().min().unwrap_or(&Duration::MAX).as_secs_f64();
    let fastest_bare = best(&bare_times);
    let bare = median(bare_times).as_secs_f64();
    println!("threads {threads}: bare parse {bare:.3} s, fastest {fastest_bare:.3}");
    for (name, times) in [("check", check_times), ("drift", drift_times)] {
        let fastest = best(&times);
        let middle = median(times).as_secs_f64();
        println!(
            "threads {threads}: {name} {middle:.3} s: ratio {:.2}; fastest {fastest:.3} s: ratio {:.2}",
            middle / bare,
            fastest / fastest_bare
        );
    }
}
