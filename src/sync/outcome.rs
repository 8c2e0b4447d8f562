//! One translation, brought to its source of today. Pure: the texts come in, the new text goes out. Must not know files.

use super::align;
use super::block::{self, Block, Kind};
use super::fit;
use super::header::Kept;
use super::mark::{self, Mark, Plain};
use super::merge::{self, Left, Source};
use super::piece::{self, Piece};
use crate::fact::TableInfo;
use crate::page::Page;

/// What a page becomes.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The new text; the old one where nothing changes.
    pub text: String,
    /// Parts that were left, with the line of the page on which each begins.
    pub left: Vec<(u32, String)>,
    /// What is left to its translator.
    pub summary: Summary,
}

/// How much a translator has to do on a page.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Summary {
    /// Headings in the source's language.
    pub sections: usize,
    /// Other blocks in the source's language.
    pub added: usize,
    /// Blocks whose source says something else.
    pub changed: usize,
    /// Table cells in the source's language.
    pub cells_added: usize,
    /// Table cells whose source says something else.
    pub cells_changed: usize,
    /// Titles and descriptions of front matters.
    pub keys: usize,
}

impl Summary {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// In words: `1 section and 2 paragraphs to translate, 3 cells outdated`.
    pub fn words(&self) -> String {
        let parts = [
            (self.sections, "new heading"),
            (self.added, "new block"),
            (self.cells_added, "new cell"),
            (self.changed, "outdated block"),
            (self.cells_changed, "outdated cell"),
            (self.keys, "key of the front matter"),
        ];
        let words: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| match (*count, *what) {
                (1, what) => format!("1 {what}"),
                (count, "key of the front matter") => format!("{count} keys of the front matter"),
                (count, what) => format!("{count} {what}s"),
            })
            .collect();
        words.join(", ")
    }
}

/// A page of the source with what its tables are.
#[derive(Clone, Copy)]
pub struct SourcePage<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its tables.
    pub tables: &'a [TableInfo],
}

/// Brings the page `text` to `current`. It was made from the first of `bases`; the others are later texts of the source, to one
/// of which an earlier run may have brought it. An error says why the page cannot be brought there and is left.
pub fn sync(
    path: &str,
    text: &str,
    bases: &[SourcePage<'_>],
    current: SourcePage<'_>,
    kept: &Kept,
) -> Result<Outcome, String> {
    if bases.iter().chain([&current]).any(|source| !source.page.limits().is_empty()) {
        return Err("its source is too large or too deep to be read".to_owned());
    }
    let blocks: Vec<Vec<Block>> = bases.iter().chain([&current]).map(|source| block::blocks(source.page)).collect();
    let sources: Vec<Source<'_>> = bases
        .iter()
        .chain([&current])
        .zip(&blocks)
        .map(|(source, blocks)| Source { page: source.page, blocks, tables: source.tables })
        .collect();
    let once = run(path, text, &sources, kept)?;
    // What a second run would undo or do again is not certain.
    if run(path, &once.text, &sources, kept)?.text != once.text {
        return Err("its structure is too damaged to tell its parts from each other".to_owned());
    }
    let summary = summary(path, &once.text);
    Ok(Outcome { text: once.text, left: once.left, summary })
}

struct Run {
    text: String,
    left: Vec<(u32, String)>,
}

/// One run; the last of `sources` is today's.
fn run(path: &str, text: &str, sources: &[Source<'_>], kept: &Kept) -> Result<Run, String> {
    let plain = mark::unmarked(path, text);
    if !plain.page.limits().is_empty() {
        return Err("it is too large or too deep to be read".to_owned());
    }
    let blocks = block::blocks(&plain.page);
    let marks = marks(&plain, &blocks);
    let ours = fit::build(&plain.page, &blocks, Some(&marks));
    // What a run has made has the very blocks of its source.
    let like = |source: &Source<'_>| {
        (align::same_kinds(source.blocks, &blocks), fit::build(source.page, source.blocks, None).likeness(&ours))
    };
    // Of several that are as like the first counts: the one that the page names.
    let base = sources.iter().rev().max_by_key(|source| like(source)).copied();
    let (Some(base), Some(current)) = (base, sources.last().copied()) else {
        return Err("it has no source".to_owned());
    };
    let (pieces, left) = merge::merge(base, current, &plain, &blocks, kept);
    let left = left.into_iter().map(|Left { span, why }| (plain.page.source.lines().line(span.start), why)).collect();
    if is_unchanged(&pieces, &plain, &blocks, &marks) {
        return Ok(Run { text: text.to_owned(), left });
    }
    let byte_order = text.get(..plain.page.source.mark_len()).unwrap_or("");
    let text = piece::text(&pieces, byte_order, plain.page.source.line_end());
    Ok(Run { text: mark::written(path, text), left })
}

fn marks(plain: &Plain, blocks: &[Block]) -> Vec<Option<Mark>> {
    blocks.iter().map(|block| plain.mark(block.body).filter(|_| !block.is_free)).collect()
}

/// Whether the pieces say what the page says: then not even its marks are written anew.
fn is_unchanged(pieces: &[Piece], plain: &Plain, blocks: &[Block], marks: &[Option<Mark>]) -> bool {
    let text = &plain.page.source.text;
    pieces.len() == blocks.len()
        && pieces.iter().zip(blocks).zip(marks).all(|((piece, block), mark)| {
            piece.body == block.body.of(text) && piece.tail == block.tail().of(text) && piece.mark == *mark
        })
}

/// What is marked on a page.
pub fn summary(path: &str, text: &str) -> Summary {
    let plain = mark::unmarked(path, text);
    let blocks = block::blocks(&plain.page);
    let mut summary = Summary::default();
    for (block, mark) in blocks.iter().zip(marks(&plain, &blocks)) {
        match (block.kind, mark) {
            (Kind::Heading(_), Some(Mark::Translate)) => summary.sections += 1,
            (_, Some(Mark::Translate)) => summary.added += 1,
            (_, Some(Mark::Outdated)) => summary.changed += 1,
            (Kind::Header, None) => {
                let lines = block.body.of(&plain.page.source.text).lines();
                summary.keys += lines.filter(|line| Mark::of_yaml(line).is_some()).count();
            }
            (Kind::Table, None) => {
                let table = block.table.and_then(|at| plain.page.tables.get(at));
                let rows = table.into_iter().flat_map(|table| std::iter::once(&table.header).chain(&table.rows));
                for cell in rows.flat_map(|row| &row.cells) {
                    match mark::cell(plain.page.slice(*cell)).1 {
                        Some(Mark::Translate) => summary.cells_added += 1,
                        Some(Mark::Outdated) => summary.cells_changed += 1,
                        None => {}
                    }
                }
            }
            _ => {}
        }
    }
    summary
}
