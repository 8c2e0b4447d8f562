//! Every key that the example request sends is a documented parameter.
//!
//! ## Why
//!
//! A reader who finds `forwardsTo` in the example and `forwardTo` in the table has to guess. Most of such keys are slips or
//! names of an older version.
//!
//! Only the top level of the body is compared, and only where the page has a table of parameters and the body has some of them.
//!
//! ## Bad
//!
//! ````md
//! ## Request body
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | displayName | String | The name. |
//! | forwardTo | String | The number that takes over. |
//!
//! ## Example
//!
//! <!-- { "blockType": "request", "name": "update" } -->
//! ```http
//! PATCH https://switchboard.contoso.example/v1.0/extensions/1
//!
//! { "displayName": "Desk", "forwardsTo": "4405" }
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! ## Request body
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | displayName | String | The name. |
//! | forwardTo | String | The number that takes over. |
//!
//! ## Example
//!
//! <!-- { "blockType": "request", "name": "update" } -->
//! ```http
//! PATCH https://switchboard.contoso.example/v1.0/extensions/1
//!
//! { "displayName": "Desk", "forwardTo": "4405" }
//! ```
//! ````

use crate::fact::{FactKind, body};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::text::nearest::nearest;
use std::collections::HashSet;

/// The rule.
pub static RULE: Rule = Rule {
    id: "body-key-undocumented",
    severity: Severity::Info,
    default_on: false,
    fixable: false,
    options: &[],
    source: include_str!("body_key_undocumented.rs"),
    checks: &[Check::Page(own), Check::Unpaired(check)],
};

/// Translations with a known source are compared with it instead.
fn own(context: &PageContext<'_>, out: &mut Findings) {
    if !context.is_translation() {
        check(context, out);
    }
}

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let mut bodies = body::request_bodies(page).peekable();
    if bodies.peek().is_none() {
        return;
    }
    let parameters = body::parameters(page, &context.member.tables);
    let known: HashSet<&str> = parameters.iter().map(|parameter| &*parameter.name).collect();
    if known.is_empty() {
        return;
    }
    // How often a name much like an unknown one is looked for: enough for any real page.
    let mut looks = 100_u32;
    for (_, keys) in bodies {
        let sent: HashSet<&str> = keys.iter().map(|key| &*key.name).collect();
        // A body that has nothing of the table is wrapped in something, or another thing.
        let (named, unknown): (Vec<_>, Vec<_>) = keys.iter().partition(|key| known.contains(&*key.name));
        if named.is_empty() {
            continue;
        }
        for key in unknown.into_iter().filter(|key| !key.name.contains('@')) {
            looks = looks.saturating_sub(1);
            let free = parameters.iter().map(|parameter| &*parameter.name).filter(|name| !sent.contains(name));
            let near = if looks > 0 { nearest(&key.name, free) } else { None };
            let finding =
                out.report(key.span, format!("the example sends `{}`, which no row of the table names", key.name));
            finding.found(&*key.name).fact(FactKind::JsonKey, &*key.name);
            match near.and_then(|near| parameters.iter().find(|parameter| parameter.name == near)) {
                Some(near) => finding
                    .expected(&*near.name)
                    .because(near.span, "a row much like it")
                    .help(format!("did you mean `{}`?", near.name)),
                None => finding.help("document the key, or leave it out of the example"),
            };
        }
    }
}
