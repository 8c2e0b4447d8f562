//! The columns of a CSV file are called as the file calls them.
//!
//! ## Why
//!
//! Pages about reports list the columns of the file that is downloaded. The first line of the file has these names in English,
//! whatever the language of the page: a reader who looks for a column by its translated name does not find it. The name with its
//! translation behind it, `Report Date (дата отчета)`, is well.
//!
//! A column is known by the sample on the page: the first line of the response whose content is `octet-stream` or CSV.
//! Beside the source, an item of a list that is the name of a column there is compared. Without one, a list
//! behind a sentence about CSV counts that has as many items as the sample has columns.
//!
//! ## Bad
//!
//! ````md es-ES
//! ---
//! ms.contentlocale: es-ES
//! ---
//! ## <a name="response"></a>Respuesta
//!
//! El archivo CSV tiene estas columnas.
//!
//! - Fecha del informe
//! - Llamadas
//! - Lamp Count
//!
//! ```http
//! HTTP/1.1 200 OK
//! Content-Type: application/octet-stream
//!
//! Report Date,Calls,Lamp Count
//! ```
//! ````
//!
//! ## Good
//!
//! ````md es-ES
//! ---
//! ms.contentlocale: es-ES
//! ---
//! ## <a name="response"></a>Respuesta
//!
//! El archivo CSV tiene estas columnas.
//!
//! - Report Date
//! - Calls
//! - Lamp Count
//!
//! ```http
//! HTTP/1.1 200 OK
//! Content-Type: application/octet-stream
//!
//! Report Date,Calls,Lamp Count
//! ```
//! ````

use crate::docset::{Locale, PageId};
use crate::fact::{cell, plain::plain};
use crate::page::Page;
use crate::page::blocks::Paragraph;
use crate::page::http::HttpMessage;
use crate::rule::{Check, Finding, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use crate::text::script::{self, Script};
use foldhash::{HashMap, HashSet};

/// The rule.
pub static RULE: Rule = Rule {
    id: "column-name-translated",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("column_name_translated.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    if !context.is_translation() {
        return;
    }
    let source = context.proved_source();
    let samples = samples(source.map_or(page, |(_, source)| &source.page));
    if samples.is_empty() {
        return;
    }
    match source {
        Some((id, source)) => beside(&samples, (id, &source.page), context, out),
        None => alone(&samples, context, out),
    }
}

/// Beside the source: its items that are names of columns, and those of the translation in their places.
fn beside(samples: &[Vec<&str>], (id, source): (PageId, &Page), context: &PageContext<'_>, out: &mut Findings) {
    let (page, script) = (context.page(), context.locale().script());
    let columns: HashSet<&str> = samples.iter().flatten().copied().collect();
    let theirs: HashMap<(usize, usize), &[Paragraph]> =
        lists(page).into_iter().map(|list| ((list.section, list.number), list.items)).collect();
    for list in lists(source) {
        let names: Vec<(Span, String)> = list.items.iter().map(|item| name(source, item)).collect();
        let slugs = [source, page].map(|page| page.sections.get(list.section).map(|section| &section.slug));
        let [ours, other] = slugs;
        let Some(items) = theirs.get(&(list.section, list.number)).filter(|_| ours == other) else { continue };
        let is_column = |text: &str| columns.contains(text);
        if items.len() != names.len() || names.iter().filter(|(_, name)| is_column(name)).count() < 2 {
            continue;
        }
        let wanted: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
        for (at, found) in different(page, script, items, &wanted) {
            let Some((place, expected)) = names.get(at).filter(|(_, name)| is_column(name)) else { continue };
            let finding = report(page, found, expected, out);
            finding.because_of(id, *place, "the source");
            finding.replace(Safety::Safe, "restore the name of the column", found, source.slice(*place));
        }
    }
}

/// Without a source: the list behind a sentence about CSV that has as many items as only one of the samples has columns.
fn alone(samples: &[Vec<&str>], context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for list in lists(page) {
        let is_told = list.before.is_some_and(|before| page.slice(before.span).contains("CSV"));
        let mut same = samples.iter().filter(|columns| columns.len() == list.items.len());
        let (Some(columns), None, true) = (same.next(), same.next(), is_told) else { continue };
        for (at, found) in different(page, context.locale().script(), list.items, columns) {
            let Some(expected) = columns.get(at).filter(|name| is_read(context.locale(), page.slice(found), name))
            else {
                continue;
            };
            let finding = report(page, found, expected, out).likely();
            finding.replace(Safety::Unsafe, "restore the name of the column", found, *expected);
        }
    }
}

/// Whether an item is a translation, and no other name in English with its translation behind it: the source may list
/// columns by names that its sample does not have.
fn is_read(locale: &Locale, item: &str, name: &str) -> bool {
    let has_own = |text: &str| script::has(text, locale.script());
    let front = item.split(" (").next().unwrap_or(item);
    locale.script() == Script::Latin || has_own(front) || name.starts_with(front) && has_own(item)
}

/// Whether an item is the name with its translation behind it: `Report Date (дата отчета)`.
fn keeps(item: &str, name: &str, script: Script) -> bool {
    let quotes = ['"', '“', '«', '\''];
    let rest = item.trim_start_matches(quotes).strip_prefix(name);
    let rest = rest.map(|rest| rest.trim_start_matches(['"', '”', '»', '\'']));
    rest.is_some_and(|rest| {
        let behind = rest.trim_start();
        let word = behind.split(char::is_whitespace).next().unwrap_or_default();
        let is_other = script != Script::Latin && behind.len() < rest.len() && script::has(word, script);
        is_other || rest.is_empty() || behind.starts_with(['(', '（', '-', '–', '—', ':', '：', '=', '/'])
    })
}

fn report<'f>(page: &Page, place: Span, expected: &str, out: &'f mut Findings) -> &'f mut Finding {
    let found = plain(page.slice(place));
    let finding = out.report(place, format!("the column {expected} of the CSV file is called {found}"));
    finding.expected(expected).found(&*found).help(format!("write {expected}"))
}

/// The items that are not called as wanted, with their numbers. None at all where one has the name of another: then the list
/// has an order of its own.
fn different(page: &Page, script: Script, items: &[Paragraph], wanted: &[&str]) -> Vec<(usize, Span)> {
    let all: HashSet<&str> = wanted.iter().copied().collect();
    let mut found = Vec::new();
    for (at, (item, wanted)) in items.iter().zip(wanted).enumerate() {
        let (place, name) = name(page, item);
        if keeps(&name, wanted, script) {
            continue;
        }
        if all.contains(name.as_str()) || name.is_empty() || name.contains('\n') {
            return Vec::new();
        }
        found.push((at, place));
    }
    found
}

/// The name that an item of a list is, without marks and the punctuation behind it.
fn name(page: &Page, item: &Paragraph) -> (Span, String) {
    let text = page.slice(item.span);
    let core = item.span.part(cell::core(text));
    let core = core.part(0..page.slice(core).trim_end_matches(['.', ',', ';', ' ']).len());
    (core, plain(page.slice(core)).trim().to_owned())
}

/// The names of columns in the samples of CSV. A line of one or two words may be anything.
fn samples(page: &Page) -> Vec<Vec<&str>> {
    const FEWEST: usize = 3;
    let of_message = |message: &HttpMessage| -> Option<Vec<&str>> {
        let HttpMessage::Response(response) = message else { return None };
        let body = response.body.as_ref().filter(|body| body.json.is_none())?;
        let is_csv = response.headers.iter().any(|header| {
            page.slice(header.name).eq_ignore_ascii_case("Content-Type") && {
                let value = page.slice(header.value).to_ascii_lowercase();
                ["octet-stream", "csv"].iter().any(|kind| value.contains(kind))
            }
        });
        let line = body.lines.as_ref().map_or(body.span, |lines| lines.first().copied().unwrap_or_default());
        let line = page.slice(line).lines().next().filter(|_| is_csv)?;
        let names: Vec<&str> = line.split(',').map(|name| name.trim().trim_matches('"')).collect();
        (names.len() >= FEWEST && names.iter().all(|name| !name.is_empty())).then_some(names)
    };
    page.code.iter().filter_map(|code| of_message(code.http.as_ref()?)).collect()
}

/// A list: items with nothing but their bullets between them.
struct List<'a> {
    /// The number of its section, and its own in that section.
    section: usize,
    number: usize,
    items: &'a [Paragraph],
    /// The paragraph before it in the same section.
    before: Option<&'a Paragraph>,
}

fn lists(page: &Page) -> Vec<List<'_>> {
    let is_bullet = |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')');
    let follows = |left: &Paragraph, right: &Paragraph| {
        let gap = page.slice(Span { start: left.span.end, end: right.span.start.max(left.span.end) });
        // Where the source's sentence stands beside, a tag without words may begin an item.
        let (bullet, tag) = gap.split_at(gap.find('<').unwrap_or(gap.len()));
        let inner = tag.strip_prefix("<span").and_then(|tag| tag.strip_suffix('>')).unwrap_or(tag);
        let is_next = || bullet.chars().all(is_bullet) && inner.trim().is_empty();
        left.in_list == right.in_list && (!left.in_list || is_next())
    };
    let mut found: Vec<List<'_>> = Vec::new();
    let mut last: Option<&Paragraph> = None;
    for run in page.paragraphs.chunk_by(follows) {
        if let Some(first) = run.first().filter(|first| first.in_list) {
            let section = page.section_index(first.span.start);
            let number = found.last().filter(|list| list.section == section).map_or(0, |list| list.number + 1);
            let before = last.filter(|before| page.section_index(before.span.start) == section);
            found.push(List { section, number, items: run, before });
        }
        last = run.last();
    }
    found
}
