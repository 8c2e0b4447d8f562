//! The locales of a page say the same thing.
//!
//! ## Why
//!
//! Two locales of one page were made from different texts of the source, and do not agree on what the API does. Without the
//! source nobody can say what changed, but readers of the older one are told something else.
//!
//! A row whose name was translated, or whose type is written otherwise, is that row all the same, where the rows around it are
//! the same: such damage is told by other rules. Rows that only one of the pages has are told here.
//!
//! A page that was made from a newer text than the source that was read is told of too: bring the source up to date first.
//!
//! ## Bad
//!
//! ````md es-ES/v1.0/api/page.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: es-ES
//! ms.lasthandoff: 09/02/2020
//! ---
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="response"></a>Respuesta
//!
//! Devuelve `200 OK`.
//!
//! ## <a name="example"></a>Ejemplo
//!
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````
//!
//! ````md ru-RU/v1.0/api/page.md
//! ---
//! ms.openlocfilehash: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
//! ms.contentlocale: ru-RU
//! ms.lasthandoff: 12/18/2018
//! ---
//! # <a name="call-end"></a>Call: завершить
//!
//! ## <a name="response"></a>Ответ
//!
//! Возвращает `202 Accepted`.
//!
//! ## <a name="example"></a>Пример
//!
//! ```http
//! HTTP/1.1 202 Accepted
//! ```
//! ````
//!
//! ## Good
//!
//! ````md es-ES/v1.0/api/page.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: es-ES
//! ms.lasthandoff: 09/02/2020
//! ---
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="response"></a>Respuesta
//!
//! Devuelve `200 OK`.
//!
//! ## <a name="example"></a>Ejemplo
//!
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````
//!
//! ````md ru-RU/v1.0/api/page.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: ru-RU
//! ms.lasthandoff: 09/02/2020
//! ---
//! # <a name="call-end"></a>Call: завершить
//!
//! ## <a name="response"></a>Ответ
//!
//! Возвращает `200 OK`.
//!
//! ## <a name="example"></a>Пример
//!
//! ```http
//! HTTP/1.1 200 OK
//! ```
//! ````

use crate::drift::{Judged, Verdict, words};
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, summary};

/// The rule.
pub static RULE: Rule = Rule {
    id: "locale-skew",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("locale_skew.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    let list: Vec<&Judged> = context.with(Verdict::LocaleSkew).collect();
    let Some(first) = list.first() else { return };
    let lead = words::called(context.docset, first.reference);
    let message = match list.as_slice() {
        [one] => {
            let what = summary::called(one);
            match (&one.ours, &one.expected) {
                (None, _) => format!("the {what} is on the page of {lead}, and not here"),
                (_, None) => format!("the {what} is here, and not on the page of {lead}"),
                _ => format!("the {what} is not that of {lead}"),
            }
        }
        list => format!("{} facts differ from {lead}: {}", list.len(), summary::few(list)),
    };
    let finding = out.report(first.place, message);
    finding.fact(first.kind, &first.key);
    finding.verdict = Some(Verdict::LocaleSkew);
    finding.help(first.why.as_ref());
    summary::places(&list, finding);
}
