//! `cargo bench --bench check`: the whole `check`, and the whole `drift`, over the corpus, as a ratio to a bare pulldown-cmark
//! parse of the same files with the same threads in the same run. Both sides read the files. Without the corpus the sample
//! docset is taken. [`speed`](speed.rs) measures more, and takes longer.

#![allow(missing_docs, clippy::cast_precision_loss, clippy::print_stdout, clippy::indexing_slicing)]

#[path = "common.rs"]
mod common;

use common::{Set, median, time};
use std::time::Duration;

/// The program's own; the bare parse has it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let set = common::first_of(&[("target/corpus/2019", &[]), ("docs/sample", &[])]);
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
    let (bare, check, drift) = (median(bare_times), median(check_times), median(drift_times));
    let stage = |at: usize| median(stages.iter().map(|parts: &[Duration; 3]| parts[at]).collect()).as_secs_f64();
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
