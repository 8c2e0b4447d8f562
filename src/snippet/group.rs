//! The edits that bring a group of tabs to what it is to show. Tabs of languages that nobody asked about stay as they are,
//! byte for byte. Must not know where the samples come from.

use super::container::{Container, line_start};
use super::tab::Tab;
use super::tab_edit::{self, Page};
use crate::page::tab::TabGroup;
use crate::text::edit::apply;
use crate::text::{Edit, Span};

/// A tab that is there: its lines, and what is to become of it.
struct Slot {
    span: Span,
    /// Index of the wanted tab that it shows.
    wanted: Option<usize>,
    /// Its lines as they are to be; `None` where they stay.
    text: Option<String>,
}

/// The edits for `group`, which is closed and whose first tab holds the request. `wanted` is in the order of the
/// languages; `removed` says which of the group's tabs go.
pub fn edits(page: &Page<'_>, group: &TabGroup, wanted: &[Tab<'_>], removed: &[bool]) -> Vec<Edit> {
    let text = page.text();
    let (Some(first), Some(close)) = (group.tabs.first(), group.close) else { return Vec::new() };
    let Some(container) = Container::at(page.source(), first.heading.trimmed(text).from()) else { return Vec::new() };
    let end = line_start(text, close.from());
    let starts: Vec<usize> = group.tabs.iter().skip(1).map(|tab| line_start(text, tab.heading.from())).collect();
    let mut slots = Vec::with_capacity(starts.len());
    for (at, tab) in group.tabs.iter().skip(1).enumerate() {
        let (Some(start), next) = (starts.get(at), starts.get(at + 1)) else { continue };
        let span = Span::new(*start, next.copied().unwrap_or(end));
        let id = page.slice(tab.id);
        let taken = |slots: &[Slot], index: usize| slots.iter().any(|slot: &Slot| slot.wanted == Some(index));
        // A second tab of one language is nobody's: the first is the one that can be opened.
        let index = wanted.iter().position(|tab| tab.output.is_tab(id)).filter(|index| !taken(&slots, *index));
        let mut slot = Slot { span, wanted: index, text: None };
        if removed.get(at + 1).copied().unwrap_or(false) {
            slot = Slot { span, wanted: None, text: Some(String::new()) };
        } else if let Some(tab_wanted) = index.and_then(|index| wanted.get(index)) {
            let inner = tab_edit::edits(page, tab, span, tab_wanted);
            let moved: Vec<Edit> =
                inner.into_iter().map(|edit| Edit { span: relative(edit.span, span), text: edit.text }).collect();
            if !moved.is_empty() {
                slot.text = Some(apply(span.of(text), &moved).0);
            }
        }
        slots.push(slot);
    }
    reorder(text, &mut slots, &container);
    let mut out = Vec::new();
    add(page, wanted, &slots, &container, end, &mut out);
    // `---` straight below a line of text would make it a heading.
    if let Some(last) = slots.iter_mut().rev().find(|slot| slot.text.as_deref() != Some("")) {
        let now = last.text.as_deref().unwrap_or(last.span.of(text));
        if last.wanted.is_some() && !ends_blank(now) {
            last.text = Some(format!("{now}{}", container.line("")));
        }
    }
    part_from_close(text, first.body, &mut slots, &container);
    let changed = slots.into_iter().filter_map(|slot| {
        let text = slot.text.filter(|new| new != slot.span.of(text))?;
        Some(Edit { span: slot.span, text })
    });
    out.extend(changed);
    out.sort();
    out
}

/// Leaves a blank line where the last tabs go and what stands before them would run into the closing line.
fn part_from_close(text: &str, request: Span, slots: &mut [Slot], container: &Container) {
    let is_gone = |slot: &Slot| slot.text.as_deref() == Some("");
    let kept = slots.iter().rposition(|slot| !is_gone(slot));
    let before = match kept.and_then(|at| slots.get(at)) {
        Some(slot) => slot.text.as_deref().unwrap_or(slot.span.of(text)),
        None => request.of(text),
    };
    let is_parted = ends_blank(before);
    if let Some(last) = slots.last_mut().filter(|last| is_gone(last) && !is_parted) {
        last.text = Some(container.line(""));
    }
}

fn relative(span: Span, within: Span) -> Span {
    Span::new(span.from().saturating_sub(within.from()), span.to().saturating_sub(within.from()))
}

/// Puts the tabs that were asked for in their order, in the places that they have among them.
fn reorder(text: &str, slots: &mut [Slot], container: &Container) {
    let ours: Vec<usize> =
        slots.iter().enumerate().filter(|(_, slot)| slot.wanted.is_some()).map(|(at, _)| at).collect();
    let mut content: Vec<(usize, String)> = ours
        .iter()
        .filter_map(|at| slots.get(*at))
        .filter_map(|slot| Some((slot.wanted?, slot.text.clone().unwrap_or_else(|| slot.span.of(text).to_owned()))))
        .collect();
    if content.is_sorted_by_key(|(wanted, _)| *wanted) {
        return;
    }
    content.sort_by_key(|(wanted, _)| *wanted);
    for (at, (wanted, mut lines)) in ours.into_iter().zip(content) {
        let Some(slot) = slots.get_mut(at) else { continue };
        if slot.wanted == Some(wanted) {
            continue;
        }
        if !ends_blank(&lines) {
            lines.push_str(&container.line(""));
        }
        slot.wanted = Some(wanted);
        slot.text = Some(lines);
    }
}

/// Adds the tabs that are not there, each behind the language that comes before it.
fn add(page: &Page<'_>, wanted: &[Tab<'_>], slots: &[Slot], container: &Container, end: usize, out: &mut Vec<Edit>) {
    let mut at = slots.first().map_or(end, |slot| slot.span.from());
    let mut new: Vec<(usize, String)> = Vec::new();
    for (index, tab) in wanted.iter().enumerate() {
        if let Some(slot) = slots.iter().find(|slot| slot.wanted == Some(index)) {
            at = slot.span.to();
            continue;
        }
        let text = tab_edit::new_tab(page, tab, container);
        match new.iter_mut().find(|(place, _)| *place == at) {
            Some((_, before)) => before.push_str(&text),
            None => new.push((at, text)),
        }
    }
    for (place, mut text) in new {
        // Behind a sample that has no blank line after it the heading still begins a tab, but reads badly.
        if slots.iter().any(|slot| slot.span.to() == place && slot.wanted.is_some() && !ends_blank(slot.now(page))) {
            text = format!("{}{text}", container.line(""));
        }
        out.push(Edit { span: Span::at(place), text });
    }
}

impl Slot {
    fn now<'a>(&'a self, page: &Page<'a>) -> &'a str {
        self.text.as_deref().unwrap_or_else(|| self.span.of(page.text()))
    }
}

/// Whether the last line of some lines is blank, but for the marks of quotes.
fn ends_blank(lines: &str) -> bool {
    lines.lines().last().is_none_or(|line| line.trim_matches(['>', ' ', '\t']).is_empty())
}
