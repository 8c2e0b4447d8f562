//! The names that rows and details speak of by number: locales, versions, rules, verdicts.

use crate::docset::{DocSet, PageId};
use crate::drift::Verdict;
use crate::report::Report;
use crate::rule::{Rule, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// The lists, and where each name is in its list.
pub struct Vocabulary {
    /// Tag and English name; the source's locale first, then in order of tag.
    pub locales: Vec<(String, Option<String>)>,
    /// Whether the first of them is the source's.
    pub has_source: bool,
    /// In order of name.
    pub versions: Vec<String>,
    /// The rules that found something, in order of id, with the severity of their worst finding.
    pub rules: Vec<(&'static Rule, Severity)>,
}

impl Vocabulary {
    /// What the wanted groups of `report` need.
    pub fn of(report: &Report<'_>) -> Self {
        let docset = report.docset;
        let mut tags: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        let mut versions: BTreeSet<&str> = BTreeSet::new();
        for id in shown(docset).flat_map(|(_, group)| group) {
            let Some(member) = docset.get(*id) else { continue };
            tags.insert(member.locale.tag(), member.locale.name());
            versions.extend(member.version.as_deref());
        }
        let source = docset.source_root.and_then(|root| docset.roots.get(root)?.locale.as_deref());
        // A source that lies only in a repository has a column too.
        let past = shown(docset).flat_map(|(_, group)| group).find_map(|id| {
            let source = docset.get(docset.origin(*id)?.source?)?;
            source.root.is_none().then_some(&source.locale)
        });
        let source = source.or_else(|| past.map(|_| docset.source_tag()));
        if let Some(tag) = source {
            tags.entry(tag).or_insert_with(|| past.and_then(|locale| locale.name()));
        }
        let mut locales: Vec<(String, Option<String>)> =
            tags.into_iter().map(|(tag, name)| (tag.to_owned(), name.map(str::to_owned))).collect();
        locales.sort_by_key(|(tag, _)| Some(tag.as_str()) != source);
        let mut rules: BTreeMap<&str, (&'static Rule, Severity)> = BTreeMap::new();
        for item in &report.run.diagnostics {
            let known = rules.entry(item.rule.id).or_insert((item.rule, item.severity));
            known.1 = known.1.max(item.severity);
        }
        Self {
            locales,
            has_source: source.is_some(),
            versions: versions.into_iter().map(str::to_owned).collect(),
            rules: rules.into_values().collect(),
        }
    }

    /// The number of a locale.
    pub fn locale(&self, tag: &str) -> Option<usize> {
        self.locales.iter().position(|(known, _)| known == tag)
    }

    /// The number of a version.
    pub fn version(&self, name: &str) -> Option<usize> {
        self.versions.iter().position(|known| known == name)
    }

    /// The number of a rule.
    pub fn rule(&self, rule: &Rule) -> usize {
        self.rules.binary_search_by_key(&rule.id, |(known, _)| known.id).unwrap_or(0)
    }

    /// The number of a verdict.
    pub fn verdict(verdict: Verdict) -> usize {
        Verdict::ALL.iter().position(|known| *known == verdict).unwrap_or(0)
    }
}

/// The groups with a page that was asked about, each with its place in the docset's list.
pub fn shown(docset: &DocSet) -> impl Iterator<Item = (usize, &Vec<PageId>)> {
    let is_wanted = |id: &PageId| docset.get(*id).is_some_and(|member| member.wanted);
    docset.groups.iter().enumerate().filter(move |(_, group)| group.iter().any(is_wanted))
}

/// A severity's number: 0 info, 1 warning, 2 error.
pub fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Info => 0,
        Severity::Warning => 1,
        Severity::Error => 2,
    }
}
