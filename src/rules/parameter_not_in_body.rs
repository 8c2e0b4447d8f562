//! Every required parameter is in the body of the example request.
//!
//! ## Why
//!
//! An example that leaves out what must be sent fails when a reader tries it.
//!
//! A parameter counts when its description says that it is required, or when the example has a key that is nearly its name.
//! Only the top level of the body is compared.
//!
//! ## Bad
//!
//! ````md
//! ## Request body
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | to | String | Who is called. Required. |
//! | subject | String | What it is about. |
//!
//! ## Example
//!
//! <!-- { "blockType": "request", "name": "call" } -->
//! ```http
//! POST https://switchboard.contoso.example/v1.0/calls
//!
//! { "subject": "Lunch" }
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
//! | to | String | Who is called. Required. |
//! | subject | String | What it is about. |
//!
//! ## Example
//!
//! <!-- { "blockType": "request", "name": "call" } -->
//! ```http
//! POST https://switchboard.contoso.example/v1.0/calls
//!
//! { "to": "4402" }
//! ```
//! ````

use crate::fact::words::Requirement;
use crate::fact::{ColumnRole, FactKind, body};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::text::nearest::nearest;
use std::collections::HashSet;

/// The rule.
pub static RULE: Rule = Rule {
    id: "parameter-not-in-body",
    severity: Severity::Info,
    default_on: false,
    fixable: false,
    options: &[],
    source: include_str!("parameter_not_in_body.rs"),
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
    let bodies: Vec<_> = body::request_bodies(page).map(|(_, keys)| keys).collect();
    if bodies.is_empty() {
        return;
    }
    let parameters = body::parameters(page, &context.member.tables);
    let sent: HashSet<&str> = bodies.iter().flatten().map(|key| &*key.name).collect();
    let known: HashSet<&str> = parameters.iter().map(|parameter| &*parameter.name).collect();
    if !sent.iter().any(|key| known.contains(key)) {
        return;
    }
    // How often a key much like a name is looked for: enough for any real page.
    let mut looks = 100_u32;
    for parameter in parameters.iter().filter(|parameter| !sent.contains(&*parameter.name)) {
        let free = bodies.iter().flatten().filter(|key| !known.contains(&*key.name));
        looks = looks.saturating_sub(1);
        let near = if looks > 0 { nearest(&parameter.name, free.clone().map(|key| &*key.name)) } else { None };
        let near = near.and_then(|near| free.clone().find(|key| key.name == near));
        if near.is_none() && !is_required(context, parameter.row) {
            continue;
        }
        let finding = out.report(parameter.span, format!("no example sends `{}`", parameter.name));
        finding.found(&*parameter.name).fact(FactKind::Name, &*parameter.name);
        match near {
            Some(near) => finding.because(near.span, "a key much like it").help("make the two agree"),
            None => finding.help("send it in the example: it is required"),
        };
    }
}

fn is_required(context: &PageContext<'_>, (table, row): (usize, usize)) -> bool {
    let Some(info) = context.member.tables.get(table) else { return false };
    let Some(row) = context.page().tables.get(table).and_then(|table| table.rows.get(row)) else { return false };
    info.columns.iter().enumerate().any(|(at, role)| {
        let cell = context.page().slice(row.cell(at));
        match role {
            Some(ColumnRole::Description) => context.locale().requirement(cell) == Some(Requirement::Required),
            Some(ColumnRole::Required) => {
                context.locale().answer(cell) == Some(true)
                    || context.locale().requirement(cell) == Some(Requirement::Required)
            }
            _ => false,
        }
    })
}
