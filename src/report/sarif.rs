//! SARIF 2.1.0, which code scanning services and editors read. Source: OASIS, Static Analysis Results Interchange Format 2.1.0;
//! the numbers in comments are its sections.

use super::model::Report;
use crate::engine::run::order;
use crate::engine::{By, Diagnostic};
use crate::page::Page;
use crate::rule::{Rule, Severity};
use crate::text::Span;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the log.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let prints = report.prints();
    let reported = report.run.diagnostics.iter().map(|item| (item, None));
    let set_aside = report.run.set_aside.iter().map(|item| (&item.diagnostic, Some(&item.by)));
    let mut items: Vec<(&Diagnostic, Option<&By>, &String)> = reported
        .zip(&prints.diagnostics)
        .chain(set_aside.zip(&prints.set_aside))
        .map(|((item, by), print)| (item, by, print))
        .collect();
    if !report.run.set_aside.is_empty() {
        items.sort_by(|a, b| order(a.0).cmp(&order(b.0)));
    }
    let used: BTreeMap<&str, &'static Rule> = items.iter().map(|(item, _, _)| (item.rule.id, item.rule)).collect();
    let index: BTreeMap<&str, usize> = used.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let results = items.into_iter().filter_map(|(item, by, print)| {
        let mut result = result(report, item, *index.get(item.rule.id)?, print)?;
        if let Some(by) = by {
            result.as_object_mut()?.insert("suppressions".to_owned(), json!([suppression(by)]));
        }
        Some(result)
    });
    let results: Vec<Value> = results.collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "isogloss",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": used.values().map(|rule| self::rule(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": report.docset.skipped.is_empty(),
                "toolExecutionNotifications": report.docset.skipped.iter().map(|skip| json!({
                    "level": "error",
                    "message": { "text": format!("{} was not checked: {}", skip.path, skip.reason) },
                })).collect::<Vec<_>>(),
            }],
            "results": results,
        }],
    });
    serde_json::to_writer(&mut *out, &log)?;
    writeln!(out)
}

/// 3.49: a rule.
fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary() },
        "help": { "text": rule.summary(), "markdown": rule.documentation() },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

/// 3.35: why a result is not reported.
fn suppression(by: &By) -> Value {
    match by {
        By::Baseline => json!({ "kind": "external", "justification": "known from the baseline" }),
        By::Comment { reason: None } => json!({ "kind": "inSource" }),
        By::Comment { reason: Some(reason) } => json!({ "kind": "inSource", "justification": reason }),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// 3.27: a result.
fn result(report: &Report<'_>, item: &Diagnostic, index: usize, print: &str) -> Option<Value> {
    let page = report.page(item)?;
    let finding = &item.finding;
    let mut message = finding.message.clone();
    if let Some(help) = &finding.help {
        message.push_str("; ");
        message.push_str(help);
    }
    let related: Vec<Value> = finding
        .related
        .iter()
        .filter_map(|related| {
            let page = &report.docset.get(related.page.unwrap_or(item.page))?.page;
            let mut location = location(page, related.span);
            location.as_object_mut()?.insert("message".to_owned(), json!({ "text": related.message }));
            Some(location)
        })
        .collect();
    let fixes: Vec<Value> = finding
        .fix
        .iter()
        .filter(|fix| !fix.edits.is_empty())
        .map(|fix| {
            let replacements = fix.edits.iter().map(
                |edit| json!({ "deletedRegion": region(page, edit.span), "insertedContent": { "text": edit.text } }),
            );
            json!({
                "description": { "text": fix.title },
                "artifactChanges": [{
                    "artifactLocation": { "uri": uri(&page.source.path) },
                    "replacements": replacements.collect::<Vec<_>>(),
                }],
            })
        })
        .collect();
    let mut result = json!({
        "ruleId": item.rule.id,
        "ruleIndex": index,
        "level": level(item.severity),
        "message": { "text": message },
        "locations": [location(page, finding.span)],
        "partialFingerprints": { "isogloss/v1": print },
    });
    let object = result.as_object_mut()?;
    if !related.is_empty() {
        object.insert("relatedLocations".to_owned(), related.into());
    }
    if !fixes.is_empty() {
        object.insert("fixes".to_owned(), fixes.into());
    }
    Some(result)
}

/// 3.28: a location.
fn location(page: &Page, span: Span) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&page.source.path) },
        "region": region(page, span),
    } })
}

/// 3.30: a region. Columns count code points (`columnKind`), the end is one past the last.
fn region(page: &Page, span: Span) -> Value {
    let (start, end) = (page.source.place(span.start), page.source.place(span.end));
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// A path as a relative reference (RFC 3986, 4.2): what may not stand in one is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    // A first segment with a colon would read as a scheme.
    if path.split('/').next().is_some_and(|first| first.contains(':')) {
        out.push_str("./");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            for part in ['%', hex(byte >> 4), hex(byte & 15)] {
                out.push(part);
            }
        }
    }
    out
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("docs/a b#é.md"), "docs/a%20b%23%C3%A9.md");
        assert_eq!(uri("c:x/y.md"), "./c:x/y.md");
    }
}
