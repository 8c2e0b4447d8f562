//! What is shown of one page when it is opened: its members, the facts on which they differ, what was found, and what the source
//! has changed since.

use super::change::{Change, change};
use super::freshness::Freshness;
use super::row::title;
use super::vocabulary::{Vocabulary, severity};
use crate::docset::{Commit, DocSet, Member, PageId};
use crate::drift::overview::{FactDrift, GroupDrift};
use crate::engine::Diagnostic;
use crate::page::Page;
use crate::report::escape::short;
use crate::rule::{Certainty, Safety};
use crate::text::Span;
use serde::Serialize;

/// The longest value of a fact, in characters; whole code blocks are facts too.
const VALUE: usize = 1200;
/// How many characters of the line of a finding are shown before and after it, and of itself.
const AROUND: usize = 90;
const MARKED: usize = 200;

/// One page.
#[derive(Serialize)]
pub struct Detail {
    key: String,
    members: Vec<MemberData>,
    facts: Vec<FactData>,
    findings: Vec<FindingData>,
    changes: Vec<ChangeData>,
}

#[derive(Serialize)]
struct MemberData {
    path: String,
    locale: usize,
    version: Option<usize>,
    state: u8,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    handoff: Option<String>,
    /// The source's commit that brought the text it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<CommitData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
}

/// Id, day, first line of the message.
#[derive(Serialize)]
struct CommitData(String, String, String);

#[derive(Serialize)]
struct FactData {
    kind: &'static str,
    key: String,
    /// For each member: what it says, and the line.
    values: Vec<(Option<String>, Option<u32>)>,
    /// Verdict, reason, members, commit.
    verdicts: Vec<(usize, String, Vec<usize>, Option<CommitData>)>,
}

#[derive(Serialize)]
struct FindingData {
    member: usize,
    rule: usize,
    severity: u8,
    line: u32,
    column: u32,
    message: String,
    /// The line: what comes before, what is marked, what comes after.
    text: (String, String, String),
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<usize>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    likely: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<&'static str>,
    /// Path, line, why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<(String, u32, String)>,
}

#[derive(Serialize)]
struct ChangeData {
    /// The translations that were made from this text.
    members: Vec<usize>,
    base: Option<CommitData>,
    #[serde(flatten)]
    change: Change,
}

/// What is shown of the group `drift`, called `key`. `found` gives what was found on a page.
pub fn detail<'d>(
    docset: &DocSet,
    vocabulary: &Vocabulary,
    key: String,
    drift: &GroupDrift,
    found: impl Fn(PageId) -> &'d [Diagnostic],
) -> Detail {
    let members: Vec<(PageId, &Member)> = drift.members.iter().filter_map(|id| Some((*id, docset.get(*id)?))).collect();
    let place = |id: PageId| members.iter().position(|(known, _)| *known == id);
    let mut findings: Vec<FindingData> = members
        .iter()
        .enumerate()
        .flat_map(|(at, (id, _))| found(*id).iter().filter_map(move |item| finding(docset, vocabulary, at, item)))
        .collect();
    // The sort is stable: the worst first, then by page and place.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Detail {
        key,
        members: members.iter().map(|(id, member)| member_data(docset, vocabulary, *id, member)).collect(),
        facts: drift.facts.iter().map(|fact| fact_data(docset, fact, place)).collect(),
        findings,
        changes: changes(docset, &members),
    }
}

fn member_data(docset: &DocSet, vocabulary: &Vocabulary, id: PageId, member: &Member) -> MemberData {
    let page = &member.page;
    let origin = docset.origin(id);
    MemberData {
        path: page.source.path.clone(),
        locale: vocabulary.locale(member.locale.tag()).unwrap_or(0),
        version: member.version.as_deref().and_then(|version| vocabulary.version(version)),
        state: Freshness::of(docset, id, member) as u8,
        title: title(member),
        hash: docset.markers.hash(page).map(std::borrow::Cow::into_owned),
        commit: docset.markers.commit(page).map(std::borrow::Cow::into_owned),
        handoff: docset.markers.date(page),
        base: base_commit(docset, id),
        moved: origin.and_then(|origin| Some(origin.traced().moved.as_ref()?.0.clone())),
    }
}

fn base_commit(docset: &DocSet, id: PageId) -> Option<CommitData> {
    let at = docset.origin(id)?.traced().base_commit?;
    docset.history.as_ref()?.commits.get(at).map(commit)
}

fn commit(commit: &Commit) -> CommitData {
    CommitData(commit.id.clone(), commit.date.clone(), short(&commit.subject, 120).into_owned())
}

fn fact_data(docset: &DocSet, fact: &FactDrift, place: impl Fn(PageId) -> Option<usize>) -> FactData {
    let line = |page: PageId, span: Option<Span>| {
        span.and_then(|span| Some(docset.get(page)?.page.source.place(span.start).line))
    };
    FactData {
        kind: fact.kind.name(),
        key: short(&fact.key, VALUE).into_owned(),
        values: fact
            .claims
            .iter()
            .map(|claim| {
                (claim.value.as_deref().map(|value| short(value, VALUE).into_owned()), line(claim.page, claim.span))
            })
            .collect(),
        verdicts: fact
            .judgements
            .iter()
            .map(|judgement| {
                (
                    Vocabulary::verdict(judgement.verdict),
                    judgement.why.clone().into_owned(),
                    judgement.pages.iter().filter_map(|id| place(*id)).collect(),
                    judgement.commit.as_deref().map(commit),
                )
            })
            .collect(),
    }
}

fn finding(docset: &DocSet, vocabulary: &Vocabulary, member: usize, item: &Diagnostic) -> Option<FindingData> {
    let page = &docset.get(item.page)?.page;
    let finding = &item.finding;
    let start = page.source.place(finding.span.start);
    let limited = |text: &Option<Box<str>>| text.as_deref().map(|text| short(text, VALUE).into_owned());
    let related = finding.related.iter().filter_map(|related| {
        let source = &docset.get(related.page.unwrap_or(item.page))?.page.source;
        Some((source.path.clone(), source.place(related.span.start).line, related.message.to_string()))
    });
    Some(FindingData {
        member,
        rule: vocabulary.rule(item.rule),
        severity: severity(item.severity),
        line: start.line,
        column: start.column,
        message: short(&finding.message, VALUE).into_owned(),
        text: excerpt(page, finding.span),
        help: limited(&finding.help),
        found: limited(&finding.found),
        expected: limited(&finding.expected),
        verdict: finding.verdict.map(Vocabulary::verdict),
        likely: finding.certainty == Certainty::Likely,
        fix: finding.fix.as_ref().map(|fix| if fix.safety == Safety::Safe { "safe" } else { "unsafe" }),
        related: related.take(3).collect(),
    })
}

/// The line on which `span` begins: what comes before it, as much of it as lies on the line, and what comes after.
fn excerpt(page: &Page, span: Span) -> (String, String, String) {
    let text = page.source.file_text();
    let before = text.get(..span.from()).unwrap_or("").rsplit('\n').next().unwrap_or("");
    let rest = text.get(span.from()..).unwrap_or("").split('\n').next().unwrap_or("").trim_end_matches('\r');
    let marked = rest.get(..span.len()).unwrap_or(rest);
    let after = rest.get(marked.len()..).unwrap_or("");
    let from = before.char_indices().rev().nth(AROUND).map(|(at, _)| at);
    let before = match from {
        Some(at) => format!("…{}", before.get(at..).unwrap_or("")),
        None => before.trim_start().to_owned(),
    };
    (before, short(marked, MARKED).into_owned(), short(after.trim_end(), AROUND).into_owned())
}

/// What the source has changed since, once for each text that translations were made from.
fn changes(docset: &DocSet, members: &[(PageId, &Member)]) -> Vec<ChangeData> {
    let mut pairs: Vec<(PageId, PageId, Vec<usize>)> = Vec::new();
    for (at, (id, _)) in members.iter().enumerate() {
        let Some(origin) = docset.origin(*id).filter(|origin| !origin.is_current()) else { continue };
        let (Some(base), Some(source)) = (origin.base, origin.source) else { continue };
        match pairs.iter_mut().find(|pair| (pair.0, pair.1) == (base, source)) {
            Some(pair) => pair.2.push(at),
            None => pairs.push((base, source, vec![at])),
        }
    }
    let data = pairs.into_iter().filter_map(|(base, source, of)| {
        let change = change(docset.get(base)?.page.source.file_text(), docset.get(source)?.page.source.file_text());
        let id = of.first().and_then(|at| Some(members.get(*at)?.0));
        Some(ChangeData { members: of, base: id.and_then(|id| base_commit(docset, id)), change })
    });
    data.filter(|data| !data.change.lines.is_empty()).collect()
}
