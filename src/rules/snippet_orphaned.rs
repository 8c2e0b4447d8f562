//! Every sample file is included by a page.
//!
//! ## Why
//!
//! A sample that nothing shows is kept up to date for nobody, and hides that the page which should show it shows another.
//!
//! Sample files are no pages, so the finding stands on the first line of the first page that could include them: one for
//! each folder, with their number. With `include-snippets` in the [configuration](../configuration.md) each file is told
//! by itself. `isogloss snippets --prune` removes those of the languages it writes. Of a locale with a page that could not be
//! read nothing is told or removed: that page may include any of them.
//!
//! ## Bad
//!
//! ````md en-US/v1.0/api/call-get.md
//! # Get call
//! ````
//!
//! ````md en-US/v1.0/includes/snippets/go/get-call-go-snippets.md
//! ```go
//! client.Get("/calls")
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US/v1.0/api/call-get.md
//! # [Go](#tab/go)
//! [!INCLUDE [sample-code](../includes/snippets/go/get-call-go-snippets.md)]
//!
//! ---
//! ````
//!
//! ````md en-US/v1.0/includes/snippets/go/get-call-go-snippets.md
//! ```go
//! client.Get("/calls")
//! ```
//! ````

use crate::docset::files::is_sample;
use crate::docset::samples::{self, FilePlace};
use crate::docset::{DocSet, PageId};
use crate::fact::FactKind;
use crate::rule::{Check, DocSetContext, Findings, Rule, Severity};
use crate::text::Span;
use std::collections::{BTreeMap, HashSet};

/// The rule.
pub static RULE: Rule = Rule {
    id: "snippet-orphaned",
    severity: Severity::Info,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("snippet_orphaned.rs"),
    checks: &[Check::DocSet(check)],
};

/// How many files a message names.
const NAMED: usize = 3;

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let docset = context.docset;
    if docset.roots.iter().all(|root| root.files.samples().is_empty()) {
        return;
    }
    let shown = shown(docset);
    // A page that was not read may include any sample.
    let whole = docset.whole_roots();
    let is_whole = |root: Option<usize>| root.and_then(|root| whole.get(root)).is_some_and(|whole| *whole);
    let members = docset.members.iter().enumerate();
    let pages: HashSet<FilePlace> = members
        .clone()
        .filter(|(_, member)| is_sample(&member.key))
        .map(|(_, member)| samples::page_place(docset, member).lower())
        .collect();
    // Samples that are read as pages.
    for (at, member) in members.clone().filter(|(_, member)| is_whole(member.root) && is_sample(&member.key)) {
        if !shown.contains(&samples::page_place(docset, member).lower()) {
            out.report_on(PageId(at as u32), first_line(docset, at), "no page includes this sample".to_owned())
                .fact(FactKind::Include, &*member.key)
                .help("include it in the page of its request, or remove it");
        }
    }
    let mut folders: BTreeMap<FilePlace, Vec<&str>> = BTreeMap::new();
    for (at, root) in docset.roots.iter().enumerate().filter(|(at, _)| is_whole(Some(*at))) {
        for path in root.files.samples() {
            let place = FilePlace { root: Some(at), path: path.clone() }.lower();
            if shown.contains(&place) || pages.contains(&place) {
                continue;
            }
            let Some(folder) = folder(path) else { continue };
            folders.entry(FilePlace { root: Some(at), path: folder.to_owned() }).or_default().push(path);
        }
    }
    if folders.is_empty() {
        return;
    }
    let mut tellers: BTreeMap<FilePlace, usize> = BTreeMap::new();
    for (at, member) in members.filter(|(_, member)| member.root.is_some() && !is_sample(&member.key)) {
        tellers.entry(samples::folder(docset, &samples::page_place(docset, member))).or_insert(at);
    }
    for (folder, files) in folders {
        let Some(at) = tellers.get(&folder).copied() else { continue };
        let names: Vec<&str> =
            files.iter().take(NAMED).map(|path| path.rsplit_once('/').map_or(*path, |(_, name)| name)).collect();
        let more = if files.len() > NAMED { ", …" } else { "" };
        let count = if files.len() == 1 { "1 sample".to_owned() } else { format!("{} samples", files.len()) };
        let message = format!("no page includes {count} of {}: {}{more}", folder.path, names.join(", "));
        out.report_on(PageId(at as u32), first_line(docset, at), message)
            .fact(FactKind::Include, &folder.path)
            .help("include them, or remove them: `isogloss snippets --prune`");
    }
}

/// Every file that a page includes.
fn shown(docset: &DocSet) -> HashSet<FilePlace> {
    let mut out = HashSet::new();
    for member in docset.members.iter().filter(|member| member.root.is_some() && !member.page.includes.is_empty()) {
        let place = samples::page_place(docset, member);
        for include in &member.page.includes {
            out.extend(samples::included(&place, member.page.slice(include.path)).map(|place| place.lower()));
        }
    }
    out
}

/// `…/includes/snippets` of `…/includes/snippets/go/x.md`.
fn folder(path: &str) -> Option<&str> {
    const NAME: &str = "includes/snippets";
    path.get(..path.find(&format!("{NAME}/"))? + NAME.len())
}

fn first_line(docset: &DocSet, at: usize) -> Span {
    let text = docset.members.get(at).map_or("", |member| member.page.source.text.as_str());
    Span::new(0, text.lines().next().map_or(0, str::len))
}
