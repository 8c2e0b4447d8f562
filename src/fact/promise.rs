//! The status codes that the prose of a page promises, wherever its examples stand.

use super::table;
use super::token;
use super::words::Words;
use crate::page::Page;
use crate::page::model::within;
use crate::page::section::Role;
use crate::text::Span;
use std::cell::OnceCell;

/// The codes of success (200 to 399) in the prose of the response section, in order, each with its place.
pub fn codes(page: &Page, words: &dyn Words) -> Vec<(u16, Span)> {
    let text = &page.source.text;
    let mut codes = Vec::new();
    let roles = OnceCell::new();
    let role = |at: usize| {
        // One is looked up by itself; for all of many, those above would be looked at again and again.
        if page.sections.len() <= table::FEW {
            return table::section_role(page, at, words);
        }
        roles.get_or_init(|| table::section_roles(page, words)).get(at).copied().flatten()
    };
    for (at, section) in page.sections.iter().enumerate() {
        // Only the section itself: what lies below an example's heading speaks of that example.
        let may_be_response =
            section.level > 0 && section.level <= 3 && (section.role == Some(Role::Response) || section.role.is_none());
        if !may_be_response {
            continue;
        }
        let before = codes.len();
        for span in within(&page.code_spans, section.body(), |span| span.span) {
            let code = token::status_code(span.content.of(text)).and_then(|code| code.parse().ok());
            if let Some(code) = code.filter(|code| (200..400).contains(code)) {
                codes.push((code, span.content));
            }
        }
        // Few sections have such codes, and words of a locale are looked up for those alone.
        if codes.len() > before && role(at) != Some(Role::Response) {
            codes.truncate(before);
        }
    }
    codes
}
