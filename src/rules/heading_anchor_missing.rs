//! Every heading of a translated page carries the anchor of its source.
//!
//! ## Why
//!
//! Links lead to the English slug. A translated heading has it only in its `<a name="…">`; without it every link to
//! the section leads to the top of the page.
//!
//! Pages of which no heading has an anchor are not judged: their pipeline writes none.
//!
//! ## Bad
//!
//! ```md es-ES
//! # <a name="get-call"></a>Obtener llamada
//!
//! ## Permisos
//! ```
//!
//! ```md en-US
//! # Get call
//!
//! ## Permissions
//! ```
//!
//! ## Good
//!
//! ```md es-ES
//! # <a name="get-call"></a>Obtener llamada
//!
//! ## <a name="permissions"></a>Permisos
//! ```
//!
//! ```md en-US
//! # Get call
//!
//! ## Permissions
//! ```

use crate::drift::align;
use crate::fact::FactKind;
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "heading-anchor-missing",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("heading_anchor_missing.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    if !context.is_translation() {
        return;
    }
    let page = context.page();
    let headings = || page.sections.iter().enumerate().filter(|(_, section)| section.level > 0);
    let bare = headings().filter(|(_, section)| section.anchor().is_none()).count();
    // With most headings bare the page is not one that the pipeline wrote.
    if bare == 0 || bare * 2 > headings().count() {
        return;
    }
    let source = context.proved_source();
    let pairs = source.map(|(_, source)| align::sections(&source.page, page));
    for (at, section) in headings().filter(|(_, section)| section.anchor().is_none()) {
        let finding = out.report(section.title, "the heading has no anchor");
        finding.fact(FactKind::Section, page.slice(section.title));
        let partner =
            pairs.as_ref().and_then(|pairs| pairs.iter().find(|(_, right)| *right == Some(at))).and_then(|pair| pair.0);
        let ours = source.and_then(|(id, source)| Some((id, source.page.sections.get(partner?)?)));
        let Some((id, ours)) = ours.filter(|(_, ours)| ours.level == section.level && !ours.slug.is_empty()) else {
            finding.help("write <a name=\"…\"></a> with the slug of the English heading before the title");
            continue;
        };
        let tag = format!("<a name=\"{}\"></a>", ours.slug);
        finding
            .fact(FactKind::Section, &*ours.slug)
            .help(format!("write {tag} before the title"))
            .because_of(id, ours.title, "the source's heading")
            .replace(Safety::Safe, "add the anchor", Span::at(section.title.from()), tag);
    }
}
