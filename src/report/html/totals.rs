//! The counts that the dashboard opens with: everything that can be shown before any row is there.

use super::freshness::Freshness;
use super::row::Row;
use super::trend::Trend;
use super::vocabulary::Vocabulary;
use crate::docset::DocSet;
use crate::drift::Verdict;
use crate::report::Report;
use serde::Serialize;

/// The first data that a browser reads.
#[derive(Serialize)]
pub struct Totals {
    schema: u32,
    version: &'static str,
    pages: usize,
    rows: usize,
    /// The folder that all files lie in, with a slash at its end: need not be said of each.
    base: String,
    /// Errors, warnings, infos, suppressed by comments.
    findings: (usize, usize, usize, usize),
    /// Path and reason of what could not be read.
    skipped: Vec<(String, String)>,
    locales: Vec<LocaleData>,
    /// Name, pages, errors, warnings, infos; the last, without a name, is what has no version.
    versions: Vec<(Option<String>, usize, usize, usize, usize)>,
    rules: Vec<RuleData>,
    verdicts: Vec<VerdictData>,
    states: Vec<StateData>,
    /// Whether a history of the source was read.
    history: bool,
    trend: Option<Trend>,
    /// How many parts there are of each.
    parts: Parts,
}

/// How many files of data there are.
#[derive(Serialize, Clone, Copy)]
pub struct Parts {
    /// Rows.
    pub rows: usize,
    /// Details.
    pub pages: usize,
    /// Systematic damage.
    pub glossary: usize,
    /// Entries of it.
    pub entries: usize,
}

#[derive(Serialize)]
struct LocaleData {
    tag: String,
    name: Option<String>,
    source: bool,
    pages: usize,
    /// Errors, warnings, infos.
    findings: (usize, usize, usize),
}

#[derive(Serialize)]
struct RuleData {
    id: &'static str,
    severity: u8,
    summary: String,
    /// For each locale.
    counts: Vec<usize>,
}

#[derive(Serialize)]
struct VerdictData {
    name: &'static str,
    words: &'static str,
    counts: Vec<usize>,
}

#[derive(Serialize)]
struct StateData {
    name: &'static str,
    about: &'static str,
    counts: Vec<usize>,
}

/// The longest folder that every page lies in.
fn base(docset: &DocSet) -> String {
    let mut paths = docset.members.iter().map(|member| member.page.source.path.as_str());
    let mut base = paths.next().and_then(|path| Some(path.rsplit_once('/')?.0)).unwrap_or("");
    for path in paths {
        while !path.strip_prefix(base).is_some_and(|rest| rest.starts_with('/')) {
            let Some((folder, _)) = base.rsplit_once('/') else { return String::new() };
            base = folder;
        }
    }
    if base.is_empty() { String::new() } else { format!("{base}/") }
}

/// Counts `rows`.
pub fn totals(
    report: &Report<'_>,
    vocabulary: &Vocabulary,
    rows: &[Row],
    trend: Option<Trend>,
    parts: Parts,
) -> Totals {
    let docset = report.docset;
    let columns = vocabulary.locales.len();
    let mut locales: Vec<LocaleData> = vocabulary
        .locales
        .iter()
        .enumerate()
        .map(|(at, (tag, name))| LocaleData {
            tag: tag.clone(),
            name: name.clone(),
            source: at == 0 && vocabulary.has_source,
            pages: 0,
            findings: (0, 0, 0),
        })
        .collect();
    let mut versions: Vec<(Option<String>, usize, usize, usize, usize)> =
        vocabulary.versions.iter().map(|name| (Some(name.clone()), 0, 0, 0, 0)).collect();
    versions.push((None, 0, 0, 0, 0));
    let mut rules = vec![vec![0; columns]; vocabulary.rules.len()];
    let mut verdicts = vec![vec![0; columns]; Verdict::ALL.len()];
    let mut states = vec![vec![0; columns]; Freshness::ALL.len()];
    let bump = |table: &mut Vec<Vec<usize>>, row: usize, column: usize, by: usize| {
        if let Some(slot) = table.get_mut(row).and_then(|row| row.get_mut(column)) {
            *slot += by;
        }
    };
    for row in rows {
        for (column, cell) in row.5.iter().enumerate().filter_map(|(at, cell)| Some((at, cell.as_ref()?))) {
            bump(&mut states, cell.0.into(), column, 1);
            for pair in cell.4.chunks(2) {
                bump(&mut rules, pair.first().copied().unwrap_or(0), column, pair.get(1).copied().unwrap_or(0));
            }
            for pair in cell.5.chunks(2) {
                bump(&mut verdicts, pair.first().copied().unwrap_or(0), column, pair.get(1).copied().unwrap_or(0));
            }
        }
        let (errors, warnings, infos) = row.harm();
        // Pages that stand side by side though their versions differ count for each.
        let none = [vocabulary.versions.len()];
        for at in if row.3.is_empty() { &none[..] } else { &row.3 } {
            if let Some(version) = versions.get_mut(*at) {
                version.1 += row.5.iter().flatten().filter(|cell| cell.0 != Freshness::Missing as u8).count();
                version.2 += errors;
                version.3 += warnings;
                version.4 += infos;
            }
        }
        for (locale, cell) in locales.iter_mut().zip(&row.5) {
            let Some(cell) = cell else { continue };
            locale.pages += usize::from(cell.0 != Freshness::Missing as u8);
            locale.findings.0 += cell.1;
            locale.findings.1 += cell.2;
            locale.findings.2 += cell.3;
        }
    }
    let summary = report.summary;
    Totals {
        schema: 1,
        version: env!("CARGO_PKG_VERSION"),
        pages: summary.pages,
        rows: rows.len(),
        base: base(docset),
        findings: (summary.errors, summary.warnings, summary.infos, summary.suppressed),
        skipped: docset.skipped.iter().map(|skip| (skip.path.clone(), skip.reason.clone())).collect(),
        locales,
        versions: versions.into_iter().filter(|version| version.1 > 0).collect(),
        rules: vocabulary
            .rules
            .iter()
            .zip(rules)
            .map(|((rule, worst), counts)| RuleData {
                id: rule.id,
                severity: super::vocabulary::severity(*worst),
                summary: rule.summary(),
                counts,
            })
            .collect(),
        verdicts: Verdict::ALL
            .into_iter()
            .zip(verdicts)
            .map(|(verdict, counts)| VerdictData { name: verdict.name(), words: verdict.words(), counts })
            .collect(),
        states: Freshness::ALL
            .into_iter()
            .zip(states)
            .map(|(state, counts)| StateData { name: state.name(), about: state.about(), counts })
            .collect(),
        history: docset.history.is_some(),
        trend,
        parts,
    }
}
