//! No tab stands twice in one group.
//!
//! ## Why
//!
//! Tabs are switched by their id. Of two tabs with one id only the first can be opened.
//!
//! Where a line `---` is missing between two groups, [tab-group-unclosed](tab-group-unclosed.md) says so.
//!
//! ## Bad
//!
//! ```md
//! # [HTTP](#tab/http)
//! One.
//! # [Go](#tab/go)
//! Two.
//! # [C#](#tab/go)
//! Three.
//! ---
//! ```
//!
//! ## Good
//!
//! ```md
//! # [HTTP](#tab/http)
//! One.
//! # [Go](#tab/go)
//! Two.
//! # [C#](#tab/csharp)
//! Three.
//! ---
//! ```

use crate::fact::FactKind;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "tab-duplicate",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("tab_duplicate.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for group in &page.tabs {
        for (at, tab) in group.tabs.iter().enumerate() {
            let id = page.slice(tab.id);
            let before = group.tabs.get(..at).unwrap_or(&[]);
            let Some(first) = before.iter().find(|other| page.slice(other.id).eq_ignore_ascii_case(id)) else {
                continue;
            };
            out.report(tab.id, format!("the group has the tab {id} twice"))
                .found(id)
                .fact(FactKind::Tab, id)
                .because(first.id, "the first")
                .help("remove one, or correct its id");
        }
    }
}
