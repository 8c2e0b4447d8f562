//! A permission table has a row for each kind of caller.
//!
//! ## Why
//!
//! A reader looks up what an app needs that acts for a person with a work account, for a person with a personal account, or by
//! itself. A missing row leaves open whether that caller is shut out or was forgotten.
//!
//! A row for *delegated* without the kind of account stands for both. Tables with rows that the locale's words do not explain
//! are not judged.
//!
//! ## Bad
//!
//! ```md
//! ## Permissions
//!
//! | Permission type | Permissions (from least to most privileged) |
//! |:---|:---|
//! | Delegated (work or school account) | Calls.Read |
//! | Application | Calls.Read.All |
//! ```
//!
//! ## Good
//!
//! ```md
//! ## Permissions
//!
//! | Permission type | Permissions (from least to most privileged) |
//! |:---|:---|
//! | Delegated (work or school account) | Calls.Read |
//! | Delegated (personal Microsoft account) | Not supported. |
//! | Application | Calls.Read.All |
//! ```

use crate::fact::{FactKind, PermissionRow, TableKind};
use crate::page::table::Table;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "permission-row-missing",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("permission_row_missing.rs"),
    checks: &[Check::Page(check)],
};

const ROWS: [PermissionRow; 3] =
    [PermissionRow::DelegatedWork, PermissionRow::DelegatedPersonal, PermissionRow::Application];

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        if info.kind != TableKind::Permissions || !(2..=3).contains(&table.header.cells.len()) {
            continue;
        }
        let Some(found) = rows(context, table) else { continue };
        let has = |row: PermissionRow| {
            found.contains(&row) || row != PermissionRow::Application && found.contains(&PermissionRow::Delegated)
        };
        let missing: Vec<&str> = ROWS.into_iter().filter(|row| !has(*row)).map(label).collect();
        if found.is_empty() || missing.is_empty() {
            continue;
        }
        out.report(table.header.span, format!("the permission table has no row for {}", missing.join(" and ")))
            .fact(FactKind::Permission, missing.join(", "))
            .help("add the row; write `Not supported.` where such a caller cannot call this");
    }
}

/// Whom the rows are for; `None` when a row cannot be told.
fn rows(context: &PageContext<'_>, table: &Table) -> Option<Vec<PermissionRow>> {
    let page = context.page();
    let mut found = Vec::with_capacity(4);
    for row in &table.rows {
        found.push(context.locale().permission_row(page.slice(row.cell(0)))?);
    }
    Some(found)
}

fn label(row: PermissionRow) -> &'static str {
    match row {
        PermissionRow::DelegatedWork => "delegated (work or school account)",
        PermissionRow::DelegatedPersonal => "delegated (personal account)",
        PermissionRow::Delegated => "delegated",
        PermissionRow::Application => "application",
    }
}
