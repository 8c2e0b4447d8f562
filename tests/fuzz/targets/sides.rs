//! Two pages side by side: as source and translation, as relatives without a source, and as two dates of one source.

use super::{check, docset, spans, two};
use isogloss::docset::PageId;
use isogloss::drift::overview::overview;
use isogloss::drift::{compare, unsourced};
use isogloss::sync::header::Kept;
use isogloss::sync::outcome::{self, SourcePage};

/// A page never differs from itself; what differs has its place on its page; and a page brought to its source is there.
pub fn drift(data: &[u8]) {
    let (first, second) = two(data);
    let itself = docset(&[("en-US/v1.0/api/page.md", &first), ("es-ES/v1.0/api/page.md", &first)]);
    let member = |at: u32| itself.get(PageId(at)).expect("two pages");
    let same = compare(&member(0).page, &member(1).page, &member(0).tables);
    assert!(same.is_empty(), "a page differs from itself: {same:?}");
    let pair = docset(&[("en-US/v1.0/api/page.md", &first), ("es-ES/v1.0/api/page.md", &second)]);
    check(&pair);
    let found = overview(&pair, &[PageId(0), PageId(1)]);
    for claim in found.facts.iter().flat_map(|fact| &fact.claims) {
        let text = &pair.get(claim.page).expect("a claim is of a page").page.source.text;
        claim.span.iter().for_each(|span| spans::valid(text, *span, "claim"));
    }
    let relatives = docset(&[("es-ES/v1.0/api/page.md", &first), ("ru-RU/v1.0/api/page.md", &second)]);
    for judged in unsourced::judge(&relatives, &[PageId(0), PageId(1)]) {
        let text = &relatives.get(judged.page).expect("a verdict is on a page").page.source.text;
        spans::valid(text, judged.place, "verdict");
    }
    let twins = docset(&[("es-ES/v1.0/api/page.md", &first), ("ru-RU/v1.0/api/page.md", &first)]);
    check(&twins);
    let of = |at: u32| pair.get(PageId(at)).map(|member| SourcePage { page: &member.page, tables: &member.tables });
    if let (Some(base), Some(today)) = (of(0), of(1))
        && let Ok(done) = outcome::sync("es-ES/page.md", &first, &[base], today, &Kept::default())
    {
        let again = outcome::sync("es-ES/page.md", &done.text, &[base, today], today, &Kept::default());
        assert_eq!(again.map(|again| again.text), Ok(done.text), "a second run of sync changes something");
    }
}
