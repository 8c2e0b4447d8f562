//! The identifiers in a page's title are never translated.
//!
//! ## Why
//!
//! The title is what search engines and tables of contents show. Nobody who looks for `call: transfer` finds `llamar: transferir`.
//!
//! ## Bad
//!
//! ```md en-US
//! ---
//! title: "call: transfer"
//! ---
//!
//! # call: transfer
//! ```
//!
//! ```md es-ES
//! ---
//! title: "llamar a: transferir"
//! ---
//!
//! # <a name="call-transfer"></a>llamar a: transferir
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ---
//! title: "call: transfer"
//! ---
//!
//! # call: transfer
//! ```
//!
//! ```md es-ES
//! ---
//! title: "call: transfer"
//! ---
//!
//! # <a name="call-transfer"></a>call: transfer
//! ```

use crate::drift::{Change, Difference};
use crate::fact::{FactKind, token};
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "title-identifier-changed",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("title_identifier_changed.rs"),
    checks: &[Check::Difference(&[FactKind::Title], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    let message = match difference.change {
        Change::Translated => format!("the title does not name {expected}: {found}"),
        _ => format!("the title writes {expected} as {found}"),
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    let Some((source, translation)) = difference.both() else { return };
    let title = pair.source.page.slice(source.span);
    let is_name = title
        .split_once(": ")
        .is_some_and(|(resource, method)| [resource, method].iter().all(|part| token::is_identifier(part.trim())));
    if matches!(difference.change, Change::Recased | Change::Transliterated) {
        finding.replace(Safety::Safe, "restore the identifier", translation.span, expected);
    } else if is_name {
        finding.replace(Safety::Safe, "restore the title", translation.span, title);
    }
}
