//! How alike two blocks of the source are. Must not know translations.

use super::block::{Block, Kind};
use crate::page::Page;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// A block of a page of the source, ready to be compared.
#[derive(Debug)]
pub struct Key {
    /// What must be equal for two blocks to say the same.
    pub text: String,
    /// The hashes of its words, in order of value.
    words: Vec<u64>,
}

/// The key of `block`.
pub fn key(page: &Page, block: &Block) -> Key {
    let text = normal(page, block);
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let is_part = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '/'));
    let mut words: Vec<u64> =
        text.split(is_part).filter(|word| !word.is_empty()).map(|word| hasher.hash_one(word)).collect();
    words.sort_unstable();
    Key { text, words }
}

/// The share of words that two blocks have in common, in eighths; 0 where neither has any.
pub fn eighths(a: &Key, b: &Key) -> u32 {
    let (mut left, mut right) = (a.words.iter().peekable(), b.words.iter().peekable());
    let mut common: usize = 0;
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => _ = left.next(),
            std::cmp::Ordering::Greater => _ = right.next(),
            std::cmp::Ordering::Equal => {
                common += 1;
                left.next();
                right.next();
            }
        }
    }
    let all = a.words.len() + b.words.len();
    (common * 16).checked_div(all).unwrap_or(0) as u32
}

/// The text of a block as it counts: white space in prose does not, tabs in code are four spaces.
pub fn normal(page: &Page, block: &Block) -> String {
    let text = &page.source.text;
    match block.kind {
        Kind::Code | Kind::Comment | Kind::Header => {
            let lines = block.body.of(text).lines();
            lines.map(|line| line.trim_end().replace('\t', "    ")).collect::<Vec<_>>().join("\n")
        }
        Kind::Heading(level) => {
            let title = page.sections.get(block.section).map_or("", |section| section.title.of(text));
            format!("{} {}", "#".repeat(usize::from(level)), folded(title))
        }
        Kind::Table => {
            let Some(table) = block.table.and_then(|at| page.tables.get(at)) else { return String::new() };
            let rows = std::iter::once(&table.header).chain(&table.rows);
            let row = |cells: &[crate::text::Span]| {
                cells.iter().map(|cell| folded(cell.of(text))).collect::<Vec<_>>().join(" | ")
            };
            rows.map(|one| row(&one.cells)).collect::<Vec<_>>().join("\n")
        }
        _ => folded(block.after_marker(text).of(text)),
    }
}

/// Every run of white space is one space.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
