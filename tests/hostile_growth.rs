//! Time grows with the size of a page, whatever its shape: each shape of `tests/hostile/shapes.rs` goes through every part of the
//! program at four sizes, each twice the one before. Measured is the processor's time of the thread, the best of several runs, and
//! only its growth is judged: a slow or busy machine fails no test. A debug build only looks for
//! crashes, unless ISOGLOSS_GROWTH is set; ISOGLOSS_SHAPE=WORDS takes the shapes whose names hold them.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::cast_precision_loss
)]

use isogloss::docset::{DocSet, Locales, PageId, texts};
use isogloss::drift::overview::overview;
use isogloss::drift::{between, unsourced};
use isogloss::engine::{Selection, run};
use isogloss::page;
use isogloss::report::{FORMATS, Report, Summary};
use isogloss::rule::Settings;
use isogloss::snippet::{Renderer, choose, examples, plan};
use isogloss::sync::header::Kept;
use isogloss::sync::outcome::{self, SourcePage};
use isogloss::text::Source;
use rustix::time::{ClockId, clock_gettime};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

#[path = "hostile/shapes.rs"]
mod shapes;

/// The most that time may grow when the size doubles. Sorting and hashing take a little more than 2; a square takes 4.
const MOST: f64 = 2.5;
/// Below this a measurement says nothing, in seconds.
const LEAST: f64 = 0.002;
/// The largest first size, in bytes: the last is eight times as much, the limit of a page half as much again.
const LARGEST: usize = 320 << 10;

static LOCALES: LazyLock<Locales> = LazyLock::new(Locales::built_in);
static SELECTION: LazyLock<Selection> = LazyLock::new(Selection::all);
static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
static RENDERER: LazyLock<Renderer> = LazyLock::new(|| Renderer::new(&[]).unwrap_or_else(|_| panic!("templates")));

/// A part of the program: what is prepared from a text, which is not measured, and what is done with it.
struct Stage {
    name: &'static str,
    run: fn(&str) -> f64,
}

const STAGES: [Stage; 9] = [
    Stage { name: "read", run: |text| timed(|| page::parse(Source::new("p.md", text))) },
    Stage {
        name: "check alone",
        run: |text| {
            let set = docset(&[("page.md", text)]);
            timed(|| run(&set, &SELECTION, &SETTINGS))
        },
    },
    Stage {
        name: "check beside its source",
        run: |text| {
            let set = pair(text, text);
            timed(|| run(&set, &SELECTION, &SETTINGS))
        },
    },
    Stage {
        name: "check beside a source that is not its own",
        run: |text| {
            let set = pair(&other(text), text);
            timed(|| run(&set, &SELECTION, &SETTINGS))
        },
    },
    Stage {
        name: "drift",
        run: |text| {
            let set = pair(&other(text), text);
            timed(|| overview(&set, &[PageId(0), PageId(1)]))
        },
    },
    Stage {
        name: "drift without a source",
        run: |text| {
            let changed = other(text);
            let set = docset(&[
                ("es-ES/v1.0/api/page.md", text),
                ("pt-BR/v1.0/api/page.md", text),
                ("ru-RU/v1.0/api/page.md", &changed),
            ]);
            let pages = [PageId(0), PageId(1), PageId(2)];
            timed(|| (unsourced::judge(&set, &pages), between::between(&set, PageId(0), PageId(2))))
        },
    },
    Stage {
        name: "snippets",
        run: |text| {
            let set = docset(&[("page.md", text)]);
            let outputs = choose::named(&RENDERER, &["curl".to_owned(), "python-requests".to_owned()]).unwrap();
            let base = examples::base_of(&set);
            let order = plan::Order {
                outputs: &outputs,
                layout: plan::Layout::Tabs,
                base: &base,
                request: None,
                prune: true,
                apart: false,
            };
            timed(|| plan::plan(&set, &order))
        },
    },
    Stage {
        name: "sync",
        run: |text| {
            let set = pair(text, &other(text));
            let side =
                |at: u32| set.get(PageId(at)).map(|member| SourcePage { page: &member.page, tables: &member.tables });
            let (base, today) = (side(0).unwrap(), side(1).unwrap());
            timed(|| outcome::sync("es-ES/page.md", text, &[base], today, &Kept::default()))
        },
    },
    Stage {
        name: "reports",
        run: |text| {
            let set = pair(&other(text), text);
            let done = run(&set, &SELECTION, &SETTINGS);
            let summary = Summary::of(&set, &done, 0.0);
            timed(|| {
                for format in FORMATS {
                    let report = Report::new(&set, &done, summary);
                    (format.write)(&report, &mut std::io::sink()).unwrap();
                }
            })
        },
    },
];

fn docset(pages: &[(&str, &str)]) -> DocSet {
    let pages = pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    texts::from_texts(pages, "en-US", true, &LOCALES)
}

/// A source and its translation.
fn pair(source: &str, translation: &str) -> DocSet {
    docset(&[("en-US/v1.0/api/page.md", source), ("es-ES/v1.0/api/page.md", translation)])
}

/// The text with a letter changed in every place where one stands alone or at an end, so that nearly everything differs.
fn other(text: &str) -> String {
    text.replace("a ", "e ").replace("b\n", "d\n").replace("lampId", "torchId").replace("true", "false")
}

fn now() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let start = now();
    let done = work();
    let taken = now() - start;
    drop(done);
    taken
}

/// The shortest of several runs; long ones are less disturbed and need fewer.
fn best(stage: &Stage, text: &str, runs: usize) -> f64 {
    let mut best = f64::MAX;
    for at in 0..runs {
        best = best.min((stage.run)(text));
        if at > 0 && best > 0.5 {
            break;
        }
    }
    best
}

/// How time grows with each doubling, at the worst; with the times, in milliseconds.
fn growth(stage: &Stage, shape: &shapes::Shape, first: usize, runs: usize) -> (f64, Vec<f64>) {
    let mut times = Vec::new();
    for size in [first, 2 * first, 4 * first, 8 * first] {
        times.push(best(stage, &(shape.make)(size), runs) * 1e3);
        // Nothing that is linear takes so long; the larger sizes would take for ever.
        if times.last() > Some(&4e3) {
            break;
        }
    }
    // What is square is so over two doublings; one may meet the end of a cache.
    let far = times.windows(3).map(|three| (three[2] / three[0]).sqrt()).fold(0.0, f64::max);
    let near = times.windows(2).map(|two| two[1] / two[0]).fold(0.0, f64::max);
    (if times.len() > 2 { far } else { near }, times)
}

/// What is wrong with one shape, if anything.
fn judge(shape: &shapes::Shape) -> Vec<String> {
    let mut wrong = Vec::new();
    for stage in &STAGES {
        let mut first = 2 << 10;
        while first < LARGEST && best(stage, &(shape.make)(first), 1) < LEAST {
            first *= 2;
        }
        let (mut most, mut times) = growth(stage, shape, first, 1);
        // Only what looks bad is measured well.
        if most > MOST * 0.9 {
            (most, times) = growth(stage, shape, first, 5);
        }
        if most > MOST {
            let times: Vec<String> = times.iter().map(|time| format!("{time:.1}")).collect();
            wrong.push(format!(
                "{}: {}: {most:.2} per doubling from {first} bytes: {} ms",
                shape.name,
                stage.name,
                times.join(", ")
            ));
        }
    }
    wrong
}

#[test]
#[ignore = "takes long, and is not proved yet: see docs/contributing.md, Where reliability stands"]
fn time_grows_with_size() {
    let all = shapes::all();
    let only = std::env::var("ISOGLOSS_SHAPE").unwrap_or_default();
    let all: Vec<_> = all.into_iter().filter(|shape| shape.name.contains(&only)).collect();
    assert!(!only.is_empty() || all.len() >= 130, "{} shapes", all.len());
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let work = || {
            // What the library does in parallel is done, and measured, on this thread.
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().unwrap();
            let mut wrong = Vec::new();
            while let Some(shape) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                if cfg!(debug_assertions) && std::env::var_os("ISOGLOSS_GROWTH").is_none() {
                    for stage in &STAGES {
                        (stage.run)(&(shape.make)(3 << 10));
                    }
                } else {
                    wrong.extend(judge(shape));
                }
            }
            drop(pool);
            wrong
        };
        // The stack that a thread has where nobody asks for more: the program's own threads have 16 MiB.
        let workers: Vec<_> = (0..threads)
            .map(|_| std::thread::Builder::new().stack_size(2 << 20).spawn_scoped(scope, work).unwrap())
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    println!("{} shapes, {} stages", all.len(), STAGES.len());
    assert!(wrong.is_empty(), "{} grow too fast:\n{}", wrong.len(), wrong.join("\n"));
}
