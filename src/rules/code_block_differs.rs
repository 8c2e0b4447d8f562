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
use crate::page::code::CodeBlock;
use crate::rule::mistranslation::{report, restore};
use crate::rule::{Check, Findings, PairContext, Rule, Severity};

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
    let (expected, found) = (difference.expected(), difference.found());
    let message = match (&difference.source, &difference.translation) {
        (Some(_), Some(_)) => format!("the source has {} here, not {}", shown(expected), shown(found)),
        (Some(_), None) => format!("a code block of the source is missing: {}", shown(expected)),
        _ => format!("the source has no such code block: {}", shown(found)),
    };
    let finding = report(difference, pair, out, message);
    finding.help("copy the code block of the source");
    // A fence that is never closed makes code of all that follows: nothing there is a line of the source's block.
    let unclosed = |code: &&CodeBlock| !code.closed && code.span.overlaps(difference.place);
    if pair.page().code.iter().any(|code| unclosed(&code)) {
        return;
    }
    restore(finding, difference, pair, "restore the line of the source");
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
