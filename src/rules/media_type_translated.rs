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
use crate::fact::{FactKind, TableKind, plain::plain, token};
use crate::rule::mistranslation::{report, restore_word};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "media-type-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("media_type_translated.rs"),
    checks: &[Check::Difference(&[FactKind::MediaType], difference), Check::Unpaired(alone)],
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
    restore_word(finding, difference, pair, "restore the media type");
}

/// Without a source: a media type whose top-level name the locale's list knows, in the value of a header.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let (page, locale) = (context.page(), context.locale());
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        if info.kind != TableKind::Headers {
            continue;
        }
        for cell in table.rows.iter().filter_map(|row| row.cells.last()) {
            for (range, word) in token::words(page.slice(*cell)).filter(|(_, word)| word.contains('/')) {
                let Some(name) = locale.canonical_media_type(word) else { continue };
                let span = cell.part(range);
                out.report(span, format!("the media type {name} is translated as {word}"))
                    .expected(&name)
                    .found(word)
                    .likely()
                    .help(format!("write {name}"))
                    .replace(Safety::Unsafe, "restore the media type", span, name);
            }
        }
    }
}
