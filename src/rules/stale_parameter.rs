//! A translation lists the parameters, headers and properties that its source lists today, with their types.
//!
//! ## Why
//!
//! A parameter that the source has dropped is refused by the server, or ignored; one that is new is not known to the reader.
//!
//! A table of which a row is broken in several lines (`table-row-split`) is not judged: mend it first.
//!
//! ## Bad
//!
//! ````md en-US@base
//! ## Request body
//!
//! | Parameter | Type | Description |
//! |:---|:---|:---|
//! | all | Boolean | What for. |
//! | clientContext | String | What for. |
//! ````
//!
//! ````md en-US
//! ## Request body
//!
//! | Parameter | Type | Description |
//! |:---|:---|:---|
//! | clientContext | String | What for. |
//! ````
//!
//! ````md es-ES
//! ## <a name="request-body"></a>Cuerpo de la solicitud
//!
//! | Parámetro | Tipo | Descripción |
//! |:---|:---|:---|
//! | all | Boolean | Para qué. |
//! | clientContext | String | Para qué. |
//! ````
//!
//! ## Good
//!
//! ````md en-US@base
//! ## Request body
//!
//! | Parameter | Type | Description |
//! |:---|:---|:---|
//! | all | Boolean | What for. |
//! | clientContext | String | What for. |
//! ````
//!
//! ````md en-US
//! ## Request body
//!
//! | Parameter | Type | Description |
//! |:---|:---|:---|
//! | clientContext | String | What for. |
//! ````
//!
//! ````md es-ES
//! ## <a name="request-body"></a>Cuerpo de la solicitud
//!
//! | Parámetro | Tipo | Descripción |
//! |:---|:---|:---|
//! | clientContext | String | Para qué. |
//! ````

use crate::docset::PageId;
use crate::drift::{Judged, Verdict};
use crate::fact::FactKind;
use crate::fact::mended::split_until;
use crate::page::Page;
use crate::rule::{Check, DriftContext, Findings, Rule, Severity, staleness, summary};
use crate::text::Span;
use foldhash::HashMap;

/// The rule.
pub static RULE: Rule = Rule {
    id: "stale-parameter",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("stale_parameter.rs"),
    checks: &[Check::Drift(check)],
};

const KINDS: [FactKind; 4] = [FactKind::Name, FactKind::Type, FactKind::HeaderName, FactKind::MediaType];

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    let stale = staleness::by_row(context, Verdict::Stale);
    let mut split = Split::default();
    for judged in stale.into_iter().filter(|judged| KINDS.contains(&judged.kind)) {
        if split.is_in_one(context, judged) {
            continue;
        }
        let row = summary::row_name(context, judged);
        let what = summary::row(judged);
        let message = match (&judged.ours, &judged.expected) {
            (Some(_), None) => format!("the source no longer has the {what} {row}"),
            (None, Some(_)) => format!("the {what} {row} of the source is missing"),
            _ => format!(
                "the {} of {row} is {} here, and {} in the source",
                judged.kind.name(),
                staleness::short(judged.found()),
                staleness::short(judged.expected())
            ),
        };
        staleness::report(context, judged, out, message);
    }
}

/// How far tables reach of which a row is broken in several lines: there nobody can tell which cells are names.
#[derive(Default)]
struct Split(HashMap<(PageId, usize), Option<u32>>);

impl Split {
    /// Whether the fact stands in such a table on one of the two pages.
    fn is_in_one(&mut self, context: &DriftContext<'_>, judged: &Judged) -> bool {
        let reference = || context.docset.get(judged.reference).zip(judged.expected.as_ref());
        self.is_at(context.id, context.page(), judged.place)
            || reference().is_some_and(|(member, side)| self.is_at(judged.reference, &member.page, side.span))
    }

    fn is_at(&mut self, id: PageId, page: &Page, place: Span) -> bool {
        // What follows the broken row may be read as text below the table.
        let at = page.tables.partition_point(|table| table.span.start <= place.start).checked_sub(1);
        let Some((at, table)) = at.and_then(|at| Some((at, page.tables.get(at)?))) else { return false };
        let until = *self.0.entry((id, at)).or_insert_with(|| split_until(page, table));
        until.is_some_and(|until| place.start < until)
    }
}
