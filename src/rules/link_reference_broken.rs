//! A reference link names a definition that the page has.
//!
//! ## Why
//!
//! `[calls][]` leads where a line `[calls]: …` says. A translation that turns the name into another word and leaves the line as it
//! is has no link any more: the reader sees brackets.
//!
//! ## Bad
//!
//! ```md en-US
//! Lists all [calls][].
//!
//! [calls]: ../resources/call.md
//! ```
//!
//! ```md es-ES
//! Enumera todas las [llamadas][].
//!
//! [calls]: ../resources/call.md
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! Lists all [calls][].
//!
//! [calls]: ../resources/call.md
//! ```
//!
//! ```md es-ES
//! Enumera todas las [llamadas][calls].
//!
//! [calls]: ../resources/call.md
//! ```

use crate::drift::references::{broken, name_in};
use crate::fact::FactKind;
use crate::page::visible;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "link-reference-broken",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("link_reference_broken.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    if memchr::memmem::find(page.source.text.as_bytes(), b"][]").is_none() {
        return;
    }
    let source = context.proved_source().map(|(_, source)| &source.page);
    for area in visible::spans(page) {
        let broken: Vec<Span> = broken(page, area).collect();
        for (at, place) in broken.iter().enumerate() {
            let words = page.slice(*place);
            let finding = out.report(*place, format!("no line of the page says where {words}[] leads"));
            finding.fact(FactKind::LinkTarget, words).found(format!("{words}[]"));
            let name = source.and_then(|source| name_in(source, page, area, (at, broken.len())));
            if let Some((name, is_sure)) = name {
                let mended = format!("{words}[{name}]");
                let whole = Span { start: place.start, end: place.end + 2 };
                finding.expected(&mended).help(format!("write {mended}"));
                let safety = if is_sure { Safety::Safe } else { Safety::Unsafe };
                finding.replace(safety, "name the definition", whole, mended);
            } else {
                let name = words.trim_matches(['[', ']']);
                finding.help(format!("add a line `[{name}]: target`, or name another one: {words}[name]"));
            }
        }
    }
}
