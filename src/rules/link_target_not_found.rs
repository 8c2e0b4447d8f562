//! Every relative link leads to a file that is there.
//!
//! ## Why
//!
//! The reader who follows the link finds an error page.
//!
//! A translation may leave a file to the source: it is looked for in the page's own locale and then in the source's.
//! Without the source's files a translation is not judged. Links to other sites, to absolute addresses of the
//! published site (`/graph/…`) and to places on the page itself are not judged either.
//!
//! ## Bad
//!
//! ```md en-US/v1.0/api/call-get.md
//! Returns a [call](../resources/no-such-call.md).
//! ```
//!
//! ## Good
//!
//! ```md en-US/v1.0/api/call-get.md
//! Returns a [call](../resources/call.md#properties).
//! ```
//!
//! ```md en-US/v1.0/resources/call.md
//! # call resource type
//! ```

use crate::docset::target::{self, Target};
use crate::fact::FactKind;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "link-target-not-found",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("link_target_not_found.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for link in &page.links {
        let written = link.target(&page.source.text);
        let message = match target::follow(context.docset, context.member, written) {
            Target::Found | Target::Unknown => continue,
            Target::Missing(resolved) => format!("the link leads to {resolved}, which is not there"),
            Target::Outside => format!("the link to {written} leads out of the folder of the docset"),
        };
        let place = if link.target.is_empty() { link.span } else { link.target };
        out.report(place, message)
            .found(written)
            .fact(FactKind::LinkTarget, written)
            .help("correct the target, or add the file");
    }
}
