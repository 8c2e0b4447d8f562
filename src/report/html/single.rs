//! `--report html`: one run on one page without scripts, for an artifact or a mail.

use super::assets::{BASE_STYLE, SINGLE};
use crate::report::concise::thousands;
use crate::report::escape::{short, visible};
use crate::report::group::groups;
use crate::report::model::Report;
use minijinja::{Environment, Value, context};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Kinds of finding that are listed; the dashboard has all.
const MOST_ROWS: usize = 500;
/// Places of each.
const PLACES: usize = 3;

/// Writes the report.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut environment = Environment::new();
    // The name ends in `.html`: everything that is filled in is escaped.
    environment.add_template("single.html", SINGLE).map_err(io::Error::other)?;
    let template = environment.get_template("single.html").map_err(io::Error::other)?;
    let summary = report.summary;
    let groups = groups(report);
    let rows: Vec<Value> = groups
        .iter()
        .take(MOST_ROWS)
        .filter_map(|group| {
            let first = group.items.first()?;
            let places = group.items.iter().take(PLACES).filter_map(|item| {
                let source = &report.page(item)?.source;
                Some(format!("{}:{}", visible(&source.path), source.place(item.finding.span.start).line))
            });
            Some(context! {
                severity => first.severity.name(),
                rule => first.rule.id,
                about => first.rule.summary(),
                message => short(&visible(&first.finding.message), 300),
                count => thousands(group.items.len()),
                places => places.collect::<Vec<String>>(),
                more => group.items.len().saturating_sub(PLACES),
            })
        })
        .collect();
    let skipped: Vec<Value> = report
        .docset
        .skipped
        .iter()
        .map(|skip| context! { path => visible(&skip.path), reason => visible(&skip.reason) })
        .collect();
    let page = context! {
        style => Value::from_safe_string(BASE_STYLE.to_owned()),
        version => env!("CARGO_PKG_VERSION"),
        pages => thousands(summary.pages),
        errors => thousands(summary.errors),
        warnings => thousands(summary.warnings),
        infos => thousands(summary.infos),
        suppressed => summary.suppressed,
        locales => locales(report),
        rows,
        more => thousands(groups.len().saturating_sub(MOST_ROWS)),
        has_more => groups.len() > MOST_ROWS,
        skipped,
    };
    let text = template.render(page).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

/// The counts of each locale.
fn locales(report: &Report<'_>) -> Vec<Value> {
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for member in report.docset.members.iter().filter(|member| member.wanted) {
        let [pages, ..] = counts.entry(member.locale.tag()).or_default();
        *pages += 1;
    }
    for item in &report.run.diagnostics {
        let Some(member) = report.docset.get(item.page) else { continue };
        let [_, errors, warnings, infos] = counts.entry(member.locale.tag()).or_default();
        match item.severity {
            crate::rule::Severity::Error => *errors += 1,
            crate::rule::Severity::Warning => *warnings += 1,
            crate::rule::Severity::Info => *infos += 1,
        }
    }
    let one = |(tag, counts): (&str, [usize; 4])| {
        let [pages, errors, warnings, infos] = counts.map(thousands);
        context! { tag, pages, errors, warnings, infos }
    };
    counts.into_iter().map(one).collect()
}
