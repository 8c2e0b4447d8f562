//! A reference link names a definition that the page has.
//!
//! ## Why
//!
//! `[calls][]` leads where a line `[calls]: …` says. A translation that turns the name into another word and leaves the line as it
//! is has no link any more: the reader sees brackets. What to name is told by where the source's link leads, and without a
//! source by the file: `[video][]` names the definition that leads to `video.md`.
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

use crate::drift::references::{Definitions, broken, name_in};
use crate::fact::FactKind;
use crate::page::visible;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;
use std::cell::OnceCell;

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
    if !context.brackets().has_empty {
        return;
    }
    let page = context.page();
    let source = context.proved_source().map(|(_, source)| &source.page);
    let definitions = OnceCell::new();
    for area in visible::spans(page) {
        let broken: Vec<Span> = broken(page, area).collect();
        for (at, place) in broken.iter().enumerate() {
            let words = page.slice(*place);
            let finding = out.report(*place, format!("no line of the page says where {words}[] leads"));
            finding.fact(FactKind::LinkTarget, words).found(format!("{words}[]"));
            let definitions = definitions.get_or_init(|| Definitions::of(page));
            let named = source.and_then(|source| name_in(source, page, area, (at, broken.len())));
            let inner = words.trim_matches(['[', ']']);
            let name = match &named {
                Some(named) => definitions
                    .name_for(&named.name, &named.target)
                    .map(|(name, leads_there)| (name, leads_there && named.is_sure)),
                None => definitions.name_of_file(inner).map(|name| (name, false)),
            };
            if let Some((name, is_sure)) = name {
                let mended = format!("{words}[{name}]");
                let whole = Span { start: place.start, end: place.end + 2 };
                finding.expected(&mended).help(format!("write {mended}"));
                let safety = if is_sure { Safety::Safe } else { Safety::Unsafe };
                finding.replace(safety, "name the definition", whole, mended);
            } else if let Some(named) = named.filter(|named| named.is_sure) {
                finding.help(format!("add the line that the page has lost: [{inner}]: {}", named.target));
            } else {
                finding.help(format!("add a line `[{inner}]: target`, or name another one: {words}[name]"));
            }
        }
    }
}
