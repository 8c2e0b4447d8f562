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
use crate::fact::broken::{self, Flaw, keys};
use crate::fact::{FactKind, token};
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

/// Without a source: a name with punctuation at its ends, or one that the page's samples write as one word.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let (page, tables) = (context.page(), &context.member.tables);
    let mut likely = |span, found: &str, expected: &str, what: &str| {
        out.report(span, format!("{expected} is written with other {what}: {found}"))
            .expected(expected)
            .found(found)
            .likely()
            .help(format!("write {expected}"))
            .replace(Safety::Unsafe, "restore the name", span, expected);
    };
    for name in context.broken_names() {
        match name.flaw {
            Flaw::Punctuation => likely(name.span, &name.text, broken::without_punctuation(&name.text), "punctuation"),
            Flaw::Space => {
                let joined: String = name.text.split(' ').collect();
                if let Some(key) = keys(page).iter().find(|key| key.eq_ignore_ascii_case(&joined)) {
                    likely(name.span, &name.text, key, "white space");
                }
            }
            Flaw::Letter => {}
        }
    }
    for span in broken::cells(page, tables, FactKind::Type) {
        let found = page.slice(span);
        let name = broken::without_punctuation(found);
        if name.len() < found.len() && (context.locale().is_type_name(name) || token::is_coined(name)) {
            likely(span, found, name, "punctuation");
        }
    }
}
