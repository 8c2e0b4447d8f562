//! `cargo bench --bench snippets`: samples of every target for every request of one locale, as a ratio to the whole `check` of
//! that locale in the same run. Without the corpus the sample docset is taken.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::indexing_slicing
)]

use isogloss::docset::layout::{self, Layout};
use isogloss::docset::{Locales, discover};
use isogloss::engine::{self, Selection};
use isogloss::report::{FORMATS, Report, Summary};
use isogloss::rule::Settings;
use isogloss::snippet::render::Prepared;
use isogloss::snippet::{Renderer, examples};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 5;

fn main() {
    let corpus = Path::new("target/corpus/2023/pt-BR");
    let root = if corpus.is_dir() { corpus } else { Path::new("docs/sample/en-US") };
    let mut layout = layout::infer(root).unwrap();
    layout.roots.retain(|one| one.folder.ends_with(root.file_name().unwrap()));
    let locales = Locales::built_in();
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(16 << 20).build().unwrap();
        pool.install(|| measure(&layout, &locales, threads));
    }
}

fn measure(layout: &Layout, locales: &Locales, threads: usize) {
    let renderer = Renderer::new(&[]).unwrap();
    let (mut checks, mut renders) = (Vec::new(), Vec::new());
    let mut counted = (0, 0, 0);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let docset = discover::read(layout, &[], &[], locales);
        let settings = Settings::default();
        let selection = Selection::new(&[], &[], &settings).unwrap_or_else(|_| Selection::all());
        let run = engine::run(&docset, &selection, &settings);
        let summary = Summary::of(&docset, &run, 0.0);
        let mut out = Vec::new();
        (FORMATS[0].write)(&Report::new(&docset, &run, summary), &mut out).unwrap();
        black_box(out);
        checks.push(started.elapsed());
        let started = Instant::now();
        let base = examples::base_of(&docset);
        let made: Vec<(usize, usize)> = docset
            .members
            .par_iter()
            .map(|member| {
                let found = examples::of_page(&member.page, &base);
                let mut bytes = 0;
                for example in &found {
                    let prepared = Prepared::of(&example.request);
                    for target in renderer.targets() {
                        bytes += black_box(renderer.render_prepared(target, &prepared).unwrap()).len();
                    }
                }
                (found.len(), bytes)
            })
            .collect();
        renders.push(started.elapsed());
        counted = made.into_iter().fold((docset.members.len(), 0, 0), |sum, one| (sum.0, sum.1 + one.0, sum.2 + one.1));
    }
    let (check, render) = (median(checks).as_secs_f64(), median(renders).as_secs_f64());
    let (pages, requests, bytes) = counted;
    println!(
        "threads {threads}: {pages} pages, check {check:.3} s; {requests} requests x {} targets, {:.1} MB, {render:.3} s: \
         ratio {:.2}",
        renderer.targets().len(),
        bytes as f64 / 1e6,
        render / check
    );
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
