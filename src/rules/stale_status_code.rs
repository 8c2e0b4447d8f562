//! A translation names the status codes that its source names today.
//!
//! ## Why
//!
//! A client that waits for `202 Accepted` takes `200 OK` for a failure.
//!
//! ## Bad
//!
//! ````md en-US@base
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
//! ````md en-US
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
//! ````md es-ES
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
//! ````md en-US@base
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
//! ````md en-US
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
//! ````md es-ES
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

use crate::fact::FactKind;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, staleness};

/// The rule.
pub static RULE: Rule = Rule {
    id: "stale-status-code",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("stale_status_code.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    staleness::each(context, &[FactKind::Status], "status code", out);
}
