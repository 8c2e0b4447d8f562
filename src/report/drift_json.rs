//! The facts on which pages do not agree, for programs: `docs/schema/drift.schema.json`, schema 1. The structs here are the
//! interface.

use crate::docset::{DocSet, Member, PageId};
use crate::drift::overview::{Claim, FactDrift, GroupDrift, Judgement};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// The whole report.
#[derive(Serialize, JsonSchema)]
pub struct JsonDrift<'a> {
    /// Version of this form: 1.
    pub schema: u32,
    /// Groups of pages that belong together and do not agree, in order of path.
    pub pages: Vec<JsonPage<'a>>,
}

/// Pages that belong together.
#[derive(Serialize, JsonSchema)]
pub struct JsonPage<'a> {
    /// What they share: the path below the locale's folder, or the anchor of the first heading.
    pub page: &'a str,
    /// The source today, where there is one, then the others.
    pub members: Vec<JsonMember<'a>>,
    /// Most harmful first. A fact with several verdicts comes once for each.
    pub differences: Vec<JsonDifference<'a>>,
}

/// One page.
#[derive(Serialize, JsonSchema)]
pub struct JsonMember<'a> {
    /// The page; a page of the source's history as `path@commit`.
    pub path: &'a str,
    /// Its locale.
    pub locale: &'a str,
    /// The API version it documents.
    pub version: Option<&'a str>,
    /// The source's commit that it names.
    pub source_commit: Option<String>,
    /// The source's hash that it names.
    pub source_hash: Option<String>,
    /// The day it was handed off, YYYY-MM-DD.
    pub handoff: Option<String>,
}

/// One fact that the pages do not agree on.
#[derive(Serialize, JsonSchema)]
pub struct JsonDifference<'a> {
    /// Which fact.
    pub fact: JsonFact<'a>,
    /// What each page says.
    pub values: Vec<JsonValue<'a>>,
    /// Why they differ.
    pub verdict: &'a str,
    /// The same in words.
    pub why: &'a str,
    /// The pages that the verdict is about.
    pub paths: Vec<&'a str>,
    /// The commit of the source that made the difference, where its history tells.
    pub commit: Option<JsonCommit<'a>>,
}

/// Which fact.
#[derive(Serialize, JsonSchema)]
pub struct JsonFact<'a> {
    /// What it is about.
    pub kind: &'a str,
    /// Which one.
    pub key: &'a str,
}

/// What a page says.
#[derive(Serialize, JsonSchema)]
pub struct JsonValue<'a> {
    /// The page.
    pub path: &'a str,
    /// What; null where it says nothing.
    pub value: Option<&'a str>,
    /// The line, from 1; null where it was not looked up.
    pub line: Option<u32>,
}

/// A commit of the source.
#[derive(Serialize, JsonSchema)]
pub struct JsonCommit<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its day, YYYY-MM-DD.
    pub date: &'a str,
    /// The first line of its message.
    pub subject: &'a str,
}

/// The JSON Schema of this form.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(JsonDrift<'static>).to_value()
}

/// Writes the groups.
pub fn write(docset: &DocSet, groups: &[GroupDrift], out: &mut dyn Write) -> io::Result<()> {
    let pages = groups.iter().map(|group| page(docset, group)).collect();
    serde_json::to_writer(&mut *out, &JsonDrift { schema: 1, pages })?;
    writeln!(out)
}

/// What the pages of a group share.
pub fn name<'a>(docset: &'a DocSet, group: &GroupDrift) -> &'a str {
    let members = || group.members.iter().filter_map(|id| docset.get(*id));
    let has_locale = |member: &&Member| {
        member.root.and_then(|root| docset.roots.get(root)).is_some_and(|root| root.locale.is_some())
    };
    match members().find(has_locale) {
        Some(member) => &member.key,
        None => members().find_map(|member| member.page.title()).map_or("", |title| &title.slug),
    }
}

fn path(docset: &DocSet, id: PageId) -> &str {
    docset.get(id).map_or("", |member| &member.page.source.path)
}

fn page<'a>(docset: &'a DocSet, group: &'a GroupDrift) -> JsonPage<'a> {
    let member = |id: &PageId| {
        let member = docset.get(*id)?;
        let page = &member.page;
        Some(JsonMember {
            path: &page.source.path,
            locale: member.locale.tag(),
            version: member.version.as_deref(),
            source_commit: docset.markers.commit(page).map(std::borrow::Cow::into_owned),
            source_hash: docset.markers.hash(page).map(std::borrow::Cow::into_owned),
            handoff: docset.markers.date(page),
        })
    };
    JsonPage {
        page: name(docset, group),
        members: group.members.iter().filter_map(member).collect(),
        differences: group
            .facts
            .iter()
            .flat_map(|fact| fact.judgements.iter().map(move |judgement| difference(docset, fact, judgement)))
            .collect(),
    }
}

fn difference<'a>(docset: &'a DocSet, fact: &'a FactDrift, judgement: &'a Judgement) -> JsonDifference<'a> {
    let value = |claim: &'a Claim| JsonValue {
        path: path(docset, claim.page),
        value: claim.value.as_deref(),
        line: claim.span.and_then(|span| Some(docset.get(claim.page)?.page.source.place(span.start).line)),
    };
    JsonDifference {
        fact: JsonFact { kind: fact.kind.name(), key: &fact.key },
        values: fact.claims.iter().map(value).collect(),
        verdict: judgement.verdict.name(),
        why: &judgement.why,
        paths: judgement.pages.iter().map(|page| path(docset, *page)).collect(),
        commit: judgement.commit.as_ref().map(|commit| JsonCommit {
            id: &commit.id,
            date: &commit.date,
            subject: &commit.subject,
        }),
    }
}
