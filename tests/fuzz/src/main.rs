//! One libFuzzer program for all targets: `ISOGLOSS_FUZZ_TARGET` says which, so that everything is linked once.
#![no_main]

use std::sync::LazyLock;

#[path = "../targets/mod.rs"]
mod targets;

/// The target's function, looked up once. What the library runs in parallel runs on this thread: a run of libFuzzer is a
/// process of one thread.
static TARGET: LazyLock<targets::Target> = LazyLock::new(|| {
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
    let name = std::env::var("ISOGLOSS_FUZZ_TARGET").unwrap_or_default();
    targets::of_name(&name).unwrap_or_else(|| panic!("ISOGLOSS_FUZZ_TARGET={name}: there is no such target"))
});

libfuzzer_sys::fuzz_target!(|data: &[u8]| (TARGET.run)(data));
