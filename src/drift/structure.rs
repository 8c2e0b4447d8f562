//! Differences of structure: sections, annotations, tabs.

use super::align;
use super::cells::Sides;
use super::difference::{Difference, Side};
use super::sequence::{self, Pairs, SURE};
use crate::fact::FactKind;
use crate::page::Page;
use crate::page::annotation::Annotation;
use crate::page::section::Section;
use crate::text::Span;

/// Sections that only one page has, and pairs whose level or anchor differs.
pub fn sections(sides: &Sides<'_>, pairs: &Pairs, out: &mut Vec<Difference>) {
    let mut last = Span::default();
    let side = |page: &Page, section: &Section| {
        let value = format!("{} {}", "#".repeat(usize::from(section.level)), section.slug);
        Side::new(align::first_line(page, section.heading().trimmed(&page.source.text)), value)
    };
    for (left, right) in pairs {
        let ours = left.and_then(|at| sides.source.sections.get(at));
        let theirs = right.and_then(|at| sides.translation.sections.get(at));
        if let Some(theirs) = theirs {
            last = theirs.heading();
        }
        match (ours, theirs) {
            (Some(a), Some(b)) if a.level != b.level || b.anchor().is_some() && a.slug != b.slug => {
                let (source, translation) = (side(sides.source, a), side(sides.translation, b));
                out.push(Difference::changed(FactKind::Section, a.slug.to_string(), source, translation));
            }
            (Some(a), None) => {
                let place = align::first_line(sides.translation, last.trimmed(&sides.translation.source.text));
                out.push(Difference::lost(FactKind::Section, a.slug.to_string(), side(sides.source, a), place));
            }
            (None, Some(b)) => {
                out.push(Difference::added(FactKind::Section, b.slug.to_string(), side(sides.translation, b)));
            }
            _ => {}
        }
    }
}

/// Annotations that differ in anything but white space, or that one page lacks.
pub fn annotations(sides: &Sides<'_>, out: &mut Vec<Difference>) {
    let (left, right) = (&sides.source.annotations, &sides.translation.annotations);
    let ours = |at: usize| left.get(at).map_or("", |note| sides.source.slice(note.content));
    let theirs = |at: usize| right.get(at).map_or("", |note| sides.translation.slice(note.content));
    let pairs = if left.len() == right.len() {
        (0..left.len()).map(|at| (Some(at), Some(at))).collect()
    } else {
        sequence::align(left.len(), right.len(), |i, j| {
            let page = |list: &[Annotation], at: usize| list.get(at).is_some_and(|note| note.is_page);
            let same = same_words(ours(i), theirs(j)) || page(left, i) && page(right, j);
            if same { SURE } else { 0 }
        })
    };
    let mut place = Span::default();
    for (a, b) in pairs {
        let note = (a.and_then(|at| left.get(at)), b.and_then(|at| right.get(at)));
        let key = || a.or(b).map_or_else(String::new, |at| (at + 1).to_string());
        match note {
            (Some(a), Some(b)) => {
                place = b.span;
                out.extend(annotation(sides, key, a, b));
            }
            (Some(a), None) => {
                let value = words(sides.source.slice(a.content));
                out.push(Difference::lost(FactKind::Annotation, key(), Side::new(a.span, value), place));
            }
            (None, Some(b)) => {
                place = b.span;
                let value = words(sides.translation.slice(b.content));
                out.push(Difference::added(FactKind::Annotation, key(), Side::new(b.span, value)));
            }
            (None, None) => {}
        }
    }
}

/// Two annotations at the same place. The page annotation describes the page in words, which are translated.
fn annotation(sides: &Sides<'_>, key: impl Fn() -> String, a: &Annotation, b: &Annotation) -> Option<Difference> {
    let (expected, found) = (sides.source.slice(a.content), sides.translation.slice(b.content));
    if a.is_page && b.is_page || same_words(expected, found) {
        return None;
    }
    let (mut ours, mut theirs) = (expected.lines(), found.lines());
    loop {
        let (a_line, b_line) = (ours.next(), theirs.next());
        let (line, other) = (a_line.unwrap_or(""), b_line.unwrap_or(""));
        if a_line.is_none() && b_line.is_none() {
            return None;
        }
        if same_words(line, other) {
            continue;
        }
        // The lines are slices of the contents, so their places follow from what is left of each.
        let side = |content: Span, whole: &str, line: &str| {
            let at = (line.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len());
            let lead = line.len() - line.trim_start().len();
            let line = line.trim();
            Side::new(content.part(at + lead..at + lead + line.len()), line)
        };
        let source = if line.is_empty() { Side::new(a.span, "") } else { side(a.content, expected, line) };
        let translation = if other.is_empty() { Side::new(b.span, "") } else { side(b.content, found, other) };
        return Some(Difference::changed(FactKind::Annotation, key(), source, translation));
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same_words(a: &str, b: &str) -> bool {
    a == b || a.split_whitespace().eq(b.split_whitespace())
}

/// Tab ids that differ, group by group.
pub fn tabs(sides: &Sides<'_>, out: &mut Vec<Difference>) {
    for (number, (ours, theirs)) in sides.source.tabs.iter().zip(&sides.translation.tabs).enumerate() {
        for (a, b) in ours.tabs.iter().zip(&theirs.tabs) {
            let (expected, found) = (sides.source.slice(a.id), sides.translation.slice(b.id));
            if expected != found {
                let key = format!("{}/{expected}", number + 1);
                out.push(Difference::changed(FactKind::Tab, key, Side::new(a.id, expected), Side::new(b.id, found)));
            }
        }
    }
}
