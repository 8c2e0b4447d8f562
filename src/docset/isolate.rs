//! A fault of the program, kept to the page it happened on. Must not know what is done on a page.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// How many [`isolated`] calls this thread is in.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// What the last panic of this thread said, and where.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The longest message kept, in characters: what a panic quotes may be a whole page.
const MESSAGE: usize = 200;

/// Runs `work`. Where it panics, the error says what and where in the program; nothing is printed. What `work` was changing
/// must not be used afterwards. A stack overflow or lack of memory ends the process all the same: only limits prevent those.
pub fn isolated<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(listen);
    DEPTH.set(DEPTH.get() + 1);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    DEPTH.set(DEPTH.get() - 1);
    done.map_err(|payload| {
        let heard = SAID.with_borrow_mut(Option::take);
        heard.unwrap_or_else(|| words(payload.as_ref()).chars().take(MESSAGE).collect())
    })
}

/// Keeps what panics say while a thread is in [`isolated`]; every other panic is printed as ever.
fn listen() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if DEPTH.get() == 0 {
            return before(info);
        }
        let message: String = words(info.payload()).chars().take(MESSAGE).collect();
        let place = info.location().map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
        SAID.with_borrow_mut(|said| *said = Some(message + &place));
    }));
}

fn words(payload: &dyn Any) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

/// In builds for development, panics at `stage` where `text` holds the word that `ISOGLOSS_TEST_PANIC=STAGE:WORD` names, so that
/// tests can see what becomes of the other pages. Does nothing in a release.
#[cfg(debug_assertions)]
#[expect(clippy::panic, clippy::missing_panics_doc, reason = "it is for that")]
pub fn trip(stage: &str, text: &str) {
    static ASKED: std::sync::LazyLock<Option<String>> =
        std::sync::LazyLock::new(|| std::env::var("ISOGLOSS_TEST_PANIC").ok());
    if let Some((at, word)) = ASKED.as_deref().and_then(|asked| asked.split_once(':'))
        && at == stage
        && text.contains(word)
    {
        panic!("tripped by {word}");
    }
}

/// Does nothing.
#[cfg(not(debug_assertions))]
pub fn trip(_: &str, _: &str) {}

#[cfg(test)]
mod tests {
    use super::isolated;

    #[test]
    fn says_what_and_where() {
        assert_eq!(isolated(|| 1), Ok(1));
        let said = isolated(|| [1, 2].iter().map(|one| one / (one - 1)).sum::<i32>()).unwrap_err();
        assert!(said.starts_with("attempt to divide by zero (src"), "{said}");
        let nested = isolated(|| isolated(|| assert!(std::hint::black_box(false), "inner")).is_err());
        assert_eq!(nested, Ok(true));
    }
}
