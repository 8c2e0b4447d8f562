//! The API version in an address stays as it is.
//!
//! ## Why
//!
//! `/beta` is the part of an address that a program calls. Spelled in the letters of another script it looks like a word of the
//! sentence, and nobody can call it.
//!
//! Known are the versions that the pages themselves document.
//!
//! ## Bad
//!
//! ```md ru-RU/beta/api/lamp.md
//! # <a name="lamp"></a>Лампа
//!
//! Программные интерфейсы /бета-версии могут измениться.
//! ```
//!
//! ## Good
//!
//! ```md ru-RU/beta/api/lamp.md
//! # <a name="lamp"></a>Лампа
//!
//! Программные интерфейсы /beta могут измениться; это бета-версия.
//! ```

use crate::drift::change;
use crate::page::visible::{self, around};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// The rule.
pub static RULE: Rule = Rule {
    id: "version-name-translated",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("version_name_translated.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    static SLASH: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" /"));
    let page = context.page();
    let text = page.source.text.as_str();
    let parts = visible::outside_code(page, visible::body(page));
    let blanks = |part: Span| SLASH.find_iter(page.slice(part).as_bytes()).map(move |at| part.from() + at);
    for blank in parts.flat_map(blanks) {
        let start = blank + SLASH.needle().len();
        if text.as_bytes().get(start).is_none_or(u8::is_ascii) {
            continue;
        }
        let rest = text.get(start..).unwrap_or("");
        let end = rest.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(rest.len());
        let span = Span::new(start, start + end);
        let found = page.slice(span);
        // What a machine makes of it has the word for `version` behind a hyphen.
        let name = found.split('-').next().unwrap_or(found);
        let names = context.docset.version_names();
        let Some(version) = names.iter().find(|version| change::is_transliteration(version, name)) else { continue };
        let is_prose = around(&page.paragraphs, span, |paragraph| paragraph.span).next().is_some()
            || context.cell_at(span).is_some();
        if is_prose && !visible::is_hidden(page, span) {
            out.report(span, format!("the version /{version} of the API is translated as /{found}"))
                .found(found)
                .expected(version.as_str())
                .likely()
                .help(format!("write /{version}"))
                .replace(Safety::Unsafe, "write the version as it is called", span, version.as_str());
        }
    }
}
