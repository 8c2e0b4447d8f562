//! Every code fence is closed.
//!
//! ## Why
//!
//! Without its closing fence a block runs to the end of the page: the rest of the page is shown as code.
//!
//! ## Bad
//!
//! ````md
//! ```http
//! GET /calls
//! ````
//!
//! ## Good
//!
//! ````md
//! ```http
//! GET /calls
//! ```
//! ````

use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "code-block-unclosed",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("code_block_unclosed.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for code in page.code.iter().filter(|code| code.fenced && !code.closed) {
        let block = page.slice(code.span);
        let line = code.span.part(0..block.find(['\n', '\r']).unwrap_or(block.len()));
        let mark = block.chars().next().unwrap_or('`');
        let marks = block.chars().take_while(|c| *c == mark).count();
        let fence: String = std::iter::repeat_n(mark, marks).collect();
        out.report(line, "the code block is never closed").help(format!("write {fence} after its last line"));
    }
}
