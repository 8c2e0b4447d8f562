//! The status codes that the prose of a page promises, wherever its examples stand.

use super::table;
use super::token;
use super::words::Words;
use crate::page::Page;
use crate::page::model::within;
use crate::page::section::Role;
use crate::text::Span;

/// The codes of success (200 to 399) in the prose of the response section, in order, each with its place.
pub fn codes(page: &Page, words: &dyn Words) -> Vec<(u16, Span)> {
    let text = &page.source.text;
    let mut codes = Vec::new();
    let roles = if page.sections.len() > table::FEW { table::section_roles(page, words) } else { Vec::new() };
    let role = |at: usize| roles.get(at).map_or_else(|| table::section_role(page, at, words), |role| *role);
    for (at, section) in page.sections.iter().enumerate() {
        // Only the section itself: what lies below an example's heading speaks of that example.
        let is_response = section.level > 0
            && section.level <= 3
            && (section.role == Some(Role::Response) || section.role.is_none())
            && role(at) == Some(Role::Response);
        if !is_response {
            continue;
        }
        for span in within(&page.code_spans, section.body(), |span| span.span) {
            let code = token::status_code(span.content.of(text)).and_then(|code| code.parse().ok());
            if let Some(code) = code.filter(|code| (200..400).contains(code)) {
                codes.push((code, span.content));
            }
        }
    }
    codes
}
