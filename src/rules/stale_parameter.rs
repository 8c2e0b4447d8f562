//! A translation lists the parameters, headers and properties that its source lists today, with their types.
//!
//! ## Why
//!
//! A parameter that the source has dropped is refused by the server, or ignored; one that is new is not known to the reader.
//!
//! ## Bad
//!
//! ````md en-US@base
//! ## Request body
//!
//! | Parameter | Type | Description |
//! |:---|:---|:---|
//! | all | Boolean | What for. |
//! | clientContext | String | What for. |
//! ````
//!
//! ````md en-US
//! ## Request body
//!
//! | Parameter | Type | Description |
//! |:---|:---|:---|
//! | clientContext | String | What for. |
//! ````
//!
//! ````md es-ES
//! ## <a name="request-body"></a>Cuerpo de la solicitud
//!
//! | Parámetro | Tipo | Descripción |
//! |:---|:---|:---|
//! | all | Boolean | Para qué. |
//! | clientContext | String | Para qué. |
//! ````
//!
//! ## Good
//!
//! ````md en-US@base
//! ## Request body
//!
//! | Parameter | Type | Description |
//! |:---|:---|:---|
//! | all | Boolean | What for. |
//! | clientContext | String | What for. |
//! ````
//!
//! ````md en-US
//! ## Request body
//!
//! | Parameter | Type | Description |
//! |:---|:---|:---|
//! | clientContext | String | What for. |
//! ````
//!
//! ````md es-ES
//! ## <a name="request-body"></a>Cuerpo de la solicitud
//!
//! | Parámetro | Tipo | Descripción |
//! |:---|:---|:---|
//! | clientContext | String | Para qué. |
//! ````

use crate::drift::{Judged, Verdict};
use crate::fact::FactKind;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, staleness};

/// The rule.
pub static RULE: Rule = Rule {
    id: "stale-parameter",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("stale_parameter.rs"),
    checks: &[Check::Drift(check)],
};

const KINDS: [FactKind; 4] = [FactKind::Name, FactKind::Type, FactKind::HeaderName, FactKind::MediaType];

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    let stale = staleness::by_row(context, Verdict::Stale);
    for judged in stale.into_iter().filter(|judged| KINDS.contains(&judged.kind)) {
        let row = name(context, judged);
        let what = what(judged);
        let message = match (&judged.ours, &judged.expected) {
            (Some(_), None) => format!("the source no longer has the {what} {row}"),
            (None, Some(_)) => format!("the {what} {row} of the source is missing"),
            _ => format!(
                "the {} of {row} is {} here, and {} in the source",
                judged.kind.name(),
                staleness::short(judged.found()),
                staleness::short(judged.expected())
            ),
        };
        staleness::report(context, judged, out, message);
    }
}

/// The name of the row, as a page writes it: keys of headers are in lower case.
fn name<'a>(context: &DriftContext<'a>, judged: &'a Judged) -> &'a str {
    let row = judged.key.rsplit('/').next().unwrap_or(&judged.key);
    let written = match (&judged.ours, &judged.expected) {
        _ if judged.kind != FactKind::HeaderName => None,
        (_, Some(side)) => context.docset.get(judged.reference).map(|member| member.page.slice(side.span)),
        (Some(side), None) => Some(context.page().slice(side.span)),
        _ => None,
    };
    written.filter(|written| written.eq_ignore_ascii_case(row)).unwrap_or(row)
}

/// What the rows of the table are.
fn what(judged: &Judged) -> &'static str {
    let is_in = |section: &str| judged.part.rsplit('/').any(|part| part.starts_with(section));
    match judged.kind {
        FactKind::HeaderName => "header",
        _ if is_in("properties") => "property",
        _ if is_in("relationships") => "relationship",
        _ if is_in("methods") => "method",
        _ if is_in("members") => "member",
        _ => "parameter",
    }
}
