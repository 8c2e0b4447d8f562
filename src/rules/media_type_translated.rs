//! Media types are never translated.
//!
//! ## Why
//!
//! `aplicación/json` is no media type: a server that is asked for it answers with an error. So is
//! `texto/csv` in a sentence that says what to write into `$format`.
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
use crate::drift::{Difference, Verdict};
use crate::fact::{FactKind, TableKind, plain::plain, token};
use crate::page::model::within;
use crate::page::{Page, visible};
use crate::rule::mistranslation::{report, restore_word};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::Span;
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
    checks: &[Check::Difference(&[FactKind::MediaType], difference), Check::Page(sentences), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let expected = difference.expected();
    let place = difference.place;
    let text = short(pair.page().slice(place));
    let lost = difference.translation.is_none();
    let word = lost.then(|| translated(pair.locale(), expected, text).next()).flatten();
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

/// How much of a cell or a paragraph is looked at: one with more is made to be slow.
const LONGEST: usize = 4000;

fn short(text: &str) -> &str {
    // No text has more characters than bytes, and nearly every one has few.
    if text.len() <= LONGEST {
        return text;
    }
    text.char_indices().nth(LONGEST).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// The words in `text` that stand for the media type: the locale's list knows it, or it has the same subtype behind a word of
/// another language.
fn translated<'t>(locale: &'t Locale, expected: &'t str, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let subtype = expected.split_once('/').map_or("", |(_, subtype)| subtype);
    let is_it = move |word: &str| {
        locale.canonical_media_type(word).is_some_and(|name| name.eq_ignore_ascii_case(expected))
            || word
                .split_once('/')
                .is_some_and(|(kind, rest)| rest.eq_ignore_ascii_case(subtype) && has_foreign_letter(kind))
    };
    slashed(text, |_| true).filter(move |(_, word)| is_it(word)).map(|(range, _)| range)
}

/// Where the slash was read as a word: `texto o csv`.
fn parted<'t>(locale: &'t Locale, expected: &'t str, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let subtype = expected.split_once('/').map_or("", |(_, subtype)| subtype);
    let words: Vec<_> = token::words(text).collect();
    let parts = move |three: &[(Range<usize>, &str)]| match three {
        [(first, kind), (_, between), (last, rest)] => {
            let is_it = rest.eq_ignore_ascii_case(subtype)
                && between.chars().count() <= 3
                && locale
                    .canonical_media_type(&format!("{kind}/{subtype}"))
                    .is_some_and(|name| name.eq_ignore_ascii_case(expected));
            is_it.then_some(first.start..last.end)
        }
        _ => None,
    };
    let found: Vec<_> = words.windows(3).filter_map(parts).collect();
    found.into_iter()
}

/// Media types of one paragraph that are looked at. A sentence names two or three.
const MOST: usize = 16;

/// Beside the source: media types in its paragraphs that those of the translation have in other words.
fn sentences(context: &PageContext<'_>, out: &mut Findings) {
    let Some((source_id, source)) = context.proved_source().filter(|_| context.is_translation()) else { return };
    let (ours, theirs) = (&source.page, context.page());
    for paragraph in &ours.paragraphs {
        let expected = media_types(ours, paragraph.span);
        if expected.is_empty() {
            continue;
        }
        let Some(place) = same_paragraph(ours, theirs, paragraph.span) else { continue };
        let text = short(theirs.slice(place));
        let kept = media_types(theirs, place);
        let count = |list: &[(Span, &str)], name: &str| {
            list.iter().filter(|(_, other)| other.eq_ignore_ascii_case(name)).count()
        };
        for (at, (span, name)) in expected.iter().enumerate() {
            let before = count(expected.get(..at).unwrap_or_default(), name);
            let lost = count(&expected, name).saturating_sub(count(&kept, name));
            let Some(number) = before.checked_sub(count(&kept, name)).filter(|_| lost > 0) else { continue };
            let locale = context.locale();
            let Some(range) = translated(locale, name, text).chain(parted(locale, name, text)).nth(number) else {
                continue;
            };
            let place = place.part(range);
            let word = theirs.slice(place);
            let finding = out.report(place, format!("the media type {name} is translated as {word}"));
            finding.verdict = Some(Verdict::Mistranslated);
            finding.fact(FactKind::MediaType, *name).expected(*name).found(word).because_of(
                source_id,
                *span,
                "the source",
            );
            finding.help(format!("write {name}")).replace(Safety::Safe, "restore the media type", place, *name);
        }
    }
}

/// The media types in a paragraph, code and the targets of links left out.
fn media_types(page: &Page, paragraph: Span) -> Vec<(Span, &str)> {
    let found = token::media_types(short(page.slice(paragraph))).map(|(range, name)| (paragraph.part(range), name));
    found.filter(|(place, _)| !visible::is_hidden(page, *place)).take(MOST).collect()
}

/// The paragraph of the translation that has the number of `paragraph` in the same section.
fn same_paragraph(ours: &Page, theirs: &Page, paragraph: Span) -> Option<Span> {
    let index = ours.section_index(paragraph.start);
    let (left, right) = (ours.sections.get(index)?, theirs.sections.get(index)?);
    let is_same = ours.sections.len() == theirs.sections.len() && left.slug == right.slug;
    let left = within(&ours.paragraphs, left.body(), |paragraph| paragraph.span);
    let right = within(&theirs.paragraphs, right.body(), |paragraph| paragraph.span);
    let at = left.partition_point(|other| other.span.start < paragraph.start);
    right.get(at).map(|other| other.span).filter(|_| is_same && left.len() == right.len())
}

/// Letters, a slash and what follows it up to white space. In scripts that have no blanks between words a translator may have put
/// one before the slash. `may_end` tells of the byte before the slash whether anybody asks for such a word.
fn slashed(text: &str, may_end: impl Fn(u8) -> bool) -> impl Iterator<Item = (Range<usize>, &str)> {
    let bytes = text.as_bytes();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    // Most slashes are of paths.
    let is_between = move |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before).copied());
        before.is_some_and(|byte| (is_word(byte) && !byte.is_ascii_digit() || byte == b' ') && may_end(byte))
            && bytes.get(at + 1).copied().is_some_and(is_word)
    };
    memchr::memchr_iter(b'/', bytes).filter(is_between).filter_map(|at| {
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

/// Without a source: a media type whose top-level name the locale's list knows, in the value of a header or in a sentence.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for (table, info) in page.tables.iter().zip(&context.member.tables) {
        if info.kind == TableKind::Headers {
            for cell in table.rows.iter().filter_map(|row| row.cells.last()) {
                known(context, *cell, |_, _| true, out);
            }
        }
    }
    for paragraph in &page.paragraphs {
        // In a sentence two words with a slash between them may be just that.
        let is_registered = |name: &str, place| {
            token::media_types(name).any(|(range, _)| range == (0..name.len())) && !visible::is_hidden(page, place)
        };
        known(context, paragraph.span, is_registered, out);
    }
}

/// Reports the words within `area` that the locale's list knows.
fn known(context: &PageContext<'_>, area: Span, is_type: impl Fn(&str, Span) -> bool, out: &mut Findings) {
    let (page, locale) = (context.page(), context.locale());
    for (range, word) in slashed(page.slice(area), |last| locale.may_end_media_word(last)) {
        let Some(name) = locale.canonical_media_type(word) else { continue };
        let span = area.part(range);
        if is_type(&name, span) {
            out.report(span, format!("the media type {name} is translated as {word}"))
                .expected(&name)
                .found(word)
                .likely()
                .help(format!("write {name}"))
                .replace(Safety::Unsafe, "restore the media type", span, name);
        }
    }
}
