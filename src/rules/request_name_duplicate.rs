//! The requests of one page have names of their own.
//!
//! ## Why
//!
//! The name of a request is the name of its sample code. Two requests with one name overwrite each other's samples, and one
//! of them is shown with code that does something else.
//!
//! Names that make the same file name count as one: capitals, dots and spaces are dropped, `_` becomes `-`.
//!
//! ## Bad
//!
//! ````md
//! <!-- { "blockType": "request", "name": "list-calls" } -->
//! ```http
//! GET https://switchboard.contoso.example/v1.0/calls
//! ```
//!
//! <!-- { "blockType": "request", "name": "list-calls" } -->
//! ```http
//! GET https://switchboard.contoso.example/v1.0/calls?$top=5
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
//!
//! <!-- { "blockType": "request", "name": "list-calls-top" } -->
//! ```http
//! GET https://switchboard.contoso.example/v1.0/calls?$top=5
//! ```
//! ````

use crate::fact::sample::NamedRequest;
use crate::fact::{FactKind, sample};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use foldhash::HashMap;
use std::collections::hash_map::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    id: "request-name-duplicate",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("request_name_duplicate.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let mut seen: HashMap<String, NamedRequest<'_>> = HashMap::default();
    for request in sample::named_requests(page) {
        let first = match seen.entry(sample::file_form(&request.name)) {
            Entry::Vacant(free) => {
                free.insert(request);
                continue;
            }
            Entry::Occupied(first) => first,
        };
        let first = first.get();
        let message = if first.name == request.name {
            format!("a second request is called `{}`", request.name)
        } else {
            format!("`{}` and `{}` name the same sample files", request.name, first.name)
        };
        out.report(request.span, message)
            .found(&*request.name)
            .fact(FactKind::Annotation, format!("{}/name", request.name))
            .because(first.span, "the first one")
            .help("give every request a name of its own");
    }
}
