//! What the benchmarks share: page sets, a bare parse of them, the jobs that are measured, and medians.

#![allow(dead_code, clippy::unwrap_used, clippy::cast_precision_loss, clippy::indexing_slicing)]

use isogloss::docset::layout::{self, Layout};
use isogloss::docset::{DocSet, Locales, discover};
use isogloss::drift::overview::{GroupDrift, overview};
use isogloss::engine::{self, Selection};
use isogloss::report::{FORMATS, Report, Summary, drift_table};
use isogloss::rule::Settings;
use isogloss::snippet::render::Prepared;
use isogloss::snippet::{Renderer, examples};
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A set of pages: a folder, or some locales of it.
pub struct Set {
    /// What tables call it.
    pub name: String,
    /// Where its pages lie.
    pub layout: Layout,
    /// The built-in locales.
    pub locales: Locales,
    /// Its pages.
    pub paths: Vec<PathBuf>,
    /// Their size.
    pub bytes: usize,
}

impl Set {
    /// The pages below `root`; with `only`, those of these locales. `None` where the folder is absent.
    pub fn of(root: &str, only: &[&str]) -> Option<Self> {
        if !Path::new(env!("CARGO_MANIFEST_DIR")).join(root).is_dir() {
            return None;
        }
        let set = Self::unread(root, only);
        let bytes = set.paths.iter().map(|path| std::fs::metadata(path).unwrap().len() as usize).sum();
        Some(Self { bytes, ..set })
    }

    /// [`Set::of`], with the pages only listed and their size not known.
    pub fn unread(root: &str, only: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
        let mut layout = layout::infer(&folder).unwrap();
        if !only.is_empty() {
            layout.roots.retain(|one| one.locale.as_deref().is_some_and(|tag| only.contains(&tag)));
        }
        let mut paths = Vec::new();
        for root in &layout.roots {
            collect(&layout, &root.folder, &root.folder, &mut paths);
        }
        paths.sort();
        let name = if only.is_empty() { root.to_owned() } else { format!("{root} ({})", only.join(", ")) };
        Self { name, layout, locales: Locales::built_in(), paths, bytes: 0 }
    }

    /// One line about the set.
    pub fn describe(&self) -> String {
        format!("{}: {} pages, {:.1} MB", self.name, self.paths.len(), self.bytes as f64 / 1e6)
    }

    /// Reads the pages.
    pub fn read(&self) -> DocSet {
        discover::read(&self.layout, &[], &[], &self.locales)
    }
}

/// The page files below `folder`.
fn collect(layout: &Layout, root: &Path, folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(layout, root, &path, out);
            continue;
        }
        let key = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        if discover::is_page(layout, &path, &key) {
            out.push(path);
        }
    }
}

/// The first of these sets that is there: `(folder, locales)`.
pub fn first_of(sets: &[(&str, &[&str])]) -> Set {
    sets.iter().find_map(|(root, only)| Set::of(root, only)).unwrap()
}

/// A pool of `count` threads, with the stack that the program gives them.
pub fn threads(count: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(count).stack_size(16 << 20).build().unwrap()
}

/// How often each job runs: `ISOGLOSS_BENCH_ROUNDS`, or else `default`.
pub fn rounds(default: usize) -> usize {
    std::env::var("ISOGLOSS_BENCH_ROUNDS").ok().and_then(|count| count.parse().ok()).unwrap_or(default).max(1)
}

/// How long `work` takes.
pub fn time(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// The one in the middle.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Reads the files and lets pulldown-cmark go through them, with the options that the reader of pages has.
pub fn bare(paths: &[PathBuf]) {
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

/// Reads the pages and what they are translated from.
pub fn read(set: &Set) {
    black_box(set.read());
}

/// A check with every rule and the default report; the time of reading, rules and report.
pub fn check(set: &Set) -> [Duration; 3] {
    let started = Instant::now();
    let docset = set.read();
    let read = started.elapsed();
    let (rules, report) = judge(&docset, 0);
    // The program ends here without freeing the pages; the next round must not pay for them either.
    drop(docset);
    [read, rules, report]
}

/// Takes what is written and keeps none of it, as a pipe does.
struct Taken;

impl Write for Taken {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Ok(black_box(bytes).len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs every rule and writes the report of format `format`; the time of each.
pub fn judge(docset: &DocSet, format: usize) -> (Duration, Duration) {
    let started = Instant::now();
    let settings = Settings::default();
    let selection = Selection::new(&[], &[], &settings).unwrap_or_else(|_| Selection::all());
    let run = engine::run(docset, &selection, &settings);
    let rules = started.elapsed();
    let summary = Summary::of(docset, &run, 0.0);
    let report = Report::new(docset, &run, summary);
    (FORMATS[format].write)(&report, &mut BufWriter::new(Taken)).unwrap();
    (rules, started.elapsed().saturating_sub(rules))
}

/// What `isogloss drift` does.
pub fn drift(set: &Set) {
    let docset = set.read();
    let groups: Vec<GroupDrift> = docset.groups.par_iter().map(|group| overview(&docset, group)).collect();
    drift_table::write(&docset, &groups, &mut BufWriter::new(Taken)).unwrap();
}

/// What `isogloss snippets` does before it writes: samples of every target for every request. How many requests and bytes.
pub fn snippets(set: &Set) -> (usize, usize) {
    render(&set.read(), &Renderer::new(&[]).unwrap())
}

/// Samples of every target for every request of a docset; how many requests and bytes.
pub fn render(docset: &DocSet, renderer: &Renderer) -> (usize, usize) {
    let base = examples::base_of(docset);
    let of_page = |member: &isogloss::docset::Member| {
        let found = examples::of_page(&member.page, &base);
        let mut bytes = 0;
        for example in &found {
            let prepared = Prepared::of(&example.request);
            for target in renderer.targets() {
                bytes += black_box(renderer.render_prepared(target, &prepared).unwrap()).len();
            }
        }
        (found.len(), bytes)
    };
    docset.members.par_iter().map(of_page).reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
}
