//! How a fact on which a page is behind its source becomes a finding: every rule about staleness says the same things.

use super::{DriftContext, Finding, Findings};
use crate::docset::origin::Age;
use crate::drift::{Judged, Verdict};
use crate::fact::FactKind;
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// Reports one judged fact at its place, with both values, the reason and the reference's place.
pub fn report<'f>(
    context: &DriftContext<'_>,
    judged: &Judged,
    out: &'f mut Findings,
    message: impl Into<String>,
) -> &'f mut Finding {
    let finding = out.report(judged.place, message);
    finding.fact(judged.kind, &judged.key);
    finding.verdict = Some(judged.verdict);
    if let Some(side) = &judged.ours {
        finding.found(&side.value);
    }
    if let Some(side) = &judged.expected {
        finding.expected(&side.value).because_of(judged.reference, side.span, "the source today");
    }
    finding.help(judged.why.as_ref());
    // Without the text it was made from, a page may be ahead of its source as well as behind.
    if context.origin.is_none_or(|origin| origin.age == Age::Unordered) {
        finding.likely();
    }
    finding
}

/// The facts with this verdict, but of a row whose very name is one of them the name alone: a row that is gone or new takes
/// its type and what else its cells say with it.
pub fn by_row<'a>(context: &DriftContext<'a>, verdict: Verdict) -> Vec<&'a Judged> {
    let all: Vec<&Judged> = context.with(verdict).collect();
    let is_name = |judged: &Judged| matches!(judged.kind, FactKind::Name | FactKind::HeaderName);
    let rows: HashSet<&str> = all.iter().filter(|judged| is_name(judged)).map(|judged| judged.key.as_str()).collect();
    // The row's own key is the beginning of the keys of what it says.
    let lengths: HashSet<usize> = rows.iter().map(|row| row.len()).collect();
    let is_in_row = |key: &str| {
        let ends = key.match_indices('/').map(|(at, _)| at).chain([key.len()]);
        ends.filter(|end| lengths.contains(end)).any(|end| key.get(..end).is_some_and(|row| rows.contains(row)))
    };
    let is_told = |judged: &Judged| !is_name(judged) && is_in_row(&judged.key);
    all.iter().copied().filter(|judged| !is_told(judged)).collect()
}

/// Reports every stale fact of one of `kinds` by itself; `what` names the kind of thing in the message.
pub fn each(context: &DriftContext<'_>, kinds: &[FactKind], what: &str, out: &mut Findings) {
    for judged in context.with(Verdict::Stale).filter(|judged| kinds.contains(&judged.kind)) {
        let is_there = judged.ours.is_some() && judged.expected.is_some();
        let which = match judged.kind {
            FactKind::Section | FactKind::TableShape => format!("{what} {}", judged.key),
            _ => what.to_owned(),
        };
        // A table that is gone or new has no other width.
        let what = if judged.kind == FactKind::TableShape && !is_there { "table" } else { what };
        let message = match (&judged.ours, &judged.expected) {
            (Some(ours), Some(current)) => {
                format!("the {which} is {} here, and {} in the source", short(&ours.value), short(&current.value))
            }
            (Some(ours), None) => format!("the source no longer has the {what} {}", short(name(judged, &ours.value))),
            (None, Some(current)) => {
                format!("the {what} {} of the source is missing", short(name(judged, &current.value)))
            }
            (None, None) => continue,
        };
        report(context, judged, out, message);
    }
}

/// What a fact is called: its row or field where its value alone says too little.
fn name<'a>(judged: &'a Judged, value: &'a str) -> &'a str {
    match judged.kind {
        FactKind::Permission | FactKind::Status | FactKind::Section | FactKind::TableShape => &judged.key,
        _ => value,
    }
}

/// Reports the stale facts of `kinds` together, a finding for each part of the page.
pub fn by_part(context: &DriftContext<'_>, kinds: &[FactKind], what: impl Fn(&str) -> String, out: &mut Findings) {
    let mut parts: Vec<(&str, Vec<&Judged>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for judged in context.with(Verdict::Stale).filter(|judged| kinds.contains(&judged.kind)) {
        let at = *places.entry(&judged.part).or_insert(parts.len());
        match parts.get_mut(at) {
            Some((_, list)) => list.push(judged),
            None => parts.push((&judged.part, vec![judged])),
        }
    }
    for (part, list) in parts {
        let place = list.iter().map(|judged| judged.place).min_by_key(|span| span.start).unwrap_or_default();
        let Some(first) = list.first() else { continue };
        let message = format!("{}: {}", what(part), listed(&list));
        let finding = out.report(line(context, place), message);
        finding.fact(first.kind, if part.is_empty() { &first.key } else { part });
        finding.verdict = Some(Verdict::Stale);
        let mut reasons: Vec<&str> = list.iter().map(|judged| judged.why.as_ref()).collect();
        reasons.sort_unstable();
        reasons.dedup();
        finding.help(reasons.first().copied().unwrap_or_default());
        if let Some(side) = &first.expected {
            finding.because_of(first.reference, side.span, "the source today");
        }
        if context.origin.is_none_or(|origin| origin.age == Age::Unordered) {
            finding.likely();
        }
    }
}

/// A few of the facts in words, and how many more there are.
pub fn listed(list: &[&Judged]) -> String {
    const MOST: usize = 4;
    let one = |judged: &&Judged| {
        let field = judged.key.strip_prefix(judged.part.as_str()).unwrap_or(&judged.key).trim_start_matches('/');
        let field = if field.is_empty() { judged.kind.name() } else { field };
        match (&judged.ours, &judged.expected) {
            (Some(_), None) => format!("{field} is gone"),
            (None, Some(_)) => format!("{field} is new"),
            _ if judged.kind == FactKind::CodeBlock => "its text has changed".to_owned(),
            _ => format!("{field} has changed"),
        }
    };
    let mut parts: Vec<String> = list.iter().take(MOST).map(one).collect();
    if list.len() > MOST {
        parts.push(format!("and {} more", list.len() - MOST));
    }
    parts.join(", ")
}

/// The line at which `span` begins.
fn line(context: &DriftContext<'_>, span: Span) -> Span {
    crate::drift::align::first_line(context.page(), span)
}

/// A value short enough for a message.
pub fn short(value: &str) -> String {
    const MOST: usize = 80;
    match value.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}...", value.get(..at).unwrap_or("")),
        None => value.to_owned(),
    }
}
