//! The examples of a translation are those of its source today.
//!
//! ## Why
//!
//! Who copies an example of an old source sends what the server no longer takes. All that has changed in one example is one
//! finding; the status code and the request line have rules of their own.
//!
//! ## Bad
//!
//! ````md en-US@base
//! # Call: end
//!
//! ## Example
//!
//! <!-- { "blockType": "request", "name": "call_end" } -->
//! ```http
//! POST https://api.example.com/v1.0/calls/1/end
//! Content-Type: application/json
//!
//! { "all": true, "reason": "x" }
//! ```
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! ## Example
//!
//! <!-- { "blockType": "request", "name": "call_end" } -->
//! ```http
//! POST https://api.example.com/v1.0/calls/1/end
//! Content-Type: application/json
//!
//! { "reason": "x" }
//! ```
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="example"></a>Ejemplo
//!
//! <!-- { "blockType": "request", "name": "call_end" } -->
//! ```http
//! POST https://api.example.com/v1.0/calls/1/end
//! Content-Type: application/json
//!
//! { "all": true, "reason": "x" }
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US@base
//! # Call: end
//!
//! ## Example
//!
//! <!-- { "blockType": "request", "name": "call_end" } -->
//! ```http
//! POST https://api.example.com/v1.0/calls/1/end
//! Content-Type: application/json
//!
//! { "all": true, "reason": "x" }
//! ```
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! ## Example
//!
//! <!-- { "blockType": "request", "name": "call_end" } -->
//! ```http
//! POST https://api.example.com/v1.0/calls/1/end
//! Content-Type: application/json
//!
//! { "reason": "x" }
//! ```
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="example"></a>Ejemplo
//!
//! <!-- { "blockType": "request", "name": "call_end" } -->
//! ```http
//! POST https://api.example.com/v1.0/calls/1/end
//! Content-Type: application/json
//!
//! { "reason": "x" }
//! ```
//! ````

use crate::fact::FactKind;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, staleness};

/// The rule.
pub static RULE: Rule = Rule {
    id: "stale-sample",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("stale_sample.rs"),
    checks: &[Check::Drift(check)],
};

const KINDS: [FactKind; 6] = [
    FactKind::ExampleHeader,
    FactKind::Annotation,
    FactKind::JsonKey,
    FactKind::CodeBlock,
    FactKind::Include,
    FactKind::Tab,
];

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    let what = |part: &str| match part {
        "" => "the includes and tabs are not those of the source today".to_owned(),
        "page-annotation" => "the page's annotation is not that of the source today".to_owned(),
        part => format!("the example ({part}) is not that of the source today"),
    };
    staleness::by_part(context, &KINDS, what, out);
}
