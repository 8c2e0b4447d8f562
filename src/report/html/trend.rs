//! How this run compares with earlier ones, from their JSON reports. Must not know where those lie.

use crate::report::Report;
use crate::report::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An earlier run: what its JSON report says, as far as it is needed.
pub struct Earlier {
    name: String,
    summary: EarlierSummary,
    rules: BTreeMap<String, usize>,
    /// How many findings have each fingerprint.
    prints: HashMap<Fingerprint, usize>,
}

#[derive(Deserialize)]
struct EarlierReport {
    schema: u32,
    summary: EarlierSummary,
    findings: Vec<EarlierFinding>,
}

#[derive(Deserialize, Clone, Copy)]
struct EarlierSummary {
    pages: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Deserialize)]
struct EarlierFinding {
    rule: String,
    fingerprint: Fingerprint,
}

impl Earlier {
    /// Reads a report of `check --report json`. `name` is what the run is called. The error is for people.
    pub fn read(name: &str, text: &str) -> Result<Self, String> {
        let what = "is no report of `isogloss check --report json`";
        let report: EarlierReport = serde_json::from_str(text).map_err(|error| format!("{what}: {error}"))?;
        if report.schema != 1 {
            return Err(format!("{what} that this version reads: its schema is {}, not 1", report.schema));
        }
        let mut rules = BTreeMap::new();
        let mut prints = HashMap::new();
        for finding in report.findings {
            *rules.entry(finding.rule).or_default() += 1;
            *prints.entry(finding.fingerprint).or_default() += 1;
        }
        Ok(Self { name: name.to_owned(), summary: report.summary, rules, prints })
    }
}

/// The runs one after the other, the last of them this one.
#[derive(Serialize)]
pub struct Trend {
    runs: Vec<RunData>,
    /// Rule and its findings in each run.
    rules: Vec<(String, Vec<usize>)>,
    /// Findings that are new since the last earlier run, and those that are gone.
    new: usize,
    gone: usize,
}

#[derive(Serialize)]
struct RunData {
    name: String,
    pages: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

/// The trend from `earlier` runs, in their order, to `report`; `None` without any.
pub fn trend(report: &Report<'_>, earlier: &[Earlier]) -> Option<Trend> {
    let last = earlier.last()?;
    let data = |name: &str, summary: EarlierSummary| RunData {
        name: name.to_owned(),
        pages: summary.pages,
        errors: summary.errors,
        warnings: summary.warnings,
        infos: summary.infos,
    };
    let mut runs: Vec<RunData> = earlier.iter().map(|run| data(&run.name, run.summary)).collect();
    let own = report.summary;
    let own = EarlierSummary { pages: own.pages, errors: own.errors, warnings: own.warnings, infos: own.infos };
    runs.push(data("this run", own));
    let mut today: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &report.run.diagnostics {
        *today.entry(item.rule.id).or_default() += 1;
    }
    let names: BTreeSet<&str> =
        earlier.iter().flat_map(|run| run.rules.keys().map(String::as_str)).chain(today.keys().copied()).collect();
    let rules = names.into_iter().map(|name| {
        let count = |run: &Earlier| run.rules.get(name).copied().unwrap_or(0);
        let counts = earlier.iter().map(count).chain([today.get(name).copied().unwrap_or(0)]);
        (name.to_owned(), counts.collect())
    });
    let mut open = last.prints.clone();
    let mut new = 0;
    for print in report.prints().diagnostics {
        match open.get_mut(&print).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None => new += 1,
        }
    }
    Some(Trend { runs, rules: rules.collect(), new, gone: open.values().sum() })
}
