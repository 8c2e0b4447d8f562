//! Every page of the reference begins with front matter.
//!
//! ## Why
//!
//! Title, description, product and the keys of the localization pipeline stand in the front matter. Without it a page
//! is published without them, and nobody can tell which source a translation was made from.
//!
//! A page counts as one of the reference when it has a section with the HTTP request, or the same page has front
//! matter in another locale. Files such as `README.md` and include files need none.
//!
//! ## Bad
//!
//! ```md en-US/v1.0/api/call-get.md
//! # Get call
//!
//! ## HTTP request
//! ```
//!
//! ## Good
//!
//! ```md en-US/v1.0/api/call-get.md
//! ---
//! title: "Get call"
//! ---
//! # Get call
//!
//! ## HTTP request
//! ```

use crate::page::section::Role;
use crate::rule::{Check, Findings, PageContext, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    id: "front-matter-missing",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("front_matter_missing.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    if page.front_matter.is_some() || context.member.root.is_none() || page.source.text.trim().is_empty() {
        return;
    }
    let key = &context.member.key;
    let name = key.rsplit('/').next().unwrap_or(key);
    let stem = name.split('.').next().unwrap_or(name);
    // Files that a repository has by custom are written in capitals; tables of contents and includes are parts.
    let by_custom = stem.bytes().all(|byte| !byte.is_ascii_lowercase());
    let is_part = stem.eq_ignore_ascii_case("toc") || key.split('/').any(|folder| folder == "includes");
    if by_custom || is_part {
        return;
    }
    let is_api = page.sections.iter().any(|section| section.role == Some(Role::HttpRequest));
    let elsewhere = context.docset.group(key).iter().copied().find(|id| {
        let other = context.docset.get(*id);
        *id != context.id && other.is_some_and(|other| other.page.front_matter.is_some())
    });
    if !is_api && elsewhere.is_none() {
        return;
    }
    let start = page.source.mark_len();
    let rest = page.source.text.get(start..).unwrap_or("");
    let first = crate::text::Span::new(start, start + rest.find(['\n', '\r']).unwrap_or(rest.len()));
    let finding = out.report(first, "the page has no front matter");
    finding.help("begin the page with its keys between two lines ---");
    let header = |id| Some(context.docset.get(id)?.page.front_matter.as_ref()?.span);
    if let Some(id) = elsewhere
        && let Some(span) = header(id)
    {
        finding.because_of(id, span, "the same page in another locale has it");
    }
}
