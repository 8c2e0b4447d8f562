//! The pages of `docs/sample` from text to report, in one thread: what `tests/bench/instructions.sh` counts the instructions of.
//! Its argument says how many rounds; the difference of two runs is the price of rounds without that of starting.
//! `ISOGLOSS_BENCH_SET` takes another folder than the sample, for profilers.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "common.rs"]
mod common;

fn main() {
    // `cargo bench` hands over `--bench`.
    let rounds = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1);
    let folder = std::env::var("ISOGLOSS_BENCH_SET").unwrap_or_else(|_| "docs/sample".to_owned());
    let set = common::Set::of(&folder, &[]).unwrap();
    // Threads that wait for work would count as well.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().unwrap();
    pool.install(|| {
        for _ in 0..rounds {
            let docset = set.read();
            common::judge(&docset, 1);
        }
    });
}
