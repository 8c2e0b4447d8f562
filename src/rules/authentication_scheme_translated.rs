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

use crate::docset::Locale;
use crate::drift::Difference;
use crate::fact::{FactKind, TableKind, cell, plain::plain, token};
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::Span;
use std::ops::Range;

/// The rule.
pub static RULE: Rule = Rule {
    id: "authentication-scheme-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("authentication_scheme_translated.rs"),
    checks: &[Check::Difference(&[FactKind::AuthenticationScheme], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let scheme = difference.expected();
    let cell = difference.place;
    let text = pair.page().slice(cell);
    let known = known_word(pair.locale(), text).filter(|(_, name)| name.eq_ignore_ascii_case(scheme));
    let known = known.filter(|_| difference.translation.is_none());
    let found = match (&difference.translation, &known) {
        (Some(side), _) => side.value.clone(),
        (None, Some((range, _))) => text.get(range.clone()).unwrap_or(text).to_owned(),
        (None, None) => plain(text).into_owned(),
    };
    let finding = report(difference, pair, out, message(scheme, &found, known.is_some()));
    finding.found(found).help(format!("write {scheme}"));
    if let Some((range, _)) = known {
        finding.span = cell.part(range);
    }
    let Some(source) = &difference.source else { return };
    if let Some((place, text)) = credential(pair, source.span, cell) {
        finding.help(format!("write {text}")).replace(Safety::Safe, "restore the credential", place, text);
    } else if let Some(text) = with_word(pair, source.span) {
        finding.help(format!("write {scheme}; the fix writes the whole cell anew: {text}"));
        finding.replace(Safety::Safe, "write the cell anew", cell, text);
    } else if let Some(text) = whole_cell(pair, source.span) {
        finding.help(format!("write {scheme}; the fix writes the source's whole cell: {text}"));
        finding.replace(Safety::Unsafe, "write what the source says, in its language", cell, text);
    }
}

/// The word in `text` that the locale's list knows as a translated scheme, and the scheme.
fn known_word<'l>(locale: &'l Locale, text: &str) -> Option<(Range<usize>, &'l str)> {
    token::words(text).find_map(|(range, word)| Some((range, locale.canonical_scheme(word)?)))
}

/// What is wrong: the word that stands for the scheme where it can be told, or else all of the cell.
fn message(scheme: &str, found: &str, is_word: bool) -> String {
    if is_word {
        format!("the scheme {scheme} is translated as {found}")
    } else {
        format!("the scheme {scheme} is translated: {found}")
    }
}

/// The source's cell, when it begins with the scheme.
fn whole_cell<'a>(pair: &PairContext<'a>, scheme: Span) -> Option<&'a str> {
    let source = &pair.source.page.source.text;
    let begins = source.get(..scheme.from())?.trim_end().ends_with('|');
    let rest = source.get(scheme.from()..)?;
    begins.then(|| rest.get(..rest.find(['|', '\n', '\r']).unwrap_or(rest.len())).map(str::trim_end)).flatten()
}

/// The source's cell in the translation's language, where it is a credential and one word that says whether it must be given
/// (`Bearer <token> Required.`): there is nothing else in it to translate.
fn with_word(pair: &PairContext<'_>, scheme: Span) -> Option<String> {
    let cell = whole_cell(pair, scheme)?;
    let after = cell.get(scheme.len()..)?;
    let rest = token::placeholders(after).into_iter().next().map_or(0, |(place, _)| place.end);
    let rest = scheme.len() + rest + usize::from(after.get(rest..)?.starts_with('\\'));
    let word = cell.get(rest..)?;
    let start = word.find(char::is_alphabetic)?;
    let end = start + word.get(start..)?.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len() - start);
    let only = !word.get(end..)?.contains(char::is_alphanumeric);
    let plain = word.get(start..end)?;
    let meant = pair.source.locale.requirement(plain).filter(|_| only)?;
    let own = pair.locale().requirement_word(meant)?;
    let own = if plain.starts_with(char::is_lowercase) { own.to_lowercase() } else { own.to_owned() };
    Some(format!("{}{}{own}{}", cell.get(..rest)?, word.get(..start)?, word.get(end..)?))
}

/// Where the source's sentence is the scheme with its placeholder and nothing else: the sentence of the translation that
/// holds the placeholder, and the source's text for it.
fn credential(pair: &PairContext<'_>, scheme: Span, cell: Span) -> Option<(Span, String)> {
    let source = &pair.source.page.source.text;
    let rest = source.get(scheme.to()..)?;
    let rest = rest.get(..rest.find(['|', '\n']).unwrap_or(rest.len()))?;
    let text = pair.page().slice(cell);
    let (range, _) = token::placeholders(text).into_iter().next()?;
    let (place, _) = token::placeholders(rest).into_iter().next()?;
    let ends = |after: &str| after.trim_start_matches('\\').trim().is_empty() || after.starts_with(['.', '。']);
    if !matches!(rest.get(..place.start)?.trim(), "" | "\\") || !ends(rest.get(place.end..)?) {
        return None;
    }
    let start = after_mark(text.get(..range.start)?);
    let start = start + text.get(start..)?.len() - text.get(start..)?.trim_start().len();
    let after = text.get(range.end..)?;
    let end = range.end + after.find(['.', '。']).unwrap_or(after.len());
    Some((cell.part(start..end), source.get(scheme.from()..scheme.to() + place.end)?.to_owned()))
}

/// Where the sentence at the end of `text` begins: behind the last stop or tag.
fn after_mark(text: &str) -> usize {
    text.char_indices().rev().find(|(_, c)| matches!(c, '.' | '。' | '>')).map_or(0, |(at, c)| at + c.len_utf8())
}

/// A name without the capital that it has at the start of a sentence: `<Token>`.
fn small(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_lowercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// The sentence around the placeholder at `place`, when there is nothing in it but the scheme in the locale's word, the
/// placeholder and a preposition: `{token} de portador`.
fn credential_alone(locale: &Locale, text: &str, place: Range<usize>) -> Option<Range<usize>> {
    let before = text.get(..place.start)?;
    let start = after_mark(before);
    let start = start + before.get(start..)?.len() - before.get(start..)?.trim_start().len();
    let after = text.get(place.end..)?;
    let end = place.end + after.find(['.', '。', '<']).unwrap_or(after.len());
    let end = text.get(..end)?.trim_end().len().max(place.end);
    let mut schemes = 0;
    for part in [text.get(start..place.start)?, text.get(place.end..end)?] {
        for (_, word) in token::words(part) {
            let is_scheme = locale.canonical_scheme(word).is_some();
            if !is_scheme && (word.chars().count() > 3 || word.starts_with(char::is_uppercase)) {
                return None;
            }
            schemes += usize::from(is_scheme);
        }
        if part.contains(['`', '*', '[', '|', ',']) {
            return None;
        }
    }
    (schemes == 1).then_some(start..end)
}

/// Without a source: a value that the locale's list knows as a translated scheme, or the value of `Authorization` that has a
/// placeholder and no scheme.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let (page, locale) = (context.page(), context.locale());
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        if info.kind != TableKind::Headers {
            continue;
        }
        for row in &table.rows {
            let name = cell::header_name(page.slice(row.cell(0)));
            let name = locale.canonical_header(&name).unwrap_or(&name);
            // The value is in the last column, whatever the others are.
            let at = row.cells.last().copied().unwrap_or(row.span);
            let text = page.slice(at);
            if !name.eq_ignore_ascii_case("Authorization") || token::schemes(text).next().is_some() {
                continue;
            }
            let known = known_word(locale, text);
            let has_placeholder = !token::placeholders(text).is_empty();
            let scheme = known.as_ref().map(|(_, scheme)| *scheme).or(has_placeholder.then_some("Bearer"));
            let Some(scheme) = scheme else { continue };
            let word = known.and_then(|(range, _)| Some((at.part(range.clone()), text.get(range)?)));
            let found = word.map_or_else(|| plain(text), |(_, word)| word.into());
            let place = word.map_or(at, |(place, _)| place);
            let finding = out.report(place, message(scheme, &found, word.is_some()));
            finding.expected(scheme).found(found).likely();
            let placeholder = token::placeholders(text).into_iter().next();
            // `<portador>` is the scheme itself.
            let Some((range, name)) = placeholder.filter(|(_, name)| locale.canonical_scheme(name).is_none()) else {
                finding.help(format!("write {scheme}"));
                continue;
            };
            let is_escaped = text.get(..range.start).is_some_and(|before| before.ends_with('\\'));
            let range = range.start - usize::from(is_escaped)..range.end;
            let english = locale.canonical_placeholder(name).map_or_else(|| small(name), str::to_owned);
            let credential = format!("{scheme} {}", text.get(range.clone()).unwrap_or(name).replace(name, &english));
            finding.help(format!("write {credential}"));
            if let Some(sentence) = credential_alone(locale, text, range) {
                let span = at.part(sentence);
                finding.span = span;
                finding.expected(&credential).found(page.slice(span));
                finding.replace(Safety::Unsafe, "restore the credential", span, credential);
            }
        }
    }
}
