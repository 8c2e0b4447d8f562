//! A comment that suppresses one finding. Where it goes depends on what the page is made of there, so each form is tried out in
//! memory: the first that takes the finding away and brings no other is offered.

use super::docs::Docs;
use crate::docset::PageId;
use crate::engine::Diagnostic as Found;
use crate::page::section::Section;
use crate::page::{Page, mdx};
use crate::text::{Edit, Line, Span, edit};
use std::collections::BTreeMap;

/// For more findings at one place this is not tried out.
pub(super) const MOST: usize = 3;

/// The edits that suppress a finding; `None` where no form does, or the finding is about suppression.
pub(super) fn of(docs: &mut Docs, id: PageId, item: &Found) -> Option<Vec<Edit>> {
    let page = &docs.docset().get(id)?.page;
    let rule = item.rule.id;
    if rule.starts_with("suppression-") {
        return None;
    }
    let text = page.source.file_text().to_string();
    let before = counts(&docs.check_page(id));
    let forms = [next_line(page, rule, item.finding.span), around(page, rule, item.finding.span), file(page, rule)];
    forms.into_iter().flatten().find(|edits| {
        let (new, applied) = edit::apply(&text, edits);
        let after = docs.with_text(id, new, |docs| counts(&docs.check_page(id)));
        applied == edits.len() && after.is_some_and(|after| is_better(&before, &after, rule))
    })
}

/// How many findings of which rule.
fn counts(found: &[Found]) -> BTreeMap<&'static str, usize> {
    let mut out = BTreeMap::new();
    for item in found {
        *out.entry(item.rule.id).or_default() += 1;
    }
    out
}

/// Whether there are fewer findings of the rule, and no more of any other.
fn is_better(before: &BTreeMap<&str, usize>, after: &BTreeMap<&str, usize>, rule: &str) -> bool {
    let of = |counts: &BTreeMap<&str, usize>, rule: &str| counts.get(rule).copied().unwrap_or(0);
    of(after, rule) < of(before, rule) && after.keys().all(|other| of(after, other) <= of(before, other))
}

/// The block that the span lies in, if it is one that a comment must not cut; else nothing but the span.
fn block(page: &Page, span: Span) -> Span {
    let tables = page.tables.iter().map(|table| table.span);
    let notes = page.annotations.iter().map(|note| note.span);
    let code = page.code.iter().map(|code| code.span);
    let paragraphs = page.paragraphs.iter().map(|paragraph| paragraph.span);
    let sections = page.sections.iter().filter(|section| section.level > 0).map(Section::heading);
    let mut blocks = tables.chain(notes).chain(code).chain(paragraphs).chain(sections);
    blocks.find(|block| block.holds(span.start) || *block == span).map_or(span, |block| block.join(span))
}

/// Before the line that the finding, or its block, begins on.
fn next_line(page: &Page, rule: &str, span: Span) -> Option<Vec<Edit>> {
    let text = &page.source.text;
    let at = line_start(text, block(page, span).from())?;
    Some(vec![insert(page, at, &comment(page, &format!("isogloss-disable-next-line {rule}: reason")))?])
}

/// Before and after the block, an annotation taken together with its code.
fn around(page: &Page, rule: &str, span: Span) -> Option<Vec<Edit>> {
    let text = &page.source.text;
    let mut whole = block(page, span);
    for code in &page.code {
        let note = page.note_of(code);
        if let Some(note) = note
            && (note.span.overlaps(whole) || code.span.overlaps(whole))
        {
            whole = whole.join(note.span).join(code.span);
        }
    }
    let last = Line::at(text, line_start(text, whole.to().saturating_sub(1))?)?;
    let end = page.source.line_end();
    let after = if last.next == last.end { end } else { "" };
    Some(vec![
        insert(page, line_start(text, whole.from())?, &comment(page, &format!("isogloss-disable {rule}: reason")))?,
        Edit {
            span: Span::at(last.next),
            text: format!("{after}{}{end}", comment(page, &format!("isogloss-enable {rule}"))),
        },
    ])
}

/// For the whole page, below its front matter.
fn file(page: &Page, rule: &str) -> Option<Vec<Edit>> {
    let at = page.front_matter.as_ref().map_or(page.source.mark_len(), |header| header.after as usize);
    Some(vec![insert(page, at, &comment(page, &format!("isogloss-disable-file {rule}: reason")))?])
}

/// A comment as the page may have it.
fn comment(page: &Page, content: &str) -> String {
    mdx::comment(&page.source.path, content)
}

/// A line at byte `at`, with the indentation of the line there: in a list it belongs to the item.
fn insert(page: &Page, at: usize, comment: &str) -> Option<Edit> {
    let text = &page.source.text;
    let rest = text.get(at..)?;
    let indent = rest.get(..rest.len() - rest.trim_start_matches(' ').len())?;
    Some(Edit { span: Span::at(at), text: format!("{indent}{comment}{}", page.source.line_end()) })
}

fn line_start(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    Some(if start == 0 && text.starts_with('\u{feff}') { 3.min(at) } else { start })
}
