//! The page of an API method has the sections that such pages have.
//!
//! ## Why
//!
//! Readers look for permissions, request and response at the same place of every page, and programs read them there.
//! A page counts as that of a method when it has a section with the HTTP request.
//!
//! The response of an example shows one case and does not count as the section Response, unless its words name the status that is
//! returned.
//!
//! ## Bad
//!
//! ```md
//! # Get call
//!
//! ## Permissions
//!
//! ## HTTP request
//!
//! ## Request headers
//!
//! ## Request body
//! ```
//!
//! ## Good
//!
//! ```md
//! # Get call
//!
//! ## Permissions
//!
//! ## HTTP request
//!
//! ## Request headers
//!
//! ## Request body
//!
//! ## Response
//! ```

use crate::fact::{FactKind, token};
use crate::page::Page;
use crate::page::model::within;
use crate::page::section::{Role, Section};
use crate::rule::{Check, Findings, OptionSpec, PageContext, Rule, Severity};

/// What 95 of 100 pages of methods have.
const REQUIRED: [Role; 3] = [Role::Permissions, Role::HttpRequest, Role::Response];

/// The rule.
pub static RULE: Rule = Rule {
    id: "section-missing",
    severity: Severity::Warning,
    default_on: true,
    fixable: false,
    options: &[OptionSpec {
        name: "required",
        help: "the sections that the page of a method must have",
        default: "[permissions, http-request, response]",
        values: &["permissions", "http-request", "request-headers", "request-body", "response", "example"],
    }],
    source: include_str!("section_missing.rs"),
    checks: &[Check::Page(check)],
};

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let Some(title) = page.title() else { return };
    let set = context.settings.option(RULE.id, "required");
    let wanted = |role: &Role| {
        if set.is_empty() { REQUIRED.contains(role) } else { set.iter().any(|name| name == role.name()) }
    };
    let sections = || page.sections.iter().filter(|section| section.level > 0 && !section.is_tab);
    // Most pages have every section under its slug, and no title has to be looked up.
    if Role::ALL.into_iter().filter(wanted).all(|role| sections().any(|section| section.role == Some(role))) {
        return;
    }
    let mut roles: Vec<Role> = Vec::new();
    let mut of_examples = None;
    for section in sections() {
        let by_title = || context.locale().role_of_title(page.slice(section.title));
        let role = section.role.or_else(by_title).or_else(|| Role::of_slug(&section.slug));
        let role = role.or_else(|| (&*section.slug == "response-body").then_some(Role::Response));
        // What follows the heading of an example may be its response, not the section that describes the response.
        let of_example = role == Some(Role::Response) && section.level > 2 && roles.contains(&Role::Example);
        if of_example && !describes(page, section) {
            of_examples = of_examples.or(Some(section.title));
        } else {
            roles.extend(role);
        }
    }
    if !roles.contains(&Role::HttpRequest) {
        return;
    }
    for role in Role::ALL.into_iter().filter(wanted).filter(|role| !roles.contains(role)) {
        let of_example = of_examples.filter(|_| role == Role::Response);
        let message = match of_example {
            Some(_) => "only the example has a section response".to_owned(),
            None => format!("the page has no section {}", role.name()),
        };
        let finding = out.report(title.title, message);
        finding.expected(role.name()).fact(FactKind::Section, role.name());
        match of_example {
            Some(heading) => finding
                .because(heading, "the response of the example")
                .help("add a section Response before the example, which says what the method returns"),
            None => finding.help(format!("add the section {}", english(role))),
        };
    }
}

/// Whether the response of an example says in words what is returned: it names a status.
fn describes(page: &Page, section: &Section) -> bool {
    let spans = within(&page.code_spans, section.body(), |span| span.span);
    spans.iter().any(|span| token::status_code(page.slice(span.content)).is_some())
}

/// The section's English title.
fn english(role: Role) -> &'static str {
    match role {
        Role::Permissions => "Permissions",
        Role::HttpRequest => "HTTP request",
        Role::RequestHeaders => "Request headers",
        Role::RequestBody => "Request body",
        Role::Response => "Response",
        _ => "Example",
    }
}
