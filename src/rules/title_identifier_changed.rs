//! The identifiers in a page's title are never translated.
//!
//! ## Why
//!
//! The title is what search engines and tables of contents show. Nobody who looks for `call: transfer` finds `llamar: transferir`.
//!
//! ## Bad
//!
//! ```md en-US
//! ---
//! title: "call: transfer"
//! ---
//!
//! # call: transfer
//! ```
//!
//! ```md es-ES
//! ---
//! title: "llamar a: transferir"
//! ---
//!
//! # <a name="call-transfer"></a>llamar a: transferir
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! ---
//! title: "call: transfer"
//! ---
//!
//! # call: transfer
//! ```
//!
//! ```md es-ES
//! ---
//! title: "call: transfer"
//! ---
//!
//! # <a name="call-transfer"></a>call: transfer
//! ```

use crate::drift::{Change, Difference};
use crate::fact::{FactKind, token};
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "title-identifier-changed",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("title_identifier_changed.rs"),
    checks: &[Check::Difference(&[FactKind::Title], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    let message = match difference.change {
        Change::Translated => format!("the title does not name {expected}: {found}"),
        _ => format!("the title writes {expected} as {found}"),
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    let Some((source, translation)) = difference.both() else { return };
    let title = pair.source.page.slice(source.span);
    let is_name = title
        .split_once(": ")
        .is_some_and(|(resource, method)| [resource, method].iter().all(|part| token::is_identifier(part.trim())));
    if matches!(difference.change, Change::Recased | Change::Transliterated) {
        finding.replace(Safety::Safe, "restore the identifier", translation.span, expected);
    } else if is_name {
        finding.replace(Safety::Safe, "restore the title", translation.span, title);
    }
}

/// Without a source: the anchor of the first heading is the slug of the English title, so it says which names the title
/// had: `call-transfer` is `call: transfer` where the title has a colon.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let Some(section) = page.title() else { return };
    let Some(slug) = section.anchor().map(|anchor| page.slice(anchor)) else { return };
    // The English front matter may name the page in other words than the heading does.
    if !of_method(context, slug, section.title, out) {
        return;
    }
    let entry = page.front_matter.as_ref().and_then(|header| header.entry(&page.source.text, "title"));
    if let Some(entry) = entry {
        of_method(context, slug, entry.value, out);
    }
}

/// Reports the names of `slug` that the title at `at` lacks. Returns whether there are any.
fn of_method(context: &PageContext<'_>, slug: &str, at: Span, out: &mut Findings) -> bool {
    let page = context.page();
    let title = page.slice(at).trim_matches(['"', '\'']);
    let Some((_, method)) = title.split_once([':', '：']) else { return false };
    let method = method.trim();
    // The method's name tells where the resource's name ends; without it there must be one hyphen only.
    let by_method = slug.len().checked_sub(method.len() + 1).and_then(|end| {
        let (resource, rest) = slug.split_at_checked(end)?;
        let same = rest.strip_prefix('-')?.eq_ignore_ascii_case(method) && token::is_coined(method);
        same.then_some((resource, method))
    });
    let Some((resource, method)) = by_method.or_else(|| {
        let (resource, method) = slug.split_once('-')?;
        // `get-user` is a verb and a noun: a method's page is called after its resource.
        is_named_after(&context.member.key, resource).then_some((resource, method))
    }) else {
        return false;
    };
    let before = out.list.len();
    let lost =
        |name: &str| !name.contains('-') && !token::words(title).any(|(_, word)| word.eq_ignore_ascii_case(name));
    for name in [resource, method].into_iter().filter(|name| lost(name)) {
        out.report(at, format!("the title does not name {name}: {title}"))
            .expected(name)
            .found(title)
            .fact(FactKind::Title, name)
            .likely()
            .help(format!("write {name}"));
    }
    out.list.len() > before
}

/// Whether the file is called `RESOURCE-…`.
fn is_named_after(key: &str, resource: &str) -> bool {
    let file = key.rsplit('/').next().unwrap_or(key);
    file.split_once('-').is_some_and(|(first, _)| first.eq_ignore_ascii_case(resource))
}
