//! How a difference between a translation and its proved source becomes a finding: every translation rule
//! says the same things about it.

use super::{Finding, Findings, PairContext, Safety};
use crate::drift::{Difference, Verdict};

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
pub fn restore(finding: &mut Finding, difference: &Difference, pair: &PairContext<'_>, title: &str) {
    if let Some((source, translation)) = difference.both() {
        let text = pair.source.page.slice(source.span);
        finding.replace(Safety::Safe, title, translation.span, text);
    }
}
