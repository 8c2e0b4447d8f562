//! The prose of a translation is that of its source today.
//!
//! ## Why
//!
//! The source's words have changed since the translation was made, and nothing else: no fact is out of date, but the page may say
//! less or other things. Said only where no other fact of the page is stale: a page that must be translated anew needs no second word.
//!
//! ## Bad
//!
//! ````md en-US@base
//! # Call: end
//!
//! Ends a call.
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! Ends a call for everybody.
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! Finaliza una llamada.
//! ````
//!
//! ## Good
//!
//! ````md en-US
//! # Call: end
//!
//! Ends a call for everybody.
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! Finaliza una llamada para todos.
//! ````

use crate::docset::origin::{Age, Doubt};
use crate::drift::{Judged, Verdict};
use crate::fact::FactKind;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, staleness};

/// The rule.
pub static RULE: Rule = Rule {
    id: "translation-outdated",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("translation_outdated.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    // A page that does not say what it was made from may be of any date.
    let is_behind = context.origin.is_some_and(|origin| {
        matches!(origin.age, Age::Behind | Age::Unordered)
            && origin.source.is_some()
            && origin.doubt != Some(Doubt::Unnamed)
    });
    let is_alone = |judged: &Judged| judged.kind.is_in_prose() || judged.kind == FactKind::Placeholder;
    let told = context.with(Verdict::Stale).any(|judged| !is_alone(judged));
    if !context.prose_changed || !is_behind || told {
        return;
    }
    let stale: Vec<&Judged> = context.with(Verdict::Stale).collect();
    let unproved = context.origin.is_some_and(|origin| origin.base.is_none());
    let message = match (stale.as_slice(), unproved) {
        ([], true) => "the source was edited after this page was made".to_owned(),
        ([], false) => "the prose of the source has changed since this page was made".to_owned(),
        (list, _) => {
            format!("the prose of the source has changed since this page was made: {}", staleness::listed(list))
        }
    };
    let finding = out.report(context.title(), message);
    finding.verdict = Some(Verdict::Stale);
    let why = match stale.first() {
        Some(judged) => judged.why.as_ref(),
        None if unproved => {
            "no fact is out of date; compare the words with the source's, translate what is new, and name the source's \
             text of today in the front matter"
        }
        None => "no fact is out of date; translate what has changed",
    };
    finding.help(why);
    if let Some(title) = context
        .origin
        .and_then(|origin| origin.source)
        .and_then(|id| Some((id, context.docset.get(id)?.page.title()?.title)))
    {
        finding.because_of(title.0, title.1, "the source today");
    }
    if unproved {
        finding.likely();
    }
}
