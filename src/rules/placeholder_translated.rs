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
use crate::rule::mistranslation::{report, restore_word};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::script::has_foreign_letter;

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
    let written = difference.source.as_ref().map_or(expected, |side| pair.source.page.slice(side.span));
    finding.help(format!("write {written}"));
    restore_word(finding, difference, pair, "restore the placeholder");
}

/// Without a source: a placeholder that the locale's list knows, or one with letters outside ASCII, in the value of a header.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let (page, locale) = (context.page(), context.locale());
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        if info.kind != TableKind::Headers {
            continue;
        }
        for cell in table.rows.iter().filter_map(|row| row.cells.last()) {
            for (range, found) in token::placeholders(page.slice(*cell)) {
                let name = locale.canonical_placeholder(found).filter(|name| !name.eq_ignore_ascii_case(found));
                let span = cell.part(range);
                match name {
                    Some(name) => {
                        let mended = page.slice(span).replacen(found, name, 1);
                        out.report(span, format!("the placeholder {name} is translated as {found}"))
                            .expected(name)
                            .found(found)
                            .likely()
                            .help(format!("write {mended}"))
                            .replace(Safety::Unsafe, "restore the placeholder", span, mended);
                    }
                    None if has_foreign_letter(found) && !found.contains(' ') => {
                        out.report(span, format!("the placeholder {found} is translated"))
                            .found(found)
                            .likely()
                            .help("write its English name");
                    }
                    None => {}
                }
            }
        }
    }
}
