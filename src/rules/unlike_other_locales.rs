//! A name, type or header is written otherwise than on all other pages that were made from the same text.
//!
//! ## Why
//!
//! Where the source cannot be read, its translations can: pages with one `ms.openlocfilehash` were made from one text. What
//! two or more of them write alike in a cell that holds a token, and one writes otherwise, was changed by its translator.
//!
//! Words that two languages may translate alike are left out: a name must be an identifier that nobody writes by chance, or
//! stand in the page's code; a type or a header must be a known one. Capitals that two translators may have written for small
//! letters (`GUID`) are no proof of case: look before you take the fix.
//!
//! One other page made from the same text is enough where what it writes can only be the source's: a name that is a string of the
//! page's code, or a small word in these letters on a page of another script (`state` on a Russian page, where Spanish has
//! `estado`), while no code has the word that stands here; a known type, where the words here are none; the text of a link that is
//! the name of the file it leads to (`[shade](../resources/shade.md)`).
//!
//! Otherwise two pages that were made from other texts count against a name that is a plain word and in no code of the page: a row
//! beside it must be the same, and what they write must be in code of theirs, or in other letters than the rest of one of them.
//!
//! ## Bad
//!
//! ````md es-ES/v1.0/api/page.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: es-ES
//! ---
//! # <a name="call"></a>Llamada
//!
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | nombreDeUsuario | String | Quien llama. |
//! ````
//!
//! ````md pt-BR/v1.0/api/page.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: pt-BR
//! ---
//! # <a name="call"></a>Chamada
//!
//! ## <a name="properties"></a>Propriedades
//!
//! | Propriedade | Tipo | Descrição |
//! |:---|:---|:---|
//! | callerName | String | Quem chama. |
//! ````
//!
//! ````md ru-RU/v1.0/api/page.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: ru-RU
//! ---
//! # <a name="call"></a>Звонок
//!
//! ## <a name="properties"></a>Свойства
//!
//! | Свойство | Тип | Описание |
//! |:---|:---|:---|
//! | callerName | String | Кто звонит. |
//! ````
//!
//! ## Good
//!
//! ````md es-ES/v1.0/api/page.md
//! ---
//! ms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
//! ms.contentlocale: es-ES
//! ---
//! # <a name="call"></a>Llamada
//!
//! ## <a name="properties"></a>Propiedades
//!
//! | Propiedad | Tipo | Descripción |
//! |:---|:---|:---|
//! | callerName | String | Quien llama. |
//! ````

use crate::drift::{Verdict, consensus};
use crate::fact::plain::plain;
use crate::rule::{Check, DriftContext, Findings, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "unlike-other-locales",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("unlike_other_locales.rs"),
    checks: &[Check::Drift(check)],
};

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    if context.origin.is_some_and(|origin| origin.source.is_some()) {
        return;
    }
    for cell in consensus::outvoted(context.docset, context.group, context.id) {
        let (found, expected) = (plain(context.page().slice(cell.place)), plain(&cell.text));
        let (other, place) = cell.reference;
        let message = if cell.votes > 1 {
            format!("{} other locales write {expected} here, not {found}", cell.votes)
        } else {
            let locale = context.docset.get(other).map_or("another locale", |member| member.locale.tag());
            format!("{locale} writes {expected} here, not {found}")
        };
        let finding = out.report(cell.place, message);
        finding.fact(cell.kind, expected.as_ref()).found(found).expected(expected.as_ref());
        finding.because_of(other, place, "one of them").help(format!("write {expected}"));
        finding.verdict = Some(Verdict::Mistranslated);
        let safety = if cell.sure { Safety::Safe } else { Safety::Unsafe };
        finding.replace(safety, "write what the others write", cell.place, cell.text);
    }
}
