//! What becomes of each translation of a docset. Must not write or print.

use super::load::failed;
use crate::docset::isolate::{isolated, trip};
use crate::docset::origin::{Age, Doubt, Origin};
use crate::docset::{DocSet, History, Member, PageId, Revision};
use crate::fact::TableInfo;
use crate::page;
use crate::page::Page;
use crate::page::mdx;
use crate::sync::header::{Kept, with_value};
use crate::sync::mark;
use crate::sync::outcome::{self, Outcome, SourcePage};
use crate::text::Source;
use rayon::prelude::*;

/// A page with what it becomes, or why it is left alone.
pub struct Synced {
    /// The page.
    pub id: PageId,
    /// Its new text.
    pub result: Result<Outcome, String>,
}

/// Brings every translation that is asked for to its source. With `mark` pages then name today's source.
pub fn sync(docset: &DocSet, mark: bool) -> Vec<Synced> {
    let wanted = |id: &PageId| docset.get(*id).is_some_and(|member| member.wanted);
    let ids: Vec<PageId> = (0..docset.members.len() as u32).map(PageId).filter(wanted).collect();
    ids.into_par_iter()
        .filter_map(|id| {
            let (member, origin) = (docset.get(id)?, docset.origin(id)?);
            let done = isolated(|| {
                trip("sync", &member.page.source.text);
                page(docset, member, origin, mark)
            });
            Some(Synced { id, result: done.unwrap_or_else(|said| Err(failed(&said))) })
        })
        .collect()
}

/// The keys of the front matter that are the translation's own.
pub fn kept(docset: &DocSet) -> Kept {
    let markers = &docset.markers;
    Kept { more: vec![markers.hash.clone(), markers.commit.clone(), markers.date.clone()] }
}

const NO_SOURCE: &str = "nothing says what its source is: name the repository of the source with --source-git FOLDER, or set `source` and \
                         `locales` in isogloss.yml";

fn page(docset: &DocSet, member: &Member, origin: &Origin, mark: bool) -> Result<Outcome, String> {
    let (path, text) = (&member.page.source.path, member.page.source.file_text());
    let Some(source) = origin.source.and_then(|id| docset.get(id)) else {
        let is_known = docset.source_root.is_some() || docset.history.is_some();
        let why = if is_known { "its source has no such page" } else { NO_SOURCE };
        return Err(why.to_owned());
    };
    if origin.is_current() {
        return Ok(Outcome { text: text.to_string(), left: Vec::new(), summary: outcome::summary(path, text) });
    }
    if !mark::is_read_whole(&member.page.source) {
        let reason = if mdx::is_mdx(path) {
            "its components and expressions cannot be brought to today's text"
        } else {
            "it has the source beside each sentence, which would be lost: take it out first"
        };
        return Err(reason.to_owned());
    }
    let Some(base) = origin.base.and_then(|id| docset.get(id)) else {
        return Err(no_base(docset, origin));
    };
    if origin.age == Age::Ahead {
        return Err("it was made from a newer text of the source than the one that was read".to_owned());
    }
    let later = later(docset, origin);
    let bases: Vec<SourcePage<'_>> =
        std::iter::once(side(base)).chain(later.iter().map(|(page, tables)| SourcePage { page, tables })).collect();
    let mut done = outcome::sync(path, text, &bases, side(source), &kept(docset))?;
    if mark && done.left.is_empty() {
        done.text = marked(docset, done.text, path, source);
    }
    Ok(done)
}

fn side(member: &Member) -> SourcePage<'_> {
    SourcePage { page: &member.page, tables: &member.tables }
}

/// The texts that the source has had since the base: an earlier run may have brought the page to one of them.
fn later(docset: &DocSet, origin: &Origin) -> Vec<(Page, Vec<TableInfo>)> {
    let (Some(history), Some(key)) = (&docset.history, &origin.traced().key) else { return Vec::new() };
    let is_later = |revision: &&Revision| origin.traced().base_commit.is_none_or(|base| revision.commit > base);
    let blobs: Vec<_> = history.revisions(key).iter().filter(is_later).filter_map(|revision| revision.blob).collect();
    let texts = history.texts(&blobs).unwrap_or_default();
    texts.into_iter().flatten().map(|text| (page::parse(Source::new(key.as_str(), text)), Vec::new())).collect()
}

/// Why a page has no base, and what would help.
fn no_base(docset: &DocSet, origin: &Origin) -> String {
    let shallow = docset.history.as_ref().is_some_and(History::is_shallow);
    match origin.doubt {
        Some(Doubt::Unnamed) => "it names neither a hash nor a commit of its source".to_owned(),
        Some(Doubt::NotInHistory) if shallow => {
            "the source that it names is not in the history, which is shallow: fetch all of it (git fetch --unshallow)".to_owned()
        }
        Some(Doubt::NotInHistory) => {
            "the source that it names is not in the history: is this the repository it was translated from?".to_owned()
        }
        Some(Doubt::HashMismatch) => {
            "at the commit that it names the source has another hash than it names, and that hash is nowhere in the history".to_owned()
        }
        _ => {
            "it was made from another text of its source, which only the source's history has: name its repository with --source-git FOLDER".to_owned()
        }
    }
}

/// The page with the hash of today's source, and the commit that made that text where the history tells.
pub fn marked(docset: &DocSet, text: String, path: &str, source: &Member) -> String {
    let with = |text: String, key: &str, value: &str| {
        let page = page::parse(Source::new(path, text));
        with_value(&page, key, value).unwrap_or_else(|| page.source.file_text().to_string())
    };
    let text = with(text, &docset.markers.hash, source.hash());
    let commit = docset.history.as_ref().and_then(|history| {
        let places = history.by_hash(source.hash());
        let latest = places.iter().map(|(_, revision)| revision.commit).max()?;
        Some(history.commits.get(latest)?.id.clone())
    });
    match commit {
        Some(commit) => with(text, &docset.markers.commit, &commit),
        None => text,
    }
}
