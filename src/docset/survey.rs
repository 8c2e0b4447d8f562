//! A look at folders before anything is configured: locale folders, versions, snippets. For `isogloss init` and for
//! running without a configuration.

use super::isolate::isolated;
use super::language;
use super::layout::{self, Layout, Root};
use super::markers::Markers;
use super::page_name;
use super::version::{self, VersionMark};
use crate::page::{self, Page};
use crate::text::Source;
use ignore::{DirEntry, WalkBuilder};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many pages are opened to learn a tree's locale.
const PAGES_ASKED: usize = 200;

/// How many of each locale are opened to see whether translations name their source.
const PAGES_NAMED: usize = 50;

/// Front matter keys in which translations name the commit of their source: MDN's.
const COMMITS: &[&str] = &["l10n.sourceCommit"];

/// How deep below a locale's folder versions and includes are looked for.
const DEPTH: usize = 6;

/// What folders show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Survey {
    /// Where the pages lie; with the versions that paths name.
    pub layout: Layout,
    /// Whether there are folders called `includes`.
    pub includes: bool,
    /// Whether there are code snippets below `includes/snippets`.
    pub snippets: bool,
    /// Whether there are translations of which none that was opened says what text of the source it was made from.
    pub is_unnamed: bool,
    /// The front matter key of another tool in which they name the source's commit.
    pub commit: Option<&'static str>,
}

/// Looks around `path`; `None` when neither locale folders nor pages with a locale of their own are there.
pub fn survey(path: &Path) -> Option<Survey> {
    let mut layout = find_layout(path)?;
    let (mut versions, mut includes, mut snippets) = (BTreeSet::new(), false, false);
    for root in &layout.roots {
        for entry in WalkBuilder::new(&root.folder).max_depth(Some(DEPTH)).build().flatten() {
            if entry.depth() == 0 || entry.file_type().is_none_or(|kind| !kind.is_dir()) {
                continue;
            }
            let Some(name) = entry.file_name().to_str() else { continue };
            let parent = || entry.path().parent().and_then(Path::file_name).and_then(|name| name.to_str());
            includes |= name == "includes";
            snippets |= name == "snippets" && parent() == Some("includes");
            if version::is_version(name) {
                versions.insert(name.to_owned());
            }
        }
    }
    layout.versions = versions.into_iter().map(|name| (name.clone(), VersionMark::Segment(name))).collect();
    let (is_unnamed, commit) = naming(&layout);
    Some(Survey { layout, includes, snippets, is_unnamed, commit })
}

/// How a configuration writes where the pages of `root` lie, whose folder it writes as `folder`: the folder, or a pattern with the
/// extension of its first page.
pub fn written(root: &Root, folder: String) -> String {
    let Some(suffix) = &root.suffix else { return folder };
    let page = pages_of(root).next();
    let extension = page.as_ref().and_then(|page| page.path().extension()).map(|extension| extension.to_string_lossy());
    let way = if folder == "." { String::new() } else { folder + "/" };
    format!("{way}*.{suffix}.{}", extension.as_deref().unwrap_or("md"))
}

/// Whether there are translations none of which names its source, and the key of another tool in which they name its commit.
fn naming(layout: &Layout) -> (bool, Option<&'static str>) {
    let translations = layout.roots.iter().filter(|root| root.locale.is_some() && root.locale != layout.source_locale);
    let pages = translations.flat_map(|root| pages_of(root).take(PAGES_NAMED));
    let pages: Vec<Page> = pages.filter_map(|entry| page_at(entry.path())).collect();
    let is_named = |page: &Page| layout.markers.hash(page).is_some() || layout.markers.commit(page).is_some();
    if layout.source_locale.is_none() || pages.is_empty() || pages.iter().any(is_named) {
        return (false, None);
    }
    let named = |key: &&&str| {
        let markers = Markers { commit: (**key).to_owned(), ..Markers::default() };
        pages.iter().any(|page| markers.commit(page).is_some())
    };
    (true, COMMITS.iter().find(named).copied())
}

/// The page files of a locale, in order of name.
fn pages_of(root: &Root) -> impl Iterator<Item = DirEntry> {
    let is_own = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        root.suffix.as_deref().is_none_or(|suffix| page_name::neutral(&name, suffix).is_some())
    };
    pages(&root.folder).filter(is_own)
}

/// The page files below a folder, in order of name.
fn pages(folder: &Path) -> impl Iterator<Item = DirEntry> {
    WalkBuilder::new(folder)
        .sort_by_file_name(Ord::cmp)
        .build()
        .flatten()
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()) && page_name::is_page_path(entry.path()))
}

/// The locale folders in or around `path`, or `path` itself as one tree whose pages say their locale.
pub fn find_layout(path: &Path) -> Option<Layout> {
    layout::infer(path).or_else(|| single_tree(path))
}

/// The folders with pages that lie beside those of the locales, are named like one and belong to none: nobody would miss them in a
/// report. In order of name.
pub fn unlisted(layout: &Layout) -> Vec<PathBuf> {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let known: Vec<PathBuf> = layout.roots.iter().map(|root| absolute(&root.folder)).collect();
    let is_named = |folder: &Path| {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or("");
        let tag = name.rsplit('.').next().unwrap_or(name);
        layout::is_tag(tag) && language::is_known(tag)
    };
    let around: BTreeSet<&Path> =
        known.iter().filter(|folder| is_named(folder)).filter_map(|folder| folder.parent()).collect();
    let is_unlisted = |entry: &DirEntry| {
        let path = entry.path();
        entry.depth() == 1
            && entry.file_type().is_some_and(|kind| kind.is_dir())
            && is_named(path)
            && !known.iter().any(|folder| folder.starts_with(path))
            && !layout.exclude.matches(path, None)
            && pages(path).next().is_some_and(|page| !layout.exclude.matches(page.path(), None))
    };
    let beside = around.into_iter().flat_map(|folder| WalkBuilder::new(folder).max_depth(Some(1)).build().flatten());
    let found: BTreeSet<PathBuf> = beside.filter(is_unlisted).map(DirEntry::into_path).collect();
    found.into_iter().collect()
}

/// One tree of pages that say `ms.contentlocale`: of one locale if they agree, else each of its own.
fn single_tree(path: &Path) -> Option<Layout> {
    let folder = std::path::absolute(path).ok().filter(|folder| folder.is_dir())?;
    let mut tags: Vec<String> =
        pages(&folder).take(PAGES_ASKED).filter_map(|entry| tag_of_page(entry.path())).collect();
    tags.sort_unstable();
    tags.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    let locale = match tags.as_slice() {
        [] => return None,
        [only] => Some(only.clone()),
        _ => None,
    };
    let roots = vec![Root::new(locale, folder.clone())];
    let source_locale = layout::source_among(&roots);
    Some(Layout { roots, source_locale, base: folder, ..Layout::default() })
}

fn tag_of_page(path: &Path) -> Option<String> {
    let page = page_at(path)?;
    page.meta("ms.contentlocale").map(|tag| tag.trim().to_owned()).filter(|tag| layout::is_tag(tag))
}

fn page_at(path: &Path) -> Option<Page> {
    let size = std::fs::metadata(path).ok()?.len();
    if size > page::limit::PAGE_BYTES as u64 {
        return None;
    }
    let text = std::fs::read_to_string(path).ok()?;
    // What the reader fails on says nothing here; where it is checked, the fault is told.
    isolated(|| page::parse(Source::new(String::new(), text))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_versions_and_snippets_of_the_sample() {
        let found = survey(Path::new("docs/sample")).unwrap();
        let tags: Vec<&str> = found.layout.roots.iter().filter_map(|root| root.locale.as_deref()).collect();
        assert_eq!(tags, ["en-US", "es-ES", "pt-BR", "ru-RU"]);
        assert_eq!(found.layout.source_locale.as_deref(), Some("en-US"));
        let versions: Vec<&str> = found.layout.versions.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(versions, ["beta", "v1.0"]);
        assert!(found.includes && found.snippets);
    }

    #[test]
    fn a_single_tree_has_the_locale_its_pages_agree_on() {
        let folder = std::env::temp_dir().join(format!("isogloss-survey-{}", std::process::id()));
        let page = |name: &str, tag: &str| {
            std::fs::create_dir_all(folder.join("api")).unwrap();
            std::fs::write(folder.join("api").join(name), format!("---\nms.contentlocale: {tag}\n---\n# Page\n"))
                .unwrap();
        };
        let root = || find_layout(&folder).map(|layout| layout.roots.first().and_then(|root| root.locale.clone()));
        assert_eq!(root(), None);
        page("a.md", "pt-BR");
        page("b.md", "pt-br");
        assert_eq!(root().flatten().as_deref(), Some("pt-BR"));
        page("c.md", "ru-RU");
        assert_eq!(root(), Some(None));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
