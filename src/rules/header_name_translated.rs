//! The name of an HTTP header is never translated.
//!
//! ## Why
//!
//! A reader who copies `Autorización` into a program sends a header that no server knows.
//!
//! In sentences the rule looks for the names of common headers that the source has right before the word "header": a section of the
//! translation that does not have the name at all has it translated.
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

use crate::drift::{Change, Difference};
use crate::fact::{FactKind, TableKind, cell};
use crate::rule::mistranslation::{report, restore};
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
    let (expected, found) = (difference.expected(), difference.found());
    // A row of a permissions table that stands among headers.
    if pair.source.locale.permission_row(expected).is_some() {
        return;
    }
    // Words are the translator's: whether the sentence is the source's at all, nobody can say for certain.
    let is_prose = found.is_empty() && difference.table.is_none();
    let message = match difference.change {
        _ if is_prose => format!("the source's sentence names the header {expected}, and this one does not"),
        _ if found.is_empty() => format!("the name of header {expected} is lost"),
        Change::Punctuated | Change::Spaced => format!("header {expected} is written {found}"),
        Change::Transliterated => format!("header {expected} is spelled in other letters: {found}"),
        _ => format!("header {expected} is translated as {found}"),
    };
    let finding = report(difference, pair, out, message);
    if is_prose {
        finding.help(format!("write {expected} beside the word for header")).likely();
        return;
    }
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the header's name");
}

/// Without a source: the locale's list of translated header names.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        if info.kind != TableKind::Headers {
            continue;
        }
        for row in &table.rows {
            let at = row.cell(0);
            let at = at.part(cell::header_core(page.slice(at)));
            let found = page.slice(at);
            if let Some(header) = context.locale().canonical_header(found) {
                out.report(at, format!("header {header} is translated as {found}"))
                    .expected(header)
                    .found(found)
                    .likely()
                    .help(format!("write {header}"))
                    .replace(Safety::Unsafe, "restore the header's name", at, header);
            }
        }
    }
}
