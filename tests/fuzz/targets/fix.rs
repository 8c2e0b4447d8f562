//! Fixes: a page by itself, and a translation beside its source.

use super::{LOCALES, SELECTION, SETTINGS, check, docset, two};
use isogloss::docset::{DocSet, Layout, PageId};
use isogloss::engine::fix::{Choice, apply};
use isogloss::engine::passes::{Passes, Rules};
use isogloss::text::Edit;

/// One pass changes nothing beside its edits; all passes together come to an end after which there is nothing left to fix.
pub fn fix(data: &[u8]) {
    let (source, translation) = two(data);
    let pages: &[(&str, &str)] = if translation.is_empty() {
        &[("page.md", &source)]
    } else {
        &[("en-US/v1.0/api/page.md", &source), ("es-ES/v1.0/api/page.md", &translation)]
    };
    let set = docset(pages);
    let choice = Choice { with_unsafe: data.len().is_multiple_of(2), ..Choice::default() };
    one_pass(&set, choice);
    let layout = Layout { source_locale: Some("en-US".to_owned()), assume_current: true, ..Layout::default() };
    let rules = Rules {
        selection: &SELECTION,
        settings: &SETTINGS,
        layout: &layout,
        locales: &LOCALES,
        scope: isogloss::engine::Scope::default(),
    };
    let mut passes = Passes::new(set, rules);
    passes.run(rules, choice, |_, _| true).expect("no history, no error");
    let barred = passes.barred.clone();
    let left = apply(&passes.docset, &passes.run, Choice { without: &barred, ..choice });
    assert!(
        left.is_empty(),
        "there is still something to fix: {:?}",
        left.iter().map(|page| &page.by).collect::<Vec<_>>()
    );
}

/// Of each byte that no edit covers: it is there afterwards, in its order.
fn one_pass(set: &DocSet, choice: Choice<'_>) {
    let run = check(set);
    for fixed in apply(set, &run, choice) {
        let old = &set.get(fixed.page).expect("it was fixed").page.source.text;
        let edits: Vec<&Edit> = run
            .diagnostics
            .iter()
            .filter(|item| item.page == fixed.page)
            .filter_map(|item| choice.of(item))
            .flat_map(|fix| &fix.edits)
            .collect();
        let mut covered = vec![false; old.len()];
        for edit in &edits {
            covered[edit.span.from()..edit.span.to()].fill(true);
        }
        let kept: Vec<u8> = old.bytes().zip(&covered).filter(|(_, covered)| !**covered).map(|(byte, _)| byte).collect();
        let mut left = fixed.text.bytes();
        for byte in kept {
            assert!(
                left.any(|other| other == byte),
                "a byte that no fix touches is gone from page {:?}",
                PageId::default()
            );
        }
    }
}
