//! Time grows with the size of a page, whatever its shape: each shape of `tests/hostile/shapes.rs` goes through every part of the
//! program at three sizes, each four times the one before. Measured is the processor's time of the thread, and only its growth is
//! judged: a slow or busy machine fails no test. A debug build only looks for crashes. ISOGLOSS_SHAPE=WORDS takes the shapes whose
//! names hold them, ISOGLOSS_GROWTH=FILE writes all times there.
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
use isogloss::engine::{Run, Selection, run};
use isogloss::page;
use isogloss::report::{FORMATS, Report, Summary};
use isogloss::rule::Settings;
use isogloss::snippet::{Renderer, choose, examples, plan};
use isogloss::sync::header::Kept;
use isogloss::sync::outcome::{self, Outcome, SourcePage};
use isogloss::sync::unit::{self, Unit};
use isogloss::sync::xliff_write::{self, PageUnits};
use isogloss::sync::{fill, mark, todo, xliff_read};
use isogloss::text::Source;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};

#[path = "support/clock.rs"]
mod clock;
#[path = "hostile/shapes.rs"]
mod shapes;

use clock::timed;

/// The most that time may grow when the size doubles. Sorting and hashing take a little more than 2; a square takes 4.
const MOST: f64 = 2.5;
/// The sizes, in bytes. A page may have 4 MiB, 32 times the largest.
const SIZES: [usize; 3] = [8 << 10, 32 << 10, 128 << 10];
/// Sizes for what looks square at those: what is compared pair by pair up to a limit (docs/reliability.md, Limits) levels out.
const LARGER: [usize; 2] = [512 << 10, 2 << 20];
/// What takes longer than this at the largest of [`SIZES`] is not measured at [`LARGER`], in milliseconds.
const MOST_FOR_LARGER: f64 = 200.0;
/// Headers end at 64 KiB, so there are no larger sizes. What takes less than this there, in milliseconds, is judged over all three:
/// a millisecond more, once memory comes from the kernel, must not make a square.
const MOST_FOR_HEADERS: f64 = 10.0;
/// A shorter time than this for the largest size says nothing, in seconds: the largest page would take a second more, were it
/// square.
const LEAST: f64 = 0.001;
/// How often what looks bad is measured again.
const ATTEMPTS: usize = 5;
/// Findings that are reported of a page: one for so many bytes.
const BYTES_PER_FINDING: usize = 64;

/// What the program allocates with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

static LOCALES: LazyLock<Locales> = LazyLock::new(Locales::built_in);
static SELECTION: LazyLock<Selection> = LazyLock::new(Selection::all);
static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);
static RENDERER: LazyLock<Renderer> = LazyLock::new(|| Renderer::new(&[]).unwrap_or_else(|_| panic!("templates")));

/// What the stages work on: made of one text, outside of what is measured.
struct Material {
    text: String,
    alone: DocSet,
    /// Twice the same page.
    twins: DocSet,
    /// A source in which nearly everything is different.
    strangers: DocSet,
    /// The other way round.
    renewed: DocSet,
    /// Three translations, of which one is different.
    translations: DocSet,
    /// A source whose parts stand in the reverse order.
    reversed: DocSet,
    /// What is found on the strangers.
    found: Run,
    /// The page after `sync`.
    synced: String,
}

impl Material {
    fn new(text: String) -> Self {
        let changed = other(&text);
        let strangers = pair(&changed, &text);
        let renewed = pair(&text, &changed);
        let mut found = run(&strangers, &SELECTION, &SETTINGS);
        // Their number tells how a report grows, not how many there are.
        found.diagnostics.truncate(text.len() / BYTES_PER_FINDING);
        Self {
            alone: docset(&[("page.md", &text)]),
            twins: pair(&text, &text),
            reversed: pair(&in_reverse(&text), &text),
            synced: synced(&renewed, &text).map_or_else(|_| text.clone(), |done| done.text),
            renewed,
            translations: docset(&[
                ("es-ES/v1.0/api/page.md", &text),
                ("pt-BR/v1.0/api/page.md", &text),
                ("ru-RU/v1.0/api/page.md", &changed),
            ]),
            strangers,
            found,
            text,
        }
    }
}

/// A part of the program.
struct Stage {
    name: &'static str,
    run: fn(&Material) -> f64,
}

const STAGES: [Stage; 12] = [
    Stage { name: "read", run: |on| timed(|| page::parse(Source::new("p.md", on.text.as_str()))) },
    Stage { name: "read as MDX", run: |on| timed(|| page::parse(Source::new("p.mdx", on.text.as_str()))) },
    Stage { name: "check alone", run: |on| timed(|| run(&on.alone, &SELECTION, &SETTINGS)) },
    Stage { name: "check beside its source", run: |on| timed(|| run(&on.twins, &SELECTION, &SETTINGS)) },
    Stage {
        name: "check beside a source that is not its own",
        run: |on| timed(|| run(&on.strangers, &SELECTION, &SETTINGS)),
    },
    Stage { name: "drift", run: |on| timed(|| overview(&on.strangers, &[PageId(0), PageId(1)])) },
    Stage { name: "drift, in reverse", run: |on| timed(|| overview(&on.reversed, &[PageId(0), PageId(1)])) },
    Stage {
        name: "drift without a source",
        run: |on| {
            let pages = [PageId(0), PageId(1), PageId(2)];
            let set = &on.translations;
            timed(|| (unsourced::judge(set, &pages), between::between(set, PageId(0), PageId(2))))
        },
    },
    Stage {
        name: "snippets",
        run: |on| {
            let outputs = choose::named(&RENDERER, &["curl".to_owned(), "python-requests".to_owned()]).unwrap();
            let base = examples::base_of(&on.alone);
            let order = plan::Order {
                outputs: &outputs,
                layout: plan::Layout::Tabs,
                base: &base,
                request: None,
                prune: true,
                apart: false,
            };
            timed(|| plan::plan(&on.alone, &order))
        },
    },
    Stage { name: "sync", run: |on| timed(|| synced(&on.renewed, &on.text)) },
    Stage {
        name: "texts to the translator and back",
        run: |on| {
            let path = "es-ES/page.md";
            timed(|| {
                let plain = mark::unmarked(path, &on.synced);
                let today = side(&on.renewed, 1);
                let units = unit::units("page.md", &plain, today.page, Some(side(&on.renewed, 0)));
                let pages = [PageUnits { path: path.to_owned(), units }];
                std::hint::black_box(todo::document(&pages));
                // What has no place in XML is left out, so it can always be read.
                let read = xliff_read::read(&xliff_write::document("en-US", "es-ES", &pages)).unwrap();
                let units = pages[0].units.iter().zip(&read.units);
                let texts: Vec<(&Unit, String)> = units
                    .map(|(unit, read)| {
                        let text = read.text.as_deref().map(|text| fill::compose(&unit.source, text));
                        (unit, text.and_then(Result::ok).unwrap_or_else(|| unit.source.clone()))
                    })
                    .collect();
                fill::fill(path, &on.synced, &texts)
            })
        },
    },
    Stage {
        name: "reports",
        run: |on| {
            let summary = Summary::of(&on.strangers, &on.found, 0.0);
            timed(|| {
                for format in FORMATS {
                    let report = Report::new(&on.strangers, &on.found, summary);
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

/// The text's parts, its lines where it is all one, from last to first.
fn in_reverse(text: &str) -> String {
    let between = if text.contains("\n\n") { "\n\n" } else { "\n" };
    text.rsplit(between).collect::<Vec<_>>().join(between)
}

fn side(set: &DocSet, at: u32) -> SourcePage<'_> {
    let member = set.get(PageId(at)).unwrap();
    SourcePage { page: &member.page, tables: &member.tables }
}

/// The page `text`, made from the first page of `set`, brought to the second.
fn synced(set: &DocSet, text: &str) -> Result<Outcome, String> {
    outcome::sync("es-ES/page.md", text, &[side(set, 0)], side(set, 1), &Kept::default())
}

/// The text with a letter changed in every place where one stands alone or at an end, so that nearly everything differs.
fn other(text: &str) -> String {
    text.replace("a ", "e ").replace("b\n", "d\n").replace("lampId", "torchId").replace("true", "false")
}

/// The times of all stages with one shape, in milliseconds, by size and stage: the shortest of so many runs.
fn measure(
    shape: &shapes::Shape,
    sizes: &[usize],
    runs: usize,
    is_asked: impl Fn(usize) -> bool,
) -> Vec<[f64; STAGES.len()]> {
    let mut all = Vec::new();
    for size in sizes {
        let size = if shape.in_header { size * 60 / 128 } else { *size };
        let on = Material::new((shape.make)(size));
        let mut times = [0.0; STAGES.len()];
        for (at, stage) in STAGES.iter().enumerate().filter(|(at, _)| is_asked(*at)) {
            let shortest = (0..runs).map(|_| (stage.run)(&on)).fold(f64::MAX, f64::min);
            times[at] = shortest * 1e3;
        }
        all.push(times);
        // Nothing that is linear takes so long; the larger sizes would take for ever.
        if times.iter().any(|time| *time > 1e3) {
            break;
        }
    }
    all
}

/// How time grows with each doubling between the two largest sizes: what is compared pair by pair up to a limit grows faster before.
fn growth(times: &[f64]) -> f64 {
    match times {
        [.., before, last] if *last >= LEAST * 1e3 => (last / before).sqrt(),
        _ => 0.0,
    }
}

/// [`growth`] of what is in a header: between the two largest, or over all three, whichever is less.
fn growth_in_header(times: &[f64]) -> f64 {
    match times {
        [first, _, last] if *last < MOST_FOR_HEADERS => growth(times).min((last / first).sqrt().sqrt()),
        _ => growth(times),
    }
}

/// [`growth`] once the larger sizes are measured too: between the two largest, or from the largest of [`SIZES`], whichever is less.
/// A square has 4 in both. What is linear may leave the processor's caches between any two sizes, and what is compared pair by
/// pair up to a limit may reach it anywhere between them: neither does so in both.
fn growth_at_last(times: &[f64]) -> f64 {
    match times {
        [.., large, _, last] => growth(times).min((last / large).sqrt().sqrt()),
        _ => growth(times),
    }
}

fn column(all: &[[f64; STAGES.len()]], at: usize) -> Vec<f64> {
    all.iter().map(|times| times[at]).collect()
}

/// What is wrong with one shape, if anything.
fn judge(shape: &shapes::Shape, log: &Mutex<String>) -> Vec<String> {
    // Only what looks bad is measured again.
    let mut well = measure(shape, &SIZES, 1, |_| true);
    // What else the machine does makes a run slower, never faster.
    for _ in 0..ATTEMPTS {
        let open: Vec<usize> = (0..STAGES.len()).filter(|at| growth(&column(&well, *at)) > MOST * 0.9).collect();
        let is_cut = well.len() < SIZES.len();
        if open.is_empty() && !is_cut {
            break;
        }
        let mut again = measure(shape, &SIZES, 3, |at| is_cut || open.contains(&at));
        // What once took a second for other reasons than its size.
        well.extend(again.drain(well.len().min(again.len())..));
        for (times, again) in well.iter_mut().zip(again) {
            for (time, again) in times.iter_mut().zip(again).filter(|(_, again)| *again > 0.0) {
                *time = time.min(again);
            }
        }
    }
    let mut wrong = Vec::new();
    for (at, stage) in STAGES.iter().enumerate() {
        let mut times = column(&well, at);
        // What takes a second before the largest size is not measured there.
        let is_endless = times.len() < SIZES.len() && times.last().is_some_and(|time| *time > 1e3);
        let mut most = match (is_endless, shape.in_header) {
            (true, _) => f64::INFINITY,
            (false, true) => growth_in_header(&times),
            (false, false) => growth(&times),
        };
        if most > MOST && !shape.in_header && times.len() == SIZES.len() && times[2] < MOST_FOR_LARGER {
            let measured = || column(&measure(shape, &LARGER, 2, |other| other == at), at);
            let mut larger = measured();
            for _ in 1..ATTEMPTS {
                let all = [&times[..], &larger[..]].concat();
                if larger.len() < LARGER.len() || growth_at_last(&all) <= MOST {
                    break;
                }
                larger.iter_mut().zip(measured()).for_each(|(time, again)| *time = time.min(again));
            }
            // What takes too long to be measured there has not levelled out.
            let is_measured = larger.len() == LARGER.len();
            times.extend(larger);
            if is_measured {
                most = growth_at_last(&times);
            }
        }
        let line = format!(
            "{}: {}: {most:.2} per doubling from {} bytes: {} ms",
            shape.name,
            stage.name,
            SIZES[0],
            times.iter().map(|time| format!("{time:.1}")).collect::<Vec<_>>().join(", ")
        );
        *log.lock().unwrap() += &(line.clone() + "\n");
        if most > MOST {
            wrong.push(line);
        }
    }
    wrong
}

#[test]
fn time_grows_with_size() {
    let only = std::env::var("ISOGLOSS_SHAPE").unwrap_or_default();
    let all: Vec<_> = shapes::all().into_iter().filter(|shape| shape.name.contains(&only)).collect();
    assert!(!only.is_empty() || all.len() >= 190, "{} shapes", all.len());
    let next = AtomicUsize::new(0);
    let log = Mutex::new(String::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let work = || {
            // What the library does in parallel is done, and measured, on this thread.
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().unwrap();
            let mut wrong = Vec::new();
            while let Some(shape) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                if cfg!(debug_assertions) {
                    let on = Material::new((shape.make)(1 << 10));
                    for stage in &STAGES {
                        (stage.run)(&on);
                    }
                } else {
                    wrong.extend(judge(shape, &log));
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
    if let Some(file) = std::env::var_os("ISOGLOSS_GROWTH") {
        std::fs::write(file, log.into_inner().unwrap()).unwrap();
    }
    println!("{} shapes, {} stages", all.len(), STAGES.len());
    assert!(wrong.is_empty(), "{} grow too fast:\n{}", wrong.len(), wrong.join("\n"));
}

/// The measure itself: work on every pair of a page's paragraphs, small as it is, is told from reading the page.
#[test]
#[cfg_attr(debug_assertions, ignore = "times say nothing in a debug build: add --release")]
fn a_square_is_found() {
    let read = |text: &str| page::parse(Source::new("p.md", text));
    let pairs = |text: &str| {
        let page = read(text);
        let words: Vec<&str> = page.paragraphs.iter().map(|paragraph| page.slice(paragraph.span)).collect();
        let earlier = |(at, word): (usize, &&str)| words[..at].iter().filter(|other| *other == word).count();
        words.iter().enumerate().map(earlier).sum::<usize>()
    };
    let best = |work: &dyn Fn(&str)| -> Vec<f64> {
        let of_size = |size: usize| {
            let text = "A lamp is on.\n\n".repeat(size / 15);
            (0..5).map(|_| timed(|| work(&text)) * 1e3).fold(f64::MAX, f64::min)
        };
        SIZES.into_iter().map(of_size).collect()
    };
    let (line, square) = (best(&|text| drop(read(text))), best(&|text| _ = std::hint::black_box(pairs(text))));
    println!(
        "reading: {line:.2?} ms, {:.2} per doubling; pairs: {square:.2?} ms, {:.2}",
        growth(&line),
        growth(&square)
    );
    assert!(growth(&square) > MOST, "{square:?}");
}

/// What the larger sizes tell: a square stays one, even where at 128 KiB half of the time is not its own; leaving a cache is none.
#[test]
fn the_larger_sizes_tell_a_square() {
    let times =
        |square: f64, line: f64| [1.0, 4.0, 16.0, 64.0, 256.0].map(|size: f64| size * size * square + size * line);
    assert!(growth_at_last(&times(1.0, 0.0)) > 3.9);
    assert!(growth_at_last(&times(1.0, 16.0)) > MOST);
    assert!(growth_at_last(&times(0.0, 1.0)) < 2.1);
    assert!(growth_at_last(&[0.1, 0.2, 1.2, 3.4, 21.5]) < 2.1);
}

/// In a header: a millisecond that comes with the largest size is none, a square of more than some milliseconds is one.
#[test]
fn a_square_in_a_header_is_told() {
    assert!(growth_in_header(&[0.1, 0.2, 1.4]) < MOST);
    assert!(growth_in_header(&[0.3, 2.2, 30.0]) > MOST);
    assert!(growth_in_header(&[0.1, 0.4, 6.0]) > MOST);
}
