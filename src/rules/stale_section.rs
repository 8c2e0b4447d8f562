//! A translation has the sections that its source has today, under the same title and namespace.
//!
//! ## Why
//!
//! A reader of the translation does not learn of what a new section says, and links to its anchor lead nowhere.
//!
//! More than five sections of a page that are missing, or that the source has dropped, are one finding. A section may be missing
//! because its heading is read as text: `##<a name="errors"></a>` needs a blank after the hashes.
//!
//! ## Bad
//!
//! ````md en-US@base
//! # Call: end
//!
//! ## Limits
//!
//! Words.
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! ## Limits
//!
//! Words.
//!
//! ## Errors
//!
//! Words.
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="limits"></a>Límites
//!
//! Palabras.
//! ````
//!
//! ## Good
//!
//! ````md en-US@base
//! # Call: end
//!
//! ## Limits
//!
//! Words.
//! ````
//!
//! ````md en-US
//! # Call: end
//!
//! ## Limits
//!
//! Words.
//!
//! ## Errors
//!
//! Words.
//! ````
//!
//! ````md es-ES
//! # <a name="call-end"></a>Call: finalizar
//!
//! ## <a name="limits"></a>Límites
//!
//! Palabras.
//!
//! ## <a name="errors"></a>Errores
//!
//! Palabras.
//! ````

use crate::drift::{Judged, Verdict};
use crate::fact::FactKind;
use crate::page::Page;
use crate::rule::{Check, DriftContext, Findings, Rule, Safety, Severity, staleness};
use crate::text::Span;
use foldhash::HashMap;

/// The rule.
pub static RULE: Rule = Rule {
    id: "stale-section",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("stale_section.rs"),
    checks: &[Check::Drift(check)],
};

/// The most sections of a page that are told one by one.
const MOST: usize = 5;

fn check(context: &DriftContext<'_>, out: &mut Findings) {
    staleness::each(context, &[FactKind::Title], "anchor of the title", out);
    staleness::each(context, &[FactKind::Namespace], "namespace", out);
    sections(context, out);
    staleness::each(context, &[FactKind::TableShape], "width of the table", out);
}

fn sections(context: &DriftContext<'_>, out: &mut Findings) {
    let stale: Vec<&Judged> = context.with(Verdict::Stale).filter(|judged| judged.kind == FactKind::Section).collect();
    let (mut new, mut gone): (Vec<&Judged>, Vec<&Judged>) = (Vec::new(), Vec::new());
    let unread =
        if stale.iter().any(|judged| judged.ours.is_none()) { unread(context.page()) } else { HashMap::default() };
    for judged in stale {
        match (&judged.ours, &judged.expected) {
            (Some(_), None) => gone.push(judged),
            (None, Some(side)) => match unread.get(last_name(&judged.key)) {
                Some(hashes) => no_blank(context, judged, side.span, *hashes, out),
                None => new.push(judged),
            },
            (Some(ours), Some(current)) => {
                let message =
                    format!("the section {} is {} here, and {} in the source", judged.key, ours.value, current.value);
                staleness::report(context, judged, out, message);
            }
            (None, None) => {}
        }
    }
    let message = |name: &str| format!("the section {name} of the source is missing");
    let many = |count: usize, names: &str| format!("{count} sections of the source are missing: {names}");
    told(context, &new, message, many, out);
    let message = |name: &str| format!("the source no longer has the section {name}");
    let many = |count: usize, names: &str| format!("the source no longer has {count} sections of this page: {names}");
    told(context, &gone, message, many, out);
}

/// Reports sections that are stale in one way: each, or all of them at the first when they are many.
fn told(
    context: &DriftContext<'_>,
    list: &[&Judged],
    message: impl Fn(&str) -> String,
    many: impl Fn(usize, &str) -> String,
    out: &mut Findings,
) {
    if list.len() <= MOST {
        for judged in list {
            staleness::report(context, judged, out, message(&staleness::short(&judged.key)));
        }
        return;
    }
    let Some(first) = list.iter().min_by_key(|judged| judged.place) else { return };
    let mut names: Vec<&str> = list.iter().take(MOST).map(|judged| last_name(&judged.key)).collect();
    let more = format!("and {} more", list.len() - MOST);
    names.push(&more);
    let finding = staleness::report(context, first, out, many(list.len(), &names.join(", ")));
    finding.found = None;
    finding.expected = None;
}

/// A heading of the source that is on the page, and is read as text because nothing parts its hashes from its anchor.
fn no_blank(context: &DriftContext<'_>, judged: &Judged, source: Span, hashes: Span, out: &mut Findings) {
    let page = context.page();
    let name = last_name(&judged.key);
    let line = crate::drift::align::first_line(page, hashes);
    let finding = out.report(line, format!("the section {name} is no heading: a blank is missing after its hashes"));
    finding.fact(FactKind::Section, &judged.key).because_of(judged.reference, source, "the source today");
    finding.verdict = Some(judged.verdict);
    finding.help("write a blank after the hashes").replace(Safety::Safe, "write the blank", Span::at(hashes.to()), " ");
}

/// The hashes of lines such as `##<a name="errors"></a>`, by the name of the anchor.
fn unread(page: &Page) -> HashMap<&str, Span> {
    let text = &page.source.text;
    let places = memchr::memmem::find_iter(text.as_bytes(), "#<a name=\"").filter_map(|at| {
        let start = text.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
        let hashes = Span::new(start, at + 1);
        let name = text.get(at + "#<a name=\"".len()..)?.split(['"', '\n']).next()?;
        let block = page.code.partition_point(|code| code.span.end <= hashes.start);
        let is_code = page.code.get(block).is_some_and(|code| code.span.contains(hashes));
        let is_heading = hashes.len() <= 6 && hashes.of(text).bytes().all(|byte| byte == b'#') && !is_code;
        is_heading.then_some((name, hashes))
    });
    places.collect()
}

/// The name of a section without those of the sections around it.
fn last_name(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or(key)
}
