//! Which block of a translation is which of the text it was made from. Translators keep the structure, so order tells; where
//! damage makes the order doubtful, blocks are taken together and left alone. Must not know today's source.

use super::block::{Block, Kind};
use super::likeness;
use crate::drift::sequence::{self, SURE};
use crate::page::Page;
use std::ops::Range;

/// Where a block of the base stands in the translation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// It is this block.
    At(usize),
    /// It is somewhere in this one of [`Places::lumps`].
    Lump(usize),
    /// The translation lost it.
    Nowhere,
}

/// Blocks that belong together and cannot be told apart.
#[derive(Clone, Debug)]
pub struct Lump {
    /// Of the base.
    pub base: Range<usize>,
    /// Of the translation.
    pub translation: Range<usize>,
}

/// Where the base's blocks stand.
#[derive(Debug, Default)]
pub struct Places {
    /// For each block of the base.
    pub of: Vec<Place>,
    /// What cannot be told apart.
    pub lumps: Vec<Lump>,
    /// Blocks that only the translation has, each run with what stands before it.
    pub extras: Vec<Range<usize>>,
}

/// Finds the blocks of `base` in `translation`. Front matters are each other's, and translations have one where the base has
/// none.
pub fn places(base: (&Page, &[Block]), translation: (&Page, &[Block])) -> Places {
    let (left, right) = (without_header(base.1), without_header(translation.1));
    let (before, ours) = (base.1.len() - left.len(), translation.1.len() - right.len());
    let mut found = body((base.0, left), (translation.0, right));
    let moved = |range: &mut Range<usize>, by: usize| *range = range.start + by..range.end + by;
    for place in &mut found.of {
        if let Place::At(at) = place {
            *at += ours;
        }
    }
    if before == 1 {
        found.of.insert(0, if ours == 1 { Place::At(0) } else { Place::Nowhere });
    }
    for lump in &mut found.lumps {
        moved(&mut lump.base, before);
        moved(&mut lump.translation, ours);
    }
    for extra in &mut found.extras {
        moved(extra, ours);
    }
    found
}

fn without_header(blocks: &[Block]) -> &[Block] {
    match blocks.split_first() {
        Some((first, rest)) if first.kind == Kind::Header => rest,
        _ => blocks,
    }
}

fn body(base: (&Page, &[Block]), translation: (&Page, &[Block])) -> Places {
    let (left, right) = (base.1, translation.1);
    if same_kinds(left, right) {
        return Places { of: (0..left.len()).map(Place::At).collect(), ..Places::default() };
    }
    let keys: Vec<String> = left.iter().map(|block| free_key(base.0, block)).collect();
    let others: Vec<String> = right.iter().map(|block| free_key(translation.0, block)).collect();
    let pairs = sequence::align(left.len(), right.len(), |i, j| match (left.get(i), right.get(j)) {
        (Some(a), Some(b)) => score((base.0, a, keys.get(i)), (translation.0, b, others.get(j))),
        _ => 0,
    });
    let mut found = Places { of: vec![Place::Nowhere; left.len()], ..Places::default() };
    let (mut i, mut j) = (0, 0);
    let sure = pairs.iter().filter_map(|(a, b)| Some((((*a)?), (*b)?))).filter(|(a, b)| {
        let (Some(one), Some(other)) = (left.get(*a), right.get(*b)) else { return false };
        score((base.0, one, keys.get(*a)), (translation.0, other, others.get(*b))) >= SURE
    });
    for (a, b) in sure.chain([(left.len(), right.len())]) {
        gap(&mut found, (left, right), i..a, j..b);
        if let Some(place) = found.of.get_mut(a) {
            *place = Place::At(b);
        }
        (i, j) = (a + 1, b + 1);
    }
    found
}

/// The blocks between two that are sure. Where only some runs of one kind are of another length, the others are certain.
fn gap(found: &mut Places, (left, right): (&[Block], &[Block]), base: Range<usize>, translation: Range<usize>) {
    let (ours, theirs) = (runs(left, &base), runs(right, &translation));
    let same_runs = ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| a.0 == b.0);
    if same_runs {
        for ((_, a), (_, b)) in ours.into_iter().zip(theirs) {
            pair(found, a, b, true);
        }
    } else {
        pair(found, base, translation, false);
    }
}

/// Blocks that are each other's where they are of one kind and there are as many.
fn pair(found: &mut Places, base: Range<usize>, translation: Range<usize>, same_kind: bool) {
    if base.is_empty() {
        if !translation.is_empty() {
            found.extras.push(translation);
        }
        return;
    }
    let lump = found.lumps.len();
    let is_sure = same_kind && base.len() == translation.len();
    for (number, at) in base.clone().enumerate() {
        if let Some(place) = found.of.get_mut(at) {
            *place = match (is_sure, translation.is_empty()) {
                (true, _) => Place::At(translation.start + number),
                (false, true) => Place::Nowhere,
                (false, false) => Place::Lump(lump),
            };
        }
    }
    if !is_sure && !translation.is_empty() {
        found.lumps.push(Lump { base, translation });
    }
}

/// The runs of blocks of one kind.
fn runs(blocks: &[Block], range: &Range<usize>) -> Vec<(Kind, Range<usize>)> {
    let mut runs: Vec<(Kind, Range<usize>)> = Vec::new();
    for at in range.clone() {
        let Some(block) = blocks.get(at) else { continue };
        match runs.last_mut() {
            Some((kind, run)) if *kind == block.kind => run.end = at + 1,
            _ => runs.push((block.kind, at..at + 1)),
        }
    }
    runs
}

/// Whether two pages are the same sequence of blocks below their front matter, as far as their kinds go.
pub fn same_kinds(left: &[Block], right: &[Block]) -> bool {
    let (left, right) = (without_header(left), without_header(right));
    left.len() == right.len() && left.iter().zip(right).all(|(a, b)| a.kind == b.kind)
}

/// What a block of any language has in common with its source: all of it where it is free of language.
pub fn free_key(page: &Page, block: &Block) -> String {
    match block.kind {
        Kind::Heading(_) => page.sections.get(block.section).map_or_else(String::new, |section| {
            let anchor = section.anchor().map_or(&*section.slug, |anchor| page.slice(anchor));
            anchor.to_owned()
        }),
        _ if block.is_free => likeness::normal(page, block),
        _ => String::new(),
    }
}

/// How likely two blocks are the same one. [`SURE`] and more is beyond doubt.
fn score(
    (base, a, key): (&Page, &Block, Option<&String>),
    (translation, b, other): (&Page, &Block, Option<&String>),
) -> u32 {
    if a.kind != b.kind {
        return 0;
    }
    let is_equal = key == other;
    match a.kind {
        Kind::Heading(_) if is_equal => SURE,
        Kind::Heading(_) => {
            let has_anchor = translation.sections.get(b.section).is_some_and(|section| section.anchor().is_some());
            u32::from(!has_anchor)
        }
        // A rule is like every other.
        Kind::Other if is_equal && a.is_free => 4,
        Kind::Header => SURE,
        Kind::Table => {
            let table = |page: &Page, block: &Block| {
                let table = page.tables.get(block.table?)?;
                Some((table.header.cells.len(), table.rows.len()))
            };
            if table(base, a) == table(translation, b) { SURE / 2 } else { 2 }
        }
        _ if a.is_free && b.is_free && is_equal => SURE,
        _ if a.is_free != b.is_free => 0,
        _ => 2,
    }
}
