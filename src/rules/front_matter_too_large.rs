//! The front matter has at most 64 KiB.
//!
//! ## Why
//!
//! A larger one is not read, so the page counts as one without keys. The largest one known has 2 kB.
//!
//! ## No example
//!
//! Front matter of 64 KiB is too much for documentation.

use crate::page::limit::{FRONT_MATTER_BYTES, Limit};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "front-matter-too-large",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("front_matter_too_large.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    for hit in context.page().limits().iter().filter(|hit| hit.limit == Limit::FrontMatterBytes) {
        let opening = Span::new(hit.span.from(), hit.span.from() + 3);
        let message = format!("the front matter has {} bytes; more than {FRONT_MATTER_BYTES} are not read", hit.found);
        out.report(opening, message).help("keep only keys there");
    }
}

#[cfg(test)]
mod tests {
    use crate::page;
    use crate::page::limit::{FRONT_MATTER_BYTES, Limit};
    use crate::text::Source;

    #[test]
    fn the_reader_stops_at_the_limit() {
        let text = format!("---\ntitle: \"{}\"\n---\n# Call\n", "a".repeat(FRONT_MATTER_BYTES));
        let page = page::parse(Source::new("x.md", text));
        assert!(page.limits().iter().any(|hit| hit.limit == Limit::FrontMatterBytes));
    }
}
