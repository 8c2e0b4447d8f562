//! Every translation has its source.
//!
//! ## Why
//!
//! The source has removed the page, or has it somewhere else, and the translation still tells readers of it. A source whose file is
//! there and could not be read, or is excluded, counts as there. A page of the source whose name differs by a letter or two is
//! named: the page was renamed then.
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

use crate::docset::discover::shown;
use crate::drift::words;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity};
use crate::text::nearest::distance;

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
    let finding = out.report(context.title(), message);
    match successor(context) {
        Some(name) if is_translated(context, name) => {
            finding.help(format!("remove the page: the source has {name} now, and so has the translation"))
        }
        Some(name) => finding.help(format!("rename the page to {name}, as the source did")),
        None => finding.help("remove the page, or bring back its source"),
    };
}

/// The name of the source's page in the same folder that differs by a letter or two: the page was renamed. Looked for among
/// those beside it in order alone, so that a docset of orphans costs no more than another.
fn successor<'a>(context: &DriftContext<'a>) -> Option<&'a str> {
    let docset = context.docset;
    let root = docset.roots.get(docset.source_root?)?;
    let wanted = format!("{}/{}", shown(&root.files.root), root.files.name(&context.member.key));
    let (folder, name) = wanted.rsplit_once('/')?;
    let at = docset.members.partition_point(|member| member.page.source.path.as_str() < wanted.as_str());
    let beside = docset.members.get(at.saturating_sub(BESIDE)..docset.members.len().min(at + BESIDE))?;
    let names = beside.iter().filter_map(|member| member.page.source.path.strip_prefix(folder)?.strip_prefix('/'));
    let near = names.filter(|other| !other.contains('/')).filter_map(|other| Some((distance(name, other, 2)?, other)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, other)| other)
}

/// Whether the page's own locale has the page of that name in the same folder.
fn is_translated(context: &DriftContext<'_>, name: &str) -> bool {
    let key =
        context.member.key.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"));
    let group = context.docset.group(&key).iter().filter_map(|id| context.docset.get(*id));
    group.into_iter().any(|other| other.root == context.member.root)
}

/// How many pages before and after its place in order are looked at.
const BESIDE: usize = 8;
