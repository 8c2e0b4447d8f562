//! A chain of includes has at most 16 links.
//!
//! ## Why
//!
//! Builds stop somewhere, and a page that is put together from so many files can be edited by nobody.
//!
//! ## No example
//!
//! An example would need 18 pages; the test of the rule makes them.

use crate::docset::{PageId, includes};
use crate::page::limit::INCLUDE_DEPTH;
use crate::rule::{Check, DocSetContext, Findings, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "include-too-deep",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("include_too_deep.rs"),
    checks: &[Check::DocSet(check)],
};

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let found = includes::follow(context.docset);
    for (at, (depth, place)) in found.depths.iter().zip(&found.longest).enumerate() {
        if let Some(place) = place.filter(|_| *depth > INCLUDE_DEPTH) {
            let message = format!("{depth} files include each other from here on; {INCLUDE_DEPTH} is the limit");
            out.report_on(PageId(at as u32), place, message).help("include the text itself");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE, check};
    use crate::docset::{DocSet, Locales, texts};
    use crate::rule::{DocSetContext, Findings, Settings};

    fn chain(length: usize) -> usize {
        let page = |at: usize| {
            let text = if at < length { format!("[!INCLUDE [x](page{}.md)]\n", at + 1) } else { "end\n".to_owned() };
            (format!("en-US/page{at}.md"), text)
        };
        let docset: DocSet = texts::from_texts((0..=length).map(page).collect(), "en-US", true, &Locales::built_in());
        let mut found = Findings::default();
        check(&DocSetContext { docset: &docset, settings: &Settings::default() }, &mut found);
        assert_eq!(RULE.id, "include-too-deep");
        found.list.len()
    }

    #[test]
    fn reports_pages_whose_chain_is_too_long() {
        assert_eq!(chain(16), 0);
        assert_eq!(chain(18), 2);
    }
}
