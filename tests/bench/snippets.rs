//! `cargo bench --bench snippets`: samples of every target for every request of one locale, as a ratio to the whole `check` of
//! that locale in the same run. Without the corpus the sample docset is taken.

#![allow(missing_docs, clippy::unwrap_used, clippy::cast_precision_loss, clippy::print_stdout)]

#[path = "common.rs"]
mod common;

use common::{Set, median, time};
use isogloss::snippet::Renderer;

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let set = common::first_of(&[("target/corpus/2023", &["pt-BR"]), ("docs/sample", &["en-US"])]);
    for threads in [1, 2] {
        common::threads(threads).install(|| measure(&set, threads));
    }
}

fn measure(set: &Set, threads: usize) {
    let renderer = Renderer::new(&[]).unwrap();
    let (mut checks, mut renders) = (Vec::new(), Vec::new());
    let mut counted = (0, 0);
    let docset = set.read();
    for _ in 0..common::rounds(5) {
        checks.push(common::check(set).iter().sum());
        renders.push(time(|| counted = common::render(&docset, &renderer)));
    }
    let (check, render) = (median(checks).as_secs_f64(), median(renders).as_secs_f64());
    let (requests, bytes) = counted;
    println!(
        "threads {threads}: {} pages, check {check:.3} s; {requests} requests x {} targets, {:.1} MB, {render:.3} s: \
         ratio {:.2}",
        docset.members.len(),
        renderer.targets().len(),
        bytes as f64 / 1e6,
        render / check
    );
}
