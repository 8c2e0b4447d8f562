//! What becomes of a fault of the program itself: a finding on the page it happened on, and the run goes on. Must not know what
//! failed.

use super::run::{Diagnostic, Found, Item, Run};
use crate::docset::isolate::isolated;
use crate::docset::{DocSet, PageId};
use crate::rule::{Finding, Rule, Severity};
use crate::rules::RULES;
use crate::text::Span;

/// The rule that such findings are of.
pub const ID: &str = "internal-error";

fn rule() -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == ID)
}

/// Runs `work`, which concerns `page`. Where it fails, that is added to `failed` as the fault of `part` (a rule's id, or what else
/// was being done), and there is no result: what `work` was filling must not be used.
pub(super) fn guarded<T>(
    docset: &DocSet,
    page: PageId,
    part: &str,
    failed: &mut Found,
    work: impl FnOnce() -> T,
) -> Option<T> {
    isolated(work).map_err(|said| failed.extend(entry(docset, page, part, &said))).ok()
}

/// The finding for a fault of `part` on `page`; `said`: what the fault said.
pub(super) fn entry(docset: &DocSet, page: PageId, part: &str, said: &str) -> Option<Item> {
    let text = docset.get(page).map_or("", |member| &member.page.source.text);
    let finding = Finding {
        span: Span::new(0, text.lines().next().map_or(0, str::len)),
        message: format!("the program failed on this page, in {part}: {said}").into(),
        help: Some("this is a fault of isogloss: please report it, with this page; the others were checked".into()),
        ..Finding::default()
    };
    Some((rule()?, page, Box::new(finding)))
}

/// The pages that could not be read for a fault of the program.
pub(super) fn unread(docset: &DocSet) -> Found {
    let members = docset.members.iter().enumerate();
    members
        .filter_map(|(at, member)| {
            let said = member.page.failure()?;
            entry(docset, PageId(at as u32), "reading", said)
        })
        .collect()
}

/// `diagnostics` with the faults of the program among them, in order of page and place.
pub(super) fn told(mut diagnostics: Vec<Diagnostic>, failed: Found) -> Vec<Diagnostic> {
    if !failed.is_empty() {
        let told = |(rule, page, finding)| Diagnostic { rule, severity: Severity::Error, page, finding };
        diagnostics.extend(failed.into_iter().map(told));
        diagnostics.sort_by(|a, b| a.page.cmp(&b.page).then(a.finding.span.cmp(&b.finding.span)));
    }
    diagnostics
}

/// Whether the program failed on some page: then the run is not whole.
pub fn any(run: &Run) -> bool {
    of(run).next().is_some()
}

/// The findings that say where the program failed.
pub fn of(run: &Run) -> impl Iterator<Item = &Diagnostic> {
    run.diagnostics.iter().filter(|item| item.rule.id == ID)
}
