//! Every link of the source is there and leads where it leads in the source.
//!
//! ## Why
//!
//! A translated or broken target leads nowhere, and a lost link leaves the reader without the page that explains the rest.
//!
//! ## Bad
//!
//! ```md en-US
//! See [records](../resources/record.md).
//! ```
//!
//! ```md es-ES
//! Vea [registros](../recursos/registro.md).
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! See [records](../resources/record.md).
//! ```
//!
//! ```md es-ES
//! Vea [registros](../resources/record.md).
//! ```

use crate::drift::Difference;
use crate::drift::references::broken;
use crate::fact::FactKind;
use crate::page::{stray, visible};
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "link-target-changed",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("link_target_changed.rs"),
    checks: &[Check::Difference(&[FactKind::LinkTarget], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    let is_reference = difference.source.as_ref().is_some_and(|side| pair.source.page.slice(side.span) != side.value);
    let page = pair.page();
    // `link-reference-broken` tells it.
    if is_reference
        && difference.translation.is_none()
        && visible::spans(page).any(|area| broken(page, area).next().is_some())
    {
        return;
    }
    // `text-after-comment` tells it.
    if let (Some(side), None) = (&difference.source, &difference.translation)
        && stray::is_behind_comment(page, &format!("]({}", pair.source.page.slice(side.span)))
    {
        return;
    }
    let message = if difference.translation.is_some() {
        format!("the link to {expected} leads to {found}")
    } else {
        format!("the link to {expected} is lost")
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("link to {expected}"));
    if !is_reference {
        restore(finding, difference, pair, "restore the target");
    }
}
