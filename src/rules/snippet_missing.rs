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
//! once for the folder and not on each page, and for a translation only where its source does not include the sample.
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
use crate::docset::samples::{self, FilePlace, parent};
use crate::docset::{DocSet, Member, PageId, target};
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::inline::Include;
use crate::page::model::within;
use crate::page::tab::Tab;
use crate::rule::{Check, DocSetContext, Findings, PageContext, Rule, Severity};
use crate::text::Span;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;

/// The rule.
pub static RULE: Rule = Rule {
    id: "snippet-missing",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("snippet_missing.rs"),
    checks: &[Check::Page(check), Check::DocSet(given_up)],
};

/// An include of a tab.
struct Place<'a> {
    page: PageId,
    path: Span,
    id: &'a str,
}

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let (docset, page) = (context.docset, context.page());
    if page.tabs.is_empty() {
        return;
    }
    let place = samples::page_place(docset, context.member);
    for (tab, include) in sample_includes(page) {
        let path = page.slice(include.path);
        let message = if samples::is_missing(docset, &place, path) {
            if folder(&place, path).is_some_and(|folder| docset.given_up(&folder).is_some()) {
                continue;
            }
            format!("the sample of the tab {} is not there", page.slice(tab.id))
        } else if target::leads_out(docset, context.member, path) {
            format!("{path} leads out of the folder of the docset")
        } else {
            continue;
        };
        out.report(include.path, message)
            .found(path)
            .fact(FactKind::Include, path)
            .help("write it (`isogloss snippets`), or remove the tab (`isogloss snippets --prune`)");
    }
}

/// The samples that the tabs of a page include, with the tab of each. The same include twice in one tab lacks one file.
fn sample_includes(page: &Page) -> impl Iterator<Item = (&Tab, &Include)> {
    page.tabs.iter().flat_map(|group| &group.tabs).flat_map(move |tab| {
        let mut before = "";
        within(&page.includes, tab.body, |include| include.span).iter().filter_map(move |include| {
            let path = page.slice(include.path);
            let is_new = is_sample(path) && path != before;
            if is_new {
                before = path;
            }
            is_new.then_some((tab, include))
        })
    })
}

/// The folder, in lower case, of the sample that the page at `place` includes by `path`.
fn folder(place: &FilePlace, path: &str) -> Option<FilePlace> {
    let file = samples::included(place, path)?.lower();
    Some(FilePlace { root: file.root, path: parent(&file.path).to_owned() })
}

/// The folders of languages that were given up, by the folders of page and include that name them.
type Known<'a> = HashMap<(Option<usize>, &'a str, &'a str), Option<FilePlace>>;

/// A language that was given up is told once for a folder of samples, where its first tab stands.
fn given_up(context: &DocSetContext<'_>, out: &mut Findings) {
    let docset = context.docset;
    if docset.roots.iter().all(|root| root.files.samples().is_empty()) {
        return;
    }
    let mut known: Known<'_> = HashMap::default();
    let mut folders: BTreeMap<FilePlace, Vec<Place<'_>>> = BTreeMap::new();
    for (at, member) in docset.members.iter().enumerate().filter(|(_, member)| member.wanted && member.root.is_some()) {
        look_at(docset, member, PageId(at as u32), &mut known, &mut folders);
    }
    for (folder, missing) in folders {
        report(docset, &folder, &missing, out);
    }
}

/// Collects the samples of languages that were given up which the tabs of a page include. What its source includes too is the
/// source's.
fn look_at<'a>(
    docset: &'a DocSet,
    member: &'a Member,
    id: PageId,
    known: &mut Known<'a>,
    folders: &mut BTreeMap<FilePlace, Vec<Place<'a>>>,
) {
    let page = &member.page;
    let mut of_source: Option<HashSet<&str>> = None;
    for (tab, include) in sample_includes(page) {
        let path = page.slice(include.path);
        let find = || {
            let folder = folder(&samples::page_place(docset, member), path)?;
            docset.given_up(&folder).map(|_| folder)
        };
        let folder = known.entry((member.root, parent(&member.key), parent(path))).or_insert_with(find);
        let Some(folder) = folder else { continue };
        if samples::is_missing(docset, &samples::page_place(docset, member), path)
            && !of_source.get_or_insert_with(|| includes_of_source(docset, member)).contains(path)
        {
            let place = Place { page: id, path: include.path, id: page.slice(tab.id) };
            folders.entry(folder.clone()).or_default().push(place);
        }
    }
}

fn includes_of_source<'a>(docset: &'a DocSet, member: &Member) -> HashSet<&'a str> {
    if docset.is_source(member) {
        return HashSet::default();
    }
    let source = docset.source_of(docset.group(&member.key)).and_then(|id| docset.get(id));
    let page = source.map(|source| &source.page);
    page.into_iter().flat_map(|page| page.includes.iter().map(|include| page.slice(include.path))).collect()
}

fn report(docset: &DocSet, folder: &FilePlace, missing: &[Place<'_>], out: &mut Findings) {
    let (Some(first), Some((own, most))) = (missing.first(), docset.given_up(folder)) else { return };
    let path = docset.get(first.page).map_or("", |member| member.page.slice(first.path));
    let mut pages: Vec<PageId> = missing.iter().map(|place| place.page).collect();
    pages.dedup();
    let number =
        |count: usize, one: &str, many: &str| if count == 1 { one.to_owned() } else { format!("{count} {many}") };
    let tabs = number(missing.len(), "the tab", "tabs");
    let on = number(pages.len(), "this page", "pages");
    let files = number(own, "1 file", "files");
    let message = format!("the samples of {tabs} {} on {on} are not there; {} has {files}", first.id, folder.path);
    out.report_on(first.page, first.path, message).found(path).fact(FactKind::Include, &folder.path).help(format!(
        "remove the tabs of a language that was given up (`isogloss snippets --prune`), or write its samples \
         (`isogloss snippets`): another language has {most}"
    ));
}
