//! A name belongs to one request of a version.
//!
//! ## Why
//!
//! The name of a request is the name of its sample files, which all pages of a version share. Where two pages use one name,
//! the last one written wins, and the other page shows a sample that does something else.
//!
//! Names that make the same file name count as one: capitals, dots and spaces are dropped, `_` becomes `-`. The page whose
//! own name is nearest to the request's keeps it; the others are reported. A translation is reported only where its source
//! does not use the name.
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

use crate::docset::{DocSet, Member, PageId};
use crate::fact::{FactKind, sample};
use crate::rule::{Check, DocSetContext, Findings, Rule, Severity};
use crate::text::Span;
use std::collections::BTreeMap;

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
                list.push(Use { page, span: request.span });
            }
        }
    }
    for ((.., form), list) in uses.iter().filter(|(_, list)| list.len() > 1) {
        let Some(owner) = owner(docset, form, list) else { continue };
        let of = |item: &Use| docset.get(item.page);
        let fresh = |item: &&Use| of(item).is_some_and(|member| !is_inherited(docset, member, form));
        let Some(kept) = list.get(owner).and_then(of) else { continue };
        let kept_span = list.get(owner).map_or(Span::default(), |item| item.span);
        for item in list.iter().enumerate().filter(|(at, _)| *at != owner).map(|(_, item)| item).filter(fresh) {
            let Some(member) = of(item) else { continue };
            let name = member.page.slice(item.span).trim_matches('"');
            let path = &kept.page.source.path;
            out.report_on(item.page, item.span, format!("request `{name}` is also on {}", kept.key))
                .found(name)
                .fact(FactKind::Annotation, format!("{name}/name"))
                .because_of(
                    list.get(owner).map_or(item.page, |item| item.page),
                    kept_span,
                    format!("the request of {path}"),
                )
                .help("give the request a name that no other page of this version uses");
        }
    }
}

/// The page whose file name is nearest to the name; the first by path of equals.
fn owner(docset: &DocSet, form: &str, list: &[Use]) -> Option<usize> {
    let likeness = |item: &Use| {
        let stem = docset.get(item.page).map_or("", |member| stem(&member.key));
        let stem = sample::file_form(stem);
        let common = stem.bytes().zip(form.bytes()).take_while(|(a, b)| a == b).count();
        (stem == form, common)
    };
    (0..list.len()).rev().max_by_key(|at| list.get(*at).map(likeness))
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
