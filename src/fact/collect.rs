//! All facts of a page, free of language: for listings and for comparisons across versions, locales and history. What
//! a kind of place claims is read in `collect_tables`, `collect_samples` and here.

use super::area::Areas;
use super::facts::{Fact, Facts, Unit, UnitKind};
use super::kind::FactKind;
use super::plain::spaced;
use super::prose::{self, Token};
use super::words::Words;
use super::{TableInfo, collect_samples, collect_tables, token, url};
use crate::page::Page;
use crate::page::model::within;
use crate::page::section::Role;
use crate::text::Span;
use foldhash::HashSet;

/// Every fact of `page`; `tables` says what its tables are, `words` what its locale's words mean.
pub fn collect(page: &Page, tables: &[TableInfo], words: &dyn Words) -> Facts {
    let areas = Areas::of(page, words);
    let mut facts = Facts::default();
    let whole = Span::new(0, page.source.text.len());
    facts.open(UnitKind::Page, "page", "page", "", whole);
    whole_page(page, &areas, &mut facts);
    collect_samples::paths(page, &areas, &mut facts);
    collect_tables::collect(page, tables, &areas, words, &mut facts);
    collect_samples::collect(page, &areas, &mut facts);
    for index in 0..page.sections.len() {
        section(page, index, &areas, &mut facts);
    }
    facts
}

impl Facts {
    /// Begins a unit; the facts added next belong to it. `key` must be unique on the page.
    pub(super) fn open(&mut self, kind: UnitKind, label: &str, name: &str, key: impl Into<String>, span: Span) {
        let (label, name) = (label.to_owned(), name.to_owned());
        self.units.push(Unit { kind, label, name, key: key.into(), rows: Vec::new(), span });
    }

    /// Adds a fact to the last unit.
    pub(super) fn add(&mut self, kind: FactKind, name: impl Into<String>, value: impl Into<String>, span: Span) {
        let unit = self.units.len().saturating_sub(1);
        self.list.push(Fact { kind, unit, row: None, name: name.into(), value: value.into(), span });
    }
}

/// Title, namespace, sections, tabs, includes.
fn whole_page(page: &Page, areas: &Areas, facts: &mut Facts) {
    let text = &page.source.text;
    if let Some(title) = page.title() {
        facts.add(FactKind::Title, "", &*title.slug, title.heading().trimmed(text));
        if let Some((span, name)) = namespace(page, title.body()) {
            facts.add(FactKind::Namespace, "", name, span);
        }
    }
    for (section, name) in page.sections.iter().zip(&areas.names) {
        if section.level > 0 && !section.is_tab && name != "title" {
            let value = format!("level {}", section.level);
            facts.add(FactKind::Section, name.as_str(), value, section.heading().trimmed(text));
        }
    }
    for group in &page.tabs {
        let area = areas.name(page.section_index(group.span.start));
        for tab in &group.tabs {
            let id = page.slice(tab.id);
            facts.add(FactKind::Tab, format!("{area}/{id}"), id, tab.id);
        }
    }
    for include in &page.includes {
        let path = page.slice(include.path);
        facts.add(FactKind::Include, path, path, include.path);
    }
}

/// `Namespace: microsoft.graph` below the title, in any language: one word or a few, a colon, a dotted name.
fn namespace(page: &Page, body: Span) -> Option<(Span, &str)> {
    within(&page.paragraphs, body, |paragraph| paragraph.span).iter().find_map(|paragraph| {
        let text = page.slice(paragraph.span).trim();
        let (label, name) = text.split_once([':', '：'])?;
        let name = name.trim().trim_end_matches('.');
        let is_name = name.contains('.')
            && name.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
            && name.starts_with(|c: char| c.is_ascii_lowercase());
        (is_name && label.split_whitespace().count() <= 4).then_some((paragraph.span, name))
    })
}

/// Tokens of the prose of a section, and the status codes it promises.
fn section(page: &Page, index: usize, areas: &Areas, facts: &mut Facts) {
    let Some(section) = page.sections.get(index) else { return };
    let mut tokens: Vec<Token<'_>> = Vec::new();
    prose::of_section(page, index, &mut tokens);
    tokens.retain(prose::is_kept);
    if tokens.is_empty() {
        return;
    }
    let name = areas.name(index);
    let key = if name.is_empty() { "top" } else { name };
    if facts.units.last().is_none_or(|unit| unit.kind != UnitKind::Section || unit.key != key) {
        facts.open(UnitKind::Section, "section", key, key, section.span);
    }
    let promises = areas.role(index) == Some(Role::Response) && section.level <= 3;
    let mut codes: Vec<(&str, Span)> = Vec::new();
    let mut seen: HashSet<(FactKind, String)> = HashSet::default();
    for token in &tokens {
        if promises
            && token.kind == FactKind::CodeSpan
            && let Some(code) = token::status_code(&token.value)
        {
            codes.push((code, token.span));
            continue;
        }
        // Includes are facts of the page, wherever they stand.
        if token.kind == FactKind::Include {
            continue;
        }
        let value = match token.kind {
            FactKind::LinkTarget => url::neutral_target(&token.value).into_owned(),
            _ => spaced(&token.value),
        };
        if seen.insert((token.kind, value.clone())) {
            facts.add(token.kind, value.clone(), value, token.span);
        }
    }
    if let Some((_, span)) = codes.first().copied() {
        codes.sort_unstable_by_key(|(code, _)| *code);
        codes.dedup_by_key(|(code, _)| *code);
        let list: Vec<&str> = codes.iter().map(|(code, _)| *code).collect();
        facts.add(FactKind::Status, "", list.join(", "), span);
    }
}
