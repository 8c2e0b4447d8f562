//! Identifiers that the source sets in bold stand unchanged, and bold, in the translation.
//!
//! ## Why
//!
//! Bold is how many pages mark a property in prose. Without it, or in other letters, a reader no longer sees that a property is meant.
//!
//! ## Bad
//!
//! ```md en-US
//! Set **isMuted** first.
//! ```
//!
//! ```md es-ES
//! Establezca primero **está silenciado**.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! Set **isMuted** first.
//! ```
//!
//! ```md es-ES
//! Primero establezca **isMuted**.
//! ```

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::page::stray;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "bold-identifier-lost",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("bold_identifier_lost.rs"),
    checks: &[Check::Difference(&[FactKind::Bold], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    // `text-after-comment` tells it.
    if difference.translation.is_none() && stray::is_behind_comment(pair.page(), &format!("**{expected}**")) {
        return;
    }
    let message = match difference.change {
        Change::Unmarked | Change::Fewer => return,
        Change::Lost => format!("**{expected}** is lost"),
        _ => format!("**{expected}** is changed to **{found}**"),
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write **{expected}**"));
    restore(finding, difference, pair, "restore the identifier");
}
