//! Lists and quotes of a page are nested at most 64 deep.
//!
//! ## Why
//!
//! Deeper nesting is no documentation. It takes readers of Markdown a time that grows with the square of its depth, so
//! the rest of such a page is not read.
//!
//! ## Bad
//!
//! ```md
//! > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > deep
//! ```
//!
//! ## Good
//!
//! ```md
//! > > not deep
//! ```

use crate::page::limit::{CONTAINER_DEPTH, Limit};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "page-too-deep",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("page_too_deep.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    for hit in context.page().limits().iter().filter(|hit| hit.limit == Limit::ContainerDepth) {
        let message =
            format!("lists and quotes are nested {} deep; more than {CONTAINER_DEPTH} are not read", hit.found);
        out.report(hit.span, message).help("nest them less deep: the page was not read");
    }
}
