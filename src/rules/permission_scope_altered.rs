//! A permission row names the scopes of its source, in the order of its source where the column says that it goes from least to most privileged.
//!
//! ## Why
//!
//! A reader asks an administrator to consent to what the row says. A scope that is missing or does not exist costs hours; one too many is a risk.
//!
//! ## Bad
//!
//! ```md en-US
//! ## Permissions
//!
//! | Permission type | Permissions (from least to most privileged) |
//! |:---|:---|
//! | Application | Calls.Read.All, Calls.ReadWrite.All |
//! ```
//!
//! ```md es-ES
//! ## <a name="permissions"></a>Permisos
//!
//! | Tipo de permiso | Permisos (de menos a más privilegiados) |
//! |:---|:---|
//! | Aplicación | Calls.Read.All, Calls. ReadWrite. All |
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ## Permissions
//!
//! | Permission type | Permissions (from least to most privileged) |
//! |:---|:---|
//! | Application | Calls.Read.All, Calls.ReadWrite.All |
//! ```
//!
//! ```md es-ES
//! ## <a name="permissions"></a>Permisos
//!
//! | Tipo de permiso | Permisos (de menos a más privilegiados) |
//! |:---|:---|
//! | Aplicación | Calls.Read.All, Calls.ReadWrite.All |
//! ```

use crate::drift::{Change, Difference};
use crate::fact::{FactKind, broken, token};
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::script::has_foreign_letter;
use std::ops::Range;

/// The rule.
pub static RULE: Rule = Rule {
    id: "permission-scope-altered",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("permission_scope_altered.rs"),
    checks: &[Check::Difference(&[FactKind::Permission], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    if difference.source.as_ref().is_some_and(|side| is_mended(pair.source.page.slice(side.span), expected, found)) {
        return;
    }
    let message = match difference.change {
        Change::Reordered => format!("the scopes stand in another order: {found}"),
        Change::Spaced => format!("white space breaks a scope: {found}"),
        _ if found.is_empty() => format!("the row lacks {expected}"),
        _ if expected.is_empty() => format!("the source does not name {found}"),
        _ => format!("{expected} is written {found}"),
    };
    let finding = report(difference, pair, out, message);
    finding.help("name the scopes that the source names");
    if difference.source.as_ref().is_some_and(|side| is_list(pair.source.page.slice(side.span))) {
        restore(finding, difference, pair, "restore the scopes");
    }
}

/// Whether the source's cell has a space where a dot belongs (`Calls ReadWrite.All`) and the translation put that right.
fn is_mended(cell: &str, expected: &str, found: &str) -> bool {
    let mut scopes = found.split(", ").zip(expected.split(", "));
    let same_count = found.matches(", ").count() == expected.matches(", ").count();
    same_count
        && scopes.all(|(scope, rest)| {
            let before = scope.strip_suffix(rest).and_then(|start| start.strip_suffix('.'));
            before.is_some_and(|before| cell.contains(&format!("{before} {rest}")))
        })
}

/// Whether a cell holds scopes and nothing else, so that it is the same in every language.
fn is_list(cell: &str) -> bool {
    cell.split([',', ' ']).filter(|word| !word.is_empty()).all(token::is_scope)
}

/// Without a source: white space within a scope, or a letter outside ASCII.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for cell in broken::cells(page, &context.member.tables, FactKind::Permission) {
        let text = page.slice(cell);
        for range in spaced(text) {
            let found = text.get(range.clone()).unwrap_or("");
            let closed: String = found.split_whitespace().collect();
            let span = cell.part(range);
            out.report(span, format!("white space breaks a scope: {found}"))
                .expected(&closed)
                .found(found)
                .likely()
                .help(format!("write {closed}"))
                .replace(Safety::Unsafe, "close the scope up", span, closed);
        }
        if text.is_ascii() {
            continue;
        }
        for (range, word) in token::words(text) {
            if has_foreign_letter(word) && word.split('.').any(is_action) {
                out.report(cell.part(range), format!("{word} is no scope: it has letters outside ASCII"))
                    .found(word)
                    .likely()
                    .help("write the scope's English name");
            }
        }
    }
}

/// Whether white space may stand beside a full stop: a dot within a name has letters around it.
fn may_be_spaced(text: &str) -> bool {
    let bytes = text.as_bytes();
    let may = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at)).is_some_and(|byte| byte.is_ascii_whitespace() || !byte.is_ascii())
    };
    memchr::memchr_iter(b'.', bytes).any(|at| may(at.checked_sub(1)) || may(Some(at + 1)))
}

/// Scopes with white space at their dots: `Calls. Read. All`. The last part must be one that scopes end with, so that two
/// sentences are no scope.
fn spaced(text: &str) -> Vec<Range<usize>> {
    let is_part = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase()) && word.is_ascii();
    let mut found: Vec<Range<usize>> = Vec::new();
    if !may_be_spaced(text) {
        return found;
    }
    let mut run: Option<(Range<usize>, bool, bool)> = None;
    let mut close = |run: &mut Option<(Range<usize>, bool, bool)>| {
        found.extend(run.take().filter(|(_, spaced, action)| *spaced && *action).map(|(range, _, _)| range));
    };
    for (range, word) in token::words(text) {
        if !is_part(word) {
            close(&mut run);
            continue;
        }
        let action = word.rsplit('.').next().is_some_and(is_action);
        match &mut run {
            // Nothing follows `All`: what stands after its full stop is the next scope.
            Some((open, spaced, last))
                if text.get(open.end..range.start).is_some_and(|gap| gap.trim() == ".")
                    && !text.get(open.clone()).is_some_and(|scope| scope.ends_with("All")) =>
            {
                open.end = range.end;
                *spaced = true;
                *last = action;
            }
            _ => {
                close(&mut run);
                run = Some((range, false, action));
            }
        }
    }
    close(&mut run);
    found
}

/// The words that end the names of scopes or stand before `All` (333 scopes of July 2021).
fn is_action(word: &str) -> bool {
    ["All", "Read", "ReadWrite", "ReadBasic", "Write", "Create", "Send", "Manage", "FullControl", "Shared"]
        .contains(&word)
}
