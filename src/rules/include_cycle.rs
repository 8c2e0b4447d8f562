//! No page includes itself, not even by way of other pages.
//!
//! ## Why
//!
//! Such a page has no end; builds break on it.
//!
//! ## Bad
//!
//! ```md en-US/includes/a.md
//! [!INCLUDE [b](b.md)]
//! ```
//!
//! ```md en-US/includes/b.md
//! [!INCLUDE [a](a.md)]
//! ```
//!
//! ## Good
//!
//! ```md en-US/includes/a.md
//! [!INCLUDE [b](b.md)]
//! ```
//!
//! ```md en-US/includes/b.md
//! Calls are billed.
//! ```

use crate::docset::includes;
use crate::fact::FactKind;
use crate::rule::{Check, DocSetContext, Findings, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "include-cycle",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("include_cycle.rs"),
    checks: &[Check::DocSet(check)],
};

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let docset = context.docset;
    for (id, place, back) in includes::follow(docset).cycles {
        let Some((member, other)) = docset.get(id).zip(docset.get(back)) else { continue };
        let message = if id == back {
            "the page includes itself".to_owned()
        } else {
            format!("this leads back to {}, which includes this page", other.key)
        };
        let finding = out.report_on(id, place, message);
        finding.fact(FactKind::Include, member.page.slice(place)).help("remove one of the includes");
        if let Some(first) = other.page.includes.first().filter(|_| id != back) {
            finding.because_of(back, first.span, "the page it leads back to");
        }
    }
}
