//! The names of types are never translated.
//!
//! ## Why
//!
//! The type is what a reader declares and what generators of client code read: `Cadena` is a type of no language. Teams that
//! want the primitive types in words set `types: map`; then the locale's own word for a primitive is accepted, and
//! anything else is still a fault.
//!
//! Only what is a type is asked for, and not `Required`, `Yes` or `Enabled`, whatever the column is called. Around a link the locale's words for a collection may stand: `colección de [call](call.md)`.
//! Where the column says in words what is meant (`number of seconds, as a string`), only the names of primitive types among
//! those words count.
//!
//! In lists of parameters (``* `url` string (optional) - The address.``) the word behind the name is a type where the source has a
//! known one there (`string`, `Object[]`, `Promise<void>`); its capitals are not asked for.
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
use crate::drift::parameters::may_be_type;
use crate::drift::{Change, Difference};
use crate::fact::plain::plain;
use crate::fact::{ColumnRole, FactKind, cell, token};
use crate::page::Page;
use crate::page::inline::Link;
use crate::page::model::within;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, OptionSpec, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::Span;
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
    let may_map = pair.settings.option_is(RULE.id, "types", "map");
    if may_map && is_known(pair.locale(), expected, found) {
        return;
    }
    if is_prose(difference, pair) {
        if !may_map {
            in_prose(difference, pair, out);
        }
        return;
    }
    if let Some((ours, theirs)) = links(difference, pair) {
        let (name, text) = (pair.source.page.slice(ours), pair.page().slice(theirs));
        let (expected, found) = (plain(name), plain(text));
        let finding = report(difference, pair, out, format!("type {expected} is translated as {found}"));
        finding.span = theirs;
        finding.expected(&*expected).found(&*found).help(format!("write {expected}"));
        finding.replace(Safety::Safe, "restore the type", theirs, name);
        return;
    }
    let message = if found.is_empty() {
        format!("the type {expected} is lost")
    } else if may_be_type(found) {
        format!("the type is {found}, in the source {expected}")
    } else {
        format!("type {expected} is translated as {found}")
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the type");
}

/// The texts of the links that name the element of a collection, where that of the translation has nothing but the locale's
/// words for a collection around it.
fn links(difference: &Difference, pair: &PairContext<'_>) -> Option<(Span, Span)> {
    let (ours, theirs) = difference.both()?;
    let (element, is_many) = cell::type_value(&ours.value);
    let (left, right) = (only_link(&pair.source.page, ours.span)?.text, only_link(pair.page(), theirs.span)?.text);
    // `Collection(…)` is notation: there the word around the type counts too.
    let is_phrase = is_many && !ours.value.ends_with(')');
    let around = pair.locale().collection_element(&theirs.value).filter(|_| is_phrase)?;
    let is_all = plain(pair.source.page.slice(left)) == element && plain(pair.page().slice(right)) == around.trim();
    is_all.then_some((left, right))
}

/// The only link within `place`.
fn only_link(page: &Page, place: Span) -> Option<&Link> {
    match within(&page.links, place, |link| link.span) {
        [link] => Some(link),
        _ => None,
    }
}

/// Whether the only link within `place` leads to a file of this name.
fn leads_to(page: &Page, place: Span, name: &str) -> bool {
    let Some(link) = only_link(page, place) else { return false };
    let file = link.target(&page.source.text).rsplit('/').next().unwrap_or_default();
    file.split('.').next().is_some_and(|stem| stem.eq_ignore_ascii_case(name))
}

/// Whether the source's cell describes in words what is meant: `Image base64 encoded string`, `Collection of activities`.
fn is_prose(difference: &Difference, pair: &PairContext<'_>) -> bool {
    let Some(source) = &difference.source else { return false };
    let (element, is_many) = cell::type_value(&source.value);
    let is_plural = || {
        let stem = element.strip_suffix('s').unwrap_or("");
        let is_word = element.starts_with(|c: char| c.is_ascii_lowercase()) && !token::is_coined(&element);
        let is_named = pair.locale().is_type_name(stem) || leads_to(&pair.source.page, source.span, &element);
        is_many && source.value.ends_with(&element) && is_word && !stem.is_empty() && !is_named
    };
    element.contains(char::is_whitespace) || is_plural()
}

/// Words of a cell that are looked at, and of the longest name of a primitive type in any language.
const MOST_WORDS: usize = 40;
const LONGEST_NAME: usize = 3;

/// The first primitive type among the words of the source that the locale's word stands for in the translation.
fn in_prose(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let Some((ours, theirs)) = difference.both() else { return };
    let words: Vec<_> = token::words(&theirs.value).take(MOST_WORDS).collect();
    let lost = |name: &str| {
        let named = token::words(&ours.value).take(MOST_WORDS).find(|(_, word)| word.eq_ignore_ascii_case(name))?.1;
        (!words.iter().any(|(_, word)| *word == named)).then_some(named)
    };
    let known = words.iter().enumerate().find_map(|(at, (first, _))| {
        (0..LONGEST_NAME).rev().find_map(|more| {
            let range = first.start..words.get(at + more)?.0.end;
            let name = pair.locale().canonical_type(theirs.value.get(range.clone())?)?;
            Some((range, lost(name)?))
        })
    });
    let Some((range, expected)) = known else { return };
    let found = theirs.value.get(range.clone()).unwrap_or_default();
    let finding = report(difference, pair, out, format!("type {expected} is translated as {found}"));
    finding.expected(expected).found(found).help(format!("write {expected}"));
    // Within marks the word's place is not the plain text's.
    if pair.page().slice(theirs.span) == theirs.value {
        finding.span = theirs.span.part(range.clone());
        finding.replace(Safety::Unsafe, "restore the type", theirs.span.part(range), expected);
    }
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
