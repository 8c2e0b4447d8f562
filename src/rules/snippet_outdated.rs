//! The sample in a tab sends the request that the HTTP tab shows.
//!
//! ## Why
//!
//! Samples lie in files of their own. When a request changes and its samples do not, or when two pages use one name and
//! the last one written wins, the reader copies a call of another method.
//!
//! Only samples that show plainly what they send are judged: an address in quotes, or a call such as `client.api('/me')`.
//! Values (ids, names, arguments) are not compared, nor are query and headers. Of the tabs of a group the first that can
//! be read decides whether the others are looked at: they are generated together.
//!
//! ## Bad
//!
//! ````md en-US/v1.0/api/call-delete.md
//! # [HTTP](#tab/http)
//! <!-- { "blockType": "request", "name": "delete_call" } -->
//! ```http
//! DELETE https://switchboard.contoso.example/v1.0/calls/{id}
//! ```
//! # [JavaScript](#tab/javascript)
//! [!INCLUDE [sample-code](../includes/snippets/javascript/delete-call-javascript-snippets.md)]
//!
//! ---
//! ````
//!
//! ````md en-US/v1.0/includes/snippets/javascript/delete-call-javascript-snippets.md
//! ```javascript
//! await client.api('/calls/{id}/participants/{id}').delete();
//! ```
//! ````
//!
//! ## Good
//!
//! ````md en-US/v1.0/api/call-delete.md
//! # [HTTP](#tab/http)
//! <!-- { "blockType": "request", "name": "delete_call" } -->
//! ```http
//! DELETE https://switchboard.contoso.example/v1.0/calls/{id}
//! ```
//! # [JavaScript](#tab/javascript)
//! [!INCLUDE [sample-code](../includes/snippets/javascript/delete-call-javascript-snippets.md)]
//!
//! ---
//! ````
//!
//! ````md en-US/v1.0/includes/snippets/javascript/delete-call-javascript-snippets.md
//! ```javascript
//! await client.api('/calls/{call-id}').delete();
//! ```
//! ````

use crate::docset::samples;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::http::Request;
use crate::page::model::within;
use crate::page::tab::{Tab, TabGroup};
use crate::rule::{Check, Findings, PageContext, Rule, Severity};
use crate::snippet::reading::{self, Shown};
use crate::snippet::same_call::{is_elsewhere, is_other};
use crate::snippet::tab_edit::is_of_sample;
use crate::snippet::tab_order::is_of_request;
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "snippet-outdated",
    severity: Severity::Error,
    default_on: true,
    fixable: false,
    options: &[],
    source: include_str!("snippet_outdated.rs"),
    checks: &[Check::Page(check)],
};

/// Tabs whose samples mostly show their address: looked at first.
const READABLE: [&str; 3] = ["javascript", "curl", "python"];

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for group in page.tabs.iter().filter(|group| is_of_request(page, group)) {
        let Some(request) = request(page, group) else { continue };
        let mut others: Vec<&Tab> = group.tabs.iter().skip(1).collect();
        others.sort_by_key(|tab| !READABLE.iter().any(|id| page.slice(tab.id).eq_ignore_ascii_case(id)));
        let mut read = 0;
        for tab in others {
            let Some((span, shown)) = shown(context, tab) else { continue };
            read += 1;
            if report(page, request, span, &shown, out) {
                continue;
            }
            if read == 1 {
                break;
            }
        }
    }
}

/// The request of the first tab; `None` where it holds none, or several.
fn request<'a>(page: &'a Page, group: &TabGroup) -> Option<&'a Request> {
    let body = group.tabs.first()?.body;
    let mut requests = within(&page.code, body, |code| code.span).iter().filter_map(|code| {
        let note = page.note_of(code)?;
        note.is_of("request").then(|| code.http.as_ref()?.request())?
    });
    let first = requests.next()?;
    requests.next().is_none().then_some(first)
}

/// What the sample of a tab sends, and where the tab names or shows it.
fn shown(context: &PageContext<'_>, tab: &Tab) -> Option<(Span, Shown)> {
    let page = context.page();
    let text = &page.source.text;
    let includes = within(&page.includes, tab.body, |include| include.span);
    if let Some(include) = includes.iter().find(|include| is_of_sample(page.slice(include.path))) {
        let file = samples::text(context.docset, context.member, page.slice(include.path))?;
        // Its front matter shows no call, so the file need not be parsed: there are thousands.
        return Some((include.path, reading::read(&file)?));
    }
    let code = within(&page.code, tab.body, |code| code.span).first()?;
    Some((code.info, reading::read(&code.text(text).text)?))
}

fn report(page: &Page, request: &Request, span: Span, shown: &Shown, out: &mut Findings) -> bool {
    let text = &page.source.text;
    let method = request.line.method.of(text);
    let url = request.line.url(text);
    let other_method = shown.method.is_some_and(|found| !found.eq_ignore_ascii_case(method));
    if is_elsewhere(&url, &shown.address) || !other_method && !is_other(&url, &shown.address) {
        return false;
    }
    let found = format!("{} {}", shown.method.unwrap_or(method), shown.address);
    let expected = format!("{method} {url}");
    out.report(span, format!("the sample sends {found}, the request is {expected}"))
        .found(found)
        .expected(expected)
        .fact(FactKind::ExampleRequest, page.slice(span))
        .because(request.line.span, "the request")
        .help(
            "write the sample anew (`isogloss snippets`), and see whether another page uses the name of this request",
        );
    true
}
