//! A link whose text is an identifier keeps its text.
//!
//! ## Why
//!
//! The text names the resource behind the link. In other words or other capitals it names nothing that exists.
//!
//! Capitals that the annotations of the page behind the link have are right, whatever the source has, and so are the words of a
//! proper name that the source has run together (`Open Lamp` for `OpenLamp`).
//!
//! ## Bad
//!
//! ```md en-US
//! See [callRecord](../resources/callrecord.md).
//! ```
//!
//! ```md es-ES
//! Vea [registro de llamada](../resources/callrecord.md).
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! See [callRecord](../resources/callrecord.md).
//! ```
//!
//! ```md es-ES
//! Vea [callRecord](../resources/callrecord.md).
//! ```

use crate::drift::{Change, Difference};
use crate::fact::FactKind;
use crate::rule::mistranslation::{report, restore};
use crate::rule::spelling::is_that_of_link;
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "link-text-changed",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("link_text_changed.rs"),
    checks: &[Check::Difference(&[FactKind::LinkText], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let (expected, found) = (difference.expected(), difference.found());
    let is_right = match difference.change {
        // The source may be the one that is wrong.
        Change::Recased => is_that_of_link(pair, difference.place, found),
        Change::Spaced => is_spaced_name(expected, found),
        _ => false,
    };
    if is_right {
        return;
    }
    let message = if found.is_empty() {
        format!("the link {expected} has lost its text")
    } else {
        format!("the link {expected} reads {found}")
    };
    let finding = report(difference, pair, out, message);
    finding.help(format!("write {expected}"));
    if !found.is_empty() {
        restore(finding, difference, pair, "restore the text of the link");
    }
}

/// Whether only white space differs, and what is found is no identifier that fell apart: `Contoso Phone` for `ContosoPhone`.
fn is_spaced_name(expected: &str, found: &str) -> bool {
    let letters = |text: &str| -> String { text.split_whitespace().collect() };
    letters(expected) == letters(found)
        && found.split_whitespace().all(|word| !word.starts_with(|c: char| c.is_lowercase()))
}

/// Without a source: a link that shows no text. Machines that move a word out of its link leave `[](page.md)` behind.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for link in page.links.iter().filter(|link| !link.image && link.text.is_empty() && !link.target.is_empty()) {
        let target = page.slice(link.target);
        out.report(link.span, format!("the link to {target} has lost its text"))
            .likely()
            .help("put the words of the link back into it");
    }
}
