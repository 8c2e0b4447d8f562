//! A translation names the source that it says the same as.
//!
//! ## Why
//!
//! Somebody has brought the page up to date by hand, and its front matter still names the old source: tools will call it stale,
//! or translate it again.
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
//! Devuelve `200 OK`.
//!
//! ## <a name="example"></a>Ejemplo
//!
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````
//!
//! ## Good
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

use crate::drift::{Judged, Verdict};
use crate::rule::{Check, DriftContext, Findings, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "base-behind",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("base_behind.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    let list: Vec<&Judged> = context.with(Verdict::SyncedByHand).collect();
    let Some(first) = list.first() else { return };
    let message = format!("the page says what its source says today, but names an older one ({})", count(list.len()));
    let finding = out.report(context.base_marker(), message);
    finding.fact(first.kind, &first.key);
    finding.verdict = Some(Verdict::SyncedByHand);
    let rest = context.with(Verdict::Stale).count();
    finding.help(match rest {
        0 => "no fact is stale: name today's source in the front matter".to_owned(),
        rest => format!(
            "{} still stale: bring {} up to date too, then name today's source",
            count(rest),
            if rest == 1 { "it" } else { "them" }
        ),
    });
    if let Some(side) = &first.ours {
        finding.because(side.span, first.why.as_ref());
    }
}

fn count(number: usize) -> String {
    if number == 1 { "one fact".to_owned() } else { format!("{number} facts") }
}
