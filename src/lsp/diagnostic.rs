//! A finding as the protocol writes it. Must not know how findings are made.

use super::client::Client;
use super::desk::Desk;
use super::rule_pages::RulePages;
use crate::engine::Diagnostic as Found;
use crate::rule::Severity;
use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Message,
};

/// What findings are called after.
pub(super) const SOURCE: &str = "isogloss";

/// The rule whose findings are about text that does nothing.
const UNUSED: &str = "suppression-unused";

/// A finding as a diagnostic of its page; `None` where the page is none of the docset's.
pub(super) fn of(desk: Desk<'_>, client: &Client, pages: &mut RulePages, item: &Found) -> Option<Diagnostic> {
    let view = desk.view(item.page)?;
    let finding = &item.finding;
    let related: Vec<DiagnosticRelatedInformation> = if client.related {
        let place = |related: &crate::rule::Related| {
            let location = desk.location(related.page.unwrap_or(item.page), related.span)?;
            Some(DiagnosticRelatedInformation { location, message: related.message.to_string() })
        };
        finding.related.iter().filter_map(place).collect()
    } else {
        Vec::new()
    };
    let description = if client.descriptions { pages.of(item.rule) } else { None };
    Some(Diagnostic {
        range: view.range(finding.span),
        severity: Some(severity(item.severity)),
        code: Some(Code::String(item.rule.id.to_owned())),
        code_description: description.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: Message::String(words(item)),
        tags: (client.tags && item.rule.id == UNUSED).then(|| vec![DiagnosticTag::Unnecessary]),
        related_information: (!related.is_empty()).then_some(related),
        data: None,
    })
}

/// What is wrong, and what to do about it.
fn words(item: &Found) -> String {
    match &item.finding.help {
        Some(help) => format!("{}\n{help}", item.finding.message),
        None => item.finding.message.to_string(),
    }
}

/// The protocol's word for a severity.
pub(super) fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}
