//! The facts on which pages do not agree, for people: a table for each group, a row for each fact, a column for each page,
//! the reasons below. And the counts alone.

use super::concise::thousands;
use super::drift_json::name;
use super::escape::{short, visible};
use super::grid;
use crate::docset::{DocSet, PageId};
use crate::drift::overview::{FactDrift, GroupDrift, Judgement};
use crate::drift::{Verdict, words};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The widest cells, in characters.
const KEY: usize = 48;
const VALUE: usize = 28;

/// Writes a table for every group, and the counts where there are several.
pub fn write(docset: &DocSet, groups: &[GroupDrift], out: &mut dyn Write) -> io::Result<()> {
    let tables: Vec<&GroupDrift> = groups.iter().filter(|group| !group.facts.is_empty()).collect();
    // Drawing is much of the work: in parallel, written in order.
    let drawn = tables.into_par_iter().map(|group| {
        let mut text = Vec::new();
        table(docset, group, &mut text).map(|()| text)
    });
    for (at, text) in drawn.collect::<io::Result<Vec<Vec<u8>>>>()?.into_iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        out.write_all(&text)?;
    }
    if groups.len() == 1 {
        return Ok(());
    }
    writeln!(out)?;
    counts(docset, groups, out)
}

/// What is said of a page above its column, and what its reasons need not repeat.
struct Column {
    page: PageId,
    /// As reasons call it.
    called: String,
    locale: String,
    version: Option<String>,
    date: Option<String>,
    /// Locale and version, as far as they are not those of every page.
    tag: String,
}

/// The columns of a group, and what all of its pages share: words for its title.
fn columns(docset: &DocSet, group: &GroupDrift) -> (Vec<Column>, Vec<String>) {
    let mut columns: Vec<Column> = group
        .members
        .iter()
        .filter_map(|id| {
            let member = docset.get(*id)?;
            Some(Column {
                page: *id,
                called: words::called(docset, *id),
                locale: member.locale.tag().to_owned(),
                version: member.version.as_deref().map(str::to_owned),
                date: docset.markers.date(&member.page),
                tag: String::new(),
            })
        })
        .collect();
    let one_locale = columns.windows(2).all(|pair| matches!(pair, [a, b] if a.locale == b.locale));
    let one_version = columns.windows(2).all(|pair| matches!(pair, [a, b] if a.version == b.version));
    let mut shared: Vec<String> = Vec::new();
    if let Some(first) = columns.first() {
        shared.extend(one_locale.then(|| first.locale.clone()));
        shared.extend(first.version.clone().filter(|_| one_version));
    }
    for column in &mut columns {
        let locale = Some(column.locale.clone()).filter(|_| !one_locale);
        let version = column.version.clone().filter(|_| !one_version);
        column.tag = locale.into_iter().chain(version).collect::<Vec<_>>().join(" ");
    }
    let tags: Vec<String> = columns.iter().map(|column| column.tag.clone()).collect();
    for (at, column) in columns.iter_mut().enumerate() {
        let is_taken = tags.iter().enumerate().any(|(other, tag)| other != at && *tag == column.tag);
        if column.tag.is_empty() || is_taken {
            let path = docset.get(column.page).map_or("", |member| &member.page.source.path);
            column.tag = visible(path.rsplit('/').next().unwrap_or(path)).into_owned();
        }
    }
    (columns, shared)
}

fn table(docset: &DocSet, group: &GroupDrift, out: &mut dyn Write) -> io::Result<()> {
    let (columns, shared) = columns(docset, group);
    let title = name(docset, group);
    // A path mostly says the version itself.
    let is_new = |word: &&String| !title.split('/').any(|segment| segment == word.as_str());
    let shared: Vec<&str> = shared.iter().filter(is_new).map(String::as_str).collect();
    match shared.as_slice() {
        [] => writeln!(out, "{}", visible(title))?,
        shared => writeln!(out, "{} ({})", visible(title), visible(&shared.join(", ")))?,
    }
    let mut head = vec!["fact".to_owned()];
    head.extend(columns.iter().map(|column| match &column.date {
        Some(date) => format!("{} {date}", column.tag),
        None => column.tag.clone(),
    }));
    head.push("verdict".to_owned());
    let mut rows: Vec<Vec<String>> = vec![head];
    let mut reasons: Vec<(Verdict, String)> = Vec::new();
    for fact in &group.facts {
        let mut row = vec![grid::without_middle(&format!("{} {}", fact.kind.name(), fact.key), KEY)];
        row.extend(values(fact));
        row.push(verdicts(fact, &columns, &mut reasons));
        rows.push(row);
    }
    grid::write(&rows, |_| false, out)?;
    for (at, (verdict, why)) in reasons.iter().enumerate() {
        writeln!(out, "  [{}] {}: {}", at + 1, verdict.words(), visible(why))?;
    }
    Ok(())
}

/// What every page says of a fact.
fn values(fact: &FactDrift) -> Vec<String> {
    // A fact whose key ends with what it says, says no more than that it is there.
    let is_key = |value: &str| {
        let rest = fact.key.strip_suffix(value).filter(|_| !value.is_empty());
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    let said: Vec<Option<String>> = fact
        .claims
        .iter()
        .map(|claim| {
            claim.value.as_deref().map(|value| if is_key(value) { "yes".to_owned() } else { value.to_owned() })
        })
        .collect();
    let cells = grid::told_apart(&said, VALUE).into_iter();
    cells.map(|cell| cell.unwrap_or_else(|| "-".to_owned())).collect()
}

/// The verdicts on a fact with the pages they are about and the numbers of their reasons.
fn verdicts(fact: &FactDrift, columns: &[Column], reasons: &mut Vec<(Verdict, String)>) -> String {
    let mut entries: Vec<(usize, Verdict, Vec<PageId>)> = Vec::new();
    for judgement in &fact.judgements {
        let reason = (judgement.verdict, brief(judgement, columns));
        let at = reasons.iter().position(|known| *known == reason).unwrap_or_else(|| {
            reasons.push(reason);
            reasons.len() - 1
        });
        match entries.iter_mut().find(|(known, _, _)| *known == at) {
            Some((_, _, pages)) => pages.extend(&judgement.pages),
            None => entries.push((at, judgement.verdict, judgement.pages.clone())),
        }
    }
    let is_one = entries.len() == 1;
    let entry = |(at, verdict, pages): (usize, Verdict, Vec<PageId>)| {
        let is_all = is_one && pages.len() + 1 >= columns.len();
        let mut tags: Vec<&str> =
            columns.iter().filter(|column| pages.contains(&column.page)).map(|column| column.tag.as_str()).collect();
        tags.dedup();
        let whose = if is_all { String::new() } else { format!(" ({})", tags.join(", ")) };
        format!("{}{whose} [{}]", verdict.words(), at + 1)
    };
    entries.into_iter().map(entry).collect::<Vec<_>>().join(", ")
}

/// A reason without what the table says itself: the dates above the columns, whether a value is new or gone. So one
/// reason does for many facts and pages.
fn brief(judgement: &Judgement, columns: &[Column]) -> String {
    let mut text = judgement.why.to_string();
    for Column { page, called, date, .. } in columns {
        let is_judged = judgement.pages.contains(page);
        // A table has many reasons and each page its date: most reasons do not name it.
        if let Some(date) = date.as_ref().filter(|date| text.contains(date.as_str())) {
            put(&mut text, &format!("{called} of {date}"), called);
            put(&mut text, &format!("{called} (handed off {date})"), called);
            if is_judged {
                put(&mut text, &format!("; this page is from {date}"), "");
                put(&mut text, &format!(": this page is from {date}"), "");
                put(&mut text, &format!(" (handed off {date})"), "");
            }
        }
        let rest = text.strip_prefix(called.as_str()).and_then(|rest| rest.strip_prefix(" and "));
        if let Some(rest) = rest.filter(|_| is_judged) {
            text = format!("the page and {rest}");
        }
    }
    for start in ["the source added this", "the source dropped this"] {
        if let Some(rest) = text.strip_prefix(start) {
            text = format!("the source changed this{rest}");
        }
    }
    text
}

/// Puts `new` in the place of every `old`.
fn put(text: &mut String, old: &str, new: &str) {
    if text.contains(old) {
        *text = text.replace(old, new);
    }
}

/// Writes how many facts have which verdict, by locale, and of which kind they are.
pub fn counts(docset: &DocSet, groups: &[GroupDrift], out: &mut dyn Write) -> io::Result<()> {
    let mut by_locale: BTreeMap<(Verdict, &str), usize> = BTreeMap::new();
    let mut by_kind: BTreeMap<(Verdict, &str), usize> = BTreeMap::new();
    let (mut pages, mut alone) = (0, 0);
    for group in groups {
        pages += usize::from(!group.facts.is_empty());
        alone += usize::from(group.facts.is_empty() && group.compared(docset).is_empty());
        for fact in &group.facts {
            for judgement in &fact.judgements {
                for member in judgement.pages.iter().filter_map(|page| docset.get(*page)) {
                    *by_locale.entry((judgement.verdict, member.locale.tag())).or_default() += 1;
                    *by_kind.entry((judgement.verdict, fact.kind.name())).or_default() += 1;
                }
            }
        }
    }
    let mut locales: Vec<&str> = by_locale.keys().map(|(_, locale)| *locale).collect();
    locales.sort_unstable();
    locales.dedup();
    let mut head = vec!["verdict".to_owned()];
    head.extend(locales.iter().map(|locale| (*locale).to_owned()));
    head.push("kinds of fact".to_owned());
    let mut rows: Vec<Vec<String>> = vec![head];
    for verdict in Verdict::ALL {
        let mut kinds: Vec<(&str, usize)> =
            by_kind.iter().filter(|((of, _), _)| *of == verdict).map(|((_, kind), count)| (*kind, *count)).collect();
        if kinds.is_empty() {
            continue;
        }
        kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
        let list: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {}", thousands(*count))).collect();
        let mut row = vec![verdict.words().to_owned()];
        let count = |locale: &&str| thousands(by_locale.get(&(verdict, *locale)).copied().unwrap_or(0));
        row.extend(locales.iter().map(count));
        row.push(short(&list.join(", "), 200).into_owned());
        rows.push(row);
    }
    if rows.len() > 1 {
        grid::write(&rows, |column| (1..=locales.len()).contains(&column), out)?;
    }
    let all = groups.len() - alone;
    let noun = if all == 1 { "page" } else { "pages" };
    let verb = if pages == 1 { "differs" } else { "differ" };
    let more = match alone {
        0 => String::new(),
        1 => "; 1 more has nothing to be compared with".to_owned(),
        _ => format!("; {} more have nothing to be compared with", thousands(alone)),
    };
    writeln!(out, "{} of {} {noun} {verb} in a fact{more}", thousands(pages), thousands(all))
}
