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

use isogloss::page;
use isogloss::text::Source;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

#[path = "support/clock.rs"]
mod clock;
#[path = "hostile/shapes.rs"]
mod shapes;
#[path = "hostile/stages.rs"]
mod stages;

use clock::timed;
use stages::{Material, STAGES};

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

/// What the program allocates with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
