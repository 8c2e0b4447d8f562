//! How long work takes, told so that what else the machine does counts as little as can be.
#![allow(clippy::cast_precision_loss)]

/// Seconds of processor time that this thread has had; elsewhere than on Linux, seconds that have passed.
#[cfg(target_os = "linux")]
pub fn now() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// Seconds of processor time that this thread has had; elsewhere than on Linux, seconds that have passed.
#[cfg(not(target_os = "linux"))]
pub fn now() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64()
}

/// Seconds that `work` takes; giving back what it made is not counted.
pub fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let start = now();
    let done = std::hint::black_box(work());
    let taken = now() - start;
    drop(done);
    taken
}
