//! From paths to a docset: walk, read, parse. All page files are opened here and nowhere else.

use super::files::{Files, relative};
use super::history::History;
use super::isolate::{isolated, trip};
use super::layout::Layout;
use super::locale_set::Locales;
use super::model::{DocSet, Member, RootFiles, Skipped};
use super::{origin, version};
use crate::fact::table;
use crate::page::{self, Page, limit};
use crate::text::Source;
use ignore::WalkBuilder;
use rayon::prelude::*;
use std::cell::RefCell;
use std::fs::FileType;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

/// A page file to read.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) path: PathBuf,
    pub(super) root: Option<usize>,
    pub(super) key: String,
    pub(super) wanted: bool,
}

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
    let (roots, mut candidates) = collect(layout, wanted, &mut skipped);
    for path in loose {
        // A page that somebody named may be a link: they know where it leads.
        if let Some(reason) = path.metadata().ok().and_then(|meta| why_not_read(meta.file_type())) {
            skipped.push(Skipped { path: shown(path), reason: reason.to_owned() });
            continue;
        }
        let key = shown(path);
        candidates.push(Candidate { path: path.clone(), root: None, key, wanted: true });
    }
    let read: Vec<Result<Member, Skipped>> =
        candidates.into_par_iter().map(|candidate| read_one(candidate, layout, locales)).collect();
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

/// Every file below the roots, and the pages among them.
fn collect(layout: &Layout, wanted: &[PathBuf], skipped: &mut Vec<Skipped>) -> (Vec<RootFiles>, Vec<Candidate>) {
    let wanted: Vec<PathBuf> = wanted.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
    let only_files = !wanted.is_empty() && wanted.iter().all(|path| path.is_file());
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
        let Some(key) = folders.iter().find_map(|folder| relative(path, folder)) else { continue };
        for (root, folder) in folders.iter().enumerate() {
            let path = folder.join(&key);
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
    let roots = layout
        .roots
        .iter()
        .zip(folders)
        .map(|(root, folder)| RootFiles { locale: root.locale.clone(), files: Files::unwalked(folder.clone()) });
    (roots.collect(), candidates)
}

/// Whether no symbolic link leads from `folder` to `path`.
fn lies_below(path: &Path, folder: &Path) -> bool {
    let (Ok(real), Ok(top), Some(key)) = (path.canonicalize(), folder.canonicalize(), relative(path, folder)) else {
        return false;
    };
    real == top.join(key)
}

fn walk(
    layout: &Layout,
    at: usize,
    folder: &Path,
    folders: &[PathBuf],
    wanted: &[PathBuf],
) -> (Files, Vec<Candidate>, Vec<Skipped>) {
    let (mut names, mut candidates, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
    // A folder may lie within another root: the nearest root owns its pages.
    let inner: Vec<&PathBuf> = folders.iter().filter(|other| *other != folder && other.starts_with(folder)).collect();
    let twin = folders.iter().take(at).any(|other| other == folder);
    for entry in WalkBuilder::new(folder).build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                skipped.push(Skipped { path: shown(folder), reason: error.to_string() });
                continue;
            }
        };
        let path = entry.path();
        let foreign = twin || inner.iter().any(|root| path.starts_with(root));
        if foreign || entry.file_type().is_none_or(|kind| kind.is_dir()) {
            continue;
        }
        let is_page = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
        let Some(key) = relative(path, folder) else {
            if is_page {
                skipped.push(Skipped { path: shown(path), reason: "its name is not valid Unicode".into() });
            }
            continue;
        };
        names.push(key.clone());
        if !is_page && entry.path_is_symlink() && path.is_dir() && !layout.exclude.matches(path, Some(folder)) {
            let reason = "it is a symbolic link to a folder, which is not followed; exclude it if it holds no pages";
            skipped.push(Skipped { path: shown(path), reason: reason.into() });
            continue;
        }
        // What is excluded is no page, but still a file that pages link to and include.
        if !is_page || !layout.check_snippets && is_snippet(&key) || layout.exclude.matches(path, Some(folder)) {
            continue;
        }
        if let Some(reason) = entry.file_type().and_then(why_not_read) {
            skipped.push(Skipped { path: shown(path), reason: reason.into() });
            continue;
        }
        let is_wanted = wanted.is_empty() || wanted.iter().any(|wanted| path.starts_with(wanted));
        candidates.push(Candidate { path: path.to_owned(), root: Some(at), key, wanted: is_wanted });
    }
    // Folders give their files in any order. Sorting whole keys is quicker than sorting while walking.
    candidates.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    (Files::walked(folder.to_owned(), names.into_iter()), candidates, skipped)
}

/// Why what lies there in place of a page is not opened: to open a pipe would wait for ever.
fn why_not_read(kind: FileType) -> Option<&'static str> {
    match kind {
        kind if kind.is_file() => None,
        kind if kind.is_symlink() => Some("it is a symbolic link, which is not followed"),
        kind if kind.is_dir() => Some("it is a folder"),
        _ => Some("it is a pipe, a socket or a device, which are not read"),
    }
}

/// Whether a file is a code snippet that pages include.
fn is_snippet(key: &str) -> bool {
    key.contains("includes/snippets/")
}

fn read_one(candidate: Candidate, layout: &Layout, locales: &Locales) -> Result<Member, Skipped> {
    let path = shown(&candidate.path);
    let text = read_text(&candidate.path).map_err(|reason| Skipped { path: path.clone(), reason })?;
    let page = parsed(path, text, || std::fs::read_to_string(&candidate.path).unwrap_or_default());
    Ok(member(page, candidate, layout, locales))
}

/// The text of the page file at `path`. The error is for people.
pub fn read_text(path: &Path) -> Result<String, String> {
    // A page over the limit is a finding, so its size is asked before it is read.
    let io = |error: std::io::Error| error.to_string();
    let mut file = std::fs::File::open(path).map_err(io)?;
    let meta = file.metadata().map_err(io)?;
    if let Some(reason) = why_not_read(meta.file_type()) {
        return Err(reason.to_owned());
    }
    let size = meta.len();
    if size > 16 * limit::PAGE_BYTES as u64 {
        return Err(format!("it has {size} bytes, more than can be read"));
    }
    BYTES.with_borrow_mut(|bytes| {
        bytes.clear();
        // One byte more than the size: reading tells the end by it.
        bytes.reserve(size as usize + 1);
        file.read_to_end(bytes).map_err(io)?;
        let text = simdutf8::basic::from_utf8(bytes).map(str::to_owned).map_err(|_| {
            let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            format!("it is not UTF-8: byte {at} begins no character; save it as UTF-8")
        });
        bytes.shrink_to(LARGE);
        text
    })
}

thread_local! {
    /// The file that is being read: its text is copied into memory of its very size, since all pages of a run are kept.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// How many bytes stay with a thread from file to file.
const LARGE: usize = 1 << 20;

/// Whether a file of the docset at `path`, which lies at `key` below its root, would be a page.
pub fn is_page(layout: &Layout, path: &Path, key: &str) -> bool {
    let has_extension = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
    let root = layout.roots.iter().map(|root| root.folder.as_path()).find(|root| path.starts_with(root));
    has_extension && (layout.check_snippets || !is_snippet(key)) && !layout.exclude.matches(path, root)
}

/// Whether a walk of the docset would find a page in the file at `path`: what is ignored or excluded is none.
pub fn finds(layout: &Layout, path: &Path) -> bool {
    let is_one = |root: &super::Root| relative(path, &root.folder).is_some_and(|key| is_page(layout, path, &key));
    let Some(folder) = path.parent().filter(|_| layout.roots.iter().any(is_one)) else { return false };
    let mut entries = WalkBuilder::new(folder).max_depth(Some(1)).build().flatten();
    entries.any(|entry| entry.path() == path && !entry.path_is_symlink())
}

/// [`page::parse`], but for a fault of the reader: then the page has its text (from `again`, because the reader has taken the
/// other) and says what failed.
pub(super) fn parsed(path: String, text: String, again: impl FnOnce() -> String) -> Page {
    let shown = path.clone();
    let read = isolated(move || {
        trip("read", &text);
        page::parse(Source::new(path, text))
    });
    read.unwrap_or_else(|failure| Page {
        source: Source::new(shown, again()),
        failure: Some(failure),
        ..Page::default()
    })
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
            page.failure = Some(failure);
            (None, Vec::new())
        }
    };
    Member {
        page,
        locale,
        root: candidate.root,
        key: candidate.key,
        version,
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
    let path = path.strip_prefix(&*HERE).unwrap_or(path);
    let text = path.to_string_lossy();
    let text = text.strip_prefix("./").unwrap_or(&text);
    if std::path::MAIN_SEPARATOR == '/' { text.to_owned() } else { text.replace('\\', "/") }
}
