//! The names of parameters, properties, members and types keep their capitals.
//!
//! ## Why
//!
//! JSON tells capitals from small letters: `IsMuted` is another property than `isMuted`, and a server ignores it.
//!
//! A type is right as the annotations of the page behind its link have it, whatever the source has.
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
use crate::rule::spelling::is_that_of_link;
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
    // The source may be the one that is wrong: the page behind the link says so.
    if difference.kind == FactKind::Type && is_that_of_link(pair, difference.place, found) {
        return;
    }
    let finding = report(difference, pair, out, format!("{expected} is written {found}"));
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the capitals");
}
