//! A translation names the permissions that its source names today.
//!
//! ## Why
//!
//! Who grants what the translation says grants too little, and the call fails, or too much.
//!
//! ## Bad
//!
//! ````md en-US@base
//! # Call: end
//!
//! ## Permissions
//!
//! | Permission type | Permissions |
//! |:---|:---|
//! | Delegated (work or school account) | Not supported. |
//! | Application | Calls.End.All |
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! ## Permissions
//!
//! | Permission type | Permissions |
//! |:---|:---|
//! | Delegated (work or school account) | Not supported. |
//! | Application | Calls.End.All, Calls.Manage.All |
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="permissions"></a>Permisos
//!
//! | Tipo de permiso | Permisos |
//! |:---|:---|
//! | Delegado (cuenta profesional o educativa) | No se admite. |
//! | Aplicación | Calls.End.All |
//! ````
//!
//! ## Good
//!
//! ````md en-US@base
//! # Call: end
//!
//! ## Permissions
//!
//! | Permission type | Permissions |
//! |:---|:---|
//! | Delegated (work or school account) | Not supported. |
//! | Application | Calls.End.All |
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! ## Permissions
//!
//! | Permission type | Permissions |
//! |:---|:---|
//! | Delegated (work or school account) | Not supported. |
//! | Application | Calls.End.All, Calls.Manage.All |
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="permissions"></a>Permisos
//!
//! | Tipo de permiso | Permisos |
//! |:---|:---|
//! | Delegado (cuenta profesional o educativa) | No se admite. |
//! | Aplicación | Calls.Manage.All, Calls.End.All |
//! ````

use crate::drift::Verdict;
use crate::fact::FactKind;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, staleness};

/// The rule.
pub static RULE: Rule = Rule {
    id: "stale-permission",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("stale_permission.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    let stale = context.with(Verdict::Stale).filter(|judged| judged.kind == FactKind::Permission);
    for judged in stale {
        let row = judged.key.strip_prefix(judged.part.as_str()).unwrap_or(&judged.key).trim_start_matches('/');
        let caller = row.replace('_', " ");
        let message = match (&judged.ours, &judged.expected) {
            (Some(ours), Some(current)) => format!(
                "the permissions for {caller} are {} here, and {} in the source",
                staleness::short(&ours.value),
                staleness::short(&current.value)
            ),
            (Some(_), None) => format!("the source no longer has a permission row for {caller}"),
            _ => format!("the permission row for {caller} of the source is missing"),
        };
        staleness::report(context, judged, out, message);
    }
}
