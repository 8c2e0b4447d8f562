//! The examples of a page call the version that the page documents.
//!
//! ## Why
//!
//! A reader of the `v1.0` page who copies a `/beta` URL builds on a preview without knowing. A page that moved from one
//! version to the other keeps such URLs easily.
//!
//! Only the host that most examples of the docset call counts: others have versions of their own. Pages that lie in no
//! version's folder are not judged.
//!
//! ## Bad
//!
//! ````md en-US/v1.0/api/call-get.md
//! ```http
//! GET https://switchboard.contoso.example/beta/calls/1
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US/v1.0/api/call-get.md
//! ```http
//! GET https://switchboard.contoso.example/v1.0/calls/1
//! ```
//! ````

use crate::docset::{hosts, version};
use crate::fact::FactKind;
use crate::page::http::{HttpMessage, Response};
use crate::page::json::Json;
use crate::page::{json, mdx, url};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "example-version-mismatch",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("example_version_mismatch.rs"),
    checks: &[Check::Page(check)],
};

/// Members of a response body that hold addresses of the API.
const ADDRESSES: [&str; 3] = ["@odata.context", "@odata.nextLink", "@odata.deltaLink"];

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    let text = &page.source.text;
    let Some(own) = own_version(context) else { return };
    // A service may answer with a version of its own that nobody documents.
    let documented = |version: &str| context.docset.has_version(version);
    for message in page.code.iter().filter_map(|code| code.http.as_deref()) {
        for line in message.request_lines() {
            judge(context, own, line.url, ["the request", " calls"], |_| true, out);
        }
        let HttpMessage::Response(response) = message else { continue };
        if let Some(location) = response.header(text, "Location") {
            judge(context, own, location.value, ["Location", " names"], documented, out);
        }
        for (name, value) in addresses(text, response) {
            judge(context, own, value, [name, " names"], documented, out);
        }
    }
}

/// The version segment in the page's path.
fn own_version<'a>(context: &PageContext<'a>) -> Option<&'a str> {
    let member = context.member;
    member.root?;
    let named = member.version.as_deref()?;
    let mut segments = member.key.split('/');
    segments.any(|segment| segment == named || version::is_version(segment)).then_some(named)
}

fn addresses<'a>(text: &'a str, response: &'a Response) -> impl Iterator<Item = (&'static str, Span)> + 'a {
    // Most bodies have none of them, nor a key with an escape, which might be one.
    let may_be_address = |key: &str| key.starts_with('@') || key.contains('\\');
    let has_any =
        |json: &&Json| json.children(0).any(|(_, node)| node.key().is_some_and(|key| may_be_address(key.of(text))));
    let json = response.body.as_ref().and_then(|body| body.json.as_ref()).filter(has_any);
    ADDRESSES.into_iter().filter_map(move |name| {
        let (_, node) = json?.member(text, 0, name)?;
        let inside = json::string(text, node);
        // The string without its quotes; an escaped one is left alone.
        (node.span.len() == inside.len() + 2).then(|| (name, node.span.part(1..inside.len() + 1)))
    })
}

fn judge(
    context: &PageContext<'_>,
    own: &str,
    address: Span,
    [what, does]: [&str; 2],
    counts: impl Fn(&str) -> bool,
    out: &mut Findings,
) {
    let page = context.page();
    let text = &page.source.text;
    let parts = url::parts(text, address);
    let Some(version) = parts.version else { return };
    let found = version.of(text);
    // `{version}` stands for any.
    if found.eq_ignore_ascii_case(own) || found.starts_with('{') || !counts(found) {
        return;
    }
    let is_main = |host: Span| context.docset.main_host().is_some_and(|main| hosts::host_of(host.of(text)) == main);
    if !parts.scheme_host.is_none_or(is_main) {
        return;
    }
    let comment = mdx::comment(&page.source.path, "isogloss-disable-next-line example-version-mismatch: why");
    out.report(version, format!("{what}{does} {found}, the page documents {own}"))
        .found(found)
        .expected(own)
        .fact(FactKind::Version, text.get(parts.path.from()..parts.path.to()).unwrap_or(""))
        .help(format!("call {own}, or write above the example `{comment}`"))
        .replace(Safety::Unsafe, format!("call {own}"), version, own);
}
