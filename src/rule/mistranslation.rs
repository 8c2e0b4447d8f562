//! How a difference between a translation and its proved source becomes a finding: every translation rule
//! says the same things about it.

use super::{Finding, Findings, PairContext, Safety};
use crate::drift::{Difference, Verdict};
use crate::page::Page;
use crate::text::Span;

/// Reports `difference` at its place, with both values, the fact and the source's place.
pub fn report<'f>(
    difference: &Difference,
    pair: &PairContext<'_>,
    out: &'f mut Findings,
    message: impl Into<String>,
) -> &'f mut Finding {
    let finding = out.report(difference.place, message);
    finding.fact(difference.kind, &difference.key);
    finding.verdict = Some(Verdict::Mistranslated);
    if let Some(side) = &difference.source {
        finding.expected(&side.value).because_of(pair.source_id, side.span, "the source");
    }
    if let Some(side) = &difference.translation {
        finding.found(&side.value);
    }
    finding
}

/// Offers to put what the source has, as it is written there, in place of what the translation has. Marks around
/// the token stay: neither side's place includes them.
pub fn restore(finding: &mut Finding, difference: &Difference, pair: &PairContext<'_>, title: &'static str) {
    if let Some((source, translation)) = difference.both() {
        let text = pair.source.page.slice(source.span);
        let safety = safety(finding, difference, pair);
        finding.replace(safety, title, translation.span, text);
    }
}

/// The same; and where the translation has no such token, but the source's cell is this one word, all of the cell.
pub fn restore_word(finding: &mut Finding, difference: &Difference, pair: &PairContext<'_>, title: &'static str) {
    restore(finding, difference, pair, title);
    if let (Some(source), None) = (&difference.source, &difference.translation)
        && let Some(cell) = cell_at(&pair.source.page, source.span)
        && cell_at(pair.page(), difference.place) == Some(difference.place)
        && !pair.source.page.slice(cell).contains(char::is_whitespace)
    {
        finding.replace(Safety::Safe, title, difference.place, pair.source.page.slice(cell));
    }
}

/// How safe it is to put what the source has in place of what the translation has. Where another translation says the same, the
/// finding says so too.
pub fn safety(finding: &mut Finding, difference: &Difference, pair: &PairContext<'_>) -> Safety {
    match pair.agreed_with(difference.found()) {
        None => Safety::Safe,
        Some(tag) => {
            finding
                .help(format!("see whether the source was another when this page was made: {tag} says the same"))
                .likely();
            Safety::Unsafe
        }
    }
}

/// The cell of a table that holds `place`.
pub fn cell_at(page: &Page, place: Span) -> Option<Span> {
    let table = page.tables.get(page.tables.partition_point(|table| table.span.end <= place.start))?;
    let row = table.rows.get(table.rows.partition_point(|row| row.span.end < place.start));
    // A cell without text has a place too.
    [Some(&table.header), row].into_iter().flatten().find_map(|row| {
        let at = row.cells.partition_point(|cell| cell.end < place.start);
        row.cells.get(at).copied().filter(|cell| cell.contains(place))
    })
}
