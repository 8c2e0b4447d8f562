//! A group of tabs ends with a line `---`.
//!
//! ## Why
//!
//! Without that line nothing tells where the last tab ends, and what follows the group is shown within it.
//!
//! Other headings are content of a tab. Only where a tab comes again that the group has already, below such a heading or after
//! nothing has closed the group at all, there are two groups, and the first lacks its line.
//!
//! ## Bad
//!
//! ````md
//! # [HTTP](#tab/http)
//! ```http
//! GET /calls
//! ```
//! # [Go](#tab/go)
//! [!INCLUDE [sample](../includes/calls-go.md)]
//!
//! ### Response
//! ````
//!
//! ## Good
//!
//! ````md
//! # [HTTP](#tab/http)
//! ```http
//! GET /calls
//! ```
//! # [Go](#tab/go)
//! [!INCLUDE [sample](../includes/calls-go.md)]
//! ---
//!
//! ### Response
//! ````

use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "tab-group-unclosed",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("tab_group_unclosed.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    for group in context.page().tabs.iter().filter(|group| group.close.is_none()) {
        let Some(last) = group.tabs.last() else { continue };
        let count = group.tabs.len();
        let tabs = if count == 1 { "one tab".to_owned() } else { format!("{count} tabs") };
        let first = group.tabs.first().unwrap_or(last);
        out.report(first.title, format!("the group of {tabs} is never closed"))
            .because(last.title, "its last tab")
            .help("write a line --- where the last tab ends");
    }
}
