//! GitLab's code quality report. Source: GitLab's documentation, Code Quality, Code Quality report format.

use super::fingerprint::of_skipped;
use super::model::Report;
use crate::rule::Severity;
use serde_json::json;
use std::io::{self, Write};

/// Writes a list of issues, one for each page that could not be read among them.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let prints = report.prints().diagnostics;
    let skipped = report.docset.skipped.iter().map(|skip| {
        json!({
            "description": format!("the page was not checked: {}", skip.reason),
            "check_name": "not-checked",
            "fingerprint": of_skipped(&skip.path),
            "severity": "critical",
            "location": { "path": skip.path, "lines": { "begin": 1 } },
        })
    });
    let issues: Vec<serde_json::Value> = report
        .run
        .diagnostics
        .iter()
        .zip(prints)
        .filter_map(|(item, fingerprint)| {
            let source = &report.page(item)?.source;
            let (start, end) = source.places(item.finding.span);
            let severity = match item.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            };
            Some(json!({
                "description": item.finding.message,
                "check_name": item.rule.id,
                "fingerprint": fingerprint,
                "severity": severity,
                "location": { "path": source.path, "lines": { "begin": start.line, "end": end.line } },
            }))
        })
        .chain(skipped)
        .collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}
