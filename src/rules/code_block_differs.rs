//! Code blocks are the same in every language.
//!
//! ## Why
//!
//! Readers copy code. Translated code does not run.
//!
//! ## Bad
//!
//! ````md en-US
//! ## Example
//!
//! ```json
//! { "state": "ended" }
//! ```
//! ````
//!
//! ````md es-ES
//! ## <a name="example"></a>Ejemplo
//!
//! ```json
//! { "state": "terminada" }
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US
//! ## Example
//!
//! ```json
//! { "state": "ended" }
//! ```
//! ````
//!
//! ````md es-ES
//! ## <a name="example"></a>Ejemplo
//!
//! ```json
//! { "state": "ended" }
//! ```
//! ````

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::code::CodeBlock;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "code-block-differs",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("code_block_differs.rs"),
    checks: &[Check::Difference(&[FactKind::CodeBlock], difference)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change == Change::Respaced {
        return;
    }
    let page = pair.page();
    let (expected, found) = (difference.expected(), difference.found());
    let theirs = difference.translation.as_ref().and_then(|_| block_at(page, difference.place));
    let swallowed = theirs.map_or(0, |_| swallowed(pair));
    let message = match (&difference.source, &difference.translation) {
        (Some(_), Some(_)) if swallowed == 1 => "this fence makes code of a heading of the source".to_owned(),
        (Some(_), Some(_)) if swallowed > 1 => format!("this fence makes code of {swallowed} headings of the source"),
        (Some(_), Some(_)) => format!("the source has {} here, not {}", shown(expected), shown(found)),
        (Some(_), None) => format!("a code block of the source is missing: {}", shown(expected)),
        _ => format!("the source has no such code block: {}", shown(found)),
    };
    let finding = report(difference, pair, out, message);
    if swallowed > 0 {
        finding.help("put the fences where the source has them");
        return;
    }
    finding.help("copy the code block of the source");
    // A fence that is never closed makes code of all that follows: nothing there is a line of the source's block. Where there is no
    // fence, no word can stand on it.
    let is_mendable = |code: &CodeBlock| code.closed && (code.fenced || code.content.contains(difference.place));
    if theirs.is_none_or(is_mendable) {
        restore(finding, difference, pair, "restore the line of the source");
    }
}

/// The code block of a page that `place` lies in.
fn block_at(page: &Page, place: Span) -> Option<&CodeBlock> {
    let next = page.code.partition_point(|code| code.span.end <= place.start);
    page.code.get(next).filter(|code| code.span.overlaps(place) || code.span.contains(place))
}

/// How many headings of the source are lines of code on the translation.
fn swallowed(pair: &PairContext<'_>) -> usize {
    let source = &pair.source.page;
    let headings = source.sections.iter().filter(|section| section.level > 1 && !section.is_tab);
    headings.filter(|section| pair.are_code(source.slice(section.heading()).trim())).count()
}

/// The first line, as a message can show it.
fn shown(code: &str) -> String {
    let line = code.lines().next().unwrap_or("").trim();
    let mut short: String = line.chars().take(80).collect();
    if short.is_empty() {
        "nothing".clone_into(&mut short);
    } else if short.len() < line.len() {
        short.push('…');
    }
    short
}
