//! The names of parameters, properties, members and types keep their capitals.
//!
//! ## Why
//!
//! JSON tells capitals from small letters: `IsMuted` is another property than `isMuted`, and a server ignores it.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | isMuted | Boolean | Whether the line is muted. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | IsMuted | Boolean | Si la línea está silenciada. |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | isMuted | Boolean | Whether the line is muted. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | isMuted | Boolean | Si la línea está silenciada. |
//! ```

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "identifier-recased",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("identifier_recased.rs"),
    checks: &[Check::Difference(&[FactKind::Name, FactKind::Type], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change != Change::Recased {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    let finding = report(difference, pair, out, format!("{expected} is written {found}"));
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the capitals");
}
