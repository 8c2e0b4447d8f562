//! What the source said before: the facts of every text that a page of the source ever had, on branches too, and which
//! commit made one text of another. Read when first asked for.

use super::rekey::{Kinship, rekey};
use crate::docset::{BlobId, Commit, History, Step};
use crate::fact::{self, FactKey, Facts, Words, table};
use crate::page;
use crate::text::Source;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A text with its facts, which are read when first asked for.
struct Moment {
    text: String,
    facts: OnceCell<HashMap<FactKey, String>>,
}

/// The past of one page of the source.
pub struct Past<'a> {
    history: Option<&'a History>,
    key: Option<&'a str>,
    pivot: &'a Facts,
    words: &'a dyn Words,
    known: OnceCell<Known>,
}

#[derive(Default)]
struct Known {
    moments: BTreeMap<BlobId, Moment>,
    /// Oldest first.
    steps: Vec<Step>,
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
    /// The past of the page at `key`, under former names too; its facts get the keys of `pivot`'s. Without a history or a
    /// key there is none.
    pub fn new(history: Option<&'a History>, key: Option<&'a str>, pivot: &'a Facts, words: &'a dyn Words) -> Self {
        Self { history, key, pivot, words, known: OnceCell::new() }
    }

    /// What cannot be read (a shallow clone) is left out.
    fn known(&self) -> &Known {
        self.known.get_or_init(|| {
            let (Some(history), Some(key)) = (self.history, self.key) else { return Known::default() };
            let lineage = history.lineage(key);
            let mut names: BTreeSet<&str> = lineage.iter().map(|(name, _)| name.as_str()).collect();
            names.insert(key);
            let mut steps: Vec<Step> = names.iter().flat_map(|name| history.steps(name)).copied().collect();
            steps.sort_by_key(|step| step.commit);
            renamed(&mut steps);
            let mut blobs: BTreeSet<BlobId> =
                steps.iter().flat_map(|step| [step.before, step.after]).flatten().collect();
            blobs.extend(lineage.iter().filter_map(|(_, revision)| revision.blob));
            let blobs: Vec<BlobId> = blobs.into_iter().collect();
            let texts = history.texts(&blobs).unwrap_or_default();
            let moment =
                |(blob, text): (BlobId, Option<String>)| Some((blob, Moment { text: text?, facts: OnceCell::new() }));
            Known { moments: blobs.into_iter().zip(texts).filter_map(moment).collect(), steps }
        })
    }

    /// Whether any text holds `value`; cheap, and a condition for any fact to have said it.
    pub fn mentions(&self, value: &str) -> bool {
        let finder = memchr::memmem::Finder::new(value);
        self.known().moments.values().any(|moment| finder.find(moment.text.as_bytes()).is_some())
    }

    /// Whether the source ever said `value` of the fact, or, for `None`, nothing.
    pub fn ever(&self, key: &FactKey, value: Option<&str>) -> bool {
        self.known().moments.values().any(|moment| self.said(moment, key) == value)
    }

    /// The commit that first made the fact say something else than `value`, which it said in the text `base`: the
    /// earliest on the ways that lead from that text, merges only where no other commit did it.
    pub fn change(&self, base: Option<BlobId>, key: &FactKey, value: Option<&str>) -> Option<&Commit> {
        let base = base?;
        let step = self.departure(base, key, value, false).or_else(|| self.departure(base, key, value, true))?;
        self.history?.commit_of(step)
    }

    fn departure(&self, base: BlobId, key: &FactKey, value: Option<&str>, merges: bool) -> Option<&Step> {
        let known = self.known();
        let says = |blob: BlobId| known.moments.get(&blob).is_some_and(|moment| self.said(moment, key) == value);
        let mut reached: BTreeSet<BlobId> = BTreeSet::from([base]);
        loop {
            let before = reached.len();
            for step in known.steps.iter().filter(|step| merges || !step.is_merge) {
                if let (Some(from), Some(to)) = (step.before, step.after)
                    && reached.contains(&from)
                    && says(to)
                {
                    reached.insert(to);
                }
            }
            if reached.len() == before {
                break;
            }
        }
        known.steps.iter().filter(|step| merges || !step.is_merge).find(|step| match (step.before, step.after) {
            (Some(from), Some(to)) => reached.contains(&from) && known.moments.contains_key(&to) && !says(to),
            _ => false,
        })
    }

    /// The last commit that made the fact say something else than `value`.
    pub fn last_said(&self, key: &FactKey, value: Option<&str>) -> Option<&Commit> {
        let known = self.known();
        let says = |blob: Option<BlobId>| {
            blob.and_then(|blob| known.moments.get(&blob)).is_some_and(|moment| self.said(moment, key) == value)
        };
        let ends = |step: &&Step| says(step.before) && step.after.is_some() && !says(step.after);
        let step = known.steps.iter().rev().filter(|step| !step.is_merge).find(ends);
        self.history?.commit_of(step.or_else(|| known.steps.iter().rev().find(ends))?)
    }

    fn said<'m>(&self, moment: &'m Moment, key: &FactKey) -> Option<&'m str> {
        let facts = moment.facts.get_or_init(|| {
            let page = page::parse(Source::new("", moment.text.as_str()));
            let mut facts = fact::collect(&page, &table::tables(&page, self.words), self.words);
            rekey(&mut facts, self.pivot, Kinship::SameLanguage);
            facts.by_key().into_iter().map(|(key, fact)| (key, fact.value.clone())).collect()
        });
        facts.get(key).map(String::as_str)
    }
}
