//! The name of an HTTP header is never translated.
//!
//! ## Why
//!
//! A reader who copies `Autorización` into a program sends a header that no server knows.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Request headers
//!
//! | Header | Value |
//! |:-------|:------|
//! | Authorization | Bearer {token} |
//! ```
//!
//! ```md es-ES
//! ## <a name="request-headers"></a>Encabezados de solicitud
//!
//! | Encabezado | Valor |
//! |:-----------|:------|
//! | Autorización | Bearer {token} |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Request headers
//!
//! | Header | Value |
//! |:-------|:------|
//! | Authorization | Bearer {token} |
//! ```
//!
//! ```md es-ES
//! ## <a name="request-headers"></a>Encabezados de solicitud
//!
//! | Encabezado | Valor |
//! |:-----------|:------|
//! | Authorization | Bearer {token} |
//! ```

use crate::drift::Difference;
use crate::fact::{FactKind, TableKind, cell};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "header-name-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("header_name_translated.rs"),
    checks: &[Check::Difference(&[FactKind::HeaderName], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let Some((source, translation)) = difference.both() else { return };
    out.report(translation.span, format!("header {} is translated as {}", source.value, translation.value))
        .expected(&source.value)
        .found(&translation.value)
        .fact(difference.kind, &difference.key)
        .because_of(pair.source_id, source.span, "the source")
        .help(format!("write {}", source.value))
        .replace(Safety::Safe, "restore the header's name", translation.span, pair.source.page.slice(source.span));
}

/// Without a source: the locale's list of translated header names.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        if info.kind != TableKind::Headers {
            continue;
        }
        for row in &table.rows {
            let name = cell::header_name(page.slice(row.cell(0)));
            if let Some(header) = context.locale().canonical_header(&name) {
                out.report(row.cell(0), format!("header {header} is translated as {name}"))
                    .expected(header)
                    .found(name)
                    .likely()
                    .help(format!("write {header}"))
                    .replace(Safety::Safe, "restore the header's name", row.cell(0), header);
            }
        }
    }
}
