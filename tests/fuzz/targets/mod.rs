//! The targets of fuzzing: what is done with some bytes, and what must hold of it whatever they are. `src/main.rs` runs them
//! under libFuzzer, `tests/fuzz_regressions.rs` on inputs that once broke something.

use isogloss::docset::{DocSet, Locales, texts};
use isogloss::engine::{Run, Selection, run};
use isogloss::rule::Settings;
use std::sync::LazyLock;

mod editor;
mod edits;
mod fix;
mod parts;
mod sides;
mod spans;

/// One target.
#[derive(Clone, Copy)]
pub struct Target {
    /// What `ISOGLOSS_FUZZ_TARGET` and the folders of inputs call it.
    pub name: &'static str,
    /// Panics where something does not hold.
    pub run: fn(&[u8]),
}

/// All of them.
pub const TARGETS: [Target; 8] = [
    Target { name: "page", run: parts::page },
    Target { name: "front_matter", run: parts::front_matter },
    Target { name: "http_block", run: parts::http_block },
    Target { name: "annotation", run: parts::annotation },
    Target { name: "table", run: parts::table },
    Target { name: "fix", run: fix::fix },
    Target { name: "edits", run: edits::edits },
    Target { name: "drift", run: sides::drift },
];

/// The target called so.
pub fn of_name(name: &str) -> Option<Target> {
    TARGETS.into_iter().find(|target| target.name == name)
}

static LOCALES: LazyLock<Locales> = LazyLock::new(Locales::built_in);
static SELECTION: LazyLock<Selection> = LazyLock::new(Selection::all);
static SETTINGS: LazyLock<Settings> = LazyLock::new(Settings::default);

/// Bytes as text: what is no UTF-8 never gets as far as the reader.
fn text(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

/// Whether what is dear to check is checked on this input: on one in `many`, always the same ones.
fn one_in(many: u64, data: &[u8]) -> bool {
    let hash = data
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
    (hash >> 32).is_multiple_of(many)
}

/// Two texts of one input: what stands before and after the first byte `0xff`, which no text has.
fn two(data: &[u8]) -> (String, String) {
    let at = data.iter().position(|byte| *byte == 0xff).unwrap_or(data.len());
    let (first, second) = data.split_at(at);
    (text(first), text(second.get(1..).unwrap_or(b"")))
}

/// A docset of texts with their paths; translations without a hash count as made from today's source.
fn docset(pages: &[(&str, &str)]) -> DocSet {
    let pages = pages.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    texts::from_texts(pages, "en-US", true, &LOCALES)
}

/// Every rule on every page; what is found holds.
fn check(docset: &DocSet) -> Run {
    let run = run(docset, &SELECTION, &SETTINGS);
    seen(docset, &run);
    run
}

/// What is found must lie on its page, and no rule may have failed.
fn seen(docset: &DocSet, run: &Run) {
    for item in &run.diagnostics {
        let id = item.rule.id;
        assert_ne!(id, "internal-error", "{}", item.finding.message);
        let page = &docset.get(item.page).expect("a finding lies on a page").page;
        let text = &page.source.text;
        spans::valid(text, item.finding.span, id);
        for related in &item.finding.related {
            let page = &docset.get(related.page.unwrap_or(item.page)).expect("a related place lies on a page").page;
            spans::valid(&page.source.text, related.span, id);
        }
        for edit in item.finding.fix.iter().flat_map(|fix| &fix.edits) {
            spans::valid(text, edit.span, id);
        }
        assert!(!item.finding.message.is_empty(), "{id} says nothing");
    }
}
