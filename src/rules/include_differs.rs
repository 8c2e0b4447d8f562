//! A translation includes the files that its source includes.
//!
//! ## Why
//!
//! The sample code of a page comes from include files. A wrong or missing one shows the reader the code of another method, or none.
//!
//! ## Bad
//!
//! ```md en-US
//! [!INCLUDE [sample](../includes/get-call.md)]
//! ```
//!
//! ```md es-ES
//! [!INCLUDE [sample](../includes/get-user.md)]
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! [!INCLUDE [sample](../includes/get-call.md)]
//! ```
//!
//! ```md es-ES
//! [!INCLUDE [ejemplo](../includes/get-call.md)]
//! ```

use crate::drift::Difference;
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "include-differs",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("include_differs.rs"),
    checks: &[Check::Difference(&[FactKind::Include], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let expected = difference.expected();
    let message = match &difference.translation {
        Some(side) => format!("the source includes {expected} here, not {}", side.value),
        None => format!("the source includes {expected} here"),
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("include {expected}"));
    restore(finding, difference, pair, "restore the path");
}
