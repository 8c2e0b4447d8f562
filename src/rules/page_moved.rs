//! A translation lies where its source lies.
//!
//! ## Why
//!
//! The source has moved the page: links of the translated pages lead to where the source is, and do not find the translation.
//!
//! ## Bad
//!
//! ````md en-US/v1.0/api/call-end.md
//! # Call: end
//!
//! Ends a call.
//! ````
//!
//! ````md es-ES/v1.0/api/call-close.md
//! ---
//! ms.openlocfilehash: 4ae78952390272a4972f02c894c35e28d03d9e09
//! ---
//! # <a name="call-end"></a>Call: finalizar
//!
//! Finaliza una llamada.
//! ````
//!
//! ## Good
//!
//! ````md en-US/v1.0/api/call-end.md
//! # Call: end
//!
//! Ends a call.
//! ````
//!
//! ````md es-ES/v1.0/api/call-end.md
//! ---
//! ms.openlocfilehash: 4ae78952390272a4972f02c894c35e28d03d9e09
//! ---
//! # <a name="call-end"></a>Call: finalizar
//!
//! Finaliza una llamada.
//! ````

use crate::drift::words;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "page-moved",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("page_moved.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    let Some((key, at)) = context.origin.and_then(|origin| origin.traced().moved.as_ref()) else { return };
    if **key == *context.member.key {
        return;
    }
    let commit = at.and_then(|at| context.docset.history.as_ref()?.commits.get(at));
    let when = commit.map_or_else(String::new, |commit| format!(" in {}", words::commit(commit)));
    out.report(context.title(), format!("the source of this page moved to {key}{when}"))
        .expected(key)
        .found(&*context.member.key)
        .help(format!("move the page to {key}"));
}
