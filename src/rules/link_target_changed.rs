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
//! the source, is not lost; where it has it less often, the finding says how often both do. What to link to is named in the
//! translation's locale, as its other links write that.
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

use crate::docset::language;
use crate::drift::landing::Landing;
use crate::drift::localized;
use crate::drift::references::broken;
use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::page::{Page, stray, visible};
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

/// Pages with more links are not searched.
const LINKS: usize = 1 << 8;

/// How often the source has a link, and how often the translation.
fn counts(pair: &PairContext<'_>, target: &str) -> Option<(usize, usize)> {
    let (source, page, tags) = (&pair.source.page, pair.page(), pair.tags());
    if source.links.len().max(page.links.len()) > LINKS {
        return None;
    }
    let key = localized::key(target, tags.source);
    let count = |page: &Page, tag: &str| {
        page.links.iter().filter(|link| localized::key(link.target(&page.source.text), tag) == key).count()
    };
    Some((count(source, tags.source), count(page, tags.translation)))
}

/// A lost target as the translation would write it: in its locale, where other links of the page tell how its site writes that, or
/// where it is one of the site's own. What other sites call the locale nobody knows.
fn in_own_locale(pair: &PairContext<'_>, target: &str) -> String {
    let (page, tags) = (pair.page(), pair.tags());
    let is_alike = |other: &str| {
        let before = target.split('/').zip(other.split('/')).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        let changed = tags.localized(target, other).filter(|localized| localized != target)?;
        let kept = target.split('/').zip(changed.split('/')).take_while(|(a, b)| a == b).count();
        (kept <= before).then_some(changed)
    };
    let links = page.links.iter().take(LINKS).map(|link| link.target(&page.source.text));
    if let Some(known) = links.filter(|other| other.contains('/')).find_map(is_alike) {
        return known;
    }
    let own = [tags.translation, language::subtag(tags.translation)];
    let written = |at: usize, part: &str| {
        let is_tag = part.contains(['-', '_']) || !tags.source.contains('-');
        let tag = own.get(usize::from(!is_tag)).copied().unwrap_or_default();
        let is_lower = part.contains('-') && !part.bytes().any(|byte| byte.is_ascii_uppercase());
        let tag = if is_lower { tag.to_lowercase() } else { tag.to_owned() };
        let parts = target.split('/').enumerate().map(|(index, part)| if index == at { tag.as_str() } else { part });
        parts.collect::<Vec<_>>().join("/")
    };
    let is_named = |part: &str| part.eq_ignore_ascii_case(tags.source) || part == language::subtag(tags.source);
    let path = target.split(['?', '#']).next().filter(|path| path.starts_with('/')).unwrap_or_default();
    let first = path.split('/').enumerate().find(|(_, part)| !part.is_empty() && is_named(part));
    first.map_or_else(|| target.to_owned(), |(at, part)| written(at, part))
}

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
        let message = match counts(pair, expected) {
            Some((ours, here)) if here > 0 => {
                let times = if here == 1 { "once" } else { &format!("{here} times") };
                format!("the source links to {expected} {ours} times, this page {times}")
            }
            _ => format!("the link to {expected} is lost"),
        };
        report(difference, pair, out, message).help(format!("link to {}", in_own_locale(pair, expected)));
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
