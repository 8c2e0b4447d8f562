//! What the source said before: the facts of every text that a page of the source ever had, on branches too, and which
//! commit made one text of another. Read when first asked for.

use super::rekey::{Kinship, rekey};
use crate::docset::{BlobId, Commit, History, Step};
use crate::fact::{self, FactKey, Facts, Words, table};
use crate::page;
use crate::text::Source;
use foldhash::HashMap;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// A text with its facts, which are read when first asked for.
struct Moment {
    text: String,
    facts: OnceCell<HashMap<FactKey, String>>,
}

/// The past of one page of the source.
pub struct Past<'a> {
    history: Option<&'a History>,
    key: String,
    words: &'a dyn Words,
    known: OnceCell<Known>,
}

#[derive(Default)]
struct Known {
    moments: Vec<Moment>,
    of_blob: BTreeMap<BlobId, usize>,
    /// Oldest first.
    steps: Vec<Move>,
}

/// A step between two texts that can be read, by their places in [`Known::moments`].
struct Move {
    from: usize,
    to: usize,
    step: Step,
}

/// A commit that renamed the page has a step in which one name ends and one in which the next begins: the latter becomes
/// a step from text to text.
fn renamed(steps: &mut [Step]) {
    let ends: Vec<Step> = steps.iter().filter(|step| step.after.is_none()).copied().collect();
    for step in steps.iter_mut().filter(|step| step.before.is_none()) {
        let end = ends.iter().find(|end| end.commit == step.commit && end.is_merge == step.is_merge);
        step.before = end.and_then(|end| end.before);
    }
}

impl<'a> Past<'a> {
    /// The past of the page at `key`, under former names too. Without a history there is none.
    pub fn new(history: Option<&'a History>, key: &str, words: &'a dyn Words) -> Self {
        Self { history, key: key.to_owned(), words, known: OnceCell::new() }
    }

    /// What cannot be read (a shallow clone) is left out.
    fn known(&self) -> &Known {
        self.known.get_or_init(|| {
            let Some(history) = self.history else { return Known::default() };
            let lineage = history.lineage(&self.key);
            let mut names: BTreeSet<&str> = lineage.iter().map(|(name, _)| name.as_str()).collect();
            names.insert(&self.key);
            let mut steps: Vec<Step> = names.iter().flat_map(|name| history.steps(name)).copied().collect();
            steps.sort_by_key(|step| step.commit);
            renamed(&mut steps);
            let mut blobs: BTreeSet<BlobId> =
                steps.iter().flat_map(|step| [step.before, step.after]).flatten().collect();
            blobs.extend(lineage.iter().filter_map(|(_, revision)| revision.blob));
            let blobs: Vec<BlobId> = blobs.into_iter().collect();
            let texts = history.texts(&blobs).unwrap_or_default();
            let mut known = Known::default();
            for (blob, text) in blobs.into_iter().zip(texts) {
                let Some(text) = text else { continue };
                known.of_blob.insert(blob, known.moments.len());
                known.moments.push(Moment { text, facts: OnceCell::new() });
            }
            for step in steps {
                let place = |blob: Option<BlobId>| known.of_blob.get(&blob?).copied();
                if let (Some(from), Some(to)) = (place(step.before), place(step.after)) {
                    known.steps.push(Move { from, to, step });
                }
            }
            known
        })
    }

    /// Whether any text holds `value`; cheap, and a condition for any fact to have said it.
    pub fn mentions(&self, value: &str) -> bool {
        let finder = memchr::memmem::Finder::new(value);
        self.known().moments.iter().any(|moment| finder.find(moment.text.as_bytes()).is_some())
    }

    /// Whether the source ever said `value` of the fact, or, for `None`, nothing. Keys are those of `pivot`, which must be
    /// the same at every call.
    pub fn ever(&self, pivot: &Facts, key: &FactKey, value: Option<&str>) -> bool {
        self.known().moments.iter().any(|moment| self.said(moment, pivot, key) == value)
    }

    /// The commit that first made the fact say something else than `value`, which it said in the text `base`: the
    /// earliest on the ways that lead from that text, merges only where no other commit did it.
    pub fn change(&self, pivot: &Facts, base: BlobId, key: &FactKey, value: Option<&str>) -> Option<&Commit> {
        let known = self.known();
        let base = *known.of_blob.get(&base)?;
        let says: Vec<bool> = known.moments.iter().map(|moment| self.said(moment, pivot, key) == value).collect();
        let says = |at: usize| says.get(at).copied().unwrap_or(false);
        let moved = departure(&known.steps, base, says, false).or_else(|| departure(&known.steps, base, says, true))?;
        self.history?.commit_of(&moved.step)
    }

    /// The last commit that made the fact say something else than `value`.
    pub fn last_said(&self, pivot: &Facts, key: &FactKey, value: Option<&str>) -> Option<&Commit> {
        let known = self.known();
        let says: Vec<bool> = known.moments.iter().map(|moment| self.said(moment, pivot, key) == value).collect();
        let says = |at: usize| says.get(at).copied().unwrap_or(false);
        let ends = |moved: &&Move| says(moved.from) && !says(moved.to);
        let last = known.steps.iter().rev().filter(|moved| !moved.step.is_merge).find(ends);
        self.history?.commit_of(&last.or_else(|| known.steps.iter().rev().find(ends))?.step)
    }

    fn said<'m>(&self, moment: &'m Moment, pivot: &Facts, key: &FactKey) -> Option<&'m str> {
        let facts = moment.facts.get_or_init(|| {
            let page = page::parse(Source::new("", moment.text.as_str()));
            let mut facts = fact::collect(&page, &table::tables(&page, self.words), self.words);
            rekey(&mut facts, pivot, Kinship::SameLanguage);
            facts.values()
        });
        facts.get(key).map(String::as_str)
    }
}

/// The earliest step from a text that still says what `base` says to one that does not.
fn departure(steps: &[Move], base: usize, says: impl Fn(usize) -> bool, merges: bool) -> Option<&Move> {
    let most = steps.iter().map(|moved| moved.from.max(moved.to)).max().unwrap_or(0).max(base);
    let mut reached = vec![false; most + 1];
    if let Some(slot) = reached.get_mut(base) {
        *slot = true;
    }
    let steps = || steps.iter().filter(|moved| merges || !moved.step.is_merge);
    let is_reached = |reached: &[bool], at: usize| reached.get(at).copied().unwrap_or(false);
    // Steps are in order of time, so that one round reaches nearly all; branches may need another.
    let mut grew = true;
    while grew {
        grew = false;
        for moved in steps() {
            if is_reached(&reached, moved.from) && !is_reached(&reached, moved.to) && says(moved.to) {
                grew = true;
                if let Some(slot) = reached.get_mut(moved.to) {
                    *slot = true;
                }
            }
        }
    }
    steps().find(|moved| is_reached(&reached, moved.from) && !says(moved.to))
}
