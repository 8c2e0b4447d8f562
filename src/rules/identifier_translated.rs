//! The names of parameters, properties and members are never translated.
//!
//! ## Why
//!
//! A reader who copies `asunto` instead of `subject` sends a property that no server knows.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | subject | String | What the call is about. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | asunto | String | De qué trata la llamada. |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | subject | String | What the call is about. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | subject | String | De qué trata la llamada. |
//! ```

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "identifier-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("identifier_translated.rs"),
    checks: &[Check::Difference(&[FactKind::Name], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change != Change::Translated {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    let message = if found.is_empty() {
        format!("the name {expected} is lost")
    } else {
        format!("{expected} is translated as {found}")
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the name");
}
