//! The name of an authentication scheme is never translated.
//!
//! ## Why
//!
//! `Bearer` is a word of the HTTP protocol. A reader who copies its translation is refused by the server.
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
//! ```md es-ES
//! ## <a name="request-headers"></a>Encabezados de solicitud
//!
//! | Encabezado | Valor |
//! |:---|:---|
//! | Authorization | {token} de portador. Obligatorio. |
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
//! ```md es-ES
//! ## <a name="request-headers"></a>Encabezados de solicitud
//!
//! | Encabezado | Valor |
//! |:---|:---|
//! | Authorization | Bearer {token}. Obligatorio. |
//! ```

use crate::drift::Difference;
use crate::fact::{FactKind, plain::plain, token};
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PairContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "authentication-scheme-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("authentication_scheme_translated.rs"),
    checks: &[Check::Difference(&[FactKind::AuthenticationScheme], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let scheme = difference.expected();
    let cell = difference.place;
    let found = match &difference.translation {
        Some(side) => side.value.clone(),
        None => plain(pair.page().slice(cell)).into_owned(),
    };
    let finding = report(difference, pair, out, format!("the scheme {scheme} is translated: {found}"));
    finding.found(found).help(format!("write {scheme}"));
    let Some(source) = &difference.source else { return };
    let credential = pair.source.tables.len().checked_sub(1).and_then(|_| credential(pair, source.span, cell));
    if let Some((place, text)) = credential {
        finding.replace(Safety::Safe, "restore the credential", place, text);
    }
}

/// Where the source's sentence is the scheme with its placeholder and nothing else, the sentence of the translation that
/// holds the placeholder, and the source's text for it.
fn credential(pair: &PairContext<'_>, scheme: Span, cell: Span) -> Option<(Span, String)> {
    let source = &pair.source.page;
    let rest = source.source.text.get(scheme.to()..)?;
    let text = pair.page().slice(cell);
    let (range, _) = token::placeholders(text).into_iter().next()?;
    let (place, _) = token::placeholders(rest).into_iter().next()?;
    let between = rest.get(..place.start)?;
    let closes = |after: Option<&str>| after.is_some_and(|after| after.starts_with('.'));
    if !between.trim().is_empty() || !closes(rest.get(place.end..)) {
        return None;
    }
    let start = text.get(..range.start)?.rfind(['.', '>']).map_or(0, |at| at + 1);
    let start = start + text.get(start..)?.len() - text.get(start..)?.trim_start().len();
    let end = range.end + text.get(range.end..)?.find('.')?;
    let expected = source.source.text.get(scheme.from()..scheme.to() + place.end)?;
    Some((cell.part(start..end), expected.to_owned()))
}
