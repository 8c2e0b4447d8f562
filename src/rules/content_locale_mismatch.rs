//! `ms.contentlocale` names the locale of the folder that the page lies in.
//!
//! ## Why
//!
//! The site serves the page under the folder's locale and labels it with the key's. One of the two is wrong: the page
//! lies in the wrong folder, or its header came from another page.
//!
//! ## Bad
//!
//! ```md es-ES
//! ---
//! title: Llamada
//! ms.contentlocale: pt-BR
//! ---
//! # <a name="call"></a>Llamada
//! ```
//!
//! ## Good
//!
//! ```md es-ES
//! ---
//! title: Llamada
//! ms.contentlocale: es-ES
//! ---
//! # <a name="call"></a>Llamada
//! ```

use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "content-locale-mismatch",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("content_locale_mismatch.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let root = context.member.root.and_then(|at| context.docset.roots.get(at));
    let Some(folder) = root.and_then(|root| root.locale.as_deref()) else { return };
    let page = context.page();
    let Some(header) = &page.front_matter else { return };
    let text = &page.source.text;
    let Some(entry) = header.entry(text, "ms.contentlocale") else { return };
    let Some(named) = header.value(text, "ms.contentlocale") else { return };
    if named.eq_ignore_ascii_case(folder) {
        return;
    }
    out.report(entry.value, format!("ms.contentlocale says {named}, the page lies in the folder of {folder}"))
        .found(named)
        .expected(folder)
        .help("correct the key, or move the page")
        .replace(Safety::Unsafe, "name the folder's locale", entry.value, folder);
}
