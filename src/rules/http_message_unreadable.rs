//! An example of HTTP is a message that HTTP programs can read.
//!
//! ## Why
//!
//! A block that is annotated as a request or a response and is none is not tested and gets no sample code. A blank line
//! in the wrong place makes headers body or body headers; a space that only looks like one breaks the line for programs.
//!
//! Blocks without an annotation may hold a fragment: a URL, a header, a piece of a body. A status line may have a placeholder
//! in place of the code: `HTTP/1.1 <status>`.
//!
//! ## Bad
//!
//! ````md
//! <!-- { "blockType": "response" } -->
//! ```http
//! Nothing is sent but the status.
//! ```
//! ````
//!
//! ## Good
//!
//! ````md
//! <!-- { "blockType": "response" } -->
//! ```http
//! HTTP/1.1 204 No Content
//! ```
//! ````

use crate::page::Page;
use crate::page::code::{CodeBlock, Language};
use crate::page::http::{HttpMessage, Problem, ProblemKind, looks_like_http};
use crate::rule::{Check, Findings, PageContext, Rule, Safety, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    id: "http-message-unreadable",
    severity: Severity::Warning,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("http_message_unreadable.rs"),
    checks: &[Check::Page(check)],
};

/// What an annotation says a block is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    Request,
    Response,
    None,
}

fn check(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for code in &page.code {
        let claim = claim(page, code);
        match code.http.as_deref() {
            Some(message) => {
                mismatch(page, code, message, claim, out);
                // A block that nobody says is HTTP was only taken for it.
                if claim != Claim::None || !code.info.is_empty() {
                    message.problems().for_each(|problem| report(page, message, problem, claim, out));
                }
            }
            // `json` over a body alone, or a language that is none of ours.
            None if claim != Claim::None && code.language == Language::Json => {
                fenced_as_json(page, code, claim, out);
            }
            None => {}
        }
    }
}

/// A block that its annotation calls a message, and its fence JSON: a message with the wrong fence, or a body alone.
fn fenced_as_json(page: &Page, code: &CodeBlock, claim: Claim, out: &mut Findings) {
    let finding = out.report(code.info, format!("this {} is fenced as JSON", noun(claim)));
    if !looks_like_http(&code.text(&page.source.text).text) {
        finding.help("fence it as http, with its first line and its headers");
        return;
    }
    let word = page.slice(code.info).split(char::is_whitespace).next().map_or(0, str::len);
    let word = code.info.part(0..word);
    finding.found(page.slice(word)).expected("http").help("write http instead of json").replace(
        Safety::Unsafe,
        "fence it as http",
        word,
        "http",
    );
}

fn claim(page: &Page, code: &CodeBlock) -> Claim {
    let Some(note) = page.note_of(code) else { return Claim::None };
    if note.is_of("request") {
        Claim::Request
    } else if note.is_of("response") {
        Claim::Response
    } else {
        Claim::None
    }
}

fn noun(claim: Claim) -> &'static str {
    if claim == Claim::Response { "response" } else { "request" }
}

/// A block that is not what its annotation says.
fn mismatch(page: &Page, code: &CodeBlock, message: &HttpMessage, claim: Claim, out: &mut Findings) {
    let text = &page.source.text;
    let first = first_line(text, code.content);
    if first.is_empty() {
        return;
    }
    match (claim, message) {
        (Claim::Request, HttpMessage::Other) => {
            out.report(first, "this request does not begin with a method and a URL")
                .help("begin it with a line such as `GET https://…`");
        }
        (Claim::Response, HttpMessage::Other) => {
            out.report(first, "this response does not begin with a status line")
                .help("begin it with a line such as `HTTP/1.1 200 OK`");
        }
        (Claim::Request, HttpMessage::Response(_)) => {
            out.report(first, "this is annotated as a request and is a response").help("annotate it as a response");
        }
        (Claim::Response, HttpMessage::Request(_) | HttpMessage::Paths(_)) => {
            out.report(first, "this is annotated as a response and is a request").help("annotate it as a request");
        }
        _ => {}
    }
}

fn first_line(text: &str, content: Span) -> Span {
    let content = content.trimmed(text);
    let length = content.of(text).lines().next().map_or(0, str::len);
    content.part(0..length).trimmed(text)
}

fn report(page: &Page, message: &HttpMessage, problem: &Problem, claim: Claim, out: &mut Findings) {
    let found = page.slice(problem.span);
    let span = problem.span;
    match problem.kind {
        ProblemKind::MissingBlankLine => {
            let said = match message {
                HttpMessage::Response(response) if response.headers.is_empty() => {
                    "no blank line follows the status line"
                }
                HttpMessage::Request(request) if request.headers.is_empty() => "no blank line follows the request line",
                _ => "no blank line parts the headers from the body",
            };
            out.report(first_line(&page.source.text, span), said).help("add a blank line above this one");
        }
        ProblemKind::OddSpace => {
            let code = found.chars().next().map_or(0, u32::from);
            out.report(span, format!("U+{code:04X} stands where HTTP has a plain space"))
                .found(format!("U+{code:04X}"))
                .help("write a plain space")
                .replace(Safety::Safe, "write a plain space", span, " ");
        }
        ProblemKind::GluedMethod => {
            out.report(span, format!("no space after the method {found}")).help("add a space").replace(
                Safety::Safe,
                "add a space",
                Span::at(span.to()),
                " ",
            );
        }
        ProblemKind::HeaderWithoutColon => {
            let line = first_line(&page.source.text, span);
            out.report(line, format!("`{}` is neither a header nor body", page.slice(line)))
                .help("write `Name: value`, or add the blank line that ends the headers above it");
        }
        ProblemKind::BlankLineBeforeHeaders => {
            out.report(span, "a blank line above the headers makes them body").help("remove the blank line").replace(
                Safety::Unsafe,
                "remove the blank line",
                span,
                "",
            );
        }
        // A placeholder: the page speaks of any status.
        ProblemKind::BadStatus if found.starts_with(['<', '{']) => {}
        ProblemKind::BadStatus => {
            let message = if found.starts_with("HTTP") {
                "this status line has no status code".to_owned()
            } else {
                format!("`{found}` is no status code")
            };
            out.report(span, message).help("write a code of three digits");
        }
        // Where nothing says that it is a response, it is a sketch of one.
        ProblemKind::StatusWithoutVersion if claim != Claim::Response => {}
        ProblemKind::StatusWithoutVersion => {
            out.report(span, format!("`{found}` stands where a status line has its version"))
                .found(found)
                .expected("HTTP/1.1")
                .help("write HTTP/1.1")
                .replace(Safety::Unsafe, "write HTTP/1.1", span, "HTTP/1.1");
        }
    }
}
