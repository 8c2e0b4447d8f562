//! The identifiers in a page's title are never translated.
//!
//! ## Why
//!
//! The title is what search engines and tables of contents show. Nobody who looks for `call: transfer` finds `llamar: transferir`.
//!
//! Capitals that the annotation of the page's sample has are right, whatever the title of the source has.
//!
//! Where the front matter has the title, only a heading of the first level is one too.
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
use crate::page::Page;
use crate::rule::mistranslation::report;
use crate::rule::spelling;
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::Span;
use std::ops::Range;

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
    // The title of the source may be the one that is wrong.
    if difference.change == Change::Recased && spelling::of_type(pair.page(), found).is_some_and(|name| name == found) {
        return;
    }
    let message = match difference.change {
        Change::Translated => format!("the title does not name {expected}: {found}"),
        _ => format!("the title writes {expected} as {found}"),
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    let Some((source, translation)) = difference.both() else { return };
    let title = pair.source.page.slice(source.span);
    if difference.change == Change::Translated {
        // All of the title is the name's place only where nothing says which part of it is.
        let names = title.split_once(": ").map(|(resource, method)| (resource.trim(), method.trim()));
        let part = names.and_then(|names| place_of(expected, names, found));
        finding.found = None;
        if let Some(part) = part {
            finding.span = translation.span.part(part.clone());
            finding.found(found.get(part).unwrap_or(found));
        }
    }
    let is_name = title
        .split_once(": ")
        .is_some_and(|(resource, method)| [resource, method].iter().all(|part| token::is_identifier(part.trim())));
    if matches!(difference.change, Change::Recased | Change::Transliterated) {
        finding.replace(Safety::Safe, "restore the identifier", translation.span, expected);
    } else if is_name {
        finding.replace(Safety::Safe, "restore the title", translation.span, title);
    }
}

/// What stands in a translated title `…: …` in the place of `name`, one of the two `names` of the source's.
fn place_of(name: &str, (resource, method): (&str, &str), title: &str) -> Option<Range<usize>> {
    let colon = title.find([':', '：'])?;
    let after = colon + title.get(colon..)?.chars().next()?.len_utf8();
    let (part, other) = match name {
        _ if name.eq_ignore_ascii_case(resource) => (0..colon, method),
        _ if name.eq_ignore_ascii_case(method) => (after..title.len(), resource),
        _ => return None,
    };
    let text = title.get(part.clone())?;
    let start = part.start + text.len() - text.trim_start().len();
    let range = start..start + text.trim().len();
    // The two have changed places.
    let is_other = token::words(text).any(|(_, word)| word.eq_ignore_ascii_case(other));
    (!is_other && !range.is_empty()).then_some(range)
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
    let quotes = ['"', '\''];
    let start = page.slice(at).len() - page.slice(at).trim_start_matches(quotes).len();
    let title = page.slice(at).trim_matches(quotes);
    let at = at.part(start..start + title.len());
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
        let part = place_of(name, (resource, method), title);
        let place = part.clone().map_or(at, |part| at.part(part));
        let written = spelled(page, name).unwrap_or(name);
        let finding = out.report(place, format!("the title does not name {written}: {title}"));
        finding.expected(written).fact(FactKind::Title, name).likely().help(format!("write {written}"));
        if part.is_some() {
            finding.found(page.slice(place)).replace(Safety::Unsafe, "restore the identifier", place, written);
        }
    }
    out.list.len() > before
}

/// `name` of an anchor, which has no capitals, as the page's samples and annotations write it. A capital at its start alone may be
/// that of a sentence.
fn spelled<'a>(page: &'a Page, name: &str) -> Option<&'a str> {
    let code = page.code.iter().map(|code| code.content);
    let notes = page.annotations.iter().map(|annotation| annotation.content);
    let texts = code.chain(notes).map(|span| page.slice(span));
    let mut words = texts.flat_map(|text| text.split(|letter: char| !letter.is_ascii_alphanumeric()));
    words.find(|word| word.eq_ignore_ascii_case(name) && token::is_camel(word))
}

/// Whether the file is called `RESOURCE-…`.
fn is_named_after(key: &str, resource: &str) -> bool {
    let file = key.rsplit('/').next().unwrap_or(key);
    file.split_once('-').is_some_and(|(first, _)| first.eq_ignore_ascii_case(resource))
}
