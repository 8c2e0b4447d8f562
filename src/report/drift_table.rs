//! The facts on which pages do not agree, for people: a table for each group, a row for each fact, a column for each page,
//! the reasons below. And the counts alone.

use super::concise::thousands;
use super::drift_json::name;
use super::escape::{short, visible};
use crate::docset::{DocSet, PageId};
use crate::drift::overview::GroupDrift;
use crate::drift::{Verdict, words};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The widest cells, in characters.
const KEY: usize = 44;
const VALUE: usize = 28;

/// Writes a table for every group.
pub fn write(docset: &DocSet, groups: &[GroupDrift], out: &mut dyn Write) -> io::Result<()> {
    for group in groups.iter().filter(|group| !group.facts.is_empty()) {
        table(docset, group, out)?;
    }
    if groups.iter().all(|group| group.facts.is_empty()) {
        return writeln!(out, "no page says anything else than its partners");
    }
    counts(docset, groups, out)
}

fn table(docset: &DocSet, group: &GroupDrift, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", visible(name(docset, group)))?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut head = vec!["fact".to_owned()];
    head.extend(group.members.iter().map(|id| heading(docset, *id)));
    head.push("verdict".to_owned());
    rows.push(head);
    let mut reasons: Vec<(Verdict, String)> = Vec::new();
    for fact in &group.facts {
        let mut row = vec![cell(&format!("{} {}", fact.kind.name(), fact.key), KEY)];
        row.extend(fact.claims.iter().map(|claim| match claim.value.as_deref() {
            None => "-".to_owned(),
            // A fact that is known by its name says nothing more.
            Some(value) if !value.is_empty() && fact.key.ends_with(value) && value.len() > 8 => "yes".to_owned(),
            Some(value) => cell(value, VALUE),
        }));
        let verdicts: Vec<String> = fact
            .judgements
            .iter()
            .map(|judgement| {
                let reason = (judgement.verdict, judgement.why.to_string());
                let at = reasons.iter().position(|known| *known == reason).unwrap_or_else(|| {
                    reasons.push(reason);
                    reasons.len() - 1
                });
                let mut tags: Vec<String> = judgement.pages.iter().map(|page| tag(docset, *page)).collect();
                tags.dedup();
                let whose = if judgement.pages.len() + 1 < group.members.len() || fact.judgements.len() > 1 {
                    format!(" {}", tags.join(" "))
                } else {
                    String::new()
                };
                format!("{}{whose} [{}]", judgement.verdict.words(), at + 1)
            })
            .collect();
        row.push(verdicts.join(", "));
        rows.push(row);
    }
    aligned(&rows, out)?;
    for (at, (verdict, why)) in reasons.iter().enumerate() {
        writeln!(out, "  [{}] {}: {}", at + 1, verdict.words(), visible(why))?;
    }
    writeln!(out)
}

fn heading(docset: &DocSet, id: PageId) -> String {
    let called = words::called(docset, id);
    match docset.get(id).and_then(|member| docset.markers.date(&member.page)) {
        Some(date) => format!("{called} {date}"),
        None => called,
    }
}

fn tag(docset: &DocSet, id: PageId) -> String {
    docset.get(id).map_or_else(String::new, |member| member.locale.tag().to_owned())
}

fn cell(text: &str, most: usize) -> String {
    let text = visible(text);
    if text.chars().count() <= most {
        return text.into_owned();
    }
    let start: String = text.chars().take(most.saturating_sub(3)).collect();
    format!("{start}...")
}

/// Writes rows with columns of one width each; the last is free.
fn aligned(rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let mut line = String::from(" ");
        for (cell, width) in row.iter().zip(&widths) {
            line.push(' ');
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count()) + 1));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Writes how many facts have which verdict, by locale, and of which kind they are.
pub fn counts(docset: &DocSet, groups: &[GroupDrift], out: &mut dyn Write) -> io::Result<()> {
    let mut by_locale: BTreeMap<(Verdict, String), usize> = BTreeMap::new();
    let mut by_kind: BTreeMap<(Verdict, &str), usize> = BTreeMap::new();
    let mut pages = 0;
    for group in groups {
        pages += usize::from(!group.facts.is_empty());
        for fact in &group.facts {
            for judgement in &fact.judgements {
                for page in &judgement.pages {
                    *by_locale.entry((judgement.verdict, tag(docset, *page))).or_default() += 1;
                    *by_kind.entry((judgement.verdict, fact.kind.name())).or_default() += 1;
                }
            }
        }
    }
    let verdicts: Vec<Verdict> =
        Verdict::ALL.into_iter().filter(|verdict| by_locale.keys().any(|(other, _)| other == verdict)).collect();
    let mut locales: Vec<&String> = by_locale.keys().map(|(_, locale)| locale).collect();
    locales.sort();
    locales.dedup();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut head = vec!["verdict".to_owned()];
    head.extend(locales.iter().map(|locale| (*locale).clone()));
    head.push("facts".to_owned());
    rows.push(head);
    for verdict in verdicts {
        let mut row = vec![verdict.words().to_owned()];
        row.extend(
            locales.iter().map(|locale| thousands(by_locale.get(&(verdict, (*locale).clone())).copied().unwrap_or(0))),
        );
        let mut kinds: Vec<(&str, usize)> = by_kind
            .iter()
            .filter(|((other, _), _)| *other == verdict)
            .map(|((_, kind), count)| (*kind, *count))
            .collect();
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        let list: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {}", thousands(*count))).collect();
        row.push(short(&list.join(", "), 200).into_owned());
        rows.push(row);
    }
    aligned(&rows, out)?;
    writeln!(out, "{} of {} pages differ in a fact", thousands(pages), thousands(groups.len()))
}
