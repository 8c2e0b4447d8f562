//! A permission row names the scopes of its source, in the order of its source where the column says that it goes from least to most privileged.
//!
//! ## Why
//!
//! A reader asks an administrator to consent to what the row says. A scope that is missing or does not exist costs hours; one too many is a risk.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Permissions
//!
//! | Permission type | Permissions (from least to most privileged) |
//! |:---|:---|
//! | Application | Calls.Read.All, Calls.ReadWrite.All |
//! ```
//!
//! ```md es-ES
//! ## <a name="permissions"></a>Permisos
//!
//! | Tipo de permiso | Permisos (de menos a más privilegiados) |
//! |:---|:---|
//! | Aplicación | Calls.Read.All, Calls. ReadWrite. All |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Permissions
//!
//! | Permission type | Permissions (from least to most privileged) |
//! |:---|:---|
//! | Application | Calls.Read.All, Calls.ReadWrite.All |
//! ```
//!
//! ```md es-ES
//! ## <a name="permissions"></a>Permisos
//!
//! | Tipo de permiso | Permisos (de menos a más privilegiados) |
//! |:---|:---|
//! | Aplicación | Calls.Read.All, Calls.ReadWrite.All |
//! ```

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "permission-scope-altered",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("permission_scope_altered.rs"),
    checks: &[Check::Difference(&[FactKind::Permission], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    let message = match difference.change {
        Change::Reordered => format!("the scopes stand in another order: {found}"),
        Change::Spaced => format!("white space breaks a scope: {found}"),
        _ if found.is_empty() => format!("the source names {expected}"),
        _ if expected.is_empty() => format!("the source does not name {found}"),
        _ => format!("{expected} is written {found}"),
    };
    let finding = report(difference, pair, out, message);
    finding.help("name the scopes that the source names");
}
