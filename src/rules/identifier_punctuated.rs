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
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "identifier-punctuated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("identifier_punctuated.rs"),
    checks: &[Check::Difference(&[FactKind::Name, FactKind::Type], difference)],
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
