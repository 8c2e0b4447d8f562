//! Where each translation comes from: the source's page today, and the text the translation was made from. Found by hash
//! alone where that is enough, else in the source's history. Must not know what differs.

use super::blob::BlobId;
use super::history::{AtCommit, History};
use super::isolate::isolated;
use super::locale_set::Locales;
use super::model::{DocSet, Member, PageId};
pub use super::origin_again::resolve_again;
use super::trace::{Trace, UNKNOWN};
use super::{provenance, sibling};
use crate::fact::table;
use crate::page;
use crate::text::Source;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Which of two texts of the source is older.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Age {
    /// The translation was made from today's source.
    Current,
    /// From an older one.
    Behind,
    /// From a newer one: the source that was read is not the newest.
    Ahead,
    /// From another one; which is older is not known.
    Unordered,
}

/// Why a base was not found, or not where the page says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// The page names neither a hash nor a commit.
    Unnamed,
    /// No history was read.
    NoHistory,
    /// The history that was read holds neither the commit nor a page with that hash.
    NotInHistory,
    /// The commit is known, but the page at it has another hash than the translation names.
    HashMismatch,
}

/// Where a translation comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The source's page today; `None` where it is gone.
    pub source: Option<PageId>,
    /// The text the translation was made from; today's page where it is current.
    pub base: Option<PageId>,
    /// The order of the two.
    pub age: Age,
    /// What is wrong with what the page says of its base.
    pub doubt: Option<Doubt>,
    /// The page in other versions today, from the history.
    pub siblings: Vec<PageId>,
    /// [`Origin::traced`]: most runs have a history for few pages or none.
    trace: Option<Box<Trace>>,
}

impl Origin {
    fn of(source: Option<PageId>, doubt: Option<Doubt>) -> Self {
        Self { source, base: None, age: Age::Unordered, doubt, siblings: Vec::new(), trace: None }
    }

    /// What is known of the page's past.
    pub fn traced(&self) -> &Trace {
        self.trace.as_deref().unwrap_or(&UNKNOWN)
    }

    fn trace(&mut self) -> &mut Trace {
        self.trace.get_or_insert_with(|| Box::new(UNKNOWN.clone()))
    }

    /// Whether the translation was made from today's source.
    pub fn is_current(&self) -> bool {
        self.age == Age::Current
    }
}

/// Finds the origin of every translation. With `history`, bases that are not today's pages are read from it and added to
/// the docset's past pages. Errors of the history are messages for people; what was found without it stays.
pub fn resolve(docset: &mut DocSet, history: Option<History>, locales: &Locales) -> Result<(), String> {
    docset.history = history;
    let set: &DocSet = docset;
    let mut sources: Vec<Option<PageId>> = vec![None; set.members.len()];
    for group in &set.groups {
        let source = set.source_of(group);
        for id in group {
            if let Some(slot) = sources.get_mut(id.0 as usize) {
                *slot = source;
            }
        }
    }
    let pages = set.members.par_iter().zip(sources).enumerate();
    docset.origins = pages
        .map(|(at, (member, source))| {
            let is_source = source == Some(PageId(at as u32));
            (!is_source && set.is_translation(member)).then(|| known(set, member, source))
        })
        .collect();
    let is_open = |origin: &Option<Origin>| origin.as_ref().is_some_and(|origin| !origin.is_current());
    let open: Vec<usize> =
        docset.origins.iter().enumerate().filter(|(_, origin)| is_open(origin)).map(|(at, _)| at).collect();
    moved(docset, &open);
    match docset.history.take() {
        Some(history) => {
            let done = search(docset, &history, &open, locales);
            docset.history = Some(history);
            done
        }
        None => Ok(()),
    }
}

/// Translations without a source at their path may name the hash of a page that lies elsewhere today.
pub(super) fn moved(docset: &mut DocSet, open: &[usize]) {
    let lacks = |at: &usize| matches!(docset.origins.get(*at), Some(Some(origin)) if origin.source.is_none());
    let orphans: Vec<usize> = open.iter().copied().filter(lacks).collect();
    if orphans.is_empty() || docset.source_root.is_none() {
        return;
    }
    let set: &DocSet = docset;
    let sources = set.members.par_iter().enumerate().filter(|(_, member)| set.is_source(member));
    let by_hash: HashMap<String, PageId> =
        sources.map(|(at, member)| (member.hash().to_owned(), PageId(at as u32))).collect();
    let found: Vec<(usize, PageId, String)> = orphans
        .into_iter()
        .filter_map(|at| {
            let hash = set.named_hash(set.members.get(at)?)?.to_ascii_lowercase();
            let id = *by_hash.get(&hash)?;
            Some((at, id, set.get(id)?.key.to_string()))
        })
        .collect();
    for (at, id, key) in found {
        if let Some(Some(origin)) = docset.origins.get_mut(at) {
            *origin = Origin { base: Some(id), age: Age::Current, ..Origin::of(Some(id), None) };
            origin.trace().moved = Some((key, None));
        }
    }
}

/// What the hash alone tells.
pub(super) fn known(docset: &DocSet, member: &Member, source: Option<PageId>) -> Origin {
    let current = || Origin { base: source, age: Age::Current, ..Origin::of(source, None) };
    let page = source.and_then(|id| docset.get(id));
    let hash = docset.named_hash(member);
    if let (Some(page), Some(hash)) = (page, hash)
        && hash.eq_ignore_ascii_case(page.hash())
    {
        return current();
    }
    let commit = docset.markers.commit(&member.page);
    if page.is_some() && hash.is_none() && commit.is_none() && docset.assume_current {
        return current();
    }
    let unnamed = hash.is_none() && commit.is_none();
    Origin::of(source, Some(if unnamed { Doubt::Unnamed } else { Doubt::NoHistory }))
}

/// A page to be read from the history.
struct Wanted {
    blob: BlobId,
    key: String,
    commit: Option<usize>,
}

/// Pages of the past as they are asked for: each text is read once.
#[derive(Default)]
struct Past {
    wanted: Vec<Wanted>,
    of_blob: HashMap<BlobId, usize>,
}

impl Past {
    fn ask(&mut self, blob: BlobId, key: &str, commit: Option<usize>) -> usize {
        *self.of_blob.entry(blob).or_insert_with(|| {
            self.wanted.push(Wanted { blob, key: key.to_owned(), commit });
            self.wanted.len() - 1
        })
    }
}

/// An origin whose pages have been asked for: each as its place in [`Past::wanted`].
struct Searched {
    at: usize,
    origin: Origin,
    base: Option<usize>,
    today: Option<usize>,
    siblings: Vec<usize>,
}

/// Looks the open origins up in the history.
pub(super) fn search(docset: &mut DocSet, history: &History, open: &[usize], locales: &Locales) -> Result<(), String> {
    let mut past = Past::default();
    let mut found: Vec<Searched> = Vec::new();
    let head = history.commits.len().checked_sub(1);
    for at in open {
        let (Some(member), Some(Some(origin))) = (docset.members.get(*at), docset.origins.get(*at)) else { continue };
        let mut origin = origin.clone();
        let base = base(docset, history, member, &mut origin)?;
        let mut asked = [None, None];
        if let Some((key, blob, commit)) = &base {
            asked[0] = Some(past.ask(*blob, key, *commit));
            let trace = origin.trace();
            trace.key = Some((*key).clone());
            trace.base_blob = Some(*blob);
            trace.base_commit = *commit;
        }
        // A page's own key, when its base is not known.
        let key = origin.traced().key.clone().or_else(|| member.root.map(|_| member.key.to_string()));
        if let Some(key) = &key {
            let today = today(history, key, &mut origin);
            if origin.source.is_none()
                && let Some((key, blob)) = &today
            {
                // A page that has moved may be here under its new name.
                origin.source = docset.source_of(docset.group(key));
                asked[1] = origin.source.is_none().then(|| past.ask(*blob, key, head));
            }
            origin.age = age(docset, history, &origin, base.as_ref().map(|(_, blob, _)| *blob));
        }
        let mut siblings = Vec::new();
        for key in key.iter().flat_map(|key| sibling::keys(docset, key)) {
            if let Some(blob) = history.current(&key) {
                siblings.push(past.ask(blob, &key, head));
            }
        }
        let [base, today] = asked;
        found.push(Searched { at: *at, origin, base, today, siblings });
    }
    let ids = read(docset, history, past, locales)?;
    let id = |asked: Option<usize>| asked.and_then(|at| ids.get(at).copied().flatten());
    for Searched { at, mut origin, base, today, siblings } in found {
        origin.base = id(base);
        origin.source = origin.source.or(id(today));
        if origin.is_current() {
            origin.base = origin.source.or(origin.base);
        }
        origin.siblings = siblings.into_iter().filter_map(|at| id(Some(at))).collect();
        if let Some(slot) = docset.origins.get_mut(at) {
            *slot = Some(origin);
        }
    }
    Ok(())
}

type Found = (String, BlobId, Option<usize>);

/// The text a page was made from: by its commit when the hash there is right, else by its hash among all texts.
fn base(docset: &DocSet, history: &History, member: &Member, origin: &mut Origin) -> Result<Option<Found>, String> {
    let hash = docset.named_hash(member).map(str::to_ascii_lowercase);
    let commit = docset.markers.commit(&member.page);
    let mut mismatch = false;
    if let Some(commit) = &commit
        && member.root.is_some()
        && let AtCommit::Page(blob) = history.at_commit(commit, &member.key)
    {
        let text = history.text(blob).map_err(|error| error.to_string())?;
        // A text that a partial clone lacks is not another text.
        let right = text.as_ref().zip(hash.as_ref()).is_none_or(|(text, hash)| provenance::source_hash(text) == *hash);
        if right {
            origin.doubt = None;
            let at = history.arrival(commit);
            return Ok(Some((member.key.to_string(), blob, made(history, &member.key, blob, at).or(at))));
        }
        mismatch = true;
    }
    let places = hash.map_or_else(Vec::new, |hash| history.by_hash(&hash));
    let own = places.iter().find(|(key, _)| **key == *member.key).or(places.first());
    let found = own.and_then(|(key, revision)| Some((key.clone(), revision.blob?, Some(revision.commit))));
    origin.doubt = match (&found, origin.doubt) {
        _ if mismatch => Some(Doubt::HashMismatch),
        (Some(_), _) => None,
        (None, Some(Doubt::Unnamed)) => Some(Doubt::Unnamed),
        (None, _) => Some(Doubt::NotInHistory),
    };
    Ok(found)
}

/// The commit of the chain that made the text which stood at commit `at`; none for a text of a merged branch alone.
fn made(history: &History, key: &str, blob: BlobId, at: Option<usize>) -> Option<usize> {
    let revisions = history.revisions(key).iter().rev();
    let mut of_blob = revisions.filter(|revision| revision.blob == Some(blob));
    match at {
        Some(at) => of_blob.find(|revision| revision.commit <= at).map(|revision| revision.commit),
        None => of_blob.next().map(|revision| revision.commit),
    }
}

/// The source's page today, where it lies at HEAD; notes where it went.
fn today(history: &History, key: &str, origin: &mut Origin) -> Option<(String, BlobId)> {
    if let Some(blob) = history.current(key) {
        return Some((key.to_owned(), blob));
    }
    if let Some((new, commit)) = history.moved(key) {
        let blob = history.current(&new)?;
        origin.trace().moved = Some((new.clone(), Some(commit)));
        return Some((new, blob));
    }
    let removed = history.revisions(key).last().filter(|last| last.blob.is_none()).map(|last| last.commit);
    if removed.is_some() {
        origin.trace().removed = removed;
    }
    None
}

/// Which of base and source is older, by their places in the history.
fn age(docset: &DocSet, history: &History, origin: &Origin, base: Option<BlobId>) -> Age {
    let Some(source) = origin.source.and_then(|id| docset.get(id)) else {
        // The source is read from the history's end.
        let newest = origin.traced().key.as_deref().and_then(|key| history.current(key));
        return match base {
            Some(base) if newest == Some(base) => Age::Current,
            Some(_) => Age::Behind,
            None => Age::Unordered,
        };
    };
    if base.is_none() {
        return Age::Unordered;
    }
    let places = history.by_hash(source.hash());
    // A page may name its source by a commit alone.
    if places.iter().any(|(_, revision)| revision.blob == base) {
        return Age::Current;
    }
    let latest = places.iter().map(|(key, revision)| (**key == *source.key, revision.commit)).max();
    match (latest, origin.traced().base_commit) {
        (Some((_, commit)), Some(base_commit)) if commit < base_commit => Age::Ahead,
        // The repository has the commit the page names, but `HEAD` does not build on it (yet).
        (Some(_), None) => Age::Ahead,
        // A source that is not in the history is newer than all of it: work not yet committed.
        _ => Age::Behind,
    }
}

/// Reads the pages asked for and adds them to the docset's past; their ids in the order asked.
fn read(docset: &mut DocSet, history: &History, past: Past, locales: &Locales) -> Result<Vec<Option<PageId>>, String> {
    let blobs: Vec<BlobId> = past.wanted.iter().map(|wanted| wanted.blob).collect();
    let texts = history.texts(&blobs).map_err(|error| error.to_string())?;
    let locale = locales.get(docset.source_tag());
    let folder =
        docset.source_root.and_then(|root| docset.roots.get(root)).map(|root| super::discover::shown(&root.files.root));
    let pages: Vec<Option<Member>> = past
        .wanted
        .into_par_iter()
        .zip(texts)
        .map(|(wanted, text)| {
            let commit = wanted.commit.and_then(|at| history.commits.get(at));
            let at = commit.map_or("history", |commit| commit.id.get(..8).unwrap_or(&commit.id));
            let path = match &folder {
                Some(folder) => format!("{folder}/{}@{at}", wanted.key),
                None => format!("{}@{at}", wanted.key),
            };
            let text = text?;
            // A text of the past that the reader fails on is one that says nothing: translations are not measured by it.
            let read = isolated(|| {
                let page = page::parse(Source::new(path.clone(), text));
                let version = docset.version_of(&wanted.key, &page);
                let tables = table::tables(&page, locale.as_ref());
                (page, version, tables)
            });
            let (page, version, tables) = read
                .unwrap_or_else(|failure| (page::Page::failed(Source::new(path, ""), failure), None, Box::default()));
            Some(Member {
                page,
                locale: locale.clone(),
                root: None,
                key: wanted.key.into(),
                version: version.map(Into::into),
                tables,
                wanted: false,
                hash: OnceLock::new(),
                named_hash: OnceLock::new(),
            })
        })
        .collect();
    let mut ids = Vec::with_capacity(pages.len());
    for page in pages {
        ids.push(page.map(|page| {
            docset.past.push(page);
            PageId((docset.members.len() + docset.past.len() - 1) as u32)
        }));
    }
    Ok(ids)
}
