//! Code spans that the source keeps apart stay apart.
//!
//! ## Why
//!
//! When the words between two code spans are lost, their backticks meet: the page shows one span with backticks in it, and the reader takes it for one name.
//!
//! ## Bad
//!
//! ```md en-US
//! The state is `busy` or `away`.
//! ```
//!
//! ```md es-ES
//! El estado es `busy``away`.
//! ```
//!
//! ## Good
//!
//! ```md en-US
//! The state is `busy` or `away`.
//! ```
//!
//! ```md es-ES
//! El estado es `busy` o `away`.
//! ```

use crate::drift::{Change, Difference};
use crate::fact::{FactKind, token};
use crate::rule::mistranslation::report;
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "code-span-merged",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("code_span_merged.rs"),
    checks: &[Check::Difference(&[FactKind::CodeSpan], difference), Check::Unpaired(alone)],
};

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    if difference.change != Change::Merged {
        return;
    }
    let (expected, found) = (difference.expected(), difference.found());
    let finding = report(difference, pair, out, format!("code spans are run together: {found}"));
    finding.help(format!("write them apart: {expected}"));
    if let Some(side) = &difference.translation {
        let apart = pair.page().slice(side.span).replace("``", "`, `");
        finding.replace(Safety::Unsafe, "write the code spans apart", side.span, apart);
    }
}

/// Without a source: a code span that shows backticks, with a word on either side of them.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for code in &page.code_spans {
        let text = page.slice(code.content);
        // Whoever wants to show backticks opens the span with more of them.
        if code.content.start != code.span.start + 1 || memchr::memchr(b'`', text.as_bytes()).is_none() {
            continue;
        }
        let parts: Vec<&str> = text.split("``").map(str::trim).collect();
        if parts.len() > 1 && parts.iter().all(|part| token::is_identifier(part)) {
            let apart = parts.join("`, `");
            out.report(code.content, format!("code spans are run together: {text}"))
                .expected(parts.join(", "))
                .found(text)
                .likely()
                .help("write them apart")
                .replace(Safety::Unsafe, "write the code spans apart", code.content, apart);
        }
    }
}
