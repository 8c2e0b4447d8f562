//! The words around a type are left as they are.
//!
//! ## Why
//!
//! `String collection` says the type of a property in words. Most teams translate such words, as long as the type itself
//! stands; some generators of code read the whole cell. Those who feed them turn this rule on.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | tags | String collection | Words to find the call by. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | tags | Colección String | Palabras para encontrar la llamada. |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | tags | String collection | Words to find the call by. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | tags | String collection | Palabras para encontrar la llamada. |
//! ```

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "type-phrase-translated",
    severity: Severity::Info,
    default_on: false,
    fixable: true,
    options: &[],
    source: include_str!("type_phrase_translated.rs"),
    checks: &[Check::Difference(&[FactKind::Type], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change != Change::Reworded {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    let finding = report(difference, pair, out, format!("type {expected} is worded as {found}"));
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the words of the source");
}
