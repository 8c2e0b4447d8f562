//! What a page of the source has wrong by itself, and its translations repeat: an example that calls another version than
//! the page lies in, a status code that the prose promises and no example gives. Told once, of all pages that say it.

use super::against_source::facts;
use super::difference::Side;
use super::judged::Judged;
use super::rekey::{Kinship, rekey};
use super::verdict::Verdict;
use crate::docset::{DocSet, Member, PageId, hosts, version};
use crate::fact::promise;
use crate::fact::{Fact, FactKey, FactKind, Facts, Words};
use crate::page::http::HttpMessage;
use crate::page::url;
use crate::text::Span;
use std::collections::{BTreeSet, HashMap};

/// A contradiction: what says it, where, and what speaks against it.
struct Contradiction {
    kind: FactKind,
    span: Span,
    expected: Side,
    why: String,
}

/// Judges the page `id` of the source, and those of `others` that repeat it.
pub fn judge(docset: &DocSet, id: PageId, others: &[PageId]) -> Vec<Judged> {
    let Some(source) = docset.get(id) else { return Vec::new() };
    let mut found = versions(docset, source);
    found.extend(status(source));
    if found.is_empty() {
        return Vec::new();
    }
    let own = facts(source);
    // By kind, in order of place; facts of one of these kinds do not overlap.
    let mut by_kind: HashMap<FactKind, Vec<&Fact>> = HashMap::new();
    for fact in &own.list {
        by_kind.entry(fact.kind).or_default().push(fact);
    }
    for list in by_kind.values_mut() {
        list.sort_by_key(|fact| fact.span.start);
    }
    let keyed: Vec<(FactKey, &Fact, Contradiction)> = found
        .into_iter()
        .filter_map(|contradiction| {
            let list = by_kind.get(&contradiction.kind)?;
            let next = list.partition_point(|fact| fact.span.end <= contradiction.span.start);
            let fact = list.get(next).copied().filter(|fact| fact.span.overlaps(contradiction.span))?;
            Some(((fact.kind, own.key(fact)), fact, contradiction))
        })
        .collect();
    let mut judged = Vec::new();
    for (key, fact, contradiction) in &keyed {
        judged.push(told(id, id, key, (&own, fact), contradiction));
    }
    for other in others.iter().filter(|other| **other != id) {
        let Some(member) = docset.get(*other) else { continue };
        let mut theirs = facts(member);
        rekey(&mut theirs, &own, Kinship::Translation);
        let by_key = theirs.by_key();
        for (key, fact, contradiction) in &keyed {
            if let Some(same) = by_key.get(key).filter(|same| same.value == fact.value) {
                judged.push(told(*other, id, key, (&theirs, same), contradiction));
            }
        }
    }
    judged
}

fn told(
    page: PageId,
    reference: PageId,
    key: &FactKey,
    (facts, fact): (&Facts, &Fact),
    contradiction: &Contradiction,
) -> Judged {
    Judged {
        page,
        kind: key.0,
        key: key.1.clone(),
        part: facts.part(fact).to_owned(),
        ours: Some(Side::new(fact.span, fact.value.as_str())),
        expected: Some(contradiction.expected.clone()),
        reference,
        place: fact.span,
        verdict: Verdict::Inherited,
        why: contradiction.why.clone().into(),
        commit: None,
    }
}

/// Examples that call another version of the API than the page's folder names.
fn versions(docset: &DocSet, source: &Member) -> Vec<Contradiction> {
    let Some(own) = version::of_path(&source.key, &docset.versions) else { return Vec::new() };
    let text = &source.page.source.text;
    let lines = source.page.code.iter().filter_map(|code| code.http.as_deref()?.request());
    let wrong = lines.filter_map(|request| {
        let parts = url::parts(text, request.line.url);
        let named = parts.version?;
        let found = named.of(text);
        let is_main = |host: Span| docset.main_host().is_some_and(|main| hosts::host_of(host.of(text)) == main);
        let counts = !found.eq_ignore_ascii_case(&own)
            && !found.starts_with('{')
            && docset.has_version(found)
            && parts.scheme_host.is_none_or(is_main);
        counts.then(|| Contradiction {
            kind: FactKind::Version,
            span: named,
            expected: Side::new(source.page.title().map_or(named, |title| title.title), own.as_str()),
            why: format!("the source itself says so, in a page of {own}: its example calls {found}"),
        })
    });
    wrong.collect()
}

/// A page whose examples give none of the codes that its prose promises.
fn status(source: &Member) -> Option<Contradiction> {
    let page = &source.page;
    let shown: Vec<(u16, Span)> = page
        .code
        .iter()
        .filter_map(|code| match code.http.as_deref() {
            Some(HttpMessage::Response(response)) => Some((response.status, response.status_span)),
            _ => None,
        })
        .filter(|(status, _)| (200..400).contains(status))
        .collect();
    let (first, place) = *shown.first()?;
    let words: &dyn Words = source.locale.as_ref();
    let said = promise::codes(page, words);
    let (promised, at) = *said.first()?;
    let set = |codes: &[(u16, Span)]| codes.iter().map(|(code, _)| *code).collect::<BTreeSet<u16>>();
    set(&shown).is_disjoint(&set(&said)).then(|| Contradiction {
        kind: FactKind::Status,
        span: place,
        expected: Side::new(at, promised.to_string()),
        why: format!("the source itself contradicts itself: its example answers {first}, its prose says {promised}"),
    })
}
