//! The counts that the dashboard opens with: everything that can be shown before any row is there.

use super::freshness::Freshness;
use super::row::{Cell, Row};
use super::trend::Trend;
use super::vocabulary::{Vocabulary, severity};
use crate::docset::DocSet;
use crate::drift::Verdict;
use crate::report::Report;
use crate::rule::{Rule, Severity};
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

impl RuleData {
    fn new((rule, worst): (&'static Rule, Severity), counts: Vec<usize>) -> Self {
        Self { id: rule.id, severity: severity(worst), summary: rule.summary(), counts }
    }
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

/// What is counted for each row of a list, in each locale.
type Counts = Vec<Vec<usize>>;

/// The counts while the rows are gone through.
struct Tally {
    locales: Vec<LocaleData>,
    versions: Vec<(Option<String>, usize, usize, usize, usize)>,
    rules: Counts,
    verdicts: Counts,
    states: Counts,
}

impl Tally {
    /// Nothing counted yet, with a place for every name of `vocabulary`.
    fn empty(vocabulary: &Vocabulary) -> Self {
        let locale = |(at, (tag, name)): (usize, &(String, Option<String>))| LocaleData {
            tag: tag.clone(),
            name: name.clone(),
            source: at == 0 && vocabulary.has_source,
            pages: 0,
            findings: (0, 0, 0),
        };
        let names = vocabulary.versions.iter().cloned().map(Some).chain([None]);
        let counts = |rows: usize| vec![vec![0; vocabulary.locales.len()]; rows];
        Self {
            locales: vocabulary.locales.iter().enumerate().map(locale).collect(),
            versions: names.map(|name| (name, 0, 0, 0, 0)).collect(),
            rules: counts(vocabulary.rules.len()),
            verdicts: counts(Verdict::ALL.len()),
            states: counts(Freshness::ALL.len()),
        }
    }

    fn add(&mut self, row: &Row) {
        for (column, cell) in row.5.iter().enumerate().filter_map(|(at, cell)| Some((at, cell.as_ref()?))) {
            bump(&mut self.states, cell.0.into(), column, 1);
            bump_pairs(&mut self.rules, column, &cell.4);
            bump_pairs(&mut self.verdicts, column, &cell.5);
        }
        self.add_to_versions(row);
        self.add_to_locales(row);
    }

    fn add_to_versions(&mut self, row: &Row) {
        let pages = row.5.iter().flatten().filter(|cell| is_there(cell)).count();
        let (errors, warnings, infos) = row.harm();
        // Pages that stand side by side though their versions differ count for each.
        let none = [self.versions.len().saturating_sub(1)];
        for at in if row.3.is_empty() { &none[..] } else { &row.3 } {
            if let Some(version) = self.versions.get_mut(*at) {
                version.1 += pages;
                version.2 += errors;
                version.3 += warnings;
                version.4 += infos;
            }
        }
    }

    fn add_to_locales(&mut self, row: &Row) {
        for (locale, cell) in self.locales.iter_mut().zip(&row.5) {
            let Some(cell) = cell else { continue };
            locale.pages += usize::from(is_there(cell));
            locale.findings.0 += cell.1;
            locale.findings.1 += cell.2;
            locale.findings.2 += cell.3;
        }
    }
}

/// Whether the page has a file in the cell's locale.
fn is_there(cell: &Cell) -> bool {
    cell.0 != Freshness::Missing as u8
}

fn bump(counts: &mut Counts, row: usize, column: usize, by: usize) {
    if let Some(slot) = counts.get_mut(row).and_then(|row| row.get_mut(column)) {
        *slot += by;
    }
}

/// Adds what a cell says in pairs: a row's number, and how many.
fn bump_pairs(counts: &mut Counts, column: usize, pairs: &[usize]) {
    for pair in pairs.chunks(2) {
        bump(counts, pair.first().copied().unwrap_or(0), column, pair.get(1).copied().unwrap_or(0));
    }
}

/// Counts `rows`.
pub fn totals(
    report: &Report<'_>,
    vocabulary: &Vocabulary,
    rows: &[Row],
    trend: Option<Trend>,
    parts: Parts,
) -> Totals {
    let mut tally = Tally::empty(vocabulary);
    for row in rows {
        tally.add(row);
    }
    let (docset, summary) = (report.docset, report.summary);
    let Tally { locales, versions, rules, verdicts, states } = tally;
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
        rules: vocabulary.rules.iter().zip(rules).map(|(rule, counts)| RuleData::new(*rule, counts)).collect(),
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
