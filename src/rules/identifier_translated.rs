//! The names of parameters, properties and members are never translated.
//!
//! ## Why
//!
//! A reader who copies `asunto` instead of `subject` sends a property that no server knows. Without a source, a remark in
//! parentheses behind a name may be in any language.
//!
//! A name of which the source has all words, in the source's way of writing names (`LAMP_KEY` for `LAMP_SECRET`), is another name, older or
//! newer, and no translation: that is told as likely, and without a fix.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | subject | String | What the call is about. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | asunto | String | De qué trata la llamada. |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Properties
//!
//! | Property | Type | Description |
//! |:---|:---|:---|
//! | subject | String | What the call is about. |
//! ```
//!
//! ```md es-ES
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | subject | String | De qué trata la llamada. |
//! ```

use crate::drift::Difference;
use crate::drift::change::{self, Change};
use crate::fact::broken::Flaw;
use crate::fact::{FactKind, token};
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "identifier-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("identifier_translated.rs"),
    checks: &[Check::Difference(&[FactKind::Name], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change != Change::Translated {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    if is_another_name(expected, found, pair) {
        let finding = report(difference, pair, out, format!("{expected} is {found} here"));
        finding.help("see which of the two the API has today").likely();
        return;
    }
    let message = if found.is_empty() {
        format!("the name {expected} is lost")
    } else {
        format!("{expected} is translated as {found}")
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the name");
}

/// Whether `found` is a name that was not translated: coined as `expected` is, of words of the source.
fn is_another_name(expected: &str, found: &str, pair: &PairContext<'_>) -> bool {
    let is_lower = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase());
    let is_alike = |has: fn(&str) -> bool| has(expected) == has(found);
    token::is_compound(expected)
        && token::is_compound(found)
        && is_lower(expected) == is_lower(found)
        && is_alike(|name| name.contains('_'))
        && is_alike(|name| name.bytes().any(|byte| byte.is_ascii_lowercase()))
        && pair.has_words(found)
}

/// Without a source: what stands among names and cannot be one.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    for name in context.broken_names().iter().filter(|name| name.flaw != Flaw::Punctuation) {
        let joined: String = name.text.split(' ').collect();
        let is_known = |key: &str| key.eq_ignore_ascii_case(&joined) || change::is_transliterated(key, &name.text);
        // Rules of their own report those.
        if context.unclaimed_keys().iter().any(|key| is_known(key)) {
            continue;
        }
        out.report(name.span, format!("{} is no name", name.text))
            .found(name.text.as_ref())
            .likely()
            .help("write the name as the API has it");
    }
}
