//! Every translation has its source.
//!
//! ## Why
//!
//! The source has removed the page, or has it somewhere else, and the translation still tells readers of it. A source whose file is
//! there and could not be read, or is excluded, counts as there.
//!
//! ## Bad
//!
//! ````md en-US/v1.0/api/a.md
//! # Call: end
//!
//! A.
//! ````
//!
//! ````md es-ES/v1.0/api/a.md
//! # <a name="call-end"></a>Call: finalizar
//!
//! A.
//! ````
//!
//! ````md es-ES/v1.0/api/old.md
//! # <a name="call-end"></a>Call: finalizar
//!
//! B.
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
//! ````md es-ES/v1.0/api/a.md
//! # <a name="call-end"></a>Call: finalizar
//!
//! A.
//! ````

use crate::drift::words;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "page-orphaned",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("page_orphaned.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    let Some(origin) = context.origin else { return };
    let docset = context.docset;
    let is_known = docset.source_root.is_some() && context.member.root.is_some() || origin.traced().removed.is_some();
    if origin.source.is_some() || origin.traced().moved.is_some() || !is_known {
        return;
    }
    // It may be there and not have been read, or be excluded.
    let source_files = docset.source_root.and_then(|root| docset.roots.get(root)).map(|root| &root.files);
    if source_files.is_some_and(|files| files.has(&context.member.key)) {
        return;
    }
    let removed = origin.traced().removed.and_then(|at| docset.history.as_ref()?.commits.get(at));
    let message = match removed {
        Some(commit) => format!("the source removed this page in {}", words::commit(commit)),
        None => "the source has no page at this path".to_owned(),
    };
    out.report(context.title(), message).help("remove the page, or bring back its source");
}
