//! A link whose text is an identifier keeps its text.
//!
//! ## Why
//!
//! The text names the resource behind the link. In other words or other capitals it names nothing that exists.
//!
//! ## Bad
//!
//! ```md en-US
//! See [callRecord](../resources/callrecord.md).
//! ```
//!
//! ```md es-ES
//! Vea [registro de llamada](../resources/callrecord.md).
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! See [callRecord](../resources/callrecord.md).
//! ```
//!
//! ```md es-ES
//! Vea [callRecord](../resources/callrecord.md).
//! ```

use crate::drift::Difference;
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "link-text-changed",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("link_text_changed.rs"),
    checks: &[Check::Difference(&[FactKind::LinkText], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    let finding = report(difference, pair, out, format!("the link {expected} reads {found}"));
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the text of the link");
}
