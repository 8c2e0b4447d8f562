//! Code holds characters, not HTML entities that the translation put in their place.
//!
//! ## Why
//!
//! In code nothing is decoded: the reader sees `&quot;` and copies it, and the request fails.
//!
//! Beside its source, a line of code is compared with the source's. Without one, only `&quot;` is reported, and only
//! where JSON needs a quote or in a code span. Entities within strings, such as the HTML body of a mail, are content.
//!
//! ## Bad
//!
//! ````md pt-BR
//! # <a name="call"></a>Chamada
//!
//! ```json
//! {
//!   "subject&quot;: &quot;Sales"
//! }
//! ```
//! ````
//!
//! ````md en-US
//! # Call
//!
//! ```json
//! {
//!   "subject": "Sales"
//! }
//! ```
//! ````
//!
//! ## Good
//!
//! ````md pt-BR
//! # <a name="call"></a>Chamada
//!
//! ```json
//! {
//!   "content": "<p>&quot;Sales&quot;&nbsp;</p>"
//! }
//! ```
//! ````
//!
//! ````md en-US
//! # Call
//!
//! ```json
//! {
//!   "content": "<p>&quot;Sales&quot;&nbsp;</p>"
//! }
//! ```
//! ````

use crate::drift::Difference;
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::code::CodeBlock;
use crate::page::http::HttpMessage;
use crate::page::json::{FaultKind, Json};
use crate::rule::{Check, Findings, PageContext, PairContext, Rule, Safety, Severity};
use crate::text::{Edit, Span};

/// The rule.
pub static RULE: Rule = Rule {
    id: "html-entity-in-code",
    severity: Severity::Error,
    default_on: true,
    fixable: true,
    options: &[],
    source: include_str!("html_entity_in_code.rs"),
    checks: &[Check::Difference(&[FactKind::CodeBlock, FactKind::CodeSpan], difference), Check::Unpaired(alone)],
};

/// The entities that pipelines write for characters of code.
const ENTITIES: [(&str, &str); 6] =
    [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&#39;", "'")];

fn difference(difference: &Difference, pair: &PairContext<'_>, out: &mut Findings) {
    let Some((source, translation)) = difference.both() else { return };
    if memchr::memchr(b'&', translation.value.as_bytes()).is_none() {
        return;
    }
    let page = pair.page();
    let (mut place, mut theirs) = (translation.span, source.value.as_str());
    if difference.kind == FactKind::CodeBlock {
        // The difference shows the first line that differs; there may be more.
        let block =
            |page: &Page, span: Span| page.code.iter().map(|code| code.content).find(|code| code.contains(span));
        let (Some(content), Some(other)) = (block(page, translation.span), block(&pair.source.page, source.span))
        else {
            return;
        };
        (place, theirs) = (content, pair.source.page.slice(other));
    }
    for line in lines(page.slice(place), place) {
        let written = page.slice(line);
        let found = entities(written, line);
        let Some((first, entity, _)) = found.first() else { continue };
        if theirs.lines().any(|other| other.trim() == written.trim()) {
            continue;
        }
        let mended = found.iter().fold(written.to_owned(), |text, (_, entity, c)| text.replace(entity, c));
        let proved = theirs.lines().any(|other| other.trim() == mended.trim());
        if !proved && theirs.contains(entity) {
            continue;
        }
        let fixed = if proved { Safety::Safe } else { Safety::Unsafe };
        let edits = found.iter().map(|(span, _, c)| Edit { span: *span, text: (*c).to_owned() }).collect();
        let finding = out.report(*first, format!("{entity} stands in code"));
        finding.found(*entity).expected(found.first().map_or("", |(_, _, c)| c)).because_of(
            pair.source_id,
            source.span,
            "the source",
        );
        finding.fact(difference.kind, &difference.key).help("write the character itself");
        finding.fixed(fixed, "write the characters of the source", edits);
    }
}

/// Without a source: `&quot;` where JSON needs a quote, and in code spans.
fn alone(context: &PageContext<'_>, out: &mut Findings) {
    let page = context.page();
    for code in &page.code {
        documents(code).for_each(|json| {
            for fault in json.faults.iter().filter(|fault| fault.kind == FaultKind::QuoteEntity) {
                report_quote(fault.span, out);
            }
        });
    }
    for code in &page.code_spans {
        for (span, entity, _) in entities(page.slice(code.content), code.content) {
            if entity == "&quot;" && span.len() < code.content.len() {
                report_quote(span, out);
            }
        }
    }
}

fn documents(code: &CodeBlock) -> impl Iterator<Item = &Json> {
    let body = match code.http.as_deref() {
        Some(HttpMessage::Request(request)) => request.body.as_ref(),
        Some(HttpMessage::Response(response)) => response.body.as_ref(),
        _ => None,
    };
    [code.json.as_deref(), body.and_then(|body| body.json.as_ref())].into_iter().flatten()
}

fn report_quote(span: Span, out: &mut Findings) {
    out.report(span, "&quot; stands in code")
        .found("&quot;")
        .expected("\"")
        .likely()
        .help("write the character itself")
        .replace(Safety::Safe, "write the quote", span, "\"");
}

fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            at += line.len();
            span.part(at - line.len()..at)
        })
        .collect()
}

/// The entities of `text`, which stands at `span`: place, entity, character.
fn entities(text: &str, span: Span) -> Vec<(Span, &'static str, &'static str)> {
    memchr::memchr_iter(b'&', text.as_bytes())
        .filter_map(|at| {
            let rest = text.get(at..)?;
            let (entity, c) = ENTITIES.into_iter().find(|(entity, _)| rest.starts_with(entity))?;
            Some((span.part(at..at + entity.len()), entity, c))
        })
        .collect()
}
