//! The headers of a translation's tables are in the translation's language.
//!
//! ## Why
//!
//! `Description` among `Propiedad` and `Tipo` is a word that the translator overlooked. It says less to readers, and looks careless.
//!
//! Reported are headers whose English word, and the word for it in the page's language, are in the [locale's data](../locales.md),
//! once for each page. The page must be translated otherwise: a further header is in its language, or a title differs from the
//! English one that its anchor keeps. Headers in code or in small letters may be names of fields and are left alone.
//!
//! ## Bad
//!
//! ```md es-ES
//! ---
//! ms.contentlocale: es-ES
//! ---
//! | Propiedad | Tipo | Description |
//! |:---|:---|:---|
//! | brightness | Int32 | El brillo de la lámpara. |
//! ```
//!
//! ## Good
//!
//! ```md es-ES
//! ---
//! ms.contentlocale: es-ES
//! ---
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | brightness | Int32 | El brillo de la lámpara. |
//! ```

use crate::docset::{Locale, language};
use crate::page::{Page, slug};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::sync::mark;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "table-header-untranslated",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("table_header_untranslated.rs"),
    checks: &[Check::Page(check)],
};

/// How many further tables are named, and how many headers of the first.
const PLACES: usize = 3;
const NAMES: usize = 8;

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let (page, locale) = (context.page(), context.locale());
    if !page.tables.iter().flat_map(|table| &table.header.cells).any(|cell| is_english(page, locale, *cell)) {
        return;
    }
    let source_is_english = language::subtag(context.docset.source_tag()).eq_ignore_ascii_case("en");
    if !source_is_english || !context.is_translation() || !is_translated(page, locale) {
        return;
    }
    // `isogloss sync` has said so already, where a translator will see it.
    let marked = mark::to_translate(page);
    let tables = page.tables.iter().map(|table| {
        let cells = table.header.cells.iter().copied().filter(|cell| is_english(page, locale, *cell));
        cells.filter(|cell| !is_marked(&marked, *cell)).collect::<Vec<Span>>()
    });
    let tables: Vec<Vec<Span>> = tables.filter(|cells| !cells.is_empty()).collect();
    let Some((first, others)) = tables.split_first() else { return };
    let Some(place) = first.first() else { return };
    let names: Vec<&str> = first.iter().take(NAMES).map(|cell| bare(page.slice(*cell))).collect();
    let words: Vec<&str> = names.iter().filter_map(|name| locale.word_for_english_column(name)).collect();
    let (noun, verb) = if names.len() == 1 { ("header", "is") } else { ("headers", "are") };
    let more = match others.len() {
        0 => String::new(),
        1 => "; nor are headers of one more table".to_owned(),
        count => format!("; nor are headers of {count} more tables"),
    };
    let message = format!("the {noun} {} {verb} not translated{more}", names.join(", "));
    let finding = out.report(*place, message);
    finding.found(names.join(", ")).expected(words.join(", ")).help(format!("write {}", words.join(", ")));
    for cell in others.iter().take(PLACES).filter_map(|cells| cells.first()) {
        finding.because(*cell, "not translated either");
    }
}

/// Whether a header is in English, and the locale has a word of its own for it.
fn is_english(page: &Page, locale: &Locale, cell: Span) -> bool {
    let text = page.slice(cell);
    // English has no other letters: most headers are told by that.
    text.is_ascii()
        && bare(text).starts_with(|c: char| c.is_ascii_uppercase())
        && locale.word_for_english_column(text).is_some()
}

/// Whether a header lies in one of these places, which are in order.
fn is_marked(places: &[Span], cell: Span) -> bool {
    places.get(places.partition_point(|place| place.end <= cell.start)).is_some_and(|place| place.contains(cell))
}

/// A header without emphasis.
fn bare(text: &str) -> &str {
    text.trim_matches(['*', '_', ' '])
}

/// Whether something on the page that is translated elsewhere shows that the page is: a header or a title.
fn is_translated(page: &Page, locale: &Locale) -> bool {
    let is_own = |cell: &Span| {
        let text = page.slice(*cell);
        locale.column_role(text).is_some() && locale.word_for_english_column(text).is_none()
    };
    page.tables.iter().flat_map(|table| &table.header.cells).any(is_own)
        || page.sections.iter().any(|section| {
            section.anchor().is_some_and(|anchor| page.slice(anchor) != slug::of(page.slice(section.title)))
        })
}
