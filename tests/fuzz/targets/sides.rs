//! Two pages side by side: as source and translation, as relatives without a source, and as two dates of one source.

use super::{check, docset, one_in, spans, two};
use isogloss::docset::{DocSet, PageId};
use isogloss::drift::overview::overview;
use isogloss::drift::{compare, unsourced};
use isogloss::sync::header::Kept;
use isogloss::sync::outcome::{self, SourcePage};

/// A page never differs from itself; what differs has its place on its page; and a page brought to its source is there.
///
/// Every input is checked as a pair. The other ways to see two pages cost as much again each, so an input takes one of them.
pub fn drift(data: &[u8]) {
    let (first, second) = two(data);
    let pair = docset(&[("en-US/v1.0/api/page.md", &first), ("es-ES/v1.0/api/page.md", &second)]);
    let copy = docset(&[("es-ES/v1.0/api/page.md", &first)]);
    let (source, copied) = (pair.get(PageId(0)).expect("two pages"), copy.get(PageId(0)).expect("one page"));
    let same = compare(&source.page, &copied.page, &source.tables);
    assert!(same.is_empty(), "a page differs from itself: {same:?}");
    check(&pair);
    if one_in(3, data) {
        synced(&first, &pair);
    } else if one_in(2, data) {
        overviewed(&pair);
    } else if one_in(5, data) {
        check(&docset(&[("es-ES/v1.0/api/page.md", &first), ("ru-RU/v1.0/api/page.md", &first)]));
    } else {
        related(&first, &second);
    }
}

/// What a claim says stands on its page.
fn overviewed(pair: &DocSet) {
    let found = overview(pair, &[PageId(0), PageId(1)]);
    for claim in found.facts.iter().flat_map(|fact| &fact.claims) {
        let text = &pair.get(claim.page).expect("a claim is of a page").page.source.text;
        claim.span.iter().for_each(|span| spans::valid(text, *span, "claim"));
    }
}

/// A verdict on pages that have no source stands on its page.
fn related(first: &str, second: &str) {
    let relatives = docset(&[("es-ES/v1.0/api/page.md", first), ("ru-RU/v1.0/api/page.md", second)]);
    for judged in unsourced::judge(&relatives, &[PageId(0), PageId(1)]) {
        let text = &relatives.get(judged.page).expect("a verdict is on a page").page.source.text;
        spans::valid(text, judged.place, "verdict");
    }
}

/// A page made from the first text of `pair`, brought to the second: a second time nothing changes.
fn synced(first: &str, pair: &DocSet) {
    let of = |at: u32| pair.get(PageId(at)).map(|member| SourcePage { page: &member.page, tables: &member.tables });
    if let (Some(base), Some(today)) = (of(0), of(1))
        && let Ok(done) = outcome::sync("es-ES/page.md", first, &[base], today, &Kept::default())
    {
        let again = outcome::sync("es-ES/page.md", &done.text, &[base, today], today, &Kept::default());
        assert_eq!(again.map(|again| again.text), Ok(done.text), "a second run of sync changes something");
    }
}
