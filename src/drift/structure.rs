//! Differences of structure: sections, titles, annotations, tabs, code blocks, rows and columns.

use super::align;
use super::cells::Sides;
use super::difference::{Difference, Side, Verdict};
use super::sequence::{self, Pairs, SURE};
use crate::fact::{FactKind, token};
use crate::page::Page;
use crate::page::table::{Row, Table};
use crate::text::Span;

fn push(
    out: &mut Vec<Difference>,
    kind: FactKind,
    key: String,
    source: Option<Side>,
    translation: Option<Side>,
    place: Span,
) {
    out.push(Difference { kind, key, source, translation, place, table: None, verdict: Verdict::Mistranslated });
}

fn first_line(page: &Page, span: Span) -> Span {
    let text = page.slice(span);
    span.part(0..text.find(['\n', '\r']).unwrap_or(text.len()))
}

/// Sections that only one page has, and pairs whose level differs.
pub fn sections(sides: &Sides<'_>, pairs: &Pairs, out: &mut Vec<Difference>) {
    let mut place = Span::default();
    for (left, right) in pairs {
        let ours = left.and_then(|at| sides.source.sections.get(at));
        let theirs = right.and_then(|at| sides.translation.sections.get(at));
        if let Some(theirs) = theirs {
            place = theirs.heading.trimmed(&sides.translation.source.text);
        }
        let differs = match (ours, theirs) {
            (Some(a), Some(b)) => a.level != b.level || b.anchor.is_some() && a.slug != b.slug,
            _ => true,
        };
        if differs {
            let side = |page: &Page, section: &crate::page::section::Section| Side {
                span: section.heading.trimmed(&page.source.text),
                value: format!("{} {}", "#".repeat(usize::from(section.level)), section.slug),
            };
            let source = ours.map(|section| side(sides.source, section));
            let translation = theirs.map(|section| side(sides.translation, section));
            let key = ours.or(theirs).map_or_else(String::new, |section| section.slug.clone());
            push(out, FactKind::Section, key, source, translation, place);
        }
    }
}

/// Identifiers of the title that the translated title lacks, in the heading and in the front matter.
pub fn title(sides: &Sides<'_>, out: &mut Vec<Difference>) {
    let (Some(ours), Some(theirs)) = (sides.source.title(), sides.translation.title()) else { return };
    lost_in_title(sides, ours.title, theirs.title, "heading", out);
    let entry = |page: &Page| {
        page.front_matter.as_ref().and_then(|header| header.entry(&page.source.text, "title")).map(|entry| entry.value)
    };
    if let (Some(ours), Some(theirs)) = (entry(sides.source), entry(sides.translation)) {
        lost_in_title(sides, ours, theirs, "front matter", out);
    }
}

fn lost_in_title(sides: &Sides<'_>, left: Span, right: Span, key: &str, out: &mut Vec<Difference>) {
    let (expected, found) = (sides.source.slice(left), sides.translation.slice(right));
    if expected == found {
        return;
    }
    for word in title_identifiers(expected) {
        let kept = token::words(found)
            .any(|(_, other)| other == word || other.strip_suffix(word).is_some_and(|rest| rest.ends_with('.')));
        if !kept && (!found.contains(word) || !token::is_compound(word)) {
            let source = Side { span: left, value: word.to_owned() };
            let translation = Side { span: right, value: found.trim_matches(['\'', '"']).to_owned() };
            push(out, FactKind::Title, format!("{key}/{word}"), Some(source), Some(translation), right);
        }
    }
}

/// The identifiers of an English title: compound words, and both sides of `resource: method`.
pub fn title_identifiers(title: &str) -> Vec<&str> {
    let title = title.trim().trim_matches(['\'', '"']);
    let mut found: Vec<&str> =
        token::words(title).map(|(_, word)| word).filter(|word| token::is_compound(word)).collect();
    if let Some((resource, method)) = title.split_once(": ") {
        for side in [resource, method] {
            let side = side.trim();
            if token::is_identifier(side) && !found.contains(&side) {
                found.push(side);
            }
        }
    }
    found
}

/// Annotations that differ in anything but white space, or that one page lacks.
pub fn annotations(sides: &Sides<'_>, out: &mut Vec<Difference>) {
    let (left, right) = (&sides.source.annotations, &sides.translation.annotations);
    let ours = |at: usize| left.get(at).map_or("", |note| sides.source.slice(note.content));
    let theirs = |at: usize| right.get(at).map_or("", |note| sides.translation.slice(note.content));
    let pairs = if left.len() == right.len() {
        (0..left.len()).map(|at| (Some(at), Some(at))).collect()
    } else {
        sequence::align(left.len(), right.len(), |i, j| if same_words(ours(i), theirs(j)) { SURE } else { 0 })
    };
    let mut place = Span::default();
    for (a, b) in pairs {
        let ours = a.and_then(|at| left.get(at));
        let theirs = b.and_then(|at| right.get(at));
        if let Some(note) = theirs {
            place = note.span;
        }
        if let (Some(a), Some(b)) = (ours, theirs)
            && (a.is_page && b.is_page || same_words(sides.source.slice(a.content), sides.translation.slice(b.content)))
        {
            continue;
        }
        let side = |page: &Page, note: &crate::page::annotation::Annotation| Side {
            span: note.span,
            value: page.slice(note.content).split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let key = a.or(b).map_or_else(String::new, |at| (at + 1).to_string());
        let source = ours.map(|note| side(sides.source, note));
        push(out, FactKind::Annotation, key, source, theirs.map(|note| side(sides.translation, note)), place);
    }
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
                let side = |span, value: &str| Some(Side { span, value: value.to_owned() });
                push(
                    out,
                    FactKind::Tab,
                    format!("{}/{expected}", number + 1),
                    side(a.id, expected),
                    side(b.id, found),
                    b.id,
                );
            }
        }
    }
}

/// Code blocks of two paired sections. Tabs turned to spaces are no difference: the pipeline does that.
pub fn code(sides: &Sides<'_>, left: usize, right: usize, out: &mut Vec<Difference>) {
    let (ours, theirs) = (align::code_of(sides.source, left), align::code_of(sides.translation, right));
    let text = |page: &Page, at: usize| {
        page.code.get(at).map(|code| code.text(&page.source.text).text.into_owned()).unwrap_or_default()
    };
    let score = |i: usize, j: usize| {
        if same_code(&text(sides.source, i), &text(sides.translation, j)) { SURE } else { 1 }
    };
    for (a, b) in align::runs(ours, theirs, score) {
        let ours = a.and_then(|at| sides.source.code.get(at));
        let theirs = b.and_then(|at| sides.translation.code.get(at));
        if let (Some(x), Some(y)) = (ours, theirs) {
            let (expected, found) = (sides.source.slice(x.content), sides.translation.slice(y.content));
            let info = sides.source.slice(x.info) == sides.translation.slice(y.info);
            if info && (expected == found || same_code(expected, found)) {
                continue;
            }
        }
        let side = |page: &Page, code: &crate::page::code::CodeBlock| Side {
            span: first_line(page, code.span),
            value: page.slice(code.content).trim_end().to_owned(),
        };
        let place = theirs.map_or_else(
            || {
                sides
                    .translation
                    .sections
                    .get(right)
                    .map_or_else(Span::default, |section| first_line(sides.translation, section.heading))
            },
            |code| first_line(sides.translation, code.span),
        );
        let key = sides.source.sections.get(left).map_or_else(String::new, |section| section.slug.clone());
        let source = ours.map(|code| side(sides.source, code));
        push(out, FactKind::CodeBlock, key, source, theirs.map(|code| side(sides.translation, code)), place);
    }
}

/// Whether two code texts are equal but for tabs, line ends and white space at line ends.
pub fn same_code(a: &str, b: &str) -> bool {
    let line = |line: &str| line.trim_end().replace('\t', "    ");
    a == b || a.trim_end().lines().map(line).eq(b.trim_end().lines().map(line))
}

/// A table that only one page has.
pub fn table_lost(
    sides: &Sides<'_>,
    a: Option<usize>,
    b: Option<usize>,
    (left, right): (usize, usize),
    out: &mut Vec<Difference>,
) {
    let side = |page: &Page, at: Option<usize>| {
        let table = page.tables.get(at?)?;
        Some(Side { span: table.header.span, value: format!("table of {} rows", table.rows.len()) })
    };
    let (source, translation) = (side(sides.source, a), side(sides.translation, b));
    let heading = sides.translation.sections.get(right).map_or_else(Span::default, |section| section.heading);
    let place = translation.as_ref().map_or_else(|| first_line(sides.translation, heading), |side| side.span);
    let key = sides.source.sections.get(left).map_or_else(String::new, |section| section.slug.clone());
    push(out, FactKind::TableShape, key, source, translation, place);
}

/// Tables whose header rows differ in width.
pub fn header_row(sides: &Sides<'_>, area: &str, ours: &Table, theirs: &Table, out: &mut Vec<Difference>) {
    let _ = sides;
    let (a, b) = (ours.header.cells.len(), theirs.header.cells.len());
    if a != b {
        let side =
            |table: &Table, columns: usize| Some(Side { span: table.header.span, value: format!("{columns} columns") });
        push(out, FactKind::TableShape, format!("{area}/columns"), side(ours, a), side(theirs, b), theirs.header.span);
    }
}

/// A row that only one page has.
pub fn row_lost(
    sides: &Sides<'_>,
    area: &str,
    rows: (Option<&Row>, Option<&Row>),
    tables: (&Table, &Table),
    out: &mut Vec<Difference>,
) {
    let side = |page: &Page, row: &Row| Side { span: row.span, value: page.slice(row.span).to_owned() };
    let source = rows.0.map(|row| side(sides.source, row));
    let translation = rows.1.map(|row| side(sides.translation, row));
    let place = translation.as_ref().map_or(tables.1.header.span, |side| side.span);
    let name = rows.0.and_then(|row| row.cells.first()).map_or("", |cell| sides.source.slice(*cell));
    push(out, FactKind::TableShape, format!("{area}/{name}"), source, translation, place);
}
