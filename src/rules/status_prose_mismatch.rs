//! The status that the prose of the response section promises is the one the examples show.
//!
//! ## Why
//!
//! A client that waits for `200 OK` takes `202 Accepted` for a failure. One of the two is wrong, and the reader cannot know
//! which.
//!
//! Pages that describe several codes, or show several examples, are reported only when they have no code in common.
//! Examples of errors do not count against prose about success.
//!
//! ## Bad
//!
//! ````md
//! ## Response
//!
//! If successful, this method returns `200 OK`.
//!
//! ## Example
//!
//! ```http
//! HTTP/1.1 202 Accepted
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! ## Response
//!
//! If successful, this method returns `202 Accepted`.
//!
//! ## Example
//!
//! ```http
//! HTTP/1.1 202 Accepted
//! ```
//! ````

use crate::fact::{FactKind, promise};
use crate::page::http::HttpMessage;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::text::Span;
use std::collections::BTreeSet;

/// The rule.
pub static RULE: Rule = Rule {
    id: "status-prose-mismatch",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("status_prose_mismatch.rs"),
    checks: &[Check::Page(check)],
};

/// A status code and where it stands.
type Code = (u16, Span);

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let examples: Vec<Code> = page
        .code
        .iter()
        .filter_map(|code| match code.http.as_deref() {
            Some(HttpMessage::Response(response)) if response.status != 0 => {
                Some((response.status, response.status_span))
            }
            _ => None,
        })
        .filter(|(status, _)| *status < 400)
        .collect();
    let Some((status, place)) = examples.first() else { return };
    let prose = promise::codes(page, context.locale());
    let Some((_, at)) = prose.first() else { return };
    let set = |codes: &[Code]| codes.iter().map(|(code, _)| *code).collect::<BTreeSet<u16>>();
    let (shown, said) = (set(&examples), set(&prose));
    if !shown.is_disjoint(&said) {
        return;
    }
    let list = |codes: &BTreeSet<u16>| codes.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    out.report(*place, format!("the example answers {}, the prose says {}", list(&shown), list(&said)))
        .found(status.to_string())
        .fact(FactKind::Status, "response")
        .because(*at, "the prose")
        .help("make the two agree");
}
