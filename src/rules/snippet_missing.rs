//! Every sample file that a tab includes is there.
//!
//! ## Why
//!
//! The tab is empty, or the build breaks. Mostly a language was given up and its tabs stayed, or the request has a new name.
//!
//! A translation may leave a file to the source: it is looked for in the page's own locale and then in the source's. Of a
//! locale that has no sample files at all nobody knows where they come from; its tabs are not judged. Other includes are
//! the business of [include-not-found](include-not-found.md).
//!
//! A language with next to no samples, beside one that has 20 or more in the same folder of samples, was given up: that is told
//! once for the folder and not on each page.
//!
//! ## Bad
//!
//! ```md en-US/v1.0/api/call-get.md
//! # [HTTP](#tab/http)
//! Text.
//! # [Go](#tab/go)
//! [!INCLUDE [sample-code](../includes/snippets/go/get-call-go-snippets.md)]
//!
//! ---
//! ```
//!
//! ## Good
//!
//! ```md en-US/v1.0/api/call-get.md
//! # [HTTP](#tab/http)
//! Text.
//! # [Go](#tab/go)
//! [!INCLUDE [sample-code](../includes/snippets/go/get-call-go-snippets.md)]
//!
//! ---
//! ```
//!
//! ````md en-US/v1.0/includes/snippets/go/get-call-go-snippets.md
//! ```go
//! client.Get("/calls")
//! ```
//! ````

use crate::docset::files::is_sample;
use crate::docset::samples::{self, FilePlace};
use crate::docset::{DocSet, Member, PageId, target};
use crate::fact::FactKind;
use crate::page::model::within;
use crate::rule::{Check, DocSetContext, Findings, Rule, Severity};
use crate::text::Span;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// The rule.
pub static RULE: Rule = Rule {
    id: "snippet-missing",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("snippet_missing.rs"),
    checks: &[Check::DocSet(check)],
};

/// So many samples another language must have before one that has hardly any counts as given up.
const MANY: usize = 20;

/// The samples of one language that are not there: the tabs that include them.
#[derive(Default)]
struct Missing<'a> {
    tabs: Vec<Place<'a>>,
}

/// An include of a tab.
struct Place<'a> {
    page: PageId,
    path: Span,
    id: &'a str,
}

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let docset = context.docset;
    let mut folders: BTreeMap<FilePlace, Missing<'_>> = BTreeMap::new();
    for (at, member) in docset.members.iter().enumerate().filter(|(_, member)| member.wanted) {
        if !member.page.tabs.is_empty() {
            look_at(docset, member, PageId(at as u32), &mut folders, out);
        }
    }
    if folders.is_empty() {
        return;
    }
    let counts = Counts::of(docset);
    for (folder, missing) in folders {
        match counts.of_given_up(docset, &folder).filter(|_| missing.tabs.len() > 1) {
            Some(counts) => report_language(docset, &folder, &missing, counts, out),
            None => missing.tabs.iter().for_each(|place| {
                report(docset, place, format!("the sample of the tab {} is not there", place.id), out);
            }),
        }
    }
}

/// Collects the samples that the tabs of a page lack, by the folder of their language.
fn look_at<'a>(
    docset: &DocSet,
    member: &'a Member,
    id: PageId,
    folders: &mut BTreeMap<FilePlace, Missing<'a>>,
    out: &mut Findings,
) {
    let page = &member.page;
    let place = samples::page_place(docset, member);
    for tab in page.tabs.iter().flat_map(|group| &group.tabs) {
        let mut before = "";
        for include in within(&page.includes, tab.body, |include| include.span) {
            let path = page.slice(include.path);
            // The same include twice in one tab lacks one file.
            if !is_sample(path) || path == before {
                continue;
            }
            let found = Place { page: id, path: include.path, id: page.slice(tab.id) };
            if samples::is_missing(docset, &place, path) {
                let Some(file) = samples::included(&place, path).map(|file| file.lower()) else { continue };
                let folder = parent(&file.path).to_owned();
                folders.entry(FilePlace { root: file.root, path: folder }).or_default().tabs.push(found);
                before = path;
            } else if target::leads_out(member, path) {
                report(docset, &found, format!("{path} leads out of the folder of the docset"), out);
            }
        }
    }
}

fn report(docset: &DocSet, place: &Place<'_>, message: String, out: &mut Findings) {
    let path = docset.get(place.page).map_or("", |member| member.page.slice(place.path));
    out.report_on(place.page, place.path, message)
        .found(path)
        .fact(FactKind::Include, path)
        .help("write it (`isogloss snippets`), or remove the tab (`isogloss snippets --prune`)");
}

/// A language that was given up is told once for a folder of samples, where its first tab stands.
fn report_language(
    docset: &DocSet,
    folder: &FilePlace,
    missing: &Missing<'_>,
    (own, most): (usize, usize),
    out: &mut Findings,
) {
    let Some(first) = missing.tabs.first() else { return };
    let path = docset.get(first.page).map_or("", |member| member.page.slice(first.path));
    let mut pages: Vec<PageId> = missing.tabs.iter().map(|place| place.page).collect();
    pages.dedup();
    let (tabs, id) = (missing.tabs.len(), first.id);
    let on = if pages.len() == 1 { "this page".to_owned() } else { format!("{} pages", pages.len()) };
    let files = if own == 1 { "1 file".to_owned() } else { format!("{own} files") };
    let message = format!("the samples of {tabs} tabs {id} on {on} are not there; {} has {files}", folder.path);
    out.report_on(first.page, first.path, message).found(path).fact(FactKind::Include, &folder.path).help(format!(
        "remove the tabs of a language that was given up (`isogloss snippets --prune`), or write its samples \
             (`isogloss snippets`): another language has {most}"
    ));
}

/// How many samples lie in each folder of a language.
struct Counts(HashMap<FilePlace, usize>);

impl Counts {
    fn of(docset: &DocSet) -> Counts {
        let mut counts: HashMap<FilePlace, usize> = HashMap::default();
        for (root, files) in docset.roots.iter().enumerate().map(|(at, root)| (at, &root.files)) {
            for path in files.samples() {
                let folder = parent(path).to_lowercase();
                *counts.entry(FilePlace { root: Some(root), path: folder }).or_default() += 1;
            }
        }
        Counts(counts)
    }

    /// The files of a language and those of the language beside it that has most, where the first has next to none.
    fn of_given_up(&self, docset: &DocSet, folder: &FilePlace) -> Option<(usize, usize)> {
        let fallback = docset.source_root.filter(|_| docset.fallback_to_source);
        let is_asked = |place: &FilePlace| place.root == folder.root || place.root.is_some() && place.root == fallback;
        let above = parent(&folder.path);
        let (mut own, mut most) = (0, 0);
        for (place, count) in self.0.iter().filter(|(place, _)| is_asked(place)) {
            if place.path == folder.path {
                own += count;
            } else if parent(&place.path) == above {
                most = most.max(*count);
            }
        }
        (most >= MANY && own * MANY <= most).then_some((own, most))
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}
