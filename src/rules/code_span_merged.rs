//! Code spans that the source keeps apart stay apart.
//!
//! ## Why
//!
//! When the words between two code spans are lost, their backticks meet: the page shows one span with backticks in it, and the reader takes it for one name.
//!
//! ## Bad
//!
//! ```md en-US
//! The state is `busy` or `away`.
//! ```
//!
//! ```md es-ES
//! El estado es `busy``away`.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! The state is `busy` or `away`.
//! ```
//!
//! ```md es-ES
//! El estado es `busy` o `away`.
//! ```

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "code-span-merged",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("code_span_merged.rs"),
    checks: &[Check::Difference(&[FactKind::CodeSpan], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change != Change::Merged {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    let finding = report(difference, pair, out, format!("code spans are run together: {found}"));
    finding.help(format!("write them apart: {expected}"));
    if let Some(side) = &difference.translation {
        let apart = pair.page().slice(side.span).replace("``", "`, `");
        finding.replace(Safety::Unsafe, "write the code spans apart", side.span, apart);
    }
}
