//! Every permission scope that a page names exists.
//!
//! ## Why
//!
//! An administrator who is asked to consent to `Extension.ReadWrite.All` looks for it in vain when the scope is called
//! `Extensions.ReadWrite.All`.
//!
//! A scope counts as known when the docset's permissions reference has it or when three pages name it. One that is not known is reported
//! when it is nearly a known one: scopes that a single page documents are common. A scope with spaces in it is reported when
//! it is a known one without them. Translations are judged only where no rule compares them with their source.
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
use std::collections::HashMap;

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

/// For how many unknown scopes of one page a known one is looked for.
const MOST_LOOKS: usize = 100;

/// Scopes with the number of pages that name them; a page counts once, whatever its locales.
struct Known<'a> {
    pages: HashMap<&'a str, (usize, usize)>,
    /// In order, those that count as known.
    names: Vec<&'a str>,
}

impl Known<'_> {
    fn has(&self, scope: &str) -> bool {
        self.names.binary_search(&scope).is_ok()
    }
}

fn check(context: &DocSetContext<'_>, out: &mut Findings) {
    let docset = context.docset;
    let known = known(docset);
    if known.names.is_empty() {
        return;
    }
    for (at, member) in docset.members.iter().enumerate() {
        if member.root.is_none() || !member.wanted {
            continue;
        }
        let source = docset.source_of(docset.group(&member.key)).and_then(|id| docset.get(id));
        let source = source.filter(|_| !docset.is_source(member));
        // Judged only when something is wrong: the hash of the source costs more than the look.
        let mut faults = Vec::new();
        let mut looks = MOST_LOOKS;
        for_each_cell(member, |cell| faults_of(member, cell, &known, &mut looks, &mut faults));
        if faults.is_empty() || source.is_some_and(|source| docset.base(member, source) == Base::Current) {
            continue;
        }
        for fault in faults {
            let found = member.page.slice(fault.span);
            if source.is_some_and(|source| names(source, found)) {
                continue;
            }
            let message = if fault.spaced {
                format!("the scope `{found}` has spaces in it")
            } else {
                format!("`{found}` is not a known scope")
            };
            out.report_on(PageId(at as u32), fault.span, message)
                .found(found)
                .expected(fault.near)
                .fact(FactKind::Permission, fault.near)
                .help(format!("did you mean `{}`?", fault.near))
                .replace(
                    if fault.spaced { Safety::Safe } else { Safety::Unsafe },
                    "write the known scope",
                    fault.span,
                    fault.near,
                );
        }
    }
}

struct Fault<'a> {
    span: Span,
    near: &'a str,
    spaced: bool,
}

/// Every permission cell of a page.
fn for_each_cell(member: &Member, mut visit: impl FnMut(Span)) {
    for (table, info) in member.page.tables.iter().zip(&member.tables) {
        if info.kind == TableKind::Permissions {
            table.rows.iter().flat_map(|row| row.cells.iter().skip(1)).for_each(|cell| visit(*cell));
        }
    }
}

fn known(docset: &DocSet) -> Known<'_> {
    let mut known = Known { pages: HashMap::new(), names: Vec::new() };
    for (group, ids) in docset.groups.iter().enumerate() {
        for member in ids.iter().filter_map(|id| docset.get(*id)).filter(|member| member.root.is_some()) {
            let page = &member.page;
            let is_reference = member.key.ends_with("permissions-reference.md");
            let mut count = |scope| {
                let (pages, last) = known.pages.entry(scope).or_insert((0, usize::MAX));
                if is_reference {
                    *pages = PAGES;
                } else if *last != group {
                    (*pages, *last) = (*pages + 1, group);
                }
            };
            if is_reference {
                cell::scopes(&page.source.text).for_each(|(_, scope)| count(scope));
            } else {
                for_each_cell(member, |cell| cell::scopes(page.slice(cell)).for_each(|(_, scope)| count(scope)));
            }
        }
    }
    known.names.extend(known.pages.iter().filter(|(_, (pages, _))| *pages >= PAGES).map(|(name, _)| *name));
    known.names.sort_unstable();
    known
}

fn faults_of<'a>(member: &Member, cell: Span, known: &Known<'a>, looks: &mut usize, faults: &mut Vec<Fault<'a>>) {
    let text = member.page.slice(cell);
    let first = faults.len();
    for (start, end) in spaced(text) {
        let joined: String = text.get(start..end).unwrap_or("").chars().filter(|c| !c.is_whitespace()).collect();
        if let Ok(at) = known.names.binary_search(&&*joined)
            && let Some(near) = known.names.get(at)
        {
            faults.push(Fault { span: cell.part(start..end), near, spaced: true });
        }
    }
    for (range, scope) in cell::scopes(text) {
        let span = cell.part(range);
        if known.has(scope) || faults.iter().skip(first).any(|fault| fault.span.overlaps(span)) {
            continue;
        }
        *looks = looks.saturating_sub(1);
        if *looks > 0
            && let Some(near) = near(scope, known)
        {
            faults.push(Fault { span, near, spaced: false });
        }
    }
}

/// The known scope that a mistyped one was meant to be: the same but for case and dots, or with one part that is a letter or
/// two off. `Mail.Read` and `Mail.ReadWrite` are two scopes, and so may be any two that differ by more.
fn near<'a>(scope: &str, known: &Known<'a>) -> Option<&'a str> {
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
    let find = |fits: &dyn Fn(&&str) -> bool| known.names.iter().copied().find(fits);
    find(&same).or_else(|| find(&off))
}

/// Runs of words joined by a dot with spaces after it: `Calls. ReadWrite. All`.
fn spaced(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    if !text.contains(". ") && !text.contains(".\u{a0}") {
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
