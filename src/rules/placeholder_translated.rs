//! The name of a placeholder is never translated.
//!
//! ## Why
//!
//! Samples and instructions all over the docs say `{token}`; under another name a reader cannot tell what to put there, and programs that fill templates in do not find it.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Request headers
//!
//! | Header | Value |
//! |:---|:---|
//! | Authorization | Bearer {token}. Required. |
//! ```
//!
//! ```md ru-RU
//! ## <a name="request-headers"></a>Заголовки запросов
//!
//! | Заголовок | Значение |
//! |:---|:---|
//! | Authorization | Bearer {токен}. Обязательный. |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Request headers
//!
//! | Header | Value |
//! |:---|:---|
//! | Authorization | Bearer {token}. Required. |
//! ```
//!
//! ```md ru-RU
//! ## <a name="request-headers"></a>Заголовки запросов
//!
//! | Заголовок | Значение |
//! |:---|:---|
//! | Authorization | Bearer {token}. Обязательный. |
//! ```

use crate::drift::Difference;
use crate::fact::{FactKind, TableKind, token};
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "placeholder-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("placeholder_translated.rs"),
    checks: &[Check::Difference(&[FactKind::Placeholder], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let expected = difference.expected();
    let message = match &difference.translation {
        Some(side) => format!("the placeholder {expected} is translated as {}", side.value),
        None => format!("the placeholder {expected} is lost"),
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the placeholder");
}

/// Without a source: the locale's words for placeholders, in header tables.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let (page, locale) = (context.page(), context.locale());
    for (table, _) in page.tables.iter().zip(&context.member.tables).filter(|(_, info)| info.kind == TableKind::Headers)
    {
        for cell in table.rows.iter().flat_map(|row| row.cells.iter().skip(1)) {
            for (range, found) in token::placeholders(page.slice(*cell)) {
                let Some(expected) = locale.canonical_placeholder(found) else { continue };
                let place = cell.part(range);
                let written = page.slice(place);
                let lead = written.find(found).unwrap_or(0);
                let inner = place.part(lead..lead + found.len());
                out.report(inner, format!("the placeholder {expected} is translated as {found}"))
                    .expected(expected)
                    .found(found)
                    .likely()
                    .help(format!("write {expected}"))
                    .replace(Safety::Unsafe, "restore the placeholder", inner, expected);
            }
        }
    }
}
