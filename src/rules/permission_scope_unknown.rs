//! Every permission scope that a page names exists.
//!
//! ## Why
//!
//! An administrator who is asked to consent to `Extension.ReadWrite.All` looks for it in vain when the scope is called
//! `Extensions.ReadWrite.All`.
//!
//! A scope counts as known when the docset's permissions reference has it or when three pages name it. One that is not known is reported
//! when it is nearly a known one: scopes that a single page documents are common. A scope with spaces in it, or one that is known
//! together with the word before it, is reported when it is a known one without them. Translations are judged only where no rule compares them with their source.
//!
//! ## Bad
//!
//! ```md en-US/v1.0/api/a.md
//! ## Permissions
//!
//! | Permission type | Permissions |
//! |:---|:---|
//! | Application | Extensions.ReadWrite.All |
//! ```
//!
//! ```md en-US/v1.0/api/b.md
//! ## Permissions
//!
//! | Permission type | Permissions |
//! |:---|:---|
//! | Application | Extensions.ReadWrite.All |
//! ```
//!
//! ```md en-US/v1.0/api/c.md
//! ## Permissions
//!
//! | Permission type | Permissions |
//! |:---|:---|
//! | Application | Extensions.ReadWrite.All |
//! ```
//!
//! ```md en-US/v1.0/api/d.md
//! ## Permissions
//!
//! | Permission type | Permissions |
//! |:---|:---|
//! | Application | Extension.ReadWrite.All |
//! ```
//!
//! ## Good
//!
//! ```md en-US/v1.0/api/d.md
//! ## Permissions
//!
//! | Permission type | Permissions |
//! |:---|:---|
//! | Application | Extensions.ReadWrite.All |
//! ```

use crate::docset::provenance::Base;
use crate::docset::{DocSet, Member, PageId};
use crate::fact::{FactKind, TableKind, cell, token};
use crate::rule::{Check, DocSetContext, Findings, Rule, Safety, Severity};
use crate::text::Span;
use crate::text::nearest::distance;
use foldhash::HashMap;
use rayon::prelude::*;

/// The rule.
pub static RULE: Rule = Rule {
    id: "permission-scope-unknown",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("permission_scope_unknown.rs"),
    checks: &[Check::DocSet(check)],
};

/// On how many pages a scope must stand to be believed.
const PAGES: usize = 3;

/// For how many unknown scopes of the docset a known one is looked for.
const MOST_LOOKS: usize = 2000;

/// How many groups of pages are read in one go.
const GROUPS: usize = 256;

type Place = (PageId, Span);

/// Where a scope stands.
#[derive(Default)]
struct Uses {
    /// On how many pages; the translations of one page count once.
    pages: usize,
    /// The group of pages counted last.
    last: Option<usize>,
    /// The places, as long as the scope is not known.
    places: Vec<Place>,
}

/// What the permission cells say.
#[derive(Default)]
struct Seen<'a> {
    scopes: HashMap<&'a str, Uses>,
    /// Runs of words joined by a dot with a space after it.
    spaced: Vec<Place>,
}

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let docset = context.docset;
    let chunks = docset.groups.par_chunks(GROUPS).enumerate();
    let seen = chunks.map(|(at, groups)| read(docset, at * GROUPS, groups)).reduce(Seen::default, join);
    let mut known: Vec<&str> = Vec::new();
    let mut rare: Vec<(&str, &Uses)> = Vec::new();
    for (scope, uses) in &seen.scopes {
        if uses.pages >= PAGES { known.push(scope) } else { rare.push((*scope, uses)) }
    }
    known.sort_unstable();
    rare.sort_unstable_by_key(|(scope, _)| *scope);
    let mut reported: Vec<Place> = Vec::new();
    for (page, span) in &seen.spaced {
        let Some(member) = docset.get(*page) else { continue };
        let joined: String = member.page.slice(*span).chars().filter(|c| !c.is_whitespace()).collect();
        if let Ok(at) = known.binary_search(&&*joined)
            && let Some(scope) = known.get(at)
        {
            reported.push((*page, *span));
            report(docset, (*page, *span), scope, true, out);
        }
    }
    for (_, uses) in &rare {
        for (page, span) in &uses.places {
            let Some((span, joined)) = docset.get(*page).and_then(|member| with_word_before(member, *span)) else {
                continue;
            };
            if let Ok(at) = known.binary_search(&&*joined)
                && let Some(scope) = known.get(at)
            {
                reported.push((*page, span));
                report(docset, (*page, span), scope, true, out);
            }
        }
    }
    reported.sort_unstable();
    for (scope, uses) in rare.into_iter().take(MOST_LOOKS) {
        let Some(near) = near(scope, &known) else { continue };
        for place in &uses.places {
            // A part of what was reported for its spaces.
            let start = |(page, span): &Place| (*page, span.start);
            let before = reported.partition_point(|other| start(other) <= start(place)).checked_sub(1);
            let within = before.and_then(|at| reported.get(at));
            if within.is_none_or(|(page, span)| *page != place.0 || !span.contains(place.1)) {
                report(docset, *place, near, false, out);
            }
        }
    }
}

/// Reads the groups that begin with the one at `first`.
fn read<'a>(docset: &'a DocSet, first: usize, groups: &[Vec<PageId>]) -> Seen<'a> {
    let mut seen = Seen::default();
    for (group, ids) in groups.iter().enumerate() {
        for id in ids {
            let Some(member) = docset.get(*id).filter(|member| member.root.is_some()) else { continue };
            if member.key.ends_with("permissions-reference.md") {
                for (_, scope) in cell::scopes(&member.page.source.text) {
                    seen.scopes.entry(scope).or_default().pages = PAGES;
                }
                continue;
            }
            for_each_cell(member, |cell| {
                let text = member.page.slice(cell);
                for (range, scope) in cell::scopes(text) {
                    let uses = seen.scopes.entry(scope).or_default();
                    if uses.last != Some(first + group) {
                        uses.pages += 1;
                        uses.last = Some(first + group);
                    }
                    if uses.pages < PAGES {
                        uses.places.push((*id, cell.part(range)));
                    }
                }
                seen.spaced.extend(spaced(text).into_iter().map(|(start, end)| (*id, cell.part(start..end))));
            });
        }
    }
    seen
}

fn join<'a>(mut one: Seen<'a>, other: Seen<'a>) -> Seen<'a> {
    if one.scopes.is_empty() {
        return other;
    }
    for (scope, uses) in other.scopes {
        let all = one.scopes.entry(scope).or_default();
        // No group is in two chunks, so no page is counted twice.
        all.pages += uses.pages;
        if all.pages < PAGES {
            all.places.extend(uses.places);
        }
    }
    one.spaced.extend(other.spaced);
    one
}

/// Every permission cell of a page.
fn for_each_cell(member: &Member, mut visit: impl FnMut(Span)) {
    for (table, info) in member.page.tables.iter().zip(&member.tables) {
        if info.kind == TableKind::Permissions {
            table.rows.iter().flat_map(|row| row.cells.iter().skip(1)).for_each(|cell| visit(*cell));
        }
    }
}

fn report(docset: &DocSet, (page, span): Place, known: &str, spaced: bool, out: &mut Findings) {
    let Some(member) = docset.get(page).filter(|member| member.wanted) else { return };
    let found = member.page.slice(span);
    let source = docset.source_of(docset.group(&member.key)).and_then(|id| docset.get(id));
    if let Some(source) = source.filter(|_| !docset.is_source(member))
        && (docset.base(member, source) == Base::Current || names(source, found))
    {
        return;
    }
    let (message, safety) = if spaced {
        (format!("the scope `{found}` has spaces in it"), Safety::Safe)
    } else {
        (format!("`{found}` is not a known scope"), Safety::Unsafe)
    };
    let finding = out.report_on(page, span, message);
    finding.found(found).fact(FactKind::Permission, known);
    if !spaced && cell_around(member, span).is_some_and(|cell| names_scope(member.page.slice(cell), known)) {
        finding.help(format!("remove it: the cell names `{known}` as well"));
        return;
    }
    finding.expected(known).help(format!("did you mean `{known}`?")).replace(
        safety,
        "write the known scope",
        span,
        known,
    );
}

fn names_scope(cell: &str, wanted: &str) -> bool {
    cell::scopes(cell).any(|(_, scope)| scope == wanted)
}

/// The cell that holds `span`.
fn cell_around(member: &Member, span: Span) -> Option<Span> {
    let tables = &member.page.tables;
    let table = tables.get(tables.partition_point(|table| table.span.end <= span.start))?;
    let row = table.rows.get(table.rows.partition_point(|row| row.span.end <= span.start))?;
    row.cells.get(row.cells.partition_point(|cell| cell.end <= span.start)).copied()
}

/// The scope at `span` with the word before it, where a space is all that parts them: `ManagedLines Lines.Read.All`.
fn with_word_before(member: &Member, span: Span) -> Option<(Span, String)> {
    let text = &member.page.source.text;
    let before = text.get(..span.from())?;
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    let word = trimmed.len() - trimmed.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let is_word = trimmed.len() < before.len() && trimmed.as_bytes().get(word).is_some_and(u8::is_ascii_uppercase);
    let joined = || Some(format!("{}{}", trimmed.get(word..)?, span.of(text)));
    Some((Span::new(word, span.to()), is_word.then(joined)??))
}

/// The known scope that a mistyped one was meant to be: the same but for case and dots, or with one part that is a letter or
/// two off. `Mail.Read` and `Mail.ReadWrite` are two scopes, and so may be any two that differ by more.
fn near<'a>(scope: &str, known: &[&'a str]) -> Option<&'a str> {
    let letters =
        |name: &str| name.bytes().filter(|byte| *byte != b'.').map(|byte| byte.to_ascii_lowercase()).collect();
    let wanted: Vec<u8> = letters(scope);
    let same = |name: &&str| name.len().abs_diff(scope.len()) <= 2 && letters(name) == wanted;
    let off = |name: &&str| {
        let (mut differing, mut close) = (0, true);
        let mut parts = name.split('.');
        for part in scope.split('.') {
            let Some(other) = parts.next() else { return false };
            if part != other {
                differing += 1;
                close &= part.len().min(other.len()) > 4 && distance(part, other, 2).is_some();
            }
        }
        parts.next().is_none() && differing == 1 && close
    };
    let find = |fits: &dyn Fn(&&str) -> bool| known.iter().copied().find(fits);
    find(&same).or_else(|| find(&off))
}

/// Runs of words joined by a dot with spaces after it: `Calls. ReadWrite. All`.
fn spaced(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let bytes = text.as_bytes();
    // A space or a no-break space.
    let is_spaced = |dot: usize| bytes.get(dot + 1) == Some(&b' ') || bytes.get(dot + 1..dot + 3) == Some(b"\xc2\xa0");
    if !memchr::memchr_iter(b'.', bytes).any(is_spaced) {
        return runs;
    }
    let mut glue = None;
    for (range, word) in token::words(text) {
        let gap = glue.and_then(|end| text.get(end..range.start));
        let joins = gap.is_some_and(|gap| {
            let rest = gap.strip_prefix('.').unwrap_or("");
            !rest.is_empty() && rest.chars().all(|c| c == ' ' || c == '\u{a0}')
        });
        let is_part = word.starts_with(|c: char| c.is_ascii_uppercase());
        match runs.last_mut().filter(|_| joins && is_part) {
            Some((_, end)) => *end = range.end,
            None => runs.push((range.start, range.end)),
        }
        glue = Some(range.end);
    }
    runs.retain(|(start, end)| text.get(*start..*end).is_some_and(|run| run.contains(char::is_whitespace)));
    runs
}

/// Whether a permission cell of the page names `scope` as it is.
fn names(member: &Member, scope: &str) -> bool {
    let mut found = false;
    for_each_cell(member, |cell| found |= member.page.slice(cell).contains(scope));
    found
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn finds_spaced_scopes() {
        let runs = |text: &'static str| -> Vec<&str> {
            spaced(text).into_iter().filter_map(|(start, end)| text.get(start..end)).collect()
        };
        assert_eq!(runs("Calls. ReadWrite. All, Mail.Read"), ["Calls. ReadWrite. All"]);
        assert_eq!(runs("Mail.Read, Mail.Write. required"), Vec::<&str>::new());
    }
}
