//! From paths to a docset: walk, read, parse.

use super::files::{Files, relative};
use super::history::History;
use super::isolate::{isolated, trip};
use super::layout::{Layout, Root};
use super::locale_set::Locales;
use super::model::{DocSet, Member, RootFiles, Skipped};
use super::walk::{Candidate, is_snippet, walk};
use super::{origin, page_name, texts_read, version};
use crate::fact::table;
use crate::page::{self, Page};
use crate::text::{Source, Text};
use ignore::WalkBuilder;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

/// Reads the docset of `layout`. Only pages under `wanted` (files or folders; none means all) are to be reported on;
/// their partners are read as well. Files in `loose` are read by themselves. Where translations come from is told by their
/// hashes; with the source's history, by [`read_with`].
pub fn read(layout: &Layout, wanted: &[PathBuf], loose: &[PathBuf], locales: &Locales) -> DocSet {
    let mut set = read_pages(layout, wanted, loose, locales);
    // Without a history there is nothing that could fail.
    let _ = origin::resolve(&mut set, None, locales);
    set
}

/// [`read`], with the source's history where there is one. The error is a message for people; the docset is whole all the
/// same.
pub fn read_with(
    layout: &Layout,
    wanted: &[PathBuf],
    loose: &[PathBuf],
    locales: &Locales,
    history: Option<History>,
) -> (DocSet, Result<(), String>) {
    let mut set = read_pages(layout, wanted, loose, locales);
    let done = origin::resolve(&mut set, history, locales);
    (set, done)
}

fn read_pages(layout: &Layout, wanted: &[PathBuf], loose: &[PathBuf], locales: &Locales) -> DocSet {
    let mut skipped = Vec::new();
    let (mut roots, mut candidates) = collect(layout, wanted, &mut skipped);
    for path in loose {
        // A page that somebody named may be a link: they know where it leads.
        if let Some(reason) = path.metadata().ok().and_then(|meta| texts_read::why_not(meta.file_type())) {
            skipped.push(Skipped { path: shown(path), reason: reason.to_owned() });
            continue;
        }
        let key = shown(path);
        candidates.push(Candidate { path: path.clone(), root: None, key, wanted: true });
    }
    let texts = texts(&candidates);
    let unread = candidates.iter().zip(&texts).filter(|(_, text)| text.is_err());
    for root in unread.filter_map(|(candidate, _)| candidate.root) {
        roots.iter_mut().skip(root).take(1).for_each(|root| root.files.miss());
    }
    let read: Vec<Result<Member, Skipped>> = candidates
        .into_par_iter()
        .zip(texts)
        .map(|(candidate, text)| {
            let path = shown(&candidate.path);
            match text {
                Ok(text) => Ok(member(parsed(&path, &text), candidate, layout, locales)),
                Err(reason) => Err(Skipped { path, reason }),
            }
        })
        .collect();
    // Collected this way the members stay in the memory they are in.
    let members = read.into_iter().filter_map(|result| result.map_err(|skip| skipped.push(skip)).ok()).collect();
    let source_root = layout.source_locale.as_deref().and_then(|source| {
        roots.iter().position(|root| root.locale.as_deref().is_some_and(|tag| tag.eq_ignore_ascii_case(source)))
    });
    skipped.sort();
    let mut set = DocSet::new(members, roots, source_root).configured(layout);
    set.skipped = skipped;
    set
}

/// The texts of all `candidates`, or why a file was not read.
fn texts(candidates: &[Candidate]) -> Vec<Result<Text, String>> {
    // Texts share memory with the others of a part; all threads should have some parts.
    let part = (candidates.len() / (8 * rayon::current_num_threads())).clamp(1, 512);
    let parts = candidates.par_chunks(part);
    let read = |part: &[Candidate]| texts_read::read_all(part.iter().map(|candidate| candidate.path.as_path()));
    parts.map(read).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Every file below the roots, and the pages among them.
fn collect(layout: &Layout, wanted: &[PathBuf], skipped: &mut Vec<Skipped>) -> (Vec<RootFiles>, Vec<Candidate>) {
    let wanted: Vec<PathBuf> = wanted.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
    // What is not there is a page that has no file yet.
    let only_files = !wanted.is_empty() && wanted.iter().all(|path| !path.is_dir());
    let folders: Vec<PathBuf> = layout.roots.iter().map(|root| absolute(&root.folder)).collect();
    if only_files && !layout.read_all {
        return partners(layout, &wanted, &folders, skipped);
    }
    let walks: Vec<(Files, Vec<Candidate>, Vec<Skipped>)> =
        folders.par_iter().enumerate().map(|(at, folder)| walk(layout, at, folder, &folders, &wanted)).collect();
    let (mut roots, mut candidates) = (Vec::new(), Vec::new());
    for ((files, found, missed), root) in walks.into_iter().zip(&layout.roots) {
        roots.push(RootFiles { locale: root.locale.clone(), files });
        candidates.extend(found);
        skipped.extend(missed);
    }
    (roots, candidates)
}

/// Single files of a docset: only they and the pages with the same key in other locales are read.
fn partners(
    layout: &Layout,
    wanted: &[PathBuf],
    folders: &[PathBuf],
    skipped: &mut Vec<Skipped>,
) -> (Vec<RootFiles>, Vec<Candidate>) {
    let mut candidates: Vec<Candidate> = Vec::new();
    for path in wanted {
        let Some((_, key)) = place_below(layout, folders, path) else { continue };
        for (root, folder) in folders.iter().enumerate() {
            let suffix = layout.roots.get(root).and_then(|root| root.suffix.as_deref());
            let path = folder.join(&*page_name::localized(&key, suffix));
            // Without a walk nothing has told yet whether the file, or a folder on the way, is a link.
            if path.is_file() && !lies_below(&path, folder) {
                let reason = "a symbolic link leads there, which is not followed".to_owned();
                skipped.push(Skipped { path: shown(&path), reason });
            } else if path.is_file() && !candidates.iter().any(|candidate| candidate.path == path) {
                let is_wanted = wanted.contains(&path);
                candidates.push(Candidate { path, root: Some(root), key: key.clone(), wanted: is_wanted });
            }
        }
    }
    let roots = layout.roots.iter().zip(folders).map(|(root, folder)| RootFiles {
        locale: root.locale.clone(),
        files: Files::unwalked(folder.clone(), root.suffix.clone()),
    });
    (roots.collect(), candidates)
}

/// Whether no symbolic link leads from `folder` to `path`.
fn lies_below(path: &Path, folder: &Path) -> bool {
    let (Ok(real), Ok(top), Some(key)) = (path.canonicalize(), folder.canonicalize(), relative(path, folder)) else {
        return false;
    };
    real == top.join(key)
}

/// Whether a file of the docset at `path`, which lies at `key` below its root, would be a page.
pub fn is_page(layout: &Layout, path: &Path, key: &str) -> bool {
    let has_extension = page_name::is_page_path(path);
    let root = layout.roots.iter().map(|root| root.folder.as_path()).find(|root| path.starts_with(root));
    has_extension && (layout.check_snippets || !is_snippet(key)) && !layout.exclude.matches(path, root)
}

/// Which root the absolute `path` belongs to, the nearest above it, and what pages at this path have in common in all locales.
pub fn place(layout: &Layout, path: &Path) -> Option<(usize, String)> {
    let folders: Vec<PathBuf> = layout.roots.iter().map(|root| absolute(&root.folder)).collect();
    place_below(layout, &folders, path)
}

fn place_below(layout: &Layout, folders: &[PathBuf], path: &Path) -> Option<(usize, String)> {
    // A locale may lie within another one's folder.
    let nearest =
        folders.iter().filter(|folder| path.starts_with(folder)).max_by_key(|folder| folder.as_os_str().len())?;
    let name = relative(path, nearest)?;
    let roots = || layout.roots.iter().zip(folders).enumerate().filter(|(_, (_, folder))| *folder == nearest);
    let by_name =
        |(at, (root, _)): (usize, (&Root, &PathBuf))| Some((at, page_name::neutral(&name, root.suffix.as_deref()?)?));
    let named = roots().find_map(by_name);
    named.or_else(|| roots().find(|(_, (root, _))| root.suffix.is_none()).map(|(at, _)| (at, name.clone())))
}

/// Whether a walk of the docset would find a page in the file at `path`: what is ignored or excluded is none.
pub fn finds(layout: &Layout, path: &Path) -> bool {
    let is_one = |(_, key): (usize, String)| is_page(layout, path, &key);
    let Some(folder) = path.parent().filter(|_| place(layout, path).is_some_and(is_one)) else { return false };
    let mut entries = WalkBuilder::new(folder).max_depth(Some(1)).build().flatten();
    entries.any(|entry| entry.path() == path && !entry.path_is_symlink())
}

/// [`page::parse`], but for a fault of the reader: then the page has its text and says what failed.
pub(super) fn parsed(path: &str, text: &Text) -> Page {
    let source = || Source::new(path, text.clone());
    let read = isolated(|| {
        trip("read", text);
        page::parse(source())
    });
    read.unwrap_or_else(|failure| Page::failed(source(), failure))
}

pub(super) fn member(mut page: Page, candidate: Candidate, layout: &Layout, locales: &Locales) -> Member {
    let root_tag = candidate.root.and_then(|at| layout.roots.get(at)).and_then(|root| root.locale.clone());
    let tag = root_tag
        .or_else(|| page.meta("ms.contentlocale").map(std::borrow::Cow::into_owned))
        .or_else(|| layout.source_locale.clone())
        .unwrap_or_else(|| "en-US".to_owned());
    let locale = locales.get(&tag);
    let read = isolated(|| {
        trip("place", &page.source.text);
        let version = version::of_path(&candidate.key, &layout.versions).or_else(|| version::of_examples(&page));
        (version, table::tables(&page, locale.as_ref()))
    });
    let (version, tables) = match read {
        Ok(read) => read,
        Err(failure) => {
            page.fail(failure);
            (None, Box::default())
        }
    };
    Member {
        page,
        locale,
        root: candidate.root,
        key: candidate.key.into(),
        version: version.map(Into::into),
        tables,
        wanted: candidate.wanted,
        hash: OnceLock::new(),
        named_hash: OnceLock::new(),
    }
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The path as messages show it: relative to the current folder where it lies below it, with forward slashes.
pub fn shown(path: &Path) -> String {
    static HERE: LazyLock<PathBuf> = LazyLock::new(|| std::env::current_dir().unwrap_or_default());
    // Taking paths apart costs more than comparing their texts, which nearly always is enough.
    let below = path
        .to_str()
        .zip(HERE.to_str())
        .and_then(|(path, here)| path.strip_prefix(here).and_then(|rest| rest.strip_prefix(std::path::MAIN_SEPARATOR)));
    let text = match below {
        Some(below) => below.into(),
        None => path.strip_prefix(&*HERE).unwrap_or(path).to_string_lossy(),
    };
    let text = text.strip_prefix("./").unwrap_or(&text);
    if std::path::MAIN_SEPARATOR == '/' { text.to_owned() } else { text.replace('\\', "/") }
}
