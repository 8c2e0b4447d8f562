//! The edits that put tabs around the block of a request that has none. Must not know where the samples come from.

use super::container::{Container, after_line_end, line_end};
use super::examples::Example;
use super::tab::{Tab, heading};
use super::tab_edit::{Page, new_tab};
use crate::text::{Edit, Line, Span};

/// The edits for an example without tabs: the heading of the HTTP tab above the annotation, the others below the block.
pub fn edits(page: &Page<'_>, example: &Example, tabs: &[Tab<'_>]) -> Vec<Edit> {
    let text = page.text();
    let note = page.page.annotations.get(example.annotation).map(|note| note.span);
    let block = page.page.code.get(example.code).map(|code| code.span);
    let (Some(note), Some(block)) = (note, block) else { return Vec::new() };
    let Some(container) = Container::at(page.source(), note.from()).filter(|_| !tabs.is_empty()) else {
        return Vec::new();
    };
    // The first line stands behind what its container begins with; the annotation then needs that itself.
    let above = format!("{}{}{}", heading("#", "HTTP", "http", page.anchored), container.line_end, container.lead);
    let end = line_end(text, block.from() + block.of(text).trim_end().len());
    let mut below = String::new();
    for tab in tabs {
        below.push_str(&new_tab(page, tab, &container));
    }
    below.push_str(&container.line("---"));
    let next = after_line_end(text, end);
    let is_followed = Line::at(text, next).is_some_and(|line| !line.of(text).trim_matches(['>', ' ', '\t']).is_empty());
    if is_followed {
        below.push_str(&container.line(""));
    }
    let mut below = format!("{}{below}", container.line_end);
    // The line end of the block's last line ends the last line below it.
    below.truncate(below.len() - container.line_end.len());
    vec![Edit { span: Span::at(note.from()), text: above }, Edit { span: Span::at(end), text: below }]
}
