//! How a difference between a translation and its proved source becomes a finding: every translation rule
//! says the same things about it.

use super::{Finding, Findings, PairContext, Safety};
use crate::drift::{Difference, Verdict};
use crate::fact::FactKind;
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

/// How safe it is to put what the source has in place of what the translation has. Where the source may have said something else when
/// the page was made, the finding says so: another translation has the same, or the code is not the source's with damage.
pub fn safety(finding: &mut Finding, difference: &Difference, pair: &PairContext<'_>) -> Safety {
    if let Some(tag) = pair.agreed_with(difference.found()) {
        let help = format!("see whether the source was another when this page was made: {tag} says the same");
        finding.help(help).likely();
        return Safety::Unsafe;
    }
    let is_code =
        matches!(difference.kind, FactKind::CodeBlock | FactKind::CodeSpan | FactKind::LinkTarget | FactKind::Macro);
    let is_deformed = || pair.is_deformed(difference.expected(), difference.found());
    if is_code && !pair.is_named() && !is_deformed() {
        let what = finding.help.as_deref().unwrap_or("restore it");
        let help = format!("{what} if the source had it when this page was made");
        finding.help(help).likely();
        return Safety::Unsafe;
    }
    Safety::Safe
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
