//! An example request calls one of the paths that the page documents.
//!
//! ## Why
//!
//! A path that differs from the documented ones in a word, or is called with another method, is a slip in one of the two. Which
//! one it is, the page does not tell.
//!
//! A path with more or fewer segments is an alias (`/me/…` for `/users/{id}/…`) far more often than a fault, and is not
//! reported.
//!
//! ## Bad
//!
//! ````md
//! ## HTTP request
//!
//! ```http
//! DELETE /voicemails/{id}
//! ```
//!
//! ## Example
//!
//! <!-- { "blockType": "request", "name": "delete" } -->
//! ```http
//! DELETE https://switchboard.contoso.example/v1.0/voicemail/7
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! ## HTTP request
//!
//! ```http
//! DELETE /voicemails/{id}
//! ```
//!
//! ## Example
//!
//! <!-- { "blockType": "request", "name": "delete" } -->
//! ```http
//! DELETE https://switchboard.contoso.example/v1.0/voicemails/7
//! ```
//! ````

use crate::fact::{FactKind, Words, table};
use crate::page::Page;
use crate::page::http::{HttpMessage, RequestLine};
use crate::page::section::Role;
use crate::page::url::{PathMatch, path_segments, same_path};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::text::Span;
use crate::text::nearest::nearest;

/// The rule.
pub static RULE: Rule = Rule {
    id: "example-path-undocumented",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("example_path_undocumented.rs"),
    checks: &[Check::Page(check)],
};

/// The most documented paths of one page that examples are compared with; real pages have 30 at most.
const MOST_PATHS: usize = 200;

/// A documented `METHOD /path`.
struct Documented<'a> {
    line: &'a RequestLine,
    path: Span,
}

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let text = &page.source.text;
    let words: &dyn Words = context.locale();
    let roles = if page.code.len() > table::FEW { table::section_roles(page, words) } else { Vec::new() };
    let role = |at: u32| {
        let section = page.section_index(at);
        roles.get(section).map_or_else(|| table::section_role(page, section, words), |role| *role)
    };
    let mut documented: Vec<Documented<'_>> = Vec::new();
    let mut examples: Vec<&RequestLine> = Vec::new();
    for code in &page.code {
        let Some(message) = code.http.as_deref() else { continue };
        let lines = message.request_lines();
        if lines.is_empty() {
            continue;
        }
        if role(code.span.start) == Some(Role::HttpRequest) {
            documented.extend(lines.iter().map(|line| Documented { line, path: line.parts(text).path }));
        } else if let HttpMessage::Request(request) = message {
            let note = page.note_of(code);
            if note.is_some_and(|note| note.is_of("request")) {
                examples.push(&request.line);
            }
        }
    }
    // A page with more paths than any API has is not worth the work of comparing them all.
    if documented.is_empty() || documented.len() > MOST_PATHS {
        return;
    }
    for line in examples {
        judge(page, &documented, line, out);
    }
}

fn judge(page: &Page, documented: &[Documented<'_>], line: &RequestLine, out: &mut Findings) {
    let text = &page.source.text;
    let path = line.parts(text).path;
    let method = line.method.of(text);
    let mut slips: Vec<(&Documented<'_>, usize, usize)> = Vec::new();
    let mut other_method: Option<&Documented<'_>> = None;
    for template in documented {
        let same_method = template.line.method.of(text).eq_ignore_ascii_case(method);
        match same_path(template.path.of(text), path.of(text)) {
            PathMatch::Match { .. } if same_method => return,
            // `participants/invite` is no participant: a word in the place of an identifier is another path.
            PathMatch::Match { .. } if ends_with_word(template.path.of(text), path.of(text)) => {}
            PathMatch::Match { .. } => other_method = other_method.or(Some(template)),
            PathMatch::Literal { template: at, example } if same_method => {
                slips.push((template, at, example));
            }
            PathMatch::SegmentCount | PathMatch::Literal { .. } => {}
        }
    }
    if let Some(template) = other_method {
        let right = template.line.method.of(text);
        out.report(line.method, format!("the example uses {method}, this path is documented with {right}"))
            .found(method)
            .fact(FactKind::ExampleRequest, path.of(text))
            .because(template.line.span, "the documented path")
            .help("make the two agree");
        return;
    }
    let segment = |path: Span, index: usize| path_segments(path.of(text)).nth(index).unwrap_or("");
    let pairs =
        slips.iter().map(|(template, at, example)| (template, segment(template.path, *at), segment(path, *example)));
    let Some((template, right, wrong)) = pairs.into_iter().find(|(_, right, wrong)| is_slip(right, wrong)) else {
        return;
    };
    let place = place_of(text, path, wrong);
    out.report(place, format!("the example calls `{wrong}`, the page documents `{right}`"))
        .found(wrong)
        .fact(FactKind::ExampleRequest, path.of(text))
        .because(template.line.span, "the documented path")
        .help("make the two agree");
}

/// Whether the example ends with a plain word where the documented path ends with a placeholder.
fn ends_with_word(template: &str, example: &str) -> bool {
    let last = |path| path_segments(path).last().unwrap_or("");
    last(template).starts_with('{') && last(example).bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether two segments are near enough to be meant for one, and not the ways to two things.
fn is_slip(right: &str, wrong: &str) -> bool {
    let (right, wrong) = (word(right), word(wrong));
    nearest(wrong, [right]).is_some()
}

/// A segment without its arguments.
fn word(segment: &str) -> &str {
    segment.split('(').next().unwrap_or(segment)
}

/// Where `segment`, a part of the path at `path`, stands.
fn place_of(text: &str, path: Span, segment: &str) -> Span {
    let whole = path.of(text);
    // A part of `whole`, so the addresses tell where.
    let at = (segment.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
    if at < whole.len() { path.part(at..at + segment.len()) } else { path }
}
