//! Where the pages of a docset lie. Made from the configuration (floor config) or inferred from folders.

use super::markers::Markers;
use super::patterns::Patterns;
use super::version::VersionMark;
use std::path::{Path, PathBuf};

/// The folder of one locale.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Root {
    /// The locale's tag; `None` where every page says its own (`ms.contentlocale`).
    pub locale: Option<String>,
    /// The folder.
    pub folder: PathBuf,
}

/// Where everything lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// One entry per locale; empty when only loose files are checked.
    pub roots: Vec<Root>,
    /// The tag of the locale that the others are translated from.
    pub source_locale: Option<String>,
    /// Version names and the path segment that marks each (`beta`, `v1.0`); empty means: any segment that looks like a version.
    pub versions: Vec<(String, VersionMark)>,
    /// Locale data files of the user's own.
    pub locale_files: Vec<PathBuf>,
    /// Whether a translation that names no source hash counts as made from today's source.
    pub assume_current: bool,
    /// Whether include files of code snippets are checked as pages.
    pub check_snippets: bool,
    /// Files that are no pages; links and includes still find them.
    pub exclude: Patterns,
    /// Whether links and includes that a locale lacks are looked up in the source locale.
    pub fallback_to_source: bool,
    /// The repository with the source's history, if one is set.
    pub source_git: Option<PathBuf>,
    /// Where the source's pages lie in it, below the folder that `source_git` names.
    pub source_git_folder: Option<String>,
    /// The front matter keys in which translations name their source.
    pub markers: Markers,
    /// Whether all pages are read even where single files are asked for: names must be unique among all of them.
    pub read_all: bool,
    /// Where the configuration lies, if any; paths are shown relative to where the command runs all the same.
    pub base: PathBuf,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            roots: Vec::new(),
            source_locale: None,
            versions: Vec::new(),
            locale_files: Vec::new(),
            assume_current: false,
            check_snippets: false,
            exclude: Patterns::default(),
            fallback_to_source: true,
            source_git: None,
            source_git_folder: None,
            markers: Markers::default(),
            read_all: false,
            base: PathBuf::new(),
        }
    }
}

/// Whether `name` is a locale tag as folders write it: `es-ES`, `zh-Hans-CN`, `pt-br`.
pub fn is_locale_tag(name: &str) -> bool {
    let mut parts = name.split('-');
    let language =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest: Vec<&str> = parts.collect();
    let region = |part: &&str| {
        part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic())
            || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
    };
    let script = |part: &&str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic());
    language
        && match rest.as_slice() {
            [one] => region(one),
            [one, two] => script(one) && region(two),
            _ => false,
        }
}

/// Whether `tag` can be a locale's: besides what folders are named, a language alone (`es`) or with its script
/// (`zh-Hans`).
pub fn is_tag(tag: &str) -> bool {
    let (language, rest) = tag.split_once('-').unwrap_or((tag, ""));
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_locale_tag(tag)
        || (2..=3).contains(&language.len()) && letters(language) && [0, 4].contains(&rest.len()) && letters(rest)
}

/// The locale tag a folder's name carries: the name itself, or what follows the last dot (`docs.es-ES`).
pub fn tag_of_folder(name: &str) -> Option<&str> {
    let tag = name.rsplit('.').next().unwrap_or(name);
    is_locale_tag(tag).then_some(tag)
}

/// The layout that the folders around `path` show, if they show one: locale folders within it (two levels deep at
/// most), or `path` lies within a locale folder that has siblings.
pub fn infer(path: &Path) -> Option<Layout> {
    let absolute = std::path::absolute(path).ok()?;
    within(&absolute).or_else(|| around(&absolute))
}

fn within(path: &Path) -> Option<Layout> {
    if !path.is_dir() {
        return None;
    }
    let children = folders(path);
    let mut roots = locale_roots(&children);
    if roots.is_empty() {
        for child in &children {
            roots.extend(locale_roots(&folders(child)));
        }
    }
    // One folder named like a locale proves nothing unless it is the only one there.
    (!roots.is_empty()).then(|| layout(path, roots))
}

fn around(path: &Path) -> Option<Layout> {
    for ancestor in path.ancestors() {
        let Some(tag) = ancestor.file_name().and_then(|name| name.to_str()).and_then(tag_of_folder) else { continue };
        let Some(parent) = ancestor.parent() else { continue };
        let stem =
            ancestor.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(tag)).unwrap_or("");
        let mut siblings = folders(parent);
        siblings.retain(|folder| {
            let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or("");
            tag_of_folder(name).is_some_and(|tag| name.strip_suffix(tag) == Some(stem))
                || !stem.is_empty() && name == stem.trim_end_matches('.')
        });
        let mut roots = locale_roots(&siblings);
        if let Some(plain) = siblings
            .iter()
            .find(|folder| folder.file_name().and_then(|name| name.to_str()) == Some(stem.trim_end_matches('.')))
        {
            // `docs` beside `docs.es-ES` is the source.
            roots.push(Root { locale: Some("en-US".to_owned()), folder: plain.clone() });
        }
        return Some(layout(parent, roots));
    }
    None
}

fn layout(base: &Path, mut roots: Vec<Root>) -> Layout {
    roots.sort_by(|a, b| a.locale.cmp(&b.locale).then(a.folder.cmp(&b.folder)));
    let source_locale = source_among(&roots);
    Layout { roots, source_locale, base: base.to_owned(), ..Layout::default() }
}

/// English is the source where it is there: `en-US` first, else the first `en-…`.
pub fn source_among(roots: &[Root]) -> Option<String> {
    let tags = || roots.iter().filter_map(|root| root.locale.as_deref());
    tags()
        .find(|tag| tag.eq_ignore_ascii_case("en-US"))
        .or_else(|| tags().find(|tag| tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("en-"))))
        .map(str::to_owned)
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    folders
}

fn locale_roots(folders: &[PathBuf]) -> Vec<Root> {
    folders
        .iter()
        .filter_map(|folder| {
            let tag = tag_of_folder(folder.file_name()?.to_str()?)?;
            Some(Root { locale: Some(tag.to_owned()), folder: folder.clone() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_locale_folders() {
        assert!(is_locale_tag("es-ES") && is_locale_tag("zh-Hans-CN") && is_locale_tag("es-419"));
        assert!(!is_locale_tag("api-reference") && !is_locale_tag("es") && !is_locale_tag("v1.0"));
        assert!(is_tag("es") && is_tag("zh-Hans") && is_tag("pt-BR") && is_tag("es-419"));
        assert!(!is_tag("en_US") && !is_tag("english") && !is_tag("") && !is_tag("en-USA"));
        assert_eq!(tag_of_folder("microsoft-graph-docs.pt-BR"), Some("pt-BR"));
    }
}
