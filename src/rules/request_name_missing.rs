//! The annotation of a request has a name.
//!
//! ## Why
//!
//! The name of a request is the name of its sample code in other languages. Without one there is no sample.
//!
//! ## Bad
//!
//! ````md
//! <!-- { "blockType": "request" } -->
//! ```http
//! GET https://switchboard.contoso.example/v1.0/calls
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! <!-- { "blockType": "request", "name": "list-calls" } -->
//! ```http
//! GET https://switchboard.contoso.example/v1.0/calls
//! ```
//! ````

use crate::fact::sample;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "request-name-missing",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("request_name_missing.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let text = &page.source.text;
    for note in page.annotations.iter().filter(|note| note.is_of("request")) {
        if note.names(text).iter().any(|name| !name.trim().is_empty()) {
            continue;
        }
        match sample::renamed_name(page, note) {
            Some(key) => out
                .report(note.span, format!("this request has no name: it stands under `{}`", key.of(text)))
                .because(key, "this key")
                .help("call the key `name`"),
            None => out.report(note.span, "this request has no name").help("add a `name` that no other request has"),
        };
    }
}
