//! A page has at most 4 MiB.
//!
//! ## Why
//!
//! A larger page is not read at all, so none of its faults is found. The largest reference page known has 150 kB.
//!
//! ## No example
//!
//! A page of 4 MiB is too much for documentation.

use crate::page::limit::{Limit, PAGE_BYTES};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "page-too-large",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("page_too_large.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    for hit in context.page().limits().iter().filter(|hit| hit.limit == Limit::PageBytes) {
        let message = format!("the page has {} bytes; pages of more than {PAGE_BYTES} are not read", hit.found);
        out.report(hit.span, message).help("split the page");
    }
}

#[cfg(test)]
mod tests {
    use crate::page;
    use crate::page::limit::{Limit, PAGE_BYTES};
    use crate::text::Source;

    #[test]
    fn the_reader_stops_at_the_limit() {
        let page = page::parse(Source::new("x.md", "a\n".repeat(PAGE_BYTES / 2 + 1)));
        assert!(page.limits().iter().any(|hit| hit.limit == Limit::PageBytes));
        assert!(page.sections.is_empty());
    }
}
