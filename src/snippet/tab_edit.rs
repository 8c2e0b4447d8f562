//! The edits that bring one tab to what it is to show, and the lines of a new one. Lines that are neither heading nor sample
//! stay. Must not know the other tabs.

use super::container::{Container, after_line_end, line_end, line_start};
use super::tab::{Shows, Tab};
use crate::docset::files::is_sample;
use crate::docset::samples::{FilePlace, included};
use crate::page::code::CodeBlock;
use crate::page::inline::Include;
use crate::page::section::Section;
use crate::page::{self, slug};
use crate::text::{Edit, Source, Span};

/// A page with what its tabs need to know of it.
pub struct Page<'a> {
    /// The page.
    pub page: &'a page::Page,
    /// Where it lies.
    pub place: FilePlace,
    /// Whether its headings carry anchors.
    pub anchored: bool,
}

/// Files that stand where a sample should be.
const STAND_INS: [&str; 2] = ["snippet-not-available.md", "snippet-unavailable.md"];

impl<'a> Page<'a> {
    /// The text and its path.
    pub fn source(&self) -> &'a Source {
        &self.page.source
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.page.source.file_text()
    }

    /// The text that `span` covers.
    pub fn slice(&self, span: Span) -> &'a str {
        span.of(self.text())
    }
}

/// The lines of a tab that is not there yet, with a blank line after them.
pub fn new_tab(page: &Page<'_>, tab: &Tab<'_>, container: &Container) -> String {
    let mut out = container.line(&tab.heading("#", page.anchored));
    out.push_str(&container.lines(tab.lines().iter().map(String::as_str)));
    out.push_str(&container.line(""));
    out
}

/// The edits of the tab `found`, whose lines are `lines`.
pub fn edits(page: &Page<'_>, found: &page::tab::Tab, lines: Span, wanted: &Tab<'_>) -> Vec<Edit> {
    let mut out = Vec::new();
    heading(page, found, wanted, &mut out);
    let body = Span::new(found.heading.to(), lines.to());
    let includes = page::model::within(&page.page.includes, body, |include| include.span);
    let samples: Vec<&Include> = includes.iter().filter(|include| is_of_sample(page.slice(include.path))).collect();
    let code =
        page.page.code.iter().find(|code| body.holds(code.span.start) && is_in(page, code, &wanted.output.fence));
    let mut removed: Vec<Span> = Vec::new();
    let shown = match &wanted.shows {
        Shows::File(way, place) => {
            let leads = |include: &&Include| leads_to(page, include, place);
            let right = samples.iter().copied().find(leads);
            match (right, samples.first().copied(), code) {
                (Some(right), _, _) => Some(right),
                (None, Some(first), _) => {
                    out.push(Edit { span: first.path, text: way.clone() });
                    Some(first)
                }
                (None, None, Some(code)) => {
                    replace(page, code.span, wanted, &mut out);
                    None
                }
                (None, None, None) => {
                    insert(page, found, wanted, &mut out);
                    None
                }
            }
        }
        Shows::Code(sample) => {
            match (code, samples.iter().copied().find(|include| own_line(page, include).is_some())) {
                (Some(code), _) => {
                    if !is_same(page, code, sample) {
                        replace(page, code.span, wanted, &mut out);
                    }
                    None
                }
                (None, Some(first)) => {
                    replace(page, first.span, wanted, &mut out);
                    Some(first)
                }
                (None, None) => {
                    insert(page, found, wanted, &mut out);
                    None
                }
            }
        }
    };
    // What shows another sample of this language, or the same once more.
    let is_shown = |include: &Include| shown.is_some_and(|shown| shown.span == include.span);
    for include in samples.iter().filter(|include| !is_shown(include)) {
        removed.extend(own_line(page, include).filter(|_| is_replaced(page, include, wanted)));
    }
    for (at, include) in includes.iter().enumerate().filter(|(_, include)| !is_of_sample(page.slice(include.path))) {
        let before = includes.get(..at).unwrap_or(&[]);
        if before.iter().any(|other| page.slice(other.path) == page.slice(include.path)) {
            removed.extend(own_line(page, include));
        }
    }
    out.extend(removed.into_iter().map(|span| Edit { span, text: String::new() }));
    out.sort();
    out
}

fn heading(page: &Page<'_>, found: &page::tab::Tab, wanted: &Tab<'_>, out: &mut Vec<Edit>) {
    let line = found.heading.trimmed(page.text());
    let hashes = page.slice(line).split(|c| c != '#').next().unwrap_or("");
    let output = wanted.output;
    let anchor = page.page.section_at(found.heading.start).and_then(Section::anchor);
    let anchor = anchor.map(|anchor| page.slice(anchor));
    let expected = slug::of(&output.tab);
    let anchor_is_right =
        if page.anchored { anchor == Some(expected.as_str()) } else { anchor.is_none_or(|anchor| anchor == expected) };
    let is_right = page.slice(found.title) == output.tab && page.slice(found.id) == output.tab_id && anchor_is_right;
    // An underlined heading has no marks to keep.
    if !is_right && !hashes.is_empty() {
        out.push(Edit { span: line, text: wanted.heading(hashes, page.anchored) });
    }
}

/// Whether an include shows a sample, or stands where one should be.
pub fn is_of_sample(path: &str) -> bool {
    is_sample(&path.to_lowercase()) || STAND_INS.iter().any(|name| path.ends_with(name))
}

fn leads_to(page: &Page<'_>, include: &Include, place: &FilePlace) -> bool {
    included(&page.place, page.slice(include.path)).is_some_and(|found| found.lower() == place.lower())
}

/// Whether a further sample include of a tab goes: one of this language's own files, or a stand-in.
fn is_replaced(page: &Page<'_>, include: &Include, wanted: &Tab<'_>) -> bool {
    let path = page.slice(include.path);
    let folder = format!("includes/snippets/{}/", wanted.output.fence);
    STAND_INS.iter().any(|name| path.ends_with(name)) || path.to_lowercase().contains(&folder.to_lowercase())
}

fn is_in(page: &Page<'_>, code: &CodeBlock, fence: &str) -> bool {
    code.fenced && code.closed && page.slice(code.info).eq_ignore_ascii_case(fence)
}

fn is_same(page: &Page<'_>, code: &CodeBlock, sample: &str) -> bool {
    let text = code.text(page.text()).text;
    text.lines().eq(sample.lines())
}

/// The whole line of an include that has a line to itself.
fn own_line(page: &Page<'_>, include: &Include) -> Option<Span> {
    let text = page.text();
    let (start, end) = (line_start(text, include.span.from()), line_end(text, include.span.to()));
    let around = [Span::new(start, include.span.from()), Span::new(include.span.to(), end)];
    let alone = around.iter().all(|span| span.of(text).trim_matches(['>', ' ', '\t']).is_empty());
    alone.then(|| Span::new(start, after_line_end(text, end)))
}

/// Puts the sample in the place of `span`, which begins on a line of its own.
fn replace(page: &Page<'_>, span: Span, wanted: &Tab<'_>, out: &mut Vec<Edit>) {
    let span = Span::new(span.from(), line_end(page.text(), trimmed_end(page.text(), span)));
    let Some(container) = Container::at(page.source(), span.from()) else { return };
    let mut text = container.lines(wanted.lines().iter().map(String::as_str));
    text.truncate(text.len() - container.line_end.len());
    let text = text.strip_prefix(&container.lead).map_or(text.clone(), str::to_owned);
    out.push(Edit { span, text });
}

/// Where the text of `span` ends, line ends left out.
fn trimmed_end(text: &str, span: Span) -> usize {
    span.from() + span.of(text).trim_end().len()
}

/// Puts the sample below the heading.
fn insert(page: &Page<'_>, found: &page::tab::Tab, wanted: &Tab<'_>, out: &mut Vec<Edit>) {
    let text = page.text();
    let heading = found.heading.trimmed(text);
    let Some(container) = Container::at(page.source(), heading.from()) else { return };
    let end = line_end(text, heading.to());
    let at = after_line_end(text, end);
    out.push(Edit { span: Span::at(at), text: container.lines(wanted.lines().iter().map(String::as_str)) });
}
