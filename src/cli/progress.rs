//! How far a run is, on a terminal, when it takes longer than a second. Nothing is shown where standard error is none.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::report::concise::thousands;

/// What takes less is not worth a line.
const SILENT: Duration = Duration::from_secs(1);
const BETWEEN: Duration = Duration::from_millis(100);

/// A line that tells how far a run is, until it is dropped.
pub struct Progress {
    state: Option<Arc<State>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    checked: AtomicUsize,
    /// 0 while pages are read.
    of: AtomicUsize,
    is_done: Mutex<bool>,
    done: Condvar,
}

impl Progress {
    /// Begins, if it is wanted and there is a terminal.
    pub fn start(is_wanted: bool) -> Self {
        if !is_wanted || !std::io::stderr().is_terminal() {
            return Self { state: None, thread: None };
        }
        let state = Arc::new(State::default());
        let shown = Arc::clone(&state);
        let thread = std::thread::Builder::new().spawn(move || shown.show()).ok();
        Self { state: Some(state), thread }
    }

    /// Says how many pages there are; what counts those that are done.
    pub fn of(&self, pages: usize) -> Option<&AtomicUsize> {
        let state = self.state.as_deref()?;
        state.checked.store(0, Ordering::Relaxed);
        state.of.store(pages, Ordering::Relaxed);
        Some(&state.checked)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(state) = &self.state {
            *state.is_done.lock().unwrap_or_else(PoisonError::into_inner) = true;
            state.done.notify_all();
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl State {
    fn show(&self) {
        let mut wait = SILENT;
        let mut has_shown = false;
        let mut is_done = self.is_done.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let waited = self.done.wait_timeout(is_done, wait).unwrap_or_else(PoisonError::into_inner);
            is_done = waited.0;
            let mut out = std::io::stderr();
            if *is_done {
                if has_shown {
                    let _ = write!(out, "\r\x1b[K");
                }
                return;
            }
            has_shown = true;
            wait = BETWEEN;
            let _ = write!(out, "\r{}\x1b[K", self.line());
            let _ = out.flush();
        }
    }

    fn line(&self) -> String {
        match self.of.load(Ordering::Relaxed) {
            0 => "reading pages".to_owned(),
            of => format!("checked {} of {} pages", thousands(self.checked.load(Ordering::Relaxed)), thousands(of)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_far() {
        let state = State::default();
        assert_eq!(state.line(), "reading pages");
        state.of.store(66_000, Ordering::Relaxed);
        state.checked.store(12_345, Ordering::Relaxed);
        assert_eq!(state.line(), "checked 12,345 of 66,000 pages");
    }
}
