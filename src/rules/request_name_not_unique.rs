//! A name belongs to one request of a version.
//!
//! ## Why
//!
//! The name of a request is the name of its sample files, which all pages of a version share. Where two pages use one name,
//! the last one written wins, and the other page shows a sample that does something else.
//!
//! Names that make the same file name count as one: capitals, dots and spaces are dropped, `_` becomes `-`. The page whose
//! own name has most words of the request's, and fewest others, keeps it; the others are reported. A translation is reported
//! only where its source does not use the name.
//!
//! Pages whose samples lie in different folders, such as guides and the reference, do not share names. Two requests that are the
//! same in method, address, headers and body may have one name: their samples are the same too.
//!
//! ## Bad
//!
//! ````md en-US/v1.0/api/call-get.md
//! <!-- { "blockType": "request", "name": "call-get" } -->
//! ```http
//! GET https://switchboard.contoso.example/v1.0/calls/1
//! ```
//! ````
//!
//! ````md en-US/v1.0/api/call-delete.md
//! <!-- { "blockType": "request", "name": "call_get" } -->
//! ```http
//! DELETE https://switchboard.contoso.example/v1.0/calls/1
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US/v1.0/api/call-get.md
//! <!-- { "blockType": "request", "name": "call-get" } -->
//! ```http
//! GET https://switchboard.contoso.example/v1.0/calls/1
//! ```
//! ````
//!
//! ````md en-US/v1.0/api/call-delete.md
//! <!-- { "blockType": "request", "name": "call-delete" } -->
//! ```http
//! DELETE https://switchboard.contoso.example/v1.0/calls/1
//! ```
//! ````

use crate::docset::{DocSet, Member, PageId, samples};
use crate::fact::{FactKind, sample};
use crate::page::Page;
use crate::page::http::{Header, HttpMessage};
use crate::rule::{Check, DocSetContext, Findings, Rule, Severity};
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

/// The rule.
pub static RULE: Rule = Rule {
    id: "request-name-not-unique",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("request_name_not_unique.rs"),
    checks: &[Check::DocSet(check)],
};

/// One folder, one locale (a folder may hold translations beside each other), one version, one file name.
type Key<'a> = (Option<usize>, &'a str, Option<&'a str>, String);

struct Use {
    page: PageId,
    span: Span,
    /// Index of the annotation.
    note: usize,
}

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let docset = context.docset;
    let mut uses: BTreeMap<Key<'_>, Vec<Use>> = BTreeMap::new();
    for (at, member) in docset.members.iter().enumerate().filter(|(_, member)| member.root.is_some()) {
        let page = PageId(at as u32);
        for request in sample::named_requests(&member.page) {
            let form = sample::file_form(&request.name);
            let key = (member.root, member.locale.tag(), member.version.as_deref(), form);
            let list = uses.entry(key).or_default();
            // The same name twice on one page is another rule's.
            if list.last().is_none_or(|last| last.page != page) {
                list.push(Use { page, span: request.span, note: request.note });
            }
        }
    }
    for ((.., form), list) in uses.into_iter().filter(|(_, list)| list.len() > 1) {
        let mut folders: BTreeMap<String, Vec<Use>> = BTreeMap::new();
        for item in list {
            let Some(member) = docset.get(item.page) else { continue };
            let folder = samples::folder(docset, &samples::page_place(docset, member)).path;
            folders.entry(folder).or_default().push(item);
        }
        folders.values().filter(|list| list.len() > 1).for_each(|list| judge(docset, &form, list, out));
    }
}

/// Judges the pages that use one name for samples of one folder.
fn judge(docset: &DocSet, form: &str, list: &[Use], out: &mut Findings) {
    let of = |item: &Use| docset.get(item.page);
    let Some((keeper, kept)) = owner(docset, form, list).and_then(|item| Some((item, of(item)?))) else { return };
    let kept_request = request(&kept.page, keeper.note);
    for item in list.iter().filter(|item| item.page != keeper.page) {
        let Some(member) = of(item) else { continue };
        if is_inherited(docset, member, form)
            || kept_request.is_some() && request(&member.page, item.note) == kept_request
        {
            continue;
        }
        let name = member.page.slice(item.span).trim_matches('"');
        let path = &kept.page.source.path;
        out.report_on(item.page, item.span, format!("request `{name}` is also on {}", kept.key))
            .found(name)
            .fact(FactKind::Annotation, format!("{name}/name"))
            .because_of(keeper.page, keeper.span, format!("the request of {path}"))
            .help("give the request a name that no other page of this version uses");
    }
}

/// The page whose file name has most words of the name, in whatever order and number, and fewest others; the first by path of
/// equals.
fn owner<'u>(docset: &DocSet, form: &str, list: &'u [Use]) -> Option<&'u Use> {
    let words = |form: &str| form.split('-').map(|word| word.trim_end_matches('s').to_owned()).collect();
    let wanted: HashSet<String> = words(form);
    let likeness = |item: &&Use| {
        let stem = docset.get(item.page).map_or("", |member| stem(&member.key));
        let stem = sample::file_form(stem);
        let words: HashSet<String> = words(&stem);
        let common = words.intersection(&wanted).count();
        let start = stem.bytes().zip(form.bytes()).take_while(|(a, b)| a == b).count();
        (stem == form, common, Reverse(words.len() - common), start)
    };
    list.iter().rev().max_by_key(likeness)
}

/// A request as its sample takes it.
#[derive(PartialEq)]
struct Sent<'a> {
    line: String,
    headers: Vec<(String, &'a str)>,
    /// Without white space around its lines.
    body: Vec<&'a str>,
}

/// The request below an annotation.
fn request(page: &Page, note: usize) -> Option<Sent<'_>> {
    let text = &page.source.text;
    let code = page.code_of(page.annotations.get(note)?)?;
    let request = code.http.as_deref().and_then(HttpMessage::request)?;
    let header = |header: &Header| (header.name.of(text).to_ascii_lowercase(), header.value.of(text));
    let body = request.body.as_ref().map_or("", |body| body.span.of(text));
    Some(Sent {
        line: format!("{} {}", request.line.method.of(text).to_ascii_uppercase(), request.line.url(text)),
        headers: request.headers.iter().map(header).collect(),
        body: body.lines().map(str::trim).filter(|line| !line.is_empty()).collect(),
    })
}

fn stem(key: &str) -> &str {
    let name = key.rsplit('/').next().unwrap_or(key);
    name.strip_suffix(".md").unwrap_or(name)
}

/// Whether the page's source uses the name too.
fn is_inherited(docset: &DocSet, member: &Member, form: &str) -> bool {
    if docset.is_source(member) {
        return false;
    }
    let source = docset.source_of(docset.group(&member.key)).and_then(|id| docset.get(id));
    source.is_some_and(|source| {
        sample::named_requests(&source.page).any(|request| sample::file_form(&request.name) == form)
    })
}
