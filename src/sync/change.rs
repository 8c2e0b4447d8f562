//! What has become of the blocks of the source since the base: which of today's were there, word for word or in other words.
//! Must not know translations.

use super::block::{Block, Kind};
use super::likeness::{Key, eighths, key};
use crate::drift::sequence;
use crate::page::Page;
use std::collections::HashMap;

/// Where a block of today's source comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum From {
    /// This block of the base, word for word.
    Same(usize),
    /// This block of the base, in other words.
    Changed(usize),
    /// New in its place, with the words of this block of the base, which is there as well.
    Copy(usize),
    /// New.
    New,
}

impl From {
    /// The block of the base that this is word for word.
    pub fn same(self) -> Option<usize> {
        match self {
            From::Same(at) => Some(at),
            _ => None,
        }
    }

    /// The block of the base that this is.
    pub fn base(self) -> Option<usize> {
        match self {
            From::Same(at) | From::Changed(at) => Some(at),
            From::Copy(_) | From::New => None,
        }
    }
}

/// More pairs than this are not compared: what was moved and changed at once is then new.
const MOST_PAIRS: usize = 1 << 20;

/// For each block of `current`, where it comes from.
pub fn origins(base: (&Page, &[Block]), current: (&Page, &[Block])) -> Vec<From> {
    let (left, right) = (base.1, current.1);
    let keys: Vec<Key> = left.iter().map(|block| key(base.0, block)).collect();
    let others: Vec<Key> = right.iter().map(|block| key(current.0, block)).collect();
    let slug = |page: &Page, block: &Block| page.sections.get(block.section).map(|section| section.slug.clone());
    let slugs: Vec<_> = left.iter().map(|block| slug(base.0, block)).collect();
    let other_slugs: Vec<_> = right.iter().map(|block| slug(current.0, block)).collect();
    let score = |i: usize, j: usize| match (left.get(i), right.get(j), keys.get(i), others.get(j)) {
        (Some(a), Some(b), Some(key), Some(other)) if a.kind == b.kind || both_headings(a, b) => {
            let same_section = slugs.get(i) == other_slugs.get(j);
            pair_score(a, (key, other), same_section)
        }
        _ => 0,
    };
    let mut origins = vec![From::New; right.len()];
    let mut taken = vec![false; left.len()];
    let is_same = |i: usize, j: usize| match (keys.get(i), others.get(j)) {
        (Some(key), Some(other)) => key.text == other.text,
        _ => false,
    };
    let take = |origins: &mut Vec<From>, taken: &mut Vec<bool>, i: usize, j: usize| {
        if let (Some(origin), Some(taken)) = (origins.get_mut(j), taken.get_mut(i))
            && *origin == From::New
            && !*taken
        {
            *origin = if is_same(i, j) { From::Same(i) } else { From::Changed(i) };
            *taken = true;
        }
    };
    for (a, b) in sequence::align(left.len(), right.len(), score) {
        if let (Some(i), Some(j)) = (a, b)
            && score(i, j) > 0
        {
            take(&mut origins, &mut taken, i, j);
        }
    }
    // What was moved: the same words, else the most alike.
    let mut by_text: HashMap<(Kind, &str), Vec<usize>> = HashMap::new();
    for (at, (block, key)) in left.iter().zip(&keys).enumerate().rev() {
        by_text.entry((block.kind, &key.text)).or_default().push(at);
    }
    let first_of: HashMap<(Kind, &str), usize> =
        by_text.iter().filter_map(|(text, list)| Some((*text, *list.last()?))).collect();
    for (j, (block, key)) in right.iter().zip(&others).enumerate() {
        if origins.get(j) == Some(&From::New)
            && let Some(list) = by_text.get_mut(&(block.kind, key.text.as_str()))
        {
            while let Some(i) = list.pop() {
                if taken.get(i) == Some(&false) {
                    take(&mut origins, &mut taken, i, j);
                    break;
                }
            }
        }
    }
    let open: Vec<usize> = (0..right.len())
        .filter(|j| origins.get(*j) == Some(&From::New) && right.get(*j).is_some_and(|block| !block.is_free))
        .collect();
    let gone: Vec<usize> = (0..left.len())
        .filter(|i| taken.get(*i) == Some(&false) && left.get(*i).is_some_and(|block| !block.is_free))
        .collect();
    if open.len().saturating_mul(gone.len()) <= MOST_PAIRS {
        for j in open {
            let alike = |i: usize| match (left.get(i), right.get(j), keys.get(i), others.get(j)) {
                (Some(a), Some(b), Some(key), Some(other)) if a.kind == b.kind => eighths(key, other),
                _ => 0,
            };
            let left_over = gone.iter().copied().filter(|i| taken.get(*i) == Some(&false));
            let best = left_over.max_by_key(|i| (alike(*i), std::cmp::Reverse(*i)));
            if let Some(i) = best.filter(|i| alike(*i) >= 5) {
                take(&mut origins, &mut taken, i, j);
            }
        }
    }
    for (j, (block, key)) in right.iter().zip(&others).enumerate() {
        let copy = first_of.get(&(block.kind, key.text.as_str()));
        if let (Some(origin), Some(copy)) = (origins.get_mut(j), copy)
            && *origin == From::New
            && !block.is_free
        {
            *origin = From::Copy(*copy);
        }
    }
    origins
}

fn both_headings(a: &Block, b: &Block) -> bool {
    matches!((a.kind, b.kind), (Kind::Heading(_), Kind::Heading(_)))
}

fn pair_score(a: &Block, (key, other): (&Key, &Key), same_section: bool) -> u32 {
    let is_equal = key.text == other.text;
    let bonus = 2 * u32::from(same_section);
    match a.kind {
        Kind::Header => sequence::SURE,
        // Rules and the like are everywhere.
        Kind::Other if is_equal => 3 + bonus,
        _ if is_equal => sequence::SURE + bonus,
        // Only the level differs.
        Kind::Heading(_) if key.text.trim_start_matches('#') == other.text.trim_start_matches('#') => 10 + bonus,
        kind => {
            let least = match kind {
                Kind::Table => 1,
                Kind::Heading(_) => 4,
                _ if same_section => 3,
                _ => 4,
            };
            let alike = eighths(key, other);
            if alike >= least { alike + bonus } else { 0 }
        }
    }
}
