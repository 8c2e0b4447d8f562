//! The reasons of verdicts, in words; and what else is said about places and texts of two pages.

use super::verdict::Verdict;
use super::witness::Witness;
use crate::docset::origin::Origin;
use crate::docset::{Commit, DocSet, Member, PageId};
use crate::fact::{FactKey, FactKind, Facts, KeyRef, UnitKind};
use crate::page::Page;
use crate::text::Span;
use foldhash::HashMap;
use std::cell::OnceCell;

/// A commit in words: `d4c0a1f2 of 2019-08-20`.
pub fn commit(commit: &Commit) -> String {
    format!("{} of {}", commit.id.get(..8).unwrap_or(&commit.id), commit.date)
}

/// When a translation was made: its hand-off, or else the date of the commit it was made from.
pub fn made_on(docset: &DocSet, member: &Member, origin: Option<&Origin>) -> Option<String> {
    let of_commit = |at: usize| Some(docset.history.as_ref()?.commits.get(at)?.date.clone());
    docset
        .markers
        .date(&member.page)
        .or_else(|| origin.and_then(|origin| origin.traced().base_commit).and_then(of_commit))
}

/// Why a fact of a translation with a known base has this verdict. The values are the translation's, its base's and
/// today's.
#[expect(clippy::too_many_arguments, reason = "what a reason can speak of")]
pub fn why(
    docset: &DocSet,
    member: &Member,
    origin: &Origin,
    verdict: Verdict,
    at: Option<&Commit>,
    witness: &Witness<'_>,
    key: &FactKey,
    (ours, base, current): (Option<&str>, Option<&str>, Option<&str>),
) -> String {
    let from = made_on(docset, member, Some(origin));
    let this = from.map_or_else(|| "this page is older".to_owned(), |date| format!("this page is from {date}"));
    let when = at.map(commit);
    match verdict {
        Verdict::Stale => {
            let what = match (base, current) {
                (Some(_), None) => "dropped this",
                (None, Some(_)) => "added this",
                _ => "changed this",
            };
            match when {
                Some(when) => format!("the source {what} in {when}; {this}"),
                None => format!("the source {what} since; {this}, and the history read does not say when"),
            }
        }
        Verdict::SyncedByHand => match when {
            Some(when) => format!("the page says what the source says since {when}, but names an older source: {this}"),
            None => format!("the page says what the source says today, but names an older source: {this}"),
        },
        Verdict::FalseSync => {
            match witness.past.last_said(witness.current.facts(), key, ours).map(commit) {
                Some(when) => format!("the source said this until {when}; the text the page names says otherwise, so its content is older than its metadata"),
                None => "the source said this once, but not in the text the page names: its content is of another date than its metadata".to_owned(),
            }
        }
        Verdict::VersionMixup => {
            let own = member.version.as_deref().unwrap_or("this version");
            format!("the source says this in another version, not in {own}")
        }
        Verdict::LocaleSkew => {
            let base = origin.traced().base_commit.and_then(|at| docset.history.as_ref()?.commits.get(at));
            let when = base.map(commit).map_or_else(String::new, |when| format!(" ({when})"));
            format!("the page was made from a newer text of the source{when} than the one that was read")
        }
        _ => String::new(),
    }
}

/// Where on a page facts that it lacks belong. Made once for a page, because there may be as many of them as it has facts.
pub struct Places<'a> {
    page: &'a Page,
    facts: &'a Facts,
    units: HashMap<&'a str, Span>,
    tables: HashMap<&'a str, Span>,
    /// Where the first fact of each kind is, in order of keys: few places are not told by what stands beside them.
    kinds: OnceCell<HashMap<FactKind, Span>>,
}

impl<'a> Places<'a> {
    /// Those of `page`, whose facts are `facts`.
    pub fn new(page: &'a Page, facts: &'a Facts) -> Self {
        let units = facts.units.iter().filter(|unit| unit.kind != UnitKind::Page);
        let mut units: HashMap<&str, Span> = units.map(|unit| (unit.key.as_str(), unit.span)).collect();
        for fact in facts.list.iter().filter(|fact| fact.kind == FactKind::Section) {
            units.entry(fact.name.as_str()).or_insert(fact.span);
        }
        let tables = facts.units.iter().filter(|unit| unit.kind == UnitKind::Table);
        let tables = tables.map(|unit| (unit.key.as_str(), unit.span)).collect();
        Self { page, facts, units, tables, kinds: OnceCell::new() }
    }

    fn kinds(&self) -> HashMap<FactKind, Span> {
        let mut first: HashMap<FactKind, (String, Span)> = HashMap::default();
        for fact in &self.facts.list {
            let key = self.facts.key(fact);
            let known = first.entry(fact.kind).or_insert_with(|| (key.clone(), fact.span));
            if key < known.0 {
                *known = (key, fact.span);
            }
        }
        first.into_iter().map(|(kind, (_, span))| (kind, span)).collect()
    }

    /// The place of the fact `key`: at what stands beside it in the key, or else at the first of its kind, or at the title.
    pub fn of(&self, (kind, key): KeyRef<'_>) -> Span {
        let text = &self.page.source.text;
        let line = |span: Span| super::align::first_line(self.page, span.trimmed(text));
        // A table has the key of its section.
        let is_of_row = matches!(kind, FactKind::Name | FactKind::Type | FactKind::HeaderName | FactKind::Permission);
        let mut prefix = Some(key);
        while let Some(unit) = prefix {
            let table = self.tables.get(unit).filter(|_| is_of_row);
            if let Some(span) = table.or_else(|| self.units.get(unit)) {
                return line(*span);
            }
            prefix = unit.rsplit_once('/').map(|(before, _)| before);
        }
        if let Some(span) = self.kinds.get_or_init(|| self.kinds()).get(&kind) {
            return line(*span);
        }
        let first = text.chars().next().map_or(0, char::len_utf8);
        self.page.title().map_or_else(|| Span::new(0, first), |title| line(title.heading()))
    }
}

/// The text below the front matter, without what editors change unseen: line ends and white space at them.
pub fn body(page: &Page) -> String {
    let start = page.front_matter.as_ref().map_or(0, |header| header.after as usize);
    let text = page.source.text.get(start..).unwrap_or("");
    let mut out = String::with_capacity(text.len());
    for line in text.trim().lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// How a page is called in a reason: its locale, and its version.
pub fn called(docset: &DocSet, id: PageId) -> String {
    let Some(member) = docset.get(id) else { return String::new() };
    match &member.version {
        Some(version) => format!("{} {version}", member.locale.tag()),
        None => member.locale.tag().to_owned(),
    }
}
