//! Fixes: a page by itself, and a translation beside its source.

use super::{LOCALES, SELECTION, SETTINGS, docset, seen, two};
use isogloss::docset::{DocSet, Layout};
use isogloss::engine::Run;
use isogloss::engine::fix::{Choice, apply};
use isogloss::engine::passes::{Passes, Rules};
use std::sync::LazyLock;

static LAYOUT: LazyLock<Layout> =
    LazyLock::new(|| Layout { source_locale: Some("en-US".to_owned()), assume_current: true, ..Layout::default() });

/// One pass changes nothing beside its edits; all passes together come to an end after which there is nothing left to fix.
pub fn fix(data: &[u8]) {
    let (source, translation) = two(data);
    let pages: &[(&str, &str)] = if translation.is_empty() {
        &[("page.md", &source)]
    } else {
        &[("en-US/v1.0/api/page.md", &source), ("es-ES/v1.0/api/page.md", &translation)]
    };
    let choice = Choice { with_unsafe: data.len().is_multiple_of(2), ..Choice::default() };
    let rules = Rules {
        selection: &SELECTION,
        settings: &SETTINGS,
        layout: &LAYOUT,
        locales: &LOCALES,
        scope: isogloss::engine::Scope::default(),
    };
    // The first run is that of the passes: what holds of it is seen before they go on.
    let mut passes = Passes::new(docset(pages), rules);
    seen(&passes.docset, &passes.run);
    one_pass(&passes.docset, &passes.run, choice);
    passes.run(rules, choice, |_, _| true).expect("no history, no error");
    seen(&passes.docset, &passes.run);
    let barred = passes.barred.clone();
    let left = apply(&passes.docset, &passes.run, Choice { without: &barred, ..choice });
    assert!(
        left.is_empty(),
        "there is still something to fix: {:?}",
        left.iter().map(|page| &page.by).collect::<Vec<_>>()
    );
}

/// Of each byte that no edit covers: it is there afterwards, in its order.
fn one_pass(set: &DocSet, run: &Run, choice: Choice<'_>) {
    for fixed in apply(set, run, choice) {
        let old = &set.get(fixed.page).expect("it was fixed").page.source.text;
        let mut covered = vec![false; old.len()];
        let wanted = run.diagnostics.iter().filter(|item| item.page == fixed.page).filter_map(|item| choice.of(item));
        for edit in wanted.flat_map(|fix| &fix.edits) {
            covered[edit.span.from()..edit.span.to()].fill(true);
        }
        let mut left = fixed.text.bytes();
        for (byte, _) in old.bytes().zip(&covered).filter(|(_, covered)| !**covered) {
            assert!(
                left.any(|other| other == byte),
                "a byte that no fix touches is gone from {}",
                set.get(fixed.page).expect("it was fixed").page.source.path
            );
        }
    }
}
