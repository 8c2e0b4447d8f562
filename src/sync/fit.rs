//! Which text of the source a translation is built like: the one it names, or today's, to which an earlier run has brought
//! it. Must not know what is done with the answer.

use super::align::free_key;
use super::block::{Block, Kind};
use super::likeness::{folded, normal};
use super::mark::{self, Mark};
use crate::drift::sequence;
use crate::fact::plain::plain;
use crate::page::Page;
use crate::page::model::within;
use crate::text::Span;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// A translation's or a source's blocks, with what each says in every language.
pub struct Build {
    parts: Vec<Part>,
}

#[derive(PartialEq, Debug)]
struct Part {
    kind: Kind,
    /// All of it where it is free of language; the anchor of a heading.
    key: String,
    /// Cells of a table, links and code spans of prose: their hashes, in order of value.
    tokens: Vec<u64>,
    /// The words, where they are the source's: of every block of a source, of a translation's marked ones.
    words: Option<String>,
}

/// Reads `page`. `marks` says of each block what it is marked with; a source has none and is all words.
pub fn build(page: &Page, blocks: &[Block], marks: Option<&[Option<Mark>]>) -> Build {
    let part = |(at, block): (usize, &Block)| {
        let is_source_text = marks.is_none_or(|marks| marks.get(at) == Some(&Some(Mark::Translate)));
        Part {
            kind: block.kind,
            key: if block.kind == Kind::Header { String::new() } else { free_key(page, block) },
            tokens: hashes(&tokens(page, block)),
            words: (is_source_text && block.kind != Kind::Header).then(|| normal(page, block)),
        }
    };
    // A page without a front matter is like one that has nothing of the source's in it.
    let none = Part { kind: Kind::Header, key: String::new(), tokens: Vec::new(), words: None };
    let has_header = blocks.first().is_some_and(|block| block.kind == Kind::Header);
    let header = (!has_header).then_some(none).into_iter();
    Build { parts: header.chain(blocks.iter().enumerate().map(part)).collect() }
}

fn hashes(tokens: &[String]) -> Vec<u64> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let mut hashes: Vec<u64> = tokens.iter().map(|token| hasher.hash_one(token)).collect();
    hashes.sort_unstable();
    hashes
}

fn tokens(page: &Page, block: &Block) -> Vec<String> {
    let text = &page.source.text;
    match block.kind {
        Kind::Header => {
            let entries = page.front_matter.iter().flat_map(|front| &front.entries);
            let is_free = |key: &str| !matches!(key, "title" | "description") && !key.starts_with("ms.");
            entries
                .filter(|entry| is_free(entry.key.of(text)))
                .map(|entry| format!("{}: {}", entry.key.of(text), folded(entry.value.of(text))))
                .collect()
        }
        Kind::Table => {
            let Some(table) = block.table.and_then(|at| page.tables.get(at)) else { return Vec::new() };
            let cell = |cell: &Span| plain(&folded(mark::cell(cell.of(text)).0)).into_owned();
            let mut tokens = Vec::new();
            let mut before = String::new();
            for row in &table.rows {
                let name = row.cells.first().map(cell).unwrap_or_default();
                tokens.extend(row.cells.iter().skip(1).map(|other| format!("{name} | {}", cell(other))));
                // The order of the rows counts as well.
                tokens.push(format!("{before} > {name}"));
                before = name;
            }
            tokens
        }
        _ if block.is_free => Vec::new(),
        _ => {
            let links = within(&page.links, block.body, |link| link.span).iter().map(|link| link.target);
            let code = within(&page.code_spans, block.body, |code| code.span).iter().map(|code| code.content);
            links.chain(code).map(|span| span.of(text).to_owned()).collect()
        }
    }
}

impl Build {
    /// How far a translation is built like this source, in thousandths.
    pub fn likeness(&self, translation: &Build) -> u32 {
        let sum = |a: &Build, b: &Build| -> u64 {
            let score = |i: usize, j: usize| match (a.parts.get(i), b.parts.get(j)) {
                (Some(a), Some(b)) => part_score(a, b),
                _ => 0,
            };
            let pairs = sequence::align(a.parts.len(), b.parts.len(), score);
            pairs.into_iter().filter_map(|(i, j)| Some(u64::from(score(i?, j?)))).sum()
        };
        let whole = sum(self, self) + sum(translation, translation);
        (2000 * sum(self, translation)).checked_div(whole).map_or(1000, |share| share as u32)
    }
}

fn part_score(a: &Part, b: &Part) -> u32 {
    if a.kind != b.kind {
        return 0;
    }
    let mut others = b.tokens.iter().peekable();
    let is_common = |token: &&u64| {
        while others.next_if(|other| other < token).is_some() {}
        others.peek() == Some(token)
    };
    let common = a.tokens.iter().filter(is_common).count();
    let all = a.tokens.len().max(b.tokens.len());
    // One row of a long table must count.
    let tokens = (common * 64).checked_div(all).unwrap_or(8) as u32;
    let both_words = a.words.as_ref().zip(b.words.as_ref());
    if a.key != b.key || a.key.is_empty() && both_words.is_some_and(|(a, b)| a != b) {
        return 1;
    }
    1 + tokens + 16
}
