//! Every sample file that a tab includes is there.
//!
//! ## Why
//!
//! The tab is empty, or the build breaks. Mostly a language was given up and its tabs stayed, or the request has a new name.
//!
//! A translation may leave a file to the source: it is looked for in the page's own locale and then in the source's. Of a
//! locale that has no sample files at all nobody knows where they come from; its tabs are not judged. Other includes are
//! the business of [include-not-found](include-not-found.md).
//!
//! ## Bad
//!
//! ```md en-US/v1.0/api/call-get.md
//! # [HTTP](#tab/http)
//! Text.
//! # [Go](#tab/go)
//! [!INCLUDE [sample-code](../includes/snippets/go/get-call-go-snippets.md)]
//!
//! ---
//! ```
//!
//! ## Good
//!
//! ```md en-US/v1.0/api/call-get.md
//! # [HTTP](#tab/http)
//! Text.
//! # [Go](#tab/go)
//! [!INCLUDE [sample-code](../includes/snippets/go/get-call-go-snippets.md)]
//!
//! ---
//! ```
//!
//! ````md en-US/v1.0/includes/snippets/go/get-call-go-snippets.md
//! ```go
//! client.Get("/calls")
//! ```
//! ````

use crate::docset::files::is_sample;
use crate::docset::{samples, target};
use crate::fact::FactKind;
use crate::page::model::within;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "snippet-missing",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("snippet_missing.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    if page.tabs.is_empty() {
        return;
    }
    let place = samples::page_place(context.docset, context.member);
    for tab in page.tabs.iter().flat_map(|group| &group.tabs) {
        for include in within(&page.includes, tab.body, |include| include.span) {
            let path = page.slice(include.path);
            if !is_sample(path) {
                continue;
            }
            let id = page.slice(tab.id);
            let message = if samples::is_missing(context.docset, &place, path) {
                format!("the sample of the tab {id} is not there")
            } else if target::leads_out(context.member, path) {
                format!("{path} leads out of the folder of the docset")
            } else {
                continue;
            };
            out.report(include.path, message)
                .found(path)
                .fact(FactKind::Include, path)
                .help("write it (`isogloss snippets`), or remove the tab (`isogloss snippets --prune`)");
        }
    }
}
