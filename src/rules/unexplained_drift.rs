//! The locales of a page document one API version, or differ for a reason that can be told.
//!
//! ## Why
//!
//! One locale documents beta as it was in one year, another v1.0 as it was in another: where they differ, nobody can say whether
//! the versions do or one page is old. A maintainer must look, or give the program the source's history
//! (`source: { git: … }` in `isogloss.yml`), which tells.
//!
//! ## Bad
//!
//! ````md es.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: es-ES
//! ms.lasthandoff: 12/20/2018
//! ---
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="example"></a>Ejemplo
//!
//! ```http
//! POST https://api.example.com/beta/app/calls/1/end
//! ```
//! ````
//!
//! ````md pt.md
//! ---
//! ms.openlocfilehash: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
//! ms.contentlocale: pt-BR
//! ms.lasthandoff: 09/02/2020
//! ---
//! # <a name="call-end"></a>Call: encerrar
//!
//! ## <a name="example"></a>Exemplo
//!
//! ```http
//! POST https://api.example.com/v1.0/communications/calls/1/end
//! ```
//! ````
//!
//! ## Good
//!
//! ````md es.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: es-ES
//! ms.lasthandoff: 12/20/2018
//! ---
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="example"></a>Ejemplo
//!
//! ```http
//! POST https://api.example.com/beta/app/calls/1/end
//! ```
//! ````
//!
//! ````md pt.md
//! ---
//! ms.openlocfilehash: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
//! ms.contentlocale: pt-BR
//! ms.lasthandoff: 09/02/2020
//! ---
//! # <a name="call-end"></a>Call: encerrar
//!
//! ## <a name="example"></a>Exemplo
//!
//! ```http
//! POST https://api.example.com/v1.0/app/calls/1/end
//! ```
//! ````

use crate::drift::{Judged, Verdict, words};
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, summary};
use std::collections::{BTreeMap, BTreeSet};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unexplained-drift",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("unexplained_drift.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    let list: Vec<&Judged> = context.with(Verdict::VersionOrAge).collect();
    let Some(first) = list.first() else { return };
    if share_a_version(context) {
        return;
    }
    let lead = words::called(context.docset, first.reference);
    let facts = if list.len() == 1 { "one fact differs".to_owned() } else { format!("{} facts differ", list.len()) };
    let message = format!("{facts} from {lead}, by version or by age: {}", summary::few(&list));
    let finding = out.report(first.place, message);
    finding.fact(first.kind, &first.key);
    finding.verdict = Some(Verdict::VersionOrAge);
    finding.help(first.why.as_ref());
    summary::places(&list, finding);
}

/// Whether there is a version that every locale of the group documents.
fn share_a_version(context: &DriftContext<'_>) -> bool {
    let mut versions: BTreeMap<&str, BTreeSet<Option<&str>>> = BTreeMap::new();
    for member in context.group.iter().filter_map(|id| context.docset.get(*id)) {
        versions.entry(member.locale.tag()).or_default().insert(member.version.as_deref());
    }
    let mut sets = versions.into_values();
    let Some(first) = sets.next() else { return true };
    let rest: Vec<_> = sets.collect();
    first.iter().any(|version| rest.iter().all(|set| set.contains(version)))
}
