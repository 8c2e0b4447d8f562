//! Where on a translation that belongs which it has lost: the paragraph or list item that is the source's, and there the word that
//! stands without its marks. Where nothing says which paragraph it is, the heading of the section stays the place. Must not judge.

use super::bags;
use super::cells::Sides;
use super::change::Change;
use super::content::shared;
use super::difference::{Difference, Side};
use super::localized;
use super::sequence::{self, Pairs};
use crate::fact::{FactKind, token};
use crate::page::model::within;
use crate::page::section::Section;
use crate::page::visible::{around, is_hidden};
use crate::page::{Page, macros};
use crate::text::Span;
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;
use std::hash::BuildHasher;

/// Sections with more blocks are not looked through.
const BLOCKS: usize = 1 << 8;

/// So much of a page is searched for words that have lost their marks.
const BYTES: usize = 1 << 20;

/// Gives what prose has lost the places where it belongs; the sections of both pages are paired as `pairs` says.
pub fn settle(sides: &Sides<'_>, pairs: &Pairs, out: &mut [Difference]) {
    if !out.iter().any(is_lost) {
        return;
    }
    let theirs: HashMap<usize, usize> = pairs.iter().filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
    let mut known: HashMap<usize, Option<Paired<'_>>> = HashMap::default();
    for difference in out.iter_mut().filter(|difference| is_lost(difference) && difference.table.is_none()) {
        let Some(side) = &mut difference.source else { continue };
        let left = sides.source.section_index(side.span.start);
        let Some(right) = theirs.get(&left).copied() else { continue };
        let section = known.entry(left).or_insert_with(|| Paired::read(sides, left, right));
        if let Some(place) = section.as_mut().and_then(|section| section.place(sides, difference.kind, side)) {
            difference.place = place;
        }
    }
    words(sides.translation, out);
}

/// Whether a difference is of a token that prose or a cell has lost.
fn is_lost(difference: &Difference) -> bool {
    let is_token = matches!(
        difference.kind,
        FactKind::CodeSpan | FactKind::Bold | FactKind::LinkTarget | FactKind::Include | FactKind::Macro
    );
    is_token && difference.translation.is_none() && difference.source.is_some()
}

/// What kind of block one is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A paragraph; whether it lies in a list, in a quote, and is nothing but a macro.
    Prose(bool, bool, bool),
    Code,
    Table,
}

struct Block {
    span: Span,
    kind: Kind,
    /// Hashes, in order, of what it has in every language.
    words: Vec<u64>,
}

/// A pair of sections whose blocks have been paired.
struct Paired<'a> {
    blocks: Vec<Block>,
    /// The place of the block on the translation that each is.
    places: Vec<Option<Span>>,
    /// Which blocks have something more often than theirs on the translation, and how much more often.
    lacking: HashMap<(FactKind, String), Vec<(usize, Seen)>>,
    source: &'a Page,
}

/// How often something stands in a block more than in its translation, and where it does first.
#[derive(Clone, Copy)]
struct Seen {
    count: i64,
    first: Span,
}

impl<'a> Paired<'a> {
    fn read(sides: &Sides<'a>, left: usize, right: usize) -> Option<Self> {
        let body = |page: &Page, at: usize| page.sections.get(at).map(Section::body);
        let (ours, theirs) = (body(sides.source, left)?, body(sides.translation, right)?);
        let (mut blocks, mut others) = (read(sides.source, ours)?, read(sides.translation, theirs)?);
        let places = pair(&mut blocks, &mut others).into_iter().map(|at| Some(others.get(at?)?.span)).collect();
        let mut section = Self { blocks, places, lacking: HashMap::default(), source: sides.source };
        section.count(sides);
        Some(section)
    }

    fn count(&mut self, sides: &Sides<'_>) {
        for (at, (block, place)) in self.blocks.iter().zip(&self.places).enumerate() {
            let Some(place) = place.filter(|_| matches!(block.kind, Kind::Prose(..))) else { continue };
            let mut seen: HashMap<(FactKind, String), Seen> = HashMap::default();
            for (key, first) in tokens(sides.source, block.span, sides.tags.source) {
                seen.entry(key).or_insert(Seen { count: 0, first }).count += 1;
            }
            if seen.is_empty() {
                continue;
            }
            for (key, _) in tokens(sides.translation, place, sides.tags.translation) {
                if let Some(seen) = seen.get_mut(&key) {
                    seen.count -= 1;
                }
            }
            for (key, seen) in seen.into_iter().filter(|(_, seen)| seen.count > 0) {
                self.lacking.entry(key).or_default().push((at, seen));
            }
        }
    }

    /// The paragraph of the translation that lacks what `side` says. Of several equal ones the source's place is known only now.
    fn place(&mut self, sides: &Sides<'_>, kind: FactKind, side: &mut Side) -> Option<Span> {
        let own = self.blocks.partition_point(|block| block.span.end < side.span.end);
        let own = self.blocks.get(own).filter(|block| block.span.contains(side.span)).map(|_| own)?;
        if !matches!(kind, FactKind::CodeSpan | FactKind::LinkTarget) {
            return *self.places.get(own)?;
        }
        let value = match kind {
            FactKind::LinkTarget => localized::key(&side.value, sides.tags.source),
            _ => folded(&side.value),
        };
        let blocks = self.lacking.get_mut(&(kind, value))?;
        let at = blocks.iter().position(|(at, _)| *at == own).unwrap_or(0);
        let (block, seen) = blocks.get_mut(at)?;
        let (block, first) = (*block, seen.first);
        seen.count -= 1;
        if seen.count == 0 {
            blocks.remove(at);
        }
        if block != own && self.source.slice(first) == self.source.slice(side.span) {
            side.span = first;
        }
        *self.places.get(block)?
    }
}

/// The code spans and the links of a block, each with what is compared of it.
fn tokens<'p>(page: &'p Page, span: Span, tag: &'p str) -> impl Iterator<Item = ((FactKind, String), Span)> + 'p {
    let spans = within(&page.code_spans, span, |code| code.span).iter();
    let spans = spans.map(|code| ((FactKind::CodeSpan, folded(page.slice(code.content))), code.content));
    let links = within(&page.links, span, |link| link.span).iter().map(move |link| {
        let place = if link.target.is_empty() { link.span } else { link.target };
        ((FactKind::LinkTarget, localized::key(link.target(&page.source.text), tag)), place)
    });
    spans.chain(links)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The blocks of a section, in order of place; nothing where they are too many.
fn read(page: &Page, body: Span) -> Option<Vec<Block>> {
    let paragraphs = within(&page.paragraphs, body, |paragraph| paragraph.span);
    let code = within(&page.code, body, |code| code.span);
    let tables = within(&page.tables, body, |table| table.span);
    if paragraphs.len() + code.len() + tables.len() > BLOCKS {
        return None;
    }
    let hasher = FixedState::default();
    let prose = paragraphs.iter().map(|it| Block {
        span: it.span,
        kind: Kind::Prose(it.in_list, it.in_quote, is_macro(page.slice(it.span))),
        words: words_of(page, it.span, &hasher),
    });
    let code = code.iter().map(|it| Block {
        span: it.span,
        kind: Kind::Code,
        words: vec![hasher.hash_one(page.slice(it.content).trim())],
    });
    let tables = tables.iter().map(|it| Block { span: it.span, kind: Kind::Table, words: Vec::new() });
    let mut blocks: Vec<Block> = prose.chain(code).chain(tables).collect();
    blocks.sort_by_key(|block| block.span.start);
    Some(blocks)
}

/// Whether a paragraph begins and ends as macros do.
fn is_macro(text: &str) -> bool {
    text.starts_with('{') && text.trim_end().ends_with('}')
}

/// The code, the coined words and the numbers of a paragraph.
fn words_of(page: &Page, span: Span, hasher: &FixedState) -> Vec<u64> {
    let code = within(&page.code_spans, span, |code| code.span).iter().map(|code| page.slice(code.content).trim());
    let named = token::words(page.slice(span)).map(|(_, word)| word);
    let named = named.filter(|word| token::is_coined(word) || word.bytes().any(|byte| byte.is_ascii_digit()));
    let mut all: Vec<u64> = code.chain(named).map(|word| hasher.hash_one(word)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Which of `others` each block is. By number where the paragraphs are as many and of one kind each; else by words that as many blocks
/// of both sections have, and between those by number again.
fn pair(blocks: &mut [Block], others: &mut [Block]) -> Vec<Option<usize>> {
    let prose = |list: &[Block]| -> Vec<usize> {
        let is_prose = |(at, block): (usize, &Block)| matches!(block.kind, Kind::Prose(..)).then_some(at);
        list.iter().enumerate().filter_map(is_prose).collect()
    };
    let (left, right) = (prose(blocks), prose(others));
    let mut pairs = vec![None; blocks.len()];
    let mut put = |at: usize, other: usize| {
        if let Some(slot) = pairs.get_mut(at) {
            *slot = Some(other);
        }
    };
    let is_same = |at: usize, other: usize| {
        blocks.get(at).zip(others.get(other)).is_some_and(|(block, other)| block.kind == other.kind)
    };
    if left.len() == right.len() && left.iter().zip(&right).all(|(at, other)| is_same(*at, *other)) {
        left.into_iter().zip(right).for_each(|(at, other)| put(at, other));
        return pairs;
    }
    keep_telling(blocks, others);
    let likeness = |at: usize, other: usize| match (blocks.get(at), others.get(other)) {
        (Some(a), Some(b)) if a.kind == b.kind => 1 + 4 * shared(&a.words, &b.words, 4),
        _ => 0,
    };
    let aligned = sequence::align(blocks.len(), others.len(), likeness);
    let sure = aligned.into_iter().filter_map(|(a, b)| Some((a?, b?))).filter(|(a, b)| likeness(*a, *b) > 1);
    let (mut from, mut from_other) = (0, 0);
    for (at, other) in sure.chain([(blocks.len(), others.len())]) {
        let is_same = |(a, b): (usize, usize)| likeness(a, b) > 0;
        if at - from == other - from_other && (from..at).zip(from_other..other).all(is_same) {
            (from..at).zip(from_other..other).for_each(|(a, b)| put(a, b));
        }
        put(at, other);
        (from, from_other) = (at + 1, other + 1);
    }
    pairs
}

/// Leaves of the words of blocks those that as many blocks of both lists have: of others nothing says which is where.
fn keep_telling(blocks: &mut [Block], others: &mut [Block]) {
    let count = |list: &[Block]| {
        let mut counts: HashMap<u64, usize> = HashMap::default();
        list.iter().flat_map(|block| &block.words).for_each(|word| *counts.entry(*word).or_default() += 1);
        counts
    };
    let (ours, theirs) = (count(blocks), count(others));
    let telling: HashSet<u64> =
        ours.iter().filter(|(word, count)| theirs.get(word) == Some(count)).map(|(word, _)| *word).collect();
    for block in blocks.iter_mut().chain(others) {
        block.words.retain(|word| telling.contains(word));
    }
}

/// Points at the words that stand there without their marks, where there are as many as have lost them.
fn words(page: &Page, out: &mut [Difference]) {
    let areas: Vec<Option<Span>> = out.iter().map(|difference| area(page, difference)).collect();
    let mut groups: BTreeMap<(Span, FactKind, &str), Vec<usize>> = BTreeMap::new();
    for (at, (difference, area)) in out.iter().zip(areas).enumerate() {
        if let Some(area) = area {
            groups.entry((area, difference.kind, difference.expected())).or_default().push(at);
        }
    }
    let mut left = BYTES;
    let mut found: Vec<(usize, Span)> = Vec::new();
    for ((area, kind, word), lost) in groups {
        left = left.saturating_sub(area.len());
        if left == 0 {
            break;
        }
        let bare = bare(page, area, kind, word);
        if bare.len() == lost.len() {
            found.extend(lost.into_iter().zip(bare));
        }
    }
    for (at, place) in found {
        if let Some(difference) = out.get_mut(at) {
            difference.place = place;
        }
    }
}

/// Where a word is to be looked for that has lost its marks: where it belongs, or else in its section.
fn area(page: &Page, difference: &Difference) -> Option<Span> {
    let is_word =
        matches!(difference.kind, FactKind::CodeSpan | FactKind::Bold) && difference.change == Change::Unmarked;
    if !is_word || !is_lost(difference) {
        return None;
    }
    let body = page.section_at(difference.place.start)?.body();
    Some(if difference.table.is_some() || body.contains(difference.place) { difference.place } else { body })
}

/// Where `word` stands in `area` as prose.
fn bare(page: &Page, area: Span, kind: FactKind, word: &str) -> Vec<Span> {
    let text = page.slice(area);
    let places = bags::places(text, word).map(|at| area.part(at..at + word.len()));
    let places: Vec<Span> = places.filter(|place| !is_hidden(page, *place) && !is_in_tag(page, *place)).collect();
    if places.is_empty() {
        return places;
    }
    let macros = macros::read(page, area);
    let is_prose = |place: &Span| {
        around(&page.code, *place, |code| code.span).next().is_none()
            && around(&macros, *place, |one| one.span).next().is_none()
            && around(&page.tables, *place, |table| table.span).all(|table| table.span.contains(area))
            && (kind != FactKind::Bold || around(&page.bold, *place, |bold| bold.span).next().is_none())
    };
    places.into_iter().filter(is_prose).collect()
}

/// Whether a place lies in a tag of HTML.
fn is_in_tag(page: &Page, place: Span) -> bool {
    /// So long is a tag at most.
    const LONGEST: usize = 1 << 8;
    let before = page.source.text.as_bytes().get(..place.from()).unwrap_or_default();
    let near = before.get(before.len().saturating_sub(LONGEST)..).unwrap_or_default();
    let Some(at) = memchr::memrchr2(b'<', b'>', near) else { return false };
    near.get(at) == Some(&b'<') && near.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/')
}
