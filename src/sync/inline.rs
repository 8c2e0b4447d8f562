//! A text of prose with what a translator must not touch set apart: code spans, links, placeholders, tags. Must not know
//! the format in which it is handed over.

use crate::fact::token;
use crate::page::{self, Page};
use crate::text::{Source, Span};
use std::collections::HashMap;

/// A part of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Words.
    Text(String),
    /// What stays as it is; with its number.
    Whole(usize, String),
    /// What begins around words that are translated: `[` of a link, `**`.
    Open(usize, String),
    /// What ends there: `](target)`, `**`.
    Close(usize, String),
}

impl Part {
    /// The part as it stands on the page.
    pub fn raw(&self) -> &str {
        match self {
            Part::Text(text) | Part::Whole(_, text) | Part::Open(_, text) | Part::Close(_, text) => text,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Shape {
    Whole,
    Open,
    Close,
}

/// The parts of `text`, numbered from 1. Put together they are the text.
pub fn parts(text: &str) -> Vec<Part> {
    let page = page::parse(Source::new("", text));
    let marks = marks(&page, text);
    let mut parts = Vec::new();
    let mut at = 0;
    for (span, shape, number) in marks {
        let words = Span::new(at, span.from()).of(text);
        if !words.is_empty() {
            parts.push(Part::Text(words.to_owned()));
        }
        let raw = span.of(text).to_owned();
        parts.push(match shape {
            Shape::Whole => Part::Whole(number, raw),
            Shape::Open => Part::Open(number, raw),
            Shape::Close => Part::Close(number, raw),
        });
        at = span.to();
    }
    let words = text.get(at..).unwrap_or("");
    if !words.is_empty() {
        parts.push(Part::Text(words.to_owned()));
    }
    parts
}

/// Places in order, none overlapping another, pairs whole.
fn marks(page: &Page, text: &str) -> Vec<(Span, Shape, usize)> {
    let mut whole: Vec<Span> = page.code_spans.iter().map(|code| code.span).collect();
    whole.extend(page.includes.iter().map(|include| include.span));
    let mut pairs: Vec<(Span, Span)> = Vec::new();
    for link in &page.links {
        let open = Span { start: link.span.start, end: link.text.start };
        let close = Span { start: link.text.end, end: link.span.end };
        if link.image || link.text == link.target || open.is_empty() || close.is_empty() {
            whole.push(link.span);
        } else {
            pairs.push((open, close));
        }
    }
    for bold in &page.bold {
        let open = Span { start: bold.span.start, end: bold.content.start };
        pairs.push((open, Span { start: bold.content.end, end: bold.span.end }));
    }
    whole.extend(token::placeholders(text).into_iter().map(|(range, _)| Span::new(range.start, range.end)));
    whole.extend(signs(text));
    whole.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    whole.retain(|span| {
        let is_next = span.start >= end && !span.is_empty();
        if is_next {
            end = span.end;
        }
        is_next
    });
    // What lies within a bracket of a pair belongs to it; a pair that something cuts is none.
    let is_cut = |bracket: &Span| {
        // They are in order, none overlapping another.
        let near = whole.get(whole.partition_point(|span| span.end < bracket.start)..).unwrap_or_default();
        let near = near.iter().take_while(|span| span.start <= bracket.end);
        near.into_iter().any(|span| span.overlaps(*bracket) && !bracket.contains(*span))
    };
    pairs.retain(|(open, close)| !is_cut(open) && !is_cut(close));
    let mut brackets: Vec<Span> = pairs.iter().flat_map(|(open, close)| [*open, *close]).collect();
    brackets.sort();
    // For each, where the last of it and those before it ends.
    let mut end = 0;
    let ends: Vec<u32> = brackets
        .iter()
        .map(|bracket| {
            end = end.max(bracket.end);
            end
        })
        .collect();
    whole.retain(|span| {
        let before = brackets.partition_point(|bracket| bracket.start <= span.start);
        before.checked_sub(1).and_then(|last| ends.get(last)).is_none_or(|end| *end < span.end)
    });
    let mut marks: Vec<(Span, Shape, usize)> = whole.into_iter().map(|span| (span, Shape::Whole, 0)).collect();
    for (at, (open, close)) in pairs.into_iter().enumerate() {
        marks.push((open, Shape::Open, at + 1));
        marks.push((close, Shape::Close, at + 1));
    }
    marks.sort_by_key(|(span, _, _)| span.start);
    // Numbers in order of place; those of a pair are one.
    let mut next = 0;
    let mut of_pair: HashMap<usize, usize> = HashMap::new();
    for (_, shape, number) in &mut marks {
        if *shape == Shape::Close
            && let Some(given) = of_pair.get(number)
        {
            *number = *given;
            continue;
        }
        next += 1;
        if *shape == Shape::Open {
            of_pair.insert(*number, next);
        }
        *number = next;
    }
    marks
}

/// Where one character comes next, for places that are asked about in order: the text is read once, however many ask.
struct Ahead<'t> {
    text: &'t str,
    wanted: char,
    /// The last answer; the text's end where there is no other.
    next: Option<usize>,
}

impl<'t> Ahead<'t> {
    fn new(text: &'t str, wanted: char) -> Self {
        Self { text, wanted, next: None }
    }

    /// The first one at byte `at` or after it.
    fn from(&mut self, at: usize) -> Option<usize> {
        let next = match self.next {
            Some(next) if next >= at => next,
            _ => {
                self.text.get(at..).and_then(|rest| rest.find(self.wanted)).map_or(self.text.len(), |found| at + found)
            }
        };
        self.next = Some(next);
        (next < self.text.len()).then_some(next)
    }
}

/// Escapes, tags, and line ends that mean something.
fn signs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut tag_ends, mut bracket_ends) = (Ahead::new(text, '>'), Ahead::new(text, ']'));
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = text.get(at..).unwrap_or("");
        match c {
            '\\' => {
                if let Some((_, next)) = chars.next_if(|(_, next)| next.is_ascii_punctuation()) {
                    found.push(Span::new(at, at + 1 + next.len_utf8()));
                }
            }
            '<' => {
                let is_tag = rest
                    .get(1..)
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!'));
                if let Some(end) = is_tag.then(|| tag_ends.from(at)).flatten() {
                    found.push(Span::new(at, end + 1));
                }
            }
            '\n' => {
                let after = rest.get(1..).unwrap_or("");
                let prefix = after.len() - after.trim_start_matches(['>', ' ', '\t']).len();
                let before = text.get(..at).unwrap_or("");
                let lead = before.len() - before.trim_end_matches([' ', '\\', '\r']).len();
                found.push(Span::new(at - lead, at + 1 + prefix));
            }
            '[' if rest.starts_with("[!") => {
                if let Some(end) = bracket_ends.from(at) {
                    found.push(Span::new(at, end + 1));
                }
            }
            _ => {}
        }
    }
    found
}

/// A text as one line where its line ends mean nothing: hard breaks and the lines of a quote stay.
pub fn flat(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // The lines of a quote.
    if text.lines().skip(1).any(|line| line.trim_start().starts_with('>')) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at == 0 {
            out.push_str(line);
        } else if out.ends_with("  ") || out.ends_with('\\') {
            out.push('\n');
            out.push_str(line);
        } else {
            let kept = out.trim_end().len();
            out.truncate(kept);
            out.push(' ');
            out.push_str(line.trim_start());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_apart_what_stays() {
        let text = "See **the** [`user`](a.md) of {token} or `x`,<br>\\| [!INCLUDE [a](b.md)].";
        let parts = parts(text);
        let whole: String = parts.iter().map(Part::raw).collect();
        assert_eq!(whole, text);
        let kept: Vec<&str> = parts.iter().filter(|part| !matches!(part, Part::Text(_))).map(Part::raw).collect();
        assert_eq!(
            kept,
            ["**", "**", "[", "`user`", "](a.md)", "{token}", "`x`", "<br>", "\\|", "[!INCLUDE [a](b.md)]"]
        );
    }

    #[test]
    fn lines_that_mean_nothing_are_one() {
        assert_eq!(flat("a\r\n  b  \nc"), "a b  \nc");
        assert_eq!(flat("> a\n> b"), "> a\n> b");
    }
}
