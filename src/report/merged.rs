//! The JSON reports of all parts of a check as one report. The pages are not read again: each becomes a page of blanks, just
//! long enough that every finding has its line and column on it. So all formats can be written that show no text of pages.

use super::fingerprint::Prints;
use super::json_read::{self as form, Head, Read};
use super::model::Summary;
use crate::docset::{DocSet, Locales, Member, PageId, Skipped};
use crate::drift::Verdict;
use crate::engine::{By, Diagnostic, Run, SetAside, select};
use crate::fact::FactKind;
use crate::page;
use crate::rule::{Certainty, Finding, Fix, Related, Safety, Severity};
use crate::text::{Source, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// A page has at most so many lines, and a line so many columns: the largest page that is read has fewer bytes.
const MOST: u32 = 64 << 20;

/// What [`super::Report`] is made of.
pub struct Merged {
    /// Pages of blanks.
    pub docset: DocSet,
    /// The findings of all parts.
    pub run: Run,
    /// The counts of all parts.
    pub summary: Summary,
    /// The fingerprints, as the parts have them.
    pub prints: Prints,
}

/// Puts the reports together: the name of each file, for messages, and its text. The error is for people.
pub fn merge(files: &[(String, String)]) -> Result<Merged, String> {
    let parts: Vec<(&str, Read)> =
        files.iter().map(|(name, text)| Ok((name.as_str(), read(name, text)?))).collect::<Result<_, String>>()?;
    whole(&parts)?;
    let mut parts: Vec<Read> = parts.into_iter().map(|(_, part)| part).collect();
    parts.sort_by_key(|part| part.shard.as_ref().map(|shard| shard.index));
    let pages = Pages::of(&parts)?;
    let mut all = Vec::new();
    let mut aside = Vec::new();
    for part in &mut parts {
        for finding in std::mem::take(&mut part.findings) {
            let print = finding.fingerprint;
            all.push((pages.diagnostic(finding)?, print));
        }
        for one in std::mem::take(&mut part.suppressed) {
            let by = if one.by == "baseline" { By::Baseline } else { By::Comment { reason: one.reason } };
            let print = one.finding.fingerprint;
            aside.push((SetAside { diagnostic: pages.diagnostic(one.finding)?, by }, print));
        }
    }
    // A page is in one part, in which its findings are in order.
    all.sort_by_key(|(item, _)| item.page);
    aside.sort_by_key(|(item, _)| item.diagnostic.page);
    let (diagnostics, of_diagnostics): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    let (set_aside, of_aside): (Vec<_>, Vec<_>) = aside.into_iter().unzip();
    let run = Run { diagnostics, set_aside };
    let mut docset = pages.docset;
    let skipped = parts.iter().flat_map(|part| &part.skipped);
    let skipped: BTreeSet<Skipped> =
        skipped.map(|skip| Skipped { path: skip.path.clone(), reason: skip.reason.clone() }).collect();
    docset.skipped = skipped.into_iter().collect();
    let locales = parts.iter().filter_map(|part| part.shard.as_ref()).flat_map(|shard| &shard.locales);
    let sum = |count: fn(&form::Summary) -> usize| parts.iter().map(|part| count(&part.summary)).sum();
    let summary = Summary {
        pages: sum(|summary| summary.pages),
        locales: locales.collect::<BTreeSet<_>>().len(),
        suppressed: sum(|summary| summary.suppressed),
        baselined: sum(|summary| summary.baselined),
        // They ran side by side.
        seconds: parts.iter().map(|part| part.summary.seconds).fold(0.0, f64::max),
        ..Summary::of_pages(std::iter::empty(), &run, 0.0)
    };
    Ok(Merged { docset, run, summary, prints: Prints { diagnostics: of_diagnostics, set_aside: of_aside } })
}

/// Reads one report, if it is one of this very program.
fn read(name: &str, text: &str) -> Result<Read, String> {
    let told = |error: &serde_json::Error| {
        let text = error.to_string();
        let what = text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what);
        format!("{name}:{}:{}: {what}; it must be a whole report of --report json", error.line(), error.column())
    };
    let head: Head = serde_json::from_str(text).map_err(|error| told(&error))?;
    let own = env!("CARGO_PKG_VERSION");
    if head.tool.name != "isogloss" || head.schema != 1 || head.tool.version != own {
        return Err(format!(
            "{name} was written by {} {}, schema {}, and this is isogloss {own}, schema 1: parts must be written and merged by one version",
            head.tool.name, head.tool.version, head.schema
        ));
    }
    serde_json::from_str(text).map_err(|error| told(&error))
}

/// An error unless every part of one check is there once.
fn whole(parts: &[(&str, Read)]) -> Result<(), String> {
    let mut seen: BTreeMap<u32, &str> = BTreeMap::new();
    let mut first = None;
    for (name, part) in parts {
        let Some(shard) = &part.shard else {
            return Err(format!("{name} is a report of all pages, not of a part; write it with `check --shard I/N`"));
        };
        let (first_name, first) = *first.get_or_insert((*name, shard));
        if shard.count != first.count {
            return Err(format!("{name} is one of {} parts, {first_name} one of {}", shard.count, first.count));
        }
        if shard.of != first.of {
            return Err(format!(
                "{name} and {first_name} are parts of different checks: pages, rules or severities are not the same"
            ));
        }
        if !(1..=shard.count).contains(&shard.index) {
            return Err(format!("{name} is part {} of {}, which cannot be", shard.index, shard.count));
        }
        if let Some(other) = seen.insert(shard.index, name) {
            return Err(format!("{other} and {name} are both part {} of {}", shard.index, shard.count));
        }
    }
    let count = first.map_or(0, |(_, shard)| shard.count);
    let missing = |index: &u32| !seen.contains_key(index);
    if seen.len() < count as usize {
        let few: Vec<String> = (1..=count).filter(missing).take(10).map(|index| format!("{index}/{count}")).collect();
        return Err(format!("the report of part {} is missing", few.join(", ")));
    }
    Ok(())
}

/// What is known of a page.
#[derive(Default)]
struct Shape<'a> {
    locale: &'a str,
    version: Option<&'a str>,
    /// For each line the last column that is named.
    lines: BTreeMap<u32, u32>,
}

/// Pages of blanks.
struct Pages {
    docset: DocSet,
    ids: HashMap<String, PageId>,
}

impl Pages {
    fn of(parts: &[Read]) -> Result<Self, String> {
        let mut shapes: BTreeMap<&str, Shape<'_>> = BTreeMap::new();
        let findings = parts
            .iter()
            .flat_map(|part| part.findings.iter().chain(part.suppressed.iter().map(|suppressed| &suppressed.finding)));
        for finding in findings {
            let shape = shapes.entry(&finding.path).or_default();
            (shape.locale, shape.version) = (&finding.locale, finding.version.as_deref());
            let own = [(finding.line, finding.column), (finding.end_line, finding.end_column)];
            let own = own.into_iter().map(|place| (finding.path.as_str(), place));
            let others = finding.related.iter().flat_map(|other| {
                [(other.line, other.column), (other.end_line, other.end_column)]
                    .map(|place| (other.path.as_str(), place))
            });
            for (path, (line, column)) in own.chain(others) {
                if !(1..=MOST).contains(&line) || !(1..=MOST).contains(&column) {
                    return Err(format!("{path}:{line}:{column} is no place on a page; is the report whole?"));
                }
                let last = shapes.entry(path).or_default().lines.entry(line).or_default();
                *last = (*last).max(column);
            }
        }
        let locales = Locales::built_in();
        let members = shapes.into_iter().map(|(path, shape)| Member {
            page: page::parse(Source::new(path, blanks(&shape.lines))),
            locale: locales.get(shape.locale),
            root: None,
            key: path.into(),
            version: shape.version.map(Into::into),
            tables: Box::default(),
            wanted: true,
            hash: OnceLock::new(),
            named_hash: OnceLock::new(),
        });
        let docset = DocSet::new(members.collect(), Vec::new(), None);
        let id = |(at, member): (usize, &Member)| (member.page.source.path.clone(), PageId(at as u32));
        let ids = docset.members.iter().enumerate().map(id).collect();
        Ok(Self { docset, ids })
    }

    fn diagnostic(&self, finding: form::Finding) -> Result<Diagnostic, String> {
        let unknown = |what: &str, word: &str| format!("{}: there is no {what} `{word}`", finding.path);
        let rule = select::known(&finding.rule).map_err(|_| unknown("rule", &finding.rule))?;
        let severities = [Severity::Info, Severity::Warning, Severity::Error];
        let severity = severities.into_iter().find(|severity| severity.name() == finding.severity);
        let severity = severity.ok_or_else(|| unknown("severity", &finding.severity))?;
        let page = self.page(&finding.path)?;
        let start = self.offset(page, finding.line, finding.column);
        let end = self.offset(page, finding.end_line, finding.end_column);
        let mut related = Vec::new();
        for other in finding.related {
            let at = self.page(&other.path)?;
            let start = self.offset(at, other.line, other.column);
            let end = self.offset(at, other.end_line, other.end_column).max(start);
            let page = Some(at).filter(|at| *at != page);
            related.push(Related { page, span: Span::new(start, end), message: other.message.into() });
        }
        let safety = |word: &str| if word == "safe" { Safety::Safe } else { Safety::Unsafe };
        let fix = |word: String| Box::new(Fix { title: "".into(), edits: Vec::new(), safety: safety(&word) });
        let fact = finding.fact.and_then(|fact| Some((FactKind::of_name(&fact.kind)?, fact.key.into())));
        let finding = Finding {
            span: Span::new(start, end.max(start)),
            message: finding.message.into(),
            help: finding.help.map(Into::into),
            found: finding.found.map(Into::into),
            expected: finding.expected.map(Into::into),
            related: related.into(),
            fix: finding.fix.map(fix),
            fact,
            verdict: finding.verdict.as_deref().and_then(Verdict::of_name),
            certainty: if finding.certainty == "likely" { Certainty::Likely } else { Certainty::Proved },
        };
        Ok(Diagnostic { rule, severity, page, finding: Box::new(finding) })
    }

    fn page(&self, path: &str) -> Result<PageId, String> {
        self.ids.get(path).copied().ok_or_else(|| format!("{path} is named and not there"))
    }

    fn offset(&self, page: PageId, line: u32, column: u32) -> usize {
        let source = self.docset.get(page).map(|member| &member.page.source);
        let start = source.and_then(|source| source.lines().start_of(line)).unwrap_or(0);
        (start + column - 1) as usize
    }
}

/// A text of blanks in which each of `lines` has at least so many columns.
fn blanks(lines: &BTreeMap<u32, u32>) -> String {
    let mut text = String::new();
    let mut here = 1;
    for (line, columns) in lines {
        for _ in here..*line {
            text.push('\n');
        }
        here = *line;
        text.extend(std::iter::repeat_n(' ', *columns as usize - 1));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_have_every_place() {
        let source = Source::new("x.md", blanks(&[(1, 3), (4, 1), (5, 2)].into()));
        assert_eq!(source.text, "  \n\n\n\n ");
        assert_eq!(source.lines().start_of(5), Some(6));
    }
}
