//! A translated title names the resource that its anchor names.
//!
//! ## Why
//!
//! The anchor is the slug of the English title. Where title and anchor name different resources, the translator's
//! memory put the title of another page here.
//!
//! ## Bad
//!
//! ```md es-ES
//! # <a name="callrecord-resource-type"></a>Tipo de recurso callSession
//! ```
//!
//! ## Good
//!
//! ```md es-ES
//! # <a name="callrecord-resource-type"></a>Tipo de recurso callRecord
//! ```

use crate::fact::{FactKind, token};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "title-resource-mismatch",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("title_resource_mismatch.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let Some(section) = page.title() else { return };
    let Some(anchor) = section.anchor else { return };
    let (slug, title) = (page.slice(anchor), page.slice(section.title));
    let joined = squeezed(slug);
    for (range, word) in token::words(title) {
        if !token::is_camel(word) || joined.contains(&squeezed(word)) {
            continue;
        }
        // The slug's own identifier: its first part, unless the title has that too.
        let Some(resource) = slug.split('-').next().filter(|first| first.len() > 3) else { continue };
        if squeezed(title).contains(resource) || !is_resource_title(slug) {
            continue;
        }
        out.report(section.title.part(range), format!("the title names {word}, its anchor {resource}"))
            .found(word)
            .expected(resource)
            .fact(FactKind::Title, resource)
            .because(anchor, "the slug of the English title")
            .help("name the resource of the source's title");
        return;
    }
}

/// Whether a slug is that of a title that begins with the name of its resource.
fn is_resource_title(slug: &str) -> bool {
    ["-resource-type", "-resource", "-complex-type", "-enum-type", "-type", "-entity-type"]
        .iter()
        .any(|end| slug.ends_with(end))
}

/// Letters and digits only, in lower case.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
