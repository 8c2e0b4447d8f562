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
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "placeholder-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("placeholder_translated.rs"),
    checks: &[Check::Difference(&[FactKind::Placeholder], difference)],
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
