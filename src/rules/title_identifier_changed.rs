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
use crate::page::slug;
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

/// Without a source: the English title `resource: method` has become the anchor `resource-method`. Where one side of the
/// translated title still is one end of the anchor, the other end names what the other side should say.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let Some(section) = page.title() else { return };
    let Some(anchor) = section.anchor.map(|anchor| page.slice(anchor)) else { return };
    let header = page.front_matter.as_ref().and_then(|header| header.entry(&page.source.text, "title"));
    for place in header.map(|entry| entry.value).into_iter().chain([section.title]) {
        let title = page.slice(place).trim_matches(['\'', '"']);
        let Some(lost) = lost_side(title, anchor) else { continue };
        report_alone(place, title, lost, out);
    }
}

fn report_alone(place: Span, title: &str, lost: &str, out: &mut Findings) {
    out.report(place, format!("the title does not name {lost}: {title}"))
        .expected(lost)
        .found(title)
        .likely()
        .help(format!("write {lost} as the source does"));
}

/// The end of `anchor` that a title of two sides lacks, when the other end is there as an identifier of the API.
fn lost_side<'a>(title: &str, anchor: &'a str) -> Option<&'a str> {
    let (left, right) = title.split_once(": ")?;
    let (left, right) = (left.trim(), right.trim());
    let (left_slug, right_slug) = (slug::of(left), slug::of(right));
    if token::is_compound(right)
        && let Some(resource) = anchor.strip_suffix(&*right_slug).and_then(|rest| rest.strip_suffix('-'))
    {
        return (resource != left_slug && !resource.contains('-')).then_some(resource);
    }
    if token::is_compound(left)
        && let Some(method) = anchor.strip_prefix(&*left_slug).and_then(|rest| rest.strip_prefix('-'))
    {
        return (method != right_slug && !method.contains('-')).then_some(method);
    }
    None
}
