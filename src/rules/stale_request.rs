//! A translation documents the request that its source documents today.
//!
//! ## Why
//!
//! The source has changed since the translation was made: who calls what the translation says calls a path that is no longer
//! there, or does not learn of a new one.
//!
//! ## Bad
//!
//! ````md en-US@base
//! # Call: end
//!
//! ## HTTP request
//!
//! ```http
//! POST /app/calls/{id}/end
//! ```
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! ## HTTP request
//!
//! ```http
//! POST /communications/calls/{id}/end
//! ```
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="http-request"></a>Solicitud HTTP
//!
//! ```http
//! POST /app/calls/{id}/end
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US@base
//! # Call: end
//!
//! ## HTTP request
//!
//! ```http
//! POST /app/calls/{id}/end
//! ```
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! ## HTTP request
//!
//! ```http
//! POST /communications/calls/{id}/end
//! ```
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="http-request"></a>Solicitud HTTP
//!
//! ```http
//! POST /communications/calls/{id}/end
//! ```
//! ````

use crate::drift::Verdict;
use crate::fact::FactKind;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, staleness};

/// The rule.
pub static RULE: Rule = Rule {
    id: "stale-request",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("stale_request.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    staleness::each(context, &[FactKind::Path, FactKind::ExampleRequest], "request", out);
    for judged in context.with(Verdict::Stale).filter(|judged| judged.kind == FactKind::Version) {
        let place = format!("in the URL of the example ({})", staleness::short(&judged.key));
        let message = match (&judged.ours, &judged.expected) {
            (Some(ours), Some(current)) => {
                format!("the version {place} is {} here, and {} in the source", ours.value, current.value)
            }
            (Some(ours), None) => format!("the source no longer has the version {} {place}", ours.value),
            (None, Some(current)) => format!("the version {} {place} is missing", current.value),
            (None, None) => continue,
        };
        staleness::report(context, judged, out, message);
    }
}
