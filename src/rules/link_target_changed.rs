//! Every link of the source is there and leads where it leads in the source.
//!
//! ## Why
//!
//! A translated or broken target leads nowhere, and a lost link leaves the reader without the page that explains the rest.
//!
//! An address may name the locale of its page: `/en-US/docs/lamp` is `/fr/docs/lamp` in a French translation, and so is
//! `/docs/lamp`. On a host whose first label is the language (`ru.wiki.example` for `en.wiki.example`) the path is free.
//!
//! Sites make anchors from headings, so a translated fragment (`#exemplos` for `#examples`) is right where the translation's
//! page has such a heading or anchor. It is not judged where that page was not read. A link that the page has elsewhere, as often as
//! the source, is not lost.
//!
//! Where the translation does not name the text that it was made from, the source may have changed since: a fix is safe only where the
//! difference is a translation (letters of another script, words of the page's prose) or one of capitals, spaces and punctuation.
//!
//! ## Bad
//!
//! ```md en-US
//! See [records](../resources/record.md).
//! ```
//!
//! ```md es-ES
//! Vea [registros](../recursos/registro.md).
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! See [records](../resources/record.md).
//! ```
//!
//! ```md es-ES
//! Vea [registros](../resources/record.md).
//! ```

use crate::drift::landing::Landing;
use crate::drift::references::broken;
use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::page::{stray, visible};
use crate::rule::mistranslation::{report, restore, safety};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "link-target-changed",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("link_target_changed.rs"),
    checks: &[Check::Difference(&[FactKind::LinkTarget], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    let is_reference = difference.source.as_ref().is_some_and(|side| pair.source.page.slice(side.span) != side.value);
    let page = pair.page();
    // `link-reference-broken` tells it.
    if is_reference
        && difference.translation.is_none()
        && visible::spans(page).any(|area| broken(page, area).next().is_some())
    {
        return;
    }
    // `text-after-comment` tells it.
    if let (Some(side), None) = (&difference.source, &difference.translation)
        && stray::is_behind_comment(page, &format!("]({}", pair.source.page.slice(side.span)))
    {
        return;
    }
    let Some(translation) = &difference.translation else {
        let finding = report(difference, pair, out, format!("the link to {expected} is lost"));
        finding.help(format!("link to {expected}"));
        return;
    };
    let landing = pair.landing(expected, found);
    if landing == Landing::Somewhere {
        return;
    }
    let message = match landing {
        Landing::Nowhere { .. } => format!("the link to {expected} leads to {found}, where no heading has that anchor"),
        _ => format!("the link to {expected} leads to {found}"),
    };
    let finding = report(difference, pair, out, message);
    if landing == (Landing::Nowhere { restorable: false }) {
        finding.help(format!("link to the anchor of the heading that {expected} leads to in the source"));
        return;
    }
    // In the translation's locale, where its address names one.
    let localized = pair.tags().localized(expected, found);
    finding.help(format!("link to {}", localized.as_deref().unwrap_or(expected)));
    match localized {
        // Which of several links to a page is the one that is left, nobody knows.
        _ if difference.change == Change::Fewer => {}
        Some(target) if target != expected && !is_reference => {
            let safety = safety(finding, difference, pair);
            finding.replace(safety, "restore the target", translation.span, target);
        }
        Some(_) if !is_reference => restore(finding, difference, pair, "restore the target"),
        _ => {}
    }
}
