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
    let (base, current) = (Edition::of(base), Edition::of(current));
    let mut search = Search::new(&base, &current);
    search.in_order();
    search.moved();
    search.moved_and_changed();
    search.copied();
    search.origins
}

/// The source at one time.
struct Edition<'a> {
    blocks: &'a [Block],
    keys: Vec<Key>,
    /// The slugs of the sections that the blocks lie in.
    slugs: Vec<Option<&'a str>>,
}

impl<'a> Edition<'a> {
    fn of((page, blocks): (&'a Page, &'a [Block])) -> Self {
        let slug = |block: &Block| page.sections.get(block.section).map(|section| &*section.slug);
        let keys = blocks.iter().map(|block| key(page, block)).collect();
        Self { blocks, keys, slugs: blocks.iter().map(slug).collect() }
    }

    fn get(&self, at: usize) -> Option<(&'a Block, &Key)> {
        Some((self.blocks.get(at)?, self.keys.get(at)?))
    }

    fn all(&self) -> impl DoubleEndedIterator<Item = (usize, (&'a Block, &Key))> + ExactSizeIterator {
        self.blocks.iter().zip(&self.keys).enumerate()
    }
}

/// The blocks of the base that stand for blocks of today's source, as far as they are found.
struct Search<'a> {
    base: &'a Edition<'a>,
    current: &'a Edition<'a>,
    origins: Vec<From>,
    /// Which blocks of the base are found.
    taken: Vec<bool>,
}

impl<'a> Search<'a> {
    fn new(base: &'a Edition<'a>, current: &'a Edition<'a>) -> Self {
        let origins = vec![From::New; current.blocks.len()];
        Self { base, current, origins, taken: vec![false; base.blocks.len()] }
    }

    /// Whether a block of today's source has none of the base yet.
    fn is_open(&self, at: usize) -> bool {
        self.origins.get(at) == Some(&From::New)
    }

    /// Whether a block of the base stands for none of today's yet.
    fn is_left(&self, at: usize) -> bool {
        self.taken.get(at) == Some(&false)
    }

    /// Lets block `i` of the base be block `j` of today's source, unless either has another.
    fn take(&mut self, i: usize, j: usize) {
        let is_same = match (self.base.keys.get(i), self.current.keys.get(j)) {
            (Some(key), Some(other)) => key.text == other.text,
            _ => false,
        };
        if let (Some(origin), Some(taken)) = (self.origins.get_mut(j), self.taken.get_mut(i))
            && *origin == From::New
            && !*taken
        {
            *origin = if is_same { From::Same(i) } else { From::Changed(i) };
            *taken = true;
        }
    }

    /// What stands where it stood, more or less.
    fn in_order(&mut self) {
        let (base, current) = (self.base, self.current);
        let score = |i: usize, j: usize| match (base.get(i), current.get(j)) {
            (Some((a, key)), Some((b, other))) if a.kind == b.kind || both_headings(a, b) => {
                pair_score(a, (key, other), base.slugs.get(i) == current.slugs.get(j))
            }
            _ => 0,
        };
        for (a, b) in sequence::align(base.blocks.len(), current.blocks.len(), score) {
            if let (Some(i), Some(j)) = (a, b)
                && score(i, j) > 0
            {
                self.take(i, j);
            }
        }
    }

    /// What has the same words elsewhere, the first of the base first.
    fn moved(&mut self) {
        let (base, current) = (self.base, self.current);
        let mut by_text: HashMap<(Kind, &str), Vec<usize>> = HashMap::new();
        for (at, (block, key)) in base.all().rev().filter(|(at, _)| self.is_left(*at)) {
            by_text.entry((block.kind, &key.text)).or_default().push(at);
        }
        for (j, (block, key)) in current.all() {
            if self.is_open(j)
                && let Some(i) = by_text.get_mut(&(block.kind, key.text.as_str())).and_then(Vec::pop)
            {
                self.take(i, j);
            }
        }
    }

    /// What has most of its words elsewhere.
    fn moved_and_changed(&mut self) {
        let (base, current) = (self.base, self.current);
        let open = current.all().filter(|(j, (block, _))| self.is_open(*j) && !block.is_free);
        let open: Vec<usize> = open.map(|(j, _)| j).collect();
        let gone = base.all().filter(|(i, (block, _))| self.is_left(*i) && !block.is_free);
        let gone: Vec<usize> = gone.map(|(i, _)| i).collect();
        if open.len().saturating_mul(gone.len()) > MOST_PAIRS {
            return;
        }
        for j in open {
            let alike = |i: usize| match (base.get(i), current.get(j)) {
                (Some((a, key)), Some((b, other))) if a.kind == b.kind => eighths(key, other),
                _ => 0,
            };
            let left = gone.iter().copied().filter(|i| self.is_left(*i));
            let best = left.max_by_key(|i| (alike(*i), std::cmp::Reverse(*i)));
            if let Some(i) = best.filter(|i| alike(*i) >= 5) {
                self.take(i, j);
            }
        }
    }

    /// What repeats a block of the base that is there as well.
    fn copied(&mut self) {
        let (base, current) = (self.base, self.current);
        let mut first_of: HashMap<(Kind, &str), usize> = HashMap::new();
        for (at, (block, key)) in base.all() {
            first_of.entry((block.kind, &key.text)).or_insert(at);
        }
        for ((block, key), origin) in current.blocks.iter().zip(&current.keys).zip(&mut self.origins) {
            if *origin == From::New
                && !block.is_free
                && let Some(first) = first_of.get(&(block.kind, key.text.as_str()))
            {
                *origin = From::Copy(*first);
            }
        }
    }
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
