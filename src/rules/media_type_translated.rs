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

use crate::docset::Locale;
use crate::drift::Difference;
use crate::fact::{FactKind, TableKind, plain::plain, token};
use crate::rule::mistranslation::{report, restore_word};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::script::has_foreign_letter;
use std::ops::Range;

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
    let place = difference.place;
    // A cell with more than that is made to be slow.
    let text = pair.page().slice(place);
    let text = text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    let lost = difference.translation.is_none();
    let word = lost.then(|| translated(pair.locale(), expected, text)).flatten();
    let message = match (&difference.translation, word.as_ref().and_then(|range| text.get(range.clone()))) {
        (Some(side), _) => format!("the media type {expected} is translated as {}", side.value),
        (None, Some(word)) => format!("the media type {expected} is translated as {word}"),
        (None, None) => format!("the media type {expected} is translated or lost: {}", shown(&plain(text))),
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    match word {
        Some(range) => {
            let span = place.part(range);
            finding.span = span;
            finding.found(pair.page().slice(span));
            finding.replace(Safety::Safe, "restore the media type", span, expected);
        }
        None => restore_word(finding, difference, pair, "restore the media type"),
    }
}

/// How much of a cell is looked at.
const LONGEST: usize = 4000;

/// The word in `text` that stands for the media type: the locale's list knows it, or it has the same subtype behind a word of
/// another language.
fn translated(locale: &Locale, expected: &str, text: &str) -> Option<Range<usize>> {
    let (_, subtype) = expected.split_once('/')?;
    let is_it = |word: &str| {
        locale.canonical_media_type(word).is_some_and(|name| name.eq_ignore_ascii_case(expected))
            || word
                .split_once('/')
                .is_some_and(|(kind, rest)| rest.eq_ignore_ascii_case(subtype) && has_foreign_letter(kind))
    };
    slashed(text).find(|(_, word)| is_it(word)).map(|(range, _)| range)
}

/// Letters, a slash and what follows it up to white space. In scripts that have no blanks between words a translator may have put
/// one before the slash.
fn slashed(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices('/').filter_map(|(at, _)| {
        let before = text.get(..at)?;
        let kind = before.strip_suffix(' ').filter(|kind| kind.ends_with(token::is_unspaced)).unwrap_or(before);
        let start = kind.trim_end_matches(char::is_alphabetic).len();
        let rest = text.get(at + 1..)?;
        let is_subtype = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_');
        let subtype = rest.get(..rest.find(|c| !is_subtype(c)).unwrap_or(rest.len()))?.trim_end_matches('.');
        let range = start..at + 1 + subtype.len();
        let word = text.get(range.clone())?;
        (start < kind.len() && !subtype.is_empty()).then_some((range, word))
    })
}

/// As much of a text as a message can show.
fn shown(text: &str) -> String {
    const MOST: usize = 80;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Without a source: a media type whose top-level name the locale's list knows, in the value of a header.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let (page, locale) = (context.page(), context.locale());
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        if info.kind != TableKind::Headers {
            continue;
        }
        for cell in table.rows.iter().filter_map(|row| row.cells.last()) {
            for (range, word) in slashed(page.slice(*cell)) {
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
