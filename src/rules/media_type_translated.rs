//! Media types are never translated.
//!
//! ## Why
//!
//! `aplicación/json` is no media type: a server that is asked for it answers with an error.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Request headers
//!
//! | Header | Value |
//! |:---|:---|
//! | Content-Type | application/json |
//! ```
//!
//! ```md es-ES
//! ## <a name="request-headers"></a>Encabezados de solicitud
//!
//! | Encabezado | Valor |
//! |:---|:---|
//! | Content-Type | aplicación/json |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Request headers
//!
//! | Header | Value |
//! |:---|:---|
//! | Content-Type | application/json |
//! ```
//!
//! ```md es-ES
//! ## <a name="request-headers"></a>Encabezados de solicitud
//!
//! | Encabezado | Valor |
//! |:---|:---|
//! | Content-Type | application/json |
//! ```

use crate::drift::Difference;
use crate::fact::{FactKind, plain::plain};
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "media-type-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("media_type_translated.rs"),
    checks: &[Check::Difference(&[FactKind::MediaType], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let expected = difference.expected();
    let cell = difference.place;
    let message = match &difference.translation {
        Some(side) => format!("the media type {expected} is translated as {}", side.value),
        None => format!("the media type {expected} is translated: {}", plain(pair.page().slice(cell))),
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    restore(finding, difference, pair, "restore the media type");
}
