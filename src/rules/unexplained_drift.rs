//! The locales of a page document one API version, or differ for a reason that can be told.
//!
//! ## Why
//!
//! One locale documents beta as it was in one year, another v1.0 as it was in another: where they differ, nobody can say whether
//! the versions do or one page is old. A maintainer must look, or give the program the source's history
//! (`source: { git: … }` in `isogloss.yml`), which tells.
//!
//! The message has an example of each kind that a reader has to know first: names of parameters and properties, status codes,
//! permissions, paths, headers, types. `isogloss drift` shows every fact.
//!
//! ## Bad
//!
//! ````md es.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: es-ES
//! ms.lasthandoff: 12/20/2018
//! ---
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="example"></a>Ejemplo
//!
//! ```http
//! POST https://api.example.com/beta/app/calls/1/end
//! ```
//! ````
//!
//! ````md pt.md
//! ---
//! ms.openlocfilehash: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
//! ms.contentlocale: pt-BR
//! ms.lasthandoff: 09/02/2020
//! ---
//! # <a name="call-end"></a>Call: encerrar
//!
//! ## <a name="example"></a>Exemplo
//!
//! ```http
//! POST https://api.example.com/v1.0/communications/calls/1/end
//! ```
//! ````
//!
//! ## Good
//!
//! ````md es.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: es-ES
//! ms.lasthandoff: 12/20/2018
//! ---
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="example"></a>Ejemplo
//!
//! ```http
//! POST https://api.example.com/beta/app/calls/1/end
//! ```
//! ````
//!
//! ````md pt.md
//! ---
//! ms.openlocfilehash: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
//! ms.contentlocale: pt-BR
//! ms.lasthandoff: 09/02/2020
//! ---
//! # <a name="call-end"></a>Call: encerrar
//!
//! ## <a name="example"></a>Exemplo
//!
//! ```http
//! POST https://api.example.com/v1.0/app/calls/1/end
//! ```
//! ````

use crate::docset::sibling;
use crate::drift::{Judged, Verdict, words};
use crate::fact::FactKind;
use crate::rule::staleness::{self, short};
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, summary};
use std::collections::{BTreeMap, BTreeSet};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unexplained-drift",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("unexplained_drift.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    let count = context.with(Verdict::VersionOrAge).count();
    if count == 0 || share_a_version(context) {
        return;
    }
    let told = telling(&staleness::by_row(context, Verdict::VersionOrAge));
    let Some(first) = told.iter().find_map(|(ours, theirs)| ours.or(*theirs)) else { return };
    let lead = words::called(context.docset, first.reference);
    let facts = if count == 1 { "one fact differs".to_owned() } else { format!("{count} facts differ") };
    let mut examples: Vec<String> = told.iter().filter_map(|(ours, theirs)| example(context, *ours, *theirs)).collect();
    let named: usize =
        told.iter().map(|(ours, theirs)| usize::from(ours.is_some()) + usize::from(theirs.is_some())).sum();
    if count > named {
        examples.push(format!("and {} more", count - named));
    }
    let message = format!("{facts} from {lead}, by version or by age: {}", examples.join("; "));
    let finding = out.report(first.place, message);
    finding.fact(first.kind, &first.key);
    finding.verdict = Some(Verdict::VersionOrAge);
    let all = if count > named { "; `isogloss drift` shows all of them" } else { "" };
    finding.help(format!("{}{all}", first.why));
    let theirs = told.iter().filter_map(|(ours, theirs)| (*theirs).or(*ours));
    for (judged, side) in theirs.filter_map(|judged| Some((judged, judged.expected.as_ref()?))).take(PLACES) {
        finding.because_of(judged.reference, side.span, format!("what {lead} has"));
    }
}

/// The most places of the other page that are shown.
const PLACES: usize = 3;

/// What a reader has to know first: one kind after the other.
const FIRST: [FactKind; 7] = [
    FactKind::Name,
    FactKind::Status,
    FactKind::Permission,
    FactKind::Path,
    FactKind::ExampleRequest,
    FactKind::HeaderName,
    FactKind::Type,
];

/// An example of each kind that a reader has to know first, or else of whatever differs: a fact that both pages state, and
/// otherwise one that only this page states and one that only the other does.
fn telling<'a>(list: &[&'a Judged]) -> Vec<Example<'a>> {
    let of = |kind: FactKind| {
        let find = |wanted: fn(&Judged) -> bool| list.iter().copied().find(|one| one.kind == kind && wanted(one));
        match find(|one| one.ours.is_some() && one.expected.is_some()) {
            Some(both) => (Some(both), None),
            None => (find(|one| one.ours.is_some()), find(|one| one.ours.is_none())),
        }
    };
    let has = |kind: FactKind| list.iter().any(|one| one.kind == kind);
    // The example calls what the page documents.
    let kinds = FIRST.into_iter().filter(|kind| *kind != FactKind::ExampleRequest || !has(FactKind::Path));
    let first: Vec<Example<'_>> = kinds.filter(|kind| has(*kind)).map(of).collect();
    if first.is_empty() { list.iter().take(PLACES).map(|one| (Some(*one), None)).collect() } else { first }
}

/// A fact that this page states, and one that the other alone does.
type Example<'a> = (Option<&'a Judged>, Option<&'a Judged>);

fn example(context: &DriftContext<'_>, ours: Option<&Judged>, theirs: Option<&Judged>) -> Option<String> {
    let of = |judged: &Judged| match judged.kind {
        FactKind::Name | FactKind::HeaderName => {
            format!("{} {}", summary::row(judged), summary::row_name(context, judged))
        }
        FactKind::Permission => format!("permission {}", last(&judged.key)),
        FactKind::Type => format!("type of {}", last(&judged.key)),
        FactKind::Status => "status code".to_owned(),
        FactKind::Path => "path".to_owned(),
        FactKind::ExampleRequest => "request".to_owned(),
        _ => summary::called(judged),
    };
    let is_row = |judged: &Judged| matches!(judged.kind, FactKind::Name | FactKind::HeaderName);
    // What is called by its value needs no more.
    let only = |judged: &Judged, value: &str, here: &str| match judged.kind {
        FactKind::Status | FactKind::Path | FactKind::ExampleRequest => {
            format!("{} {} only {here}", of(judged), short(value))
        }
        _ => format!("{} only {here}", of(judged)),
    };
    Some(match (ours, theirs) {
        (Some(ours), Some(theirs)) if is_row(ours) => {
            format!("{}, {}", only(ours, ours.found(), "here"), only(theirs, theirs.expected(), "there"))
        }
        (Some(ours), Some(theirs)) => {
            format!("{} {}, there {}", of(ours), short(ours.found()), short(theirs.expected()))
        }
        (Some(one), None) if one.ours.is_some() && one.expected.is_some() => {
            format!("{} {}, there {}", of(one), short(one.found()), short(one.expected()))
        }
        (Some(one), None) if one.ours.is_some() => only(one, one.found(), "here"),
        (Some(one), None) | (None, Some(one)) => only(one, one.expected(), "there"),
        (None, None) => return None,
    })
}

fn last(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or(key)
}

/// Whether there is a version that every locale of the page documents.
fn share_a_version(context: &DriftContext<'_>) -> bool {
    let scattered = sibling::scattered(context.docset, context.group);
    let group = scattered.as_deref().unwrap_or(context.group);
    let mut versions: BTreeMap<&str, BTreeSet<Option<&str>>> = BTreeMap::new();
    for member in group.iter().filter_map(|id| context.docset.get(*id)) {
        versions.entry(member.locale.tag()).or_default().insert(member.version.as_deref());
    }
    let mut sets = versions.into_values();
    let Some(first) = sets.next() else { return true };
    let rest: Vec<_> = sets.collect();
    first.iter().any(|version| rest.iter().all(|set| set.contains(version)))
}
