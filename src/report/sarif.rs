//! SARIF 2.1.0, which code scanning services and editors read. Source: OASIS, Static Analysis Results Interchange Format 2.1.0;
//! the numbers in comments are its sections. What code scanning demands besides is in `docs/reports.md`.

use super::fingerprint::Fingerprint;
use super::in_order::InOrder;
use super::model::Report;
use super::sarif_place::{ROOT, artifact, location, region};
use super::sarif_rule::{self, REPOSITORY, level};
use crate::drift::Verdict;
use crate::engine::run::order;
use crate::engine::{By, Diagnostic};
use crate::page::Page;
use crate::rule::{Certainty, Finding, Fix, Rule, Safety};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// The most related places of a result. Code scanning shows 100, and refuses a file with more than 1,000.
const RELATED: usize = 100;

/// The most related places that a message links to. Code scanning shows only those.
const LINKED: usize = 3;

/// Writes the log.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let prints = report.prints();
    let reported = report.run.diagnostics.iter().map(|item| (item, None));
    let set_aside = report.run.set_aside.iter().map(|item| (&item.diagnostic, Some(&item.by)));
    let mut items: Vec<(&Diagnostic, Option<&By>, Fingerprint)> = reported
        .zip(prints.diagnostics)
        .chain(set_aside.zip(prints.set_aside))
        .map(|((item, by), print)| (item, by, print))
        .collect();
    if !report.run.set_aside.is_empty() {
        items.sort_by(|a, b| order(a.0).cmp(&order(b.0)));
    }
    let used: BTreeMap<&str, &'static Rule> = items.iter().map(|(item, _, _)| (item.rule.id, item.rule)).collect();
    let index: BTreeMap<&str, usize> = used.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let results = InOrder {
        items: &items,
        make: |(item, by, print)| {
            let mut result = result(report, item, *index.get(item.rule.id)?, print)?;
            if let Some(by) = by {
                result.as_object_mut()?.insert("suppressions".to_owned(), json!([suppression(by)]));
            }
            Some(result)
        },
    };
    let run = SarifRun {
        tool: json!({ "driver": driver(&used) }),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({ ROOT: { "description": { "text": "The folder that the program ran in." } } }),
        invocations: [invocation(report)],
        results,
    };
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    serde_json::to_writer(&mut *out, &SarifLog { schema, version: "2.1.0", runs: [run] })?;
    writeln!(out)
}

/// 3.13: the whole log.
#[derive(Serialize)]
struct SarifLog<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [SarifRun<R>; 1],
}

/// 3.14: a run.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRun<R> {
    tool: Value,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    invocations: [Value; 1],
    results: R,
}

/// 3.19: the program.
fn driver(used: &BTreeMap<&str, &'static Rule>) -> Value {
    let mut driver = json!({
        "name": "isogloss",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": used.values().map(|rule| sarif_rule::rule(rule, REPOSITORY)).collect::<Vec<_>>(),
    });
    if let Some(object) = driver.as_object_mut().filter(|_| !REPOSITORY.is_empty()) {
        object.insert("informationUri".to_owned(), REPOSITORY.into());
    }
    driver
}

/// 3.35: why a result is not reported.
fn suppression(by: &By) -> Value {
    match by {
        By::Baseline => json!({ "kind": "external", "justification": "known from the baseline" }),
        By::Comment { reason: None } => json!({ "kind": "inSource" }),
        By::Comment { reason: Some(reason) } => json!({ "kind": "inSource", "justification": reason }),
    }
}

/// 3.20: the run. It failed where a page could not be read, and says which.
fn invocation(report: &Report<'_>) -> Value {
    let skipped = &report.docset.skipped;
    let notifications = skipped.iter().map(|skip| {
        json!({
            "level": "error",
            "message": { "text": format!("{} was not checked: {}", skip.path, skip.reason) },
            "locations": [{ "physicalLocation": { "artifactLocation": artifact(&skip.path) } }],
        })
    });
    json!({
        "executionSuccessful": skipped.is_empty(),
        "toolExecutionNotifications": notifications.collect::<Vec<_>>(),
    })
}

/// 3.27: a result.
fn result(report: &Report<'_>, item: &Diagnostic, index: usize, print: Fingerprint) -> Option<Value> {
    let member = report.docset.get(item.page)?;
    let page = &member.page;
    let finding = &item.finding;
    let related: Vec<Value> = finding
        .related
        .iter()
        .take(RELATED)
        .zip(1_u32..)
        .filter_map(|(related, id)| {
            let page = &report.docset.get(related.page.unwrap_or(item.page))?.page;
            let mut location = location(page, related.span);
            let object = location.as_object_mut()?;
            object.insert("id".to_owned(), id.into());
            object.insert("message".to_owned(), json!({ "text": related.message }));
            Some(location)
        })
        .collect();
    let mut properties = Map::new();
    properties.insert("locale".to_owned(), member.locale.tag().into());
    properties.insert("version".to_owned(), member.version.as_deref().into());
    properties.insert("verdict".to_owned(), finding.verdict.map(Verdict::name).into());
    let certainty = if finding.certainty == Certainty::Proved { "proved" } else { "likely" };
    properties.insert("certainty".to_owned(), certainty.into());
    properties.insert("found".to_owned(), finding.found.as_deref().into());
    properties.insert("expected".to_owned(), finding.expected.as_deref().into());
    properties.retain(|_, value| !value.is_null());
    let mut result = json!({
        "ruleId": item.rule.id,
        "ruleIndex": index,
        "level": level(item.severity),
        "message": { "text": message(finding) },
        "locations": [location(page, finding.span)],
        "partialFingerprints": { "isogloss/v1": print },
        "properties": properties,
    });
    let object = result.as_object_mut()?;
    if !related.is_empty() {
        object.insert("relatedLocations".to_owned(), related.into());
    }
    if let Some(fix) = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty()) {
        object.insert("fixes".to_owned(), json!([self::fix(page, fix)]));
    }
    Some(result)
}

/// 3.11: what is wrong and what to do, with links to the related places (3.11.6): a reader may show no others.
fn message(finding: &Finding) -> String {
    let mut message = finding.message.to_string();
    if let Some(help) = &finding.help {
        message.push_str("; ");
        message.push_str(help);
    }
    for (at, related) in finding.related.iter().take(LINKED).enumerate() {
        let before = if at == 0 { "; see " } else { ", " };
        let _ = write!(message, "{before}[{}]({})", link_text(&related.message), at + 1);
    }
    message
}

/// 3.11.6: within a link's text, brackets and backslashes are escaped.
fn link_text(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// 3.55: a fix.
fn fix(page: &Page, fix: &Fix) -> Value {
    let replacements = fix
        .edits
        .iter()
        .map(|edit| json!({ "deletedRegion": region(page, edit.span), "insertedContent": { "text": edit.text } }));
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": artifact(&page.source.path),
            "replacements": replacements.collect::<Vec<_>>(),
        }],
        "properties": { "safety": if fix.safety == Safety::Safe { "safe" } else { "unsafe" } },
    })
}

#[cfg(test)]
mod tests {
    use super::message;
    use crate::rule::Finding;
    use crate::text::Span;

    #[test]
    fn messages_link_to_the_first_places() {
        let mut finding = Finding { message: "wrong".into(), ..Finding::default() };
        finding.help("mend it");
        for text in ["a]\\[b", "second", "third", "fourth"] {
            finding.because(Span::new(0, 0), text);
        }
        assert_eq!(message(&finding), "wrong; mend it; see [a\\]\\\\\\[b](1), [second](2), [third](3)");
    }
}
