//! The names of parameters, properties, members and types are not written in the letters of another script.
//!
//! ## Why
//!
//! Translation machines sometimes spell an English name by its sound. Nobody can guess the name from it.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | isDialInAllowed | Boolean | Whether one can dial in. |
//! ```
//!
//! ```md ru-RU
//! ## <a name="properties"></a>Свойства
//!
//! | Свойство | Тип | Описание |
//! |:---|:---|:---|
//! | исдиалиналловед | Boolean | Можно ли позвонить. |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | isDialInAllowed | Boolean | Whether one can dial in. |
//! ```
//!
//! ```md ru-RU
//! ## <a name="properties"></a>Свойства
//!
//! | Свойство | Тип | Описание |
//! |:---|:---|:---|
//! | isDialInAllowed | Boolean | Можно ли позвонить. |
//! ```

use crate::drift::Difference;
use crate::drift::change::{self, Change};
use crate::fact::FactKind;
use crate::fact::broken::{Flaw, root_keys};
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use std::cell::OnceCell;

/// The rule.
pub static RULE: Rule = Rule {
    id: "identifier-transliterated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("identifier_transliterated.rs"),
    checks: &[Check::Difference(&[FactKind::Name, FactKind::Type], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change != Change::Transliterated {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    let finding = report(difference, pair, out, format!("{expected} is spelled in other letters: {found}"));
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the name");
}

/// Without a source: a name in other letters that sounds like one of the names in the page's samples.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let roots = OnceCell::new();
    for name in context.broken_names().iter().filter(|name| name.flaw == Flaw::Letter) {
        let Some(key) = context
            .unclaimed_keys()
            .iter()
            .filter(|key| change::is_transliterated(key, &name.text))
            // A table of parameters names what the body itself has, sooner than what an object within it has.
            .max_by_key(|key| {
                let roots = roots.get_or_init(|| root_keys(context.page()));
                (roots.contains(key.as_ref()), change::likeness(key, &name.text))
            })
        else {
            continue;
        };
        out.report(name.span, format!("{key} is spelled in other letters: {}", name.text))
            .expected(key.as_ref())
            .found(name.text.as_ref())
            .likely()
            .help(format!("write {key}"))
            .replace(Safety::Unsafe, "restore the name", name.span, key.as_ref());
    }
}
