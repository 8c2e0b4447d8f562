//! Every page of the source has its translations.
//!
//! ## Why
//!
//! A reader who changes the language of the site gets English, or nothing.
//!
//! ## Bad
//!
//! ````md en-US/v1.0/api/a.md
//! # Call: end
//!
//! A.
//! ````
//!
//! ````md en-US/v1.0/api/b.md
//! # Call: end
//!
//! B.
//! ````
//!
//! ````md es-ES/v1.0/api/a.md
//! # <a name="call-end"></a>Call: finalizar
//!
//! A.
//! ````
//!
//! ## Good
//!
//! ````md en-US/v1.0/api/a.md
//! # Call: end
//!
//! A.
//! ````
//!
//! ````md en-US/v1.0/api/b.md
//! # Call: end
//!
//! B.
//! ````
//!
//! ````md es-ES/v1.0/api/a.md
//! # <a name="call-end"></a>Call: finalizar
//!
//! A.
//! ````
//!
//! ````md es-ES/v1.0/api/b.md
//! # <a name="call-end"></a>Call: finalizar
//!
//! B.
//! ````

use crate::docset::PageId;
use crate::docset::model::RootFiles;
use crate::rule::{Check, DocSetContext, Findings, Rule, Severity};
use crate::text::Span;
use std::collections::HashSet;

/// The rule.
pub static RULE: Rule = Rule {
    id: "page-missing",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("page_missing.rs"),
    checks: &[Check::DocSet(check)],
};

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let docset = context.docset;
    let moved = docset.members.iter().zip(&docset.origins).filter_map(|(other, origin)| {
        let (key, _) = origin.as_ref()?.traced().moved.as_ref()?;
        Some((other.root?, key.as_str()))
    });
    let moved: HashSet<(usize, &str)> = moved.collect();
    for (at, member) in docset.members.iter().enumerate() {
        if !member.wanted || !docset.is_source(member) {
            continue;
        }
        let moved = |root: usize| moved.contains(&(root, &*member.key));
        let lacks = |(root, files): &(usize, &RootFiles)| {
            Some(*root) != docset.source_root
                && files.locale.is_some()
                && !files.files.has(&member.key)
                && !moved(*root)
        };
        let missing: Vec<&str> =
            docset.roots.iter().enumerate().filter(lacks).filter_map(|(_, files)| files.locale.as_deref()).collect();
        if missing.is_empty() {
            continue;
        }
        let text = &member.page.source.text;
        let place = member.page.title().map_or_else(Span::default, |title| title.heading().trimmed(text));
        let which = missing.join(", ");
        out.report_on(PageId(at as u32), place, format!("there is no translation of this page in {which}"))
            .expected(which)
            .help("hand it off to be translated, or exclude it");
    }
}
