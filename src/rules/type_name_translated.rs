//! The names of types are never translated.
//!
//! ## Why
//!
//! The type is what a reader declares and what generators of client code read: `Cadena` is a type of no language. Teams that
//! want the primitive types in words set `types: map`; then the locale's own word for a primitive is accepted, and
//! anything else is still a fault.
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
//! | subject | Cadena | De qué trata la llamada. |
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

use crate::docset::Locale;
use crate::drift::{Change, Difference};
use crate::fact::{ColumnRole, FactKind, cell};
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, OptionSpec, PageContext, PairContext, Rule, Safety, Severity};
use std::borrow::Cow;

/// The rule.
pub static RULE: Rule = Rule {
    id: "type-name-translated",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &OPTIONS,
    source: include_str!("type_name_translated.rs"),
    checks: &[Check::Difference(&[FactKind::Type], difference), Check::Unpaired(alone)],
};

static OPTIONS: [OptionSpec; 1] = [OptionSpec {
    name: "types",
    help: "keep: the English name must stand; map: the locale's own word for a primitive type is accepted",
    default: "keep",
    values: &["keep", "map"],
}];

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change != Change::Translated {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    if pair.settings.option_is(RULE.id, "types", "map") && is_known(pair.locale(), expected, found) {
        return;
    }
    let message = if found.is_empty() {
        format!("the type {expected} is lost")
    } else {
        format!("type {expected} is translated as {found}")
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the type");
}

/// Whether `found` is the locale's own word for the type, or for the element of the collection, that `expected` names.
fn is_known(locale: &Locale, expected: &str, found: &str) -> bool {
    let (element, _) = cell::type_value(expected);
    let found = locale.collection_element(found).unwrap_or(found);
    locale.canonical_type(found).is_some_and(|name| name.eq_ignore_ascii_case(&element))
}

/// Without a source: the locale's list of translated types.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    if context.settings.option_is(RULE.id, "types", "map") {
        return;
    }
    let (page, locale) = (context.page(), context.locale());
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        let is_type = |column: &usize| matches!(info.column(*column), Some(ColumnRole::Type | ColumnRole::ReturnType));
        for column in (0..table.header.cells.len()).filter(is_type) {
            for row in &table.rows {
                let at = row.cell(column);
                let at = at.part(cell::core(page.slice(at)));
                let found = page.slice(at);
                if let Some(name) = name_of(locale, found) {
                    out.report(at, format!("type {name} is translated as {found}"))
                        .expected(&*name)
                        .found(found)
                        .likely()
                        .help(format!("write {name}"))
                        .replace(Safety::Unsafe, "restore the type", at, name);
                }
            }
        }
    }
}

/// The type that a cell names in the locale's words: `String`, or `String collection`.
fn name_of<'l>(locale: &'l Locale, cell: &str) -> Option<Cow<'l, str>> {
    if let Some(name) = locale.canonical_type(cell) {
        return Some(Cow::Borrowed(name));
    }
    // Most cells are one English word.
    if cell.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let element = locale.collection_element(cell)?.trim_matches(['„', '“', '”', '«', '»', '"', '「', '」', '`']);
    locale.canonical_type(element).map(|name| Cow::Owned(format!("{name} collection")))
}
