//! All files of the dashboard as texts: the page, its scripts, and the data, split by when it is needed. The same docset
//! gives the same bytes.

use super::assets::ASSETS;
use super::detail::{self, Detail};
use super::glossary::{Entry, glossary};
use super::row::{Columns, Row};
use super::script::{json, script, script_of_list};
use super::totals::{Parts, totals};
use super::trend::{Earlier, trend};
use super::vocabulary::{Vocabulary, shown};
use crate::docset::{DocSet, PageId};
use crate::drift::overview::{GroupDrift, overview};
use crate::engine::Diagnostic;
use crate::report::{Report, drift_json};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Rows in a file.
const ROWS: usize = 1500;
/// Bytes of details in a file, roughly: read when one of its pages is opened.
const DETAILS: usize = 160 * 1024;
/// Entries of systematic damage in a file.
const ENTRIES: usize = 1000;

/// A page that the dashboard shows: its row, and its details as JSON.
struct Shown {
    group: usize,
    row: Row,
    detail: String,
}

/// Path below the report's folder, with forward slashes, and text of every file. `earlier` are the runs to compare with, in
/// their order. The error is for people.
pub fn files(report: &Report<'_>, earlier: &[Earlier]) -> Result<Vec<(String, String)>, String> {
    let docset = report.docset;
    let vocabulary = Vocabulary::of(report);
    let mut pages = pages(report, &vocabulary)?;
    pages.par_sort_by(|a, b| a.row.compare(&b.row));
    let mut files: Vec<(String, String)> =
        ASSETS.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();

    let mut packed: Vec<&str> = Vec::new();
    let mut bytes = 0;
    let mut part = 0;
    for Shown { row, detail, .. } in &mut pages {
        if bytes > 0 && bytes + detail.len() > DETAILS {
            files.push((format!("data/pages-{part}.js"), script_of_list("pages", part, &packed)));
            packed.clear();
            bytes = 0;
            part += 1;
        }
        (row.6, row.7) = (part, packed.len());
        bytes += detail.len();
        packed.push(detail);
    }
    files.push((format!("data/pages-{part}.js"), script_of_list("pages", part, &packed)));
    let details = part + 1;

    let entries = entries(docset, report, &vocabulary, &pages);
    let rows: Vec<Row> = pages.into_iter().map(|page| page.row).collect();
    let row_parts = add_parts(&mut files, "rows", &rows, ROWS)?;
    let glossary_parts = add_parts(&mut files, "glossary", &entries, ENTRIES)?;
    let parts = Parts { rows: row_parts, pages: details, glossary: glossary_parts, entries: entries.len() };
    let totals = totals(report, &vocabulary, &rows, trend(report, earlier), parts);
    files.push(("data/summary.js".to_owned(), script("summary", 0, &totals)?));
    files.sort();
    Ok(files)
}

/// Adds `items` in files of `size` each; how many there are.
fn add_parts<T: serde::Serialize + Sync>(
    files: &mut Vec<(String, String)>,
    name: &str,
    items: &[T],
    size: usize,
) -> Result<usize, String> {
    let parts: Vec<&[T]> = items.chunks(size).collect();
    let made = parts.par_iter().enumerate().map(|(at, items)| {
        let items = items.iter().map(json).collect::<Result<Vec<String>, String>>()?;
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        Ok((format!("data/{name}-{at}.js"), script_of_list(name, at, &items)))
    });
    files.extend(made.collect::<Result<Vec<_>, String>>()?);
    Ok(parts.len())
}

/// Every page that was asked about, in order of key.
fn pages(report: &Report<'_>, vocabulary: &Vocabulary) -> Result<Vec<Shown>, String> {
    let docset = report.docset;
    let columns = Columns::new(docset, vocabulary);
    let items = report.run.diagnostics.as_slice();
    // Findings are in order of page.
    let found = |id: PageId| -> &[Diagnostic] {
        let from = items.partition_point(|item| item.page < id);
        let to = items.partition_point(|item| item.page <= id);
        items.get(from..to).unwrap_or(&[])
    };
    let groups: Vec<(usize, &Vec<PageId>)> = shown(docset).collect();
    let keys = keys(docset, &groups);
    let one = |((group, ids), key): (&(usize, &Vec<PageId>), String)| {
        let drift = overview(docset, ids);
        let row = columns.row(key.clone(), &drift, found);
        let detail: Detail = detail::detail(docset, vocabulary, key, &drift, found);
        Ok(Shown { group: *group, row, detail: json(&detail)? })
    };
    groups.par_iter().zip(keys).map(one).collect()
}

/// What each group is called; no two alike.
fn keys(docset: &DocSet, groups: &[(usize, &Vec<PageId>)]) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    groups
        .iter()
        .map(|(_, ids)| {
            let group = GroupDrift { members: (*ids).clone(), facts: Vec::new() };
            let name = drift_json::name(docset, &group);
            let first = || docset.get(*ids.first()?).map(|member| &*member.key);
            let name = if name.is_empty() { first().unwrap_or("") } else { name };
            let mut key = name.to_owned();
            let mut number = 1;
            while !taken.insert(key.clone()) {
                number += 1;
                key = format!("{name} ({number})");
            }
            key
        })
        .collect()
}

fn entries(docset: &DocSet, report: &Report<'_>, vocabulary: &Vocabulary, pages: &[Shown]) -> Vec<Entry> {
    let rows: HashMap<PageId, usize> = pages
        .iter()
        .enumerate()
        .flat_map(|(at, page)| docset.groups.get(page.group).into_iter().flatten().map(move |id| (*id, at)))
        .collect();
    glossary(report, vocabulary, |id| rows.get(&id).copied())
}
