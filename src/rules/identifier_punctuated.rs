//! The names of parameters, properties, members and types are written without punctuation or white space of the sentence around them.
//!
//! ## Why
//!
//! A reader who copies `String.` or `home page` copies a name that no server knows.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | homepage | String | The home page. |
//! ```
//!
//! ```md ru-RU
//! ## <a name="properties"></a>Свойства
//!
//! | Свойство | Тип | Описание |
//! |:---|:---|:---|
//! | home page | String. | Домашняя страница. |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | homepage | String | The home page. |
//! ```
//!
//! ```md ru-RU
//! ## <a name="properties"></a>Свойства
//!
//! | Свойство | Тип | Описание |
//! |:---|:---|:---|
//! | homepage | String | Домашняя страница. |
//! ```

use crate::drift::{Change, Difference};
use crate::fact::{FactKind, cell, token};
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "identifier-punctuated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("identifier_punctuated.rs"),
    checks: &[Check::Difference(&[FactKind::Name, FactKind::Type], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let what = match difference.change {
        Change::Punctuated => "punctuation",
        Change::Spaced => "white space",
        _ => return,
    };
    let (expected, found) = (difference.expected(), difference.found());
    let finding = report(difference, pair, out, format!("{expected} is written with other {what}: {found}"));
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the name");
}

/// Without a source: a known type, or a name that no word can be, with punctuation at its end.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let (page, locale) = (context.page(), context.locale());
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        for (column, at) in table.rows.iter().flat_map(|row| row.cells.iter().enumerate()) {
            let found = page.slice(*at);
            let expected = found.trim_end_matches(['.', ';', ',']);
            if expected.len() == found.len() {
                continue;
            }
            let damaged = match cell::kind_of(info, column) {
                Some(FactKind::Type) => locale.is_type_name(expected),
                Some(FactKind::Name) => info.has_names() && token::is_compound(expected),
                _ => false,
            };
            if damaged {
                out.report(*at, format!("{expected} is written with other punctuation: {found}"))
                    .expected(expected)
                    .found(found)
                    .likely()
                    .help(format!("write {expected}"))
                    .replace(Safety::Unsafe, "restore the name", *at, expected);
            }
        }
    }
}
