//! The stable, versioned form for programs: `docs/schema/report.schema.json`, schema 1. The structs here are the
//! interface; the model may change without them.

use super::fingerprint::Fingerprint;
use super::in_order::InOrder;
use super::model::Report;
use crate::engine::{By, Diagnostic, SetAside};
use crate::rule::{Certainty, Safety};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// The whole report. Its two long lists are of [`JsonFinding`] and [`JsonSuppressed`].
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "JsonReport")]
pub struct JsonReport<'a, F, S> {
    /// Version of this form: 1.
    pub schema: u32,
    /// The program.
    pub tool: JsonTool<'a>,
    /// Which part of the pages this is about, with `check --shard`; null for all.
    pub shard: Option<JsonShard>,
    /// In order of path, then place.
    pub findings: F,
    /// Findings that are not reported, in the same order.
    pub suppressed: S,
    /// Pages that could not be read.
    pub skipped: Vec<JsonSkipped<'a>>,
    /// The counts.
    pub summary: JsonSummary,
}

/// The program that wrote a report.
#[derive(Serialize, JsonSchema)]
pub struct JsonTool<'a> {
    /// `isogloss`.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
}

/// A part of the pages.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct JsonShard {
    /// Which part, from 1.
    pub index: u32,
    /// Of how many.
    pub count: u32,
    /// Equal for parts of the same pages, checked by the same rules.
    pub of: String,
    /// The locales of its pages.
    pub locales: Vec<String>,
}

/// A finding that is not reported.
#[derive(Serialize, JsonSchema)]
pub struct JsonSuppressed<'a> {
    /// `comment` or `baseline`.
    pub by: &'a str,
    /// The reason that the comment gives.
    pub reason: Option<&'a str>,
    /// The finding.
    pub finding: JsonFinding<'a>,
}

/// One finding. Lines and columns count from 1, columns in Unicode code points. Absent values are null.
#[derive(Serialize, JsonSchema)]
pub struct JsonFinding<'a> {
    /// The rule's id.
    pub rule: &'a str,
    /// `error`, `warning` or `info`.
    pub severity: &'a str,
    /// The page, relative to where the program ran.
    pub path: &'a str,
    /// The page's locale.
    pub locale: &'a str,
    /// The API version the page documents.
    pub version: Option<&'a str>,
    /// First line.
    pub line: u32,
    /// First column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
    /// What is wrong.
    pub message: &'a str,
    /// What to do.
    pub help: Option<&'a str>,
    /// Why the values differ.
    pub verdict: Option<&'a str>,
    /// What the page claims there.
    pub fact: Option<JsonFact<'a>>,
    /// The wrong value.
    pub found: Option<&'a str>,
    /// The right value.
    pub expected: Option<&'a str>,
    /// `proved` or `likely`.
    pub certainty: &'a str,
    /// `safe`, `unsafe` or null.
    pub fix: Option<&'a str>,
    /// Other places.
    pub related: Vec<JsonRelated<'a>>,
    /// Stays when lines move.
    #[schemars(with = "String")]
    pub fingerprint: Fingerprint,
}

/// A claim of a page.
#[derive(Serialize, JsonSchema)]
pub struct JsonFact<'a> {
    /// What it is about.
    pub kind: &'a str,
    /// Which one.
    pub key: &'a str,
}

/// Another place.
#[derive(Serialize, JsonSchema)]
pub struct JsonRelated<'a> {
    /// The page.
    pub path: &'a str,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
    /// Why it is named.
    pub message: &'a str,
}

/// A page that could not be read.
#[derive(Serialize, JsonSchema)]
pub struct JsonSkipped<'a> {
    /// The page.
    pub path: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// The counts.
#[derive(Serialize, JsonSchema)]
pub struct JsonSummary {
    /// Pages checked.
    pub pages: usize,
    /// Locales among them.
    pub locales: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
    /// Findings that comments suppressed.
    pub suppressed: usize,
    /// Findings that the baseline covers.
    pub baselined: usize,
    /// Wall time of the run.
    pub seconds: f64,
}

/// The JSON Schema of this form.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(JsonReport<'static, Vec<JsonFinding<'static>>, Vec<JsonSuppressed<'static>>>).to_value()
}

/// Writes the report.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let prints = report.prints();
    let reported: Vec<(&Diagnostic, Fingerprint)> = report.run.diagnostics.iter().zip(prints.diagnostics).collect();
    let set_aside: Vec<(&SetAside, Fingerprint)> = report.run.set_aside.iter().zip(prints.set_aside).collect();
    let summary = report.summary;
    let json = JsonReport {
        schema: 1,
        tool: JsonTool { name: "isogloss", version: env!("CARGO_PKG_VERSION") },
        shard: report.shard.clone(),
        findings: InOrder { items: &reported, make: |(item, print)| finding(report, item, print) },
        suppressed: InOrder { items: &set_aside, make: |(item, print)| suppressed(report, item, print) },
        skipped: report
            .docset
            .skipped
            .iter()
            .map(|skip| JsonSkipped { path: &skip.path, reason: &skip.reason })
            .collect(),
        summary: JsonSummary {
            pages: summary.pages,
            locales: summary.locales,
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            suppressed: summary.suppressed,
            baselined: summary.baselined,
            seconds: summary.seconds,
        },
    };
    serde_json::to_writer(&mut *out, &json)?;
    writeln!(out)
}

fn suppressed<'a>(report: &Report<'a>, item: &'a SetAside, fingerprint: Fingerprint) -> Option<JsonSuppressed<'a>> {
    let (by, reason) = match &item.by {
        By::Comment { reason } => ("comment", reason.as_deref()),
        By::Baseline => ("baseline", None),
    };
    Some(JsonSuppressed { by, reason, finding: finding(report, &item.diagnostic, fingerprint)? })
}

fn finding<'a>(report: &Report<'a>, item: &'a Diagnostic, fingerprint: Fingerprint) -> Option<JsonFinding<'a>> {
    let member = report.docset.get(item.page)?;
    let source = &member.page.source;
    let finding = &item.finding;
    let (start, end) = source.places(finding.span);
    let related = finding.related.iter().filter_map(|related| {
        let source = &report.docset.get(related.page.unwrap_or(item.page))?.page.source;
        let (start, end) = source.places(related.span);
        Some(JsonRelated {
            path: &source.path,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            message: &related.message,
        })
    });
    Some(JsonFinding {
        rule: item.rule.id,
        severity: item.severity.name(),
        path: &source.path,
        locale: member.locale.tag(),
        version: member.version.as_deref(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: &finding.message,
        help: finding.help.as_deref(),
        verdict: finding.verdict.map(crate::drift::Verdict::name),
        fact: finding.fact.as_ref().map(|(kind, key)| JsonFact { kind: kind.name(), key }),
        found: finding.found.as_deref(),
        expected: finding.expected.as_deref(),
        certainty: if finding.certainty == Certainty::Proved { "proved" } else { "likely" },
        fix: finding.fix.as_ref().map(|fix| if fix.safety == Safety::Safe { "safe" } else { "unsafe" }),
        related: related.collect(),
        fingerprint,
    })
}
