//! No section includes the same file twice.
//!
//! ## Why
//!
//! The reader sees the same text or the same sample two times. Mostly the second line was meant for another file. The
//! same file in several tabs, such as the link to the SDK documentation, is no repetition; nor are cells of a table.
//!
//! ## Bad
//!
//! ```md
//! ## Example
//!
//! [!INCLUDE [sample](../includes/call-get-csharp.md)]
//! [!INCLUDE [sample](../includes/call-get-csharp.md)]
//! ```
//!
//! ## Good
//!
//! ```md
//! # [C#](#tab/csharp)
//! [!INCLUDE [sample](../includes/call-get-csharp.md)]
//! [!INCLUDE [setup](../includes/sdk-documentation.md)]
//!
//! # [Go](#tab/go)
//! [!INCLUDE [sample](../includes/call-get-go.md)]
//! [!INCLUDE [setup](../includes/sdk-documentation.md)]
//!
//! ---
//! ```

use crate::fact::FactKind;
use crate::page::visible::around;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "include-duplicate",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("include_duplicate.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for (at, include) in page.includes.iter().enumerate() {
        let path = page.slice(include.path);
        let section = page.section_index(include.span.start);
        let before = page.includes.get(..at).unwrap_or(&[]).iter().rev();
        let first = before
            .take_while(|other| page.section_index(other.span.start) == section)
            .find(|other| page.slice(other.path) == path && !parted(context, other.span, include.span));
        let Some(first) = first else { continue };
        if around(&page.tables, include.span, |table| table.span).next().is_some() {
            continue;
        }
        out.report(include.span, format!("{path} is included twice in this section"))
            .found(path)
            .fact(FactKind::Include, path)
            .because(first.span, "the first")
            .help("remove one, or name the file that was meant");
    }
}

/// Whether a group of tabs ends between the two.
fn parted(context: &PageContext<'_>, first: crate::text::Span, second: crate::text::Span) -> bool {
    let closes = context.page().tabs.iter().filter_map(|group| group.close);
    closes.into_iter().any(|close| first.start < close.start && close.start < second.start)
}
