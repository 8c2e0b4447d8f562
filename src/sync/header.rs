//! The front matter of a translation, key by key. Keys in which words stand are the translator's, keys that name the source
//! are provenance's, all others are the source's.

use super::mark::{Mark, line_around};
use super::piece::with_line_ends;
use crate::page::Page;
use crate::page::front_matter::{Entry, FrontMatter};
use crate::text::edit::{self, Edit};
use crate::text::{Line, Span};
use std::collections::{BTreeMap, HashMap};

/// Keys whose values are translated.
const WORDS: [&str; 2] = ["title", "description"];

/// Keys that only translations have.
const LOCALIZATION: [&str; 6] = [
    "ms.openlocfilehash",
    "ms.sourcegitcommit",
    "ms.translationtype",
    "ms.contentlocale",
    "ms.lasthandoff",
    "ms.locfileid",
];

/// The keys that `sync` leaves alone: those of localization, and those that name the source in this docset.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// More than the well-known ones.
    pub more: Vec<String>,
}

impl Kept {
    fn has(&self, key: &str) -> bool {
        LOCALIZATION.contains(&key) || self.more.iter().any(|other| other == key)
    }
}

struct Header<'a> {
    text: &'a str,
    front: Option<&'a FrontMatter>,
    entries: HashMap<&'a str, &'a Entry>,
}

impl<'a> Header<'a> {
    fn of(page: &'a Page) -> Self {
        let (text, front) = (&page.source.text, page.front_matter.as_ref());
        // Of several with one key the first counts.
        let entries = front.into_iter().flat_map(|front| front.entries.iter().rev());
        Self { text, front, entries: entries.map(|entry| (entry.key.of(text), entry)).collect() }
    }

    fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.entries.get(key).copied()
    }

    /// The value as it counts.
    fn value(&self, key: &str) -> Option<String> {
        let entry = self.entry(key)?;
        let value = entry.scalar(self.text).map(std::borrow::Cow::into_owned);
        Some(value.unwrap_or_else(|| entry.value.of(self.text).to_owned()))
    }

    /// The lines of an entry.
    fn lines(&self, entry: &Entry) -> Span {
        let start = line_around(self.text, entry.key.from()).start;
        let last = entry.value.end.max(entry.key.end).saturating_sub(1).max(entry.key.start) as usize;
        Span::new(start, line_around(self.text, last).next)
    }

    /// The mark above an entry, with its line.
    fn mark(&self, entry: &Entry) -> Option<(Mark, Span)> {
        let start = line_around(self.text, entry.key.from()).start;
        let above = line_around(self.text, start.checked_sub(1)?);
        let above = Line { end: above.end.min(start), next: start, ..above };
        Some((Mark::of_yaml(above.of(self.text))?, Span::new(above.start, start)))
    }
}

/// What a front matter is brought to.
#[derive(PartialEq, Eq, Debug)]
pub enum Merged {
    /// This text, without the last line end.
    Text(String),
    /// It is left: it cannot be read.
    Unreadable,
    /// There is none.
    Absent,
}

/// Merges the front matter of `ours`, made from `base`, with that of `current`.
pub fn merge(base: &Page, current: &Page, ours: &Page, kept: &Kept, line_end: &str) -> Merged {
    let (was, is, found) = (Header::of(base), Header::of(current), Header::of(ours));
    let is_broken = |header: &Header<'_>| header.front.is_some_and(|front| front.error.is_some());
    if is_broken(&is) || is_broken(&found) {
        return Merged::Unreadable;
    }
    let Some(front) = is.front else {
        return found
            .front
            .map_or(Merged::Absent, |front| Merged::Text(front.span.of(found.text).trim_end().to_owned()));
    };
    let Some(own) = found.front else {
        let mut lines = String::from("---");
        lines.push_str(line_end);
        for entry in &front.entries {
            let key = entry.key.of(is.text);
            if !kept.has(key) {
                lines.push_str(&new_entry(&is, entry, line_end));
            }
        }
        lines.push_str("---");
        return Merged::Text(lines);
    };
    let mut edits: Vec<Edit> = Vec::new();
    let mut inserted: BTreeMap<usize, String> = BTreeMap::new();
    let mut place = own.body.from();
    for entry in &front.entries {
        let key = entry.key.of(is.text);
        if kept.has(key) {
            continue;
        }
        let (old, new, ours) = (was.value(key), is.value(key), found.value(key));
        let Some(own) = found.entry(key) else {
            // What the translation has lost is damage; what is new belongs here.
            if old != new {
                inserted.entry(place).or_default().push_str(&new_entry(&is, entry, line_end));
            }
            continue;
        };
        place = found.lines(own).to();
        if old == new || ours == new {
            continue;
        }
        let marked = found.mark(own);
        match marked {
            Some((Mark::Outdated, _)) => {}
            None if WORDS.contains(&key) => {
                // A title that the base did not have is nobody's translation of it.
                if old.is_some() {
                    let start = found.lines(own).from();
                    edits.push(Edit { span: Span::at(start), text: format!("{}{line_end}", Mark::Outdated.yaml()) });
                }
            }
            _ => edits.push(Edit { span: found.lines(own), text: lines(&is, entry, line_end) }),
        }
    }
    for entry in was.front.map_or(&[][..], |front| &front.entries) {
        let key = entry.key.of(was.text);
        if let Some(own) = found.entry(key).filter(|_| !kept.has(key) && is.entry(key).is_none()) {
            let mark = found.mark(own).map_or(found.lines(own), |(_, line)| line.join(found.lines(own)));
            edits.push(Edit { span: mark, text: String::new() });
        }
    }
    edits.extend(inserted.into_iter().map(|(at, text)| Edit { span: Span::at(at), text }));
    let base = own.span.from();
    let edits: Vec<Edit> = edits
        .into_iter()
        .map(|edit| Edit { span: Span::new(edit.span.from() - base, edit.span.to() - base), text: edit.text })
        .collect();
    let (text, _) = edit::apply(own.span.of(found.text), &edits);
    Merged::Text(text.trim_end().to_owned())
}

fn lines(header: &Header<'_>, entry: &Entry, line_end: &str) -> String {
    let mut lines = with_line_ends(header.lines(entry).of(header.text), line_end);
    if !lines.ends_with(line_end) {
        lines.push_str(line_end);
    }
    lines
}

/// The lines of an entry that the translation does not have; words are marked.
fn new_entry(header: &Header<'_>, entry: &Entry, line_end: &str) -> String {
    let lines = lines(header, entry, line_end);
    if WORDS.contains(&entry.key.of(header.text)) && !entry.value.is_empty() {
        return format!("{}{line_end}{lines}", Mark::Translate.yaml());
    }
    lines
}

/// A page whose front matter says `value` at `key`, a top-level key; `None` where it has no front matter.
pub fn with_value(page: &Page, key: &str, value: &str) -> Option<String> {
    let header = Header::of(page);
    let front = header.front.filter(|front| front.error.is_none())?;
    let edit = match header.entry(key) {
        Some(entry) if entry.value.is_empty() => Edit { span: entry.value, text: format!(" {value}") },
        Some(entry) => Edit { span: entry.value, text: value.to_owned() },
        None => Edit { span: Span::at(front.body.to()), text: format!("{key}: {value}{}", page.source.line_end()) },
    };
    Some(edit::apply(page.source.file_text(), &[edit]).0)
}
