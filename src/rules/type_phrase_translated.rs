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
use crate::fact::plain::plain;
use crate::fact::{FactKind, cell};
use crate::page::Page;
use crate::rule::mistranslation::{cell_at, report, restore};
use crate::rule::spelling::is_that_of_link;
use crate::rule::{Check, Findings, PairContext, Rule, Safety, Severity};
use crate::text::Span;

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
    let (expected, found) = (difference.expected(), difference.found());
    match difference.change {
        Change::Reworded => {
            let finding = report(difference, pair, out, format!("type {expected} is worded as {found}"));
            finding.help(format!("write {expected}"));
            restore(finding, difference, pair, "restore the words of the source");
        }
        Change::Recased if is_that_of_link(pair, difference.place, found) => around_name(difference, pair, out),
        _ => {}
    }
}

/// The words around a type whose name is right as the translation has it and wrong in the source.
fn around_name(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (name, right) = (difference.expected(), difference.found());
    let Some((ours, theirs)) = difference.both() else { return };
    let (Some(ours), Some(theirs)) = (core(&pair.source.page, ours.span), core(pair.page(), theirs.span)) else {
        return;
    };
    let text = pair.source.page.slice(ours).replacen(name, right, 1);
    let (expected, found) = (plain(&text), plain(pair.page().slice(theirs)));
    if expected == found {
        return;
    }
    let finding = report(difference, pair, out, format!("type {expected} is worded as {found}"));
    finding.span = theirs;
    finding.expected(&*expected).found(&*found).help(format!("write {expected}"));
    finding.replace(Safety::Safe, "restore the words of the source", theirs, &*text);
}

/// The cell around `place`, without the marks around it.
fn core(page: &Page, place: Span) -> Option<Span> {
    let cell = cell_at(page, place)?;
    Some(cell.part(cell::core(page.slice(cell))))
}
