//! The tabs of a group stand in the order that most groups have.
//!
//! ## Why
//!
//! Readers find their language by its place. Where one page has another order they pick the wrong tab.
//!
//! What counts is which of two tabs stands first in most groups of the docset. `isogloss snippets` brings the tabs of its
//! languages into their order.
//!
//! ## Bad
//!
//! ```md en-US/a.md
//! # [HTTP](#tab/http)
//! One.
//! # [C#](#tab/csharp)
//! Two.
//! # [Go](#tab/go)
//! Three.
//! ---
//!
//! # [HTTP](#tab/http)
//! One.
//! # [C#](#tab/csharp)
//! Two.
//! # [Go](#tab/go)
//! Three.
//! ---
//!
//! # [HTTP](#tab/http)
//! One.
//! # [Go](#tab/go)
//! Three.
//! # [C#](#tab/csharp)
//! Two.
//! ---
//! ```
//!
//! ## Good
//!
//! ```md en-US/a.md
//! # [HTTP](#tab/http)
//! One.
//! # [C#](#tab/csharp)
//! Two.
//! # [Go](#tab/go)
//! Three.
//! ---
//! ```

use crate::docset::PageId;
use crate::fact::FactKind;
use crate::rule::{Check, DocSetContext, Findings, Rule, Severity};
use crate::snippet::tab_order::{TabOrder, is_of_request};

/// The rule.
pub static RULE: Rule = Rule {
    id: "tab-order",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("tab_order.rs"),
    checks: &[Check::DocSet(check)],
};

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let order = TabOrder::of(context.docset);
    for (at, member) in context.docset.members.iter().enumerate().filter(|(_, member)| member.wanted) {
        let page = &member.page;
        for group in page.tabs.iter().filter(|group| is_of_request(page, group)) {
            let Some(tabs) = group.tabs.get(1..) else { continue };
            for (first, second) in tabs.iter().zip(tabs.iter().skip(1)) {
                let (before, after) = (page.slice(first.id), page.slice(second.id));
                let here = order.count(before, after);
                let elsewhere = order.count(after, before);
                if elsewhere <= here {
                    continue;
                }
                let message = format!(
                    "the tab {after} stands before {before} in most groups ({elsewhere} of {})",
                    here + elsewhere
                );
                out.report_on(PageId(at as u32), second.id, message)
                    .found(format!("{before}, {after}"))
                    .expected(format!("{after}, {before}"))
                    .fact(FactKind::Tab, after)
                    .because(first.id, "it follows this tab here")
                    .help("move it; `isogloss snippets` does it for the languages it writes");
                // One that has moved far is told once.
                break;
            }
        }
    }
}
