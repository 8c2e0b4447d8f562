//! A translation says what its own API version says.
//!
//! ## Why
//!
//! The page of v1.0 says what only beta's source says: the text of one version was put into the other's page. Who reads it
//! calls v1.0 as if it were beta.
//!
//! ## Bad
//!
//! ````md en-US/v1.0/api/call.md
//! # Call: end
//!
//! ## Response
//!
//! If successful, this method returns `200 OK`.
//!
//! ## Example
//!
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````
//!
//! ````md en-US/beta/api/call.md
//! # Call: end
//!
//! ## Response
//!
//! If successful, this method returns `202 Accepted`.
//!
//! ## Example
//!
//! ```http
//! HTTP/1.1 202 Accepted
//! ```
//! ````
//!
//! ````md es-ES/v1.0/api/call.md
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="response"></a>Respuesta
//!
//! Devuelve `202 Accepted`.
//!
//! ## <a name="example"></a>Ejemplo
//!
//! ```http
//! HTTP/1.1 202 Accepted
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US/v1.0/api/call.md
//! # Call: end
//!
//! ## Response
//!
//! If successful, this method returns `200 OK`.
//!
//! ## Example
//!
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````
//!
//! ````md en-US/beta/api/call.md
//! # Call: end
//!
//! ## Response
//!
//! If successful, this method returns `202 Accepted`.
//!
//! ## Example
//!
//! ```http
//! HTTP/1.1 202 Accepted
//! ```
//! ````
//!
//! ````md es-ES/v1.0/api/call.md
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="response"></a>Respuesta
//!
//! Devuelve `200 OK`.
//!
//! ## <a name="example"></a>Ejemplo
//!
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````

use crate::drift::Verdict;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, staleness};

/// The rule.
pub static RULE: Rule = Rule {
    id: "version-mixup",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("version_mixup.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    for judged in staleness::by_row(context, Verdict::VersionMixup) {
        let own = context.member.version.as_deref().unwrap_or("this version");
        let message = match (&judged.ours, &judged.expected) {
            (Some(ours), Some(current)) => format!(
                "this is what another version says: {}, where {own} says {}",
                staleness::short(&ours.value),
                staleness::short(&current.value)
            ),
            (Some(_), None) => {
                format!("this is what another version says: {own} has no {} {}", judged.kind.name(), judged.key)
            }
            (None, _) => {
                format!("another version lacks this, {own} does not: the {} {}", judged.kind.name(), judged.key)
            }
        };
        staleness::report(context, judged, out, message);
    }
}
