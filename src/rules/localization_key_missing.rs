//! A translation carries the keys that the localization pipeline writes.
//!
//! ## Why
//!
//! `ms.openlocfilehash` and `ms.sourcegitcommit` say which source a translation was made from. Without them nobody can
//! tell a stale page from a wrong one.
//!
//! A key is asked for when nine of ten translations of the locale have it, or when the page itself has most of the
//! keys.
//!
//! ## Bad
//!
//! ```md es-ES
//! ---
//! title: Llamada
//! ms.openlocfilehash: 5e95e4a1b56d7cea806e1a3d588403d81c200923
//! ms.translationtype: MT
//! ms.contentlocale: es-ES
//! ms.lasthandoff: 05/12/2023
//! ---
//! # <a name="call"></a>Llamada
//! ```
//!
//! ## Good
//!
//! ```md es-ES
//! ---
//! title: Llamada
//! ms.openlocfilehash: 5e95e4a1b56d7cea806e1a3d588403d81c200923
//! ms.sourcegitcommit: 0b3a57ac8b99871e56389f9be15e4f96e219f635
//! ms.translationtype: MT
//! ms.contentlocale: es-ES
//! ms.lasthandoff: 05/12/2023
//! ---
//! # <a name="call"></a>Llamada
//! ```

use crate::docset::{Member, PageId};
use crate::rule::{Check, DocSetContext, Findings, OptionSpec, Rule, Severity};
use crate::text::Span;

/// The keys asked for unless the configuration names others.
const KEYS: [&str; 5] =
    ["ms.openlocfilehash", "ms.sourcegitcommit", "ms.translationtype", "ms.contentlocale", "ms.lasthandoff"];

/// The rule.
pub static RULE: Rule = Rule {
    id: "localization-key-missing",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[OptionSpec {
        name: "keys",
        help: "the keys that a translation must carry",
        default: "[ms.openlocfilehash, ms.sourcegitcommit, ms.translationtype, ms.contentlocale, ms.lasthandoff]",
        values: &[],
    }],
    source: include_str!("localization_key_missing.rs"),
    checks: &[Check::DocSet(check)],
};

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let set = context.settings.option(RULE.id, "keys");
    let keys: Vec<&str> = if set.is_empty() { KEYS.to_vec() } else { set.iter().map(String::as_str).collect() };
    let docset = context.docset;
    for root in 0..docset.roots.len() {
        if Some(root) == docset.source_root {
            continue;
        }
        let pages: Vec<(PageId, &Member, Vec<bool>)> = docset
            .members
            .iter()
            .enumerate()
            .filter(|(_, member)| member.root == Some(root) && is_asked(member))
            .map(|(at, member)| (PageId(at as u32), member, keys.iter().map(|key| has(member, key)).collect()))
            .collect();
        let count = |key: usize| pages.iter().filter(|(_, _, has)| has.get(key) == Some(&true)).count();
        let usual: Vec<bool> = (0..keys.len()).map(|key| count(key) * 10 >= pages.len() * 9).collect();
        for (id, member, has) in &pages {
            let most = has.iter().filter(|has| **has).count() * 2 > keys.len();
            let missing: Vec<&str> = keys
                .iter()
                .zip(has.iter().zip(&usual))
                .filter(|(_, (has, usual))| !**has && (**usual || most))
                .map(|(key, _)| *key)
                .collect();
            let Some(header) = member.page.front_matter.as_ref().filter(|_| !missing.is_empty()) else { continue };
            let opening = Span::new(header.span.from(), header.span.from() + 3);
            let list = missing.join(", ");
            out.report_on(*id, opening, format!("the front matter lacks {list}"))
                .expected(list)
                .help("have the localization pipeline write the page anew");
        }
    }
}

/// Pages without front matter, or with one that cannot be read, are reported for that; include files of code are not
/// translated.
fn is_asked(member: &Member) -> bool {
    member.page.front_matter.as_ref().is_some_and(|header| header.error.is_none())
}

fn has(member: &Member, key: &str) -> bool {
    let text = &member.page.source.text;
    member.page.front_matter.as_ref().is_some_and(|header| header.entry(text, key).is_some())
}
