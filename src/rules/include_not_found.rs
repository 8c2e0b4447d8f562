//! Every file that a page includes is there.
//!
//! ## Why
//!
//! The build breaks, or the page has a hole where the text or the sample should be.
//!
//! A translation may leave a file to the source: it is looked for in the page's own locale and then in the source's.
//! Without the source's files a translation is not judged; nor is a path out of a folder that is no locale's. Sample files in tabs are the business of
//! [snippet-missing](snippet-missing.md).
//!
//! ## Bad
//!
//! ```md en-US/v1.0/api/call-get.md
//! # Get call
//!
//! [!INCLUDE [note](../includes/no-such-note.md)]
//! ```
//!
//! ## Good
//!
//! ```md en-US/v1.0/api/call-get.md
//! # Get call
//!
//! [!INCLUDE [note](../includes/note.md)]
//! ```
//!
//! ```md en-US/v1.0/includes/note.md
//! Calls are billed.
//! ```

use crate::docset::files::is_sample;
use crate::docset::target::{self, Target};
use crate::fact::FactKind;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "include-not-found",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("include_not_found.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for include in &page.includes {
        let path = page.slice(include.path);
        let in_tab = || {
            // They are in order of place, none within another.
            let before = page.tabs.partition_point(|group| group.span.start <= include.span.start);
            let group = before.checked_sub(1).and_then(|last| page.tabs.get(last));
            group.is_some_and(|group| group.span.holds(include.span.start))
        };
        if is_sample(path) && in_tab() {
            continue;
        }
        let message = match target::follow(context.docset, context.member, path) {
            Target::Found | Target::Unknown => continue,
            Target::Missing(resolved) => {
                format!("there is no file {} to include", target::shown(context.docset, context.member, &resolved))
            }
            Target::Outside => format!("{path} leads out of the folder of the docset"),
        };
        out.report(include.path, message)
            .found(path)
            .fact(FactKind::Include, path)
            .help("correct the path, or add the file");
    }
}
