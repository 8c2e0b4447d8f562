//! Where the pages of a docset lie. Made from the configuration (floor config) or inferred from folders.

use super::markers::Markers;
use super::patterns::Patterns;
use super::version::VersionMark;
use super::{layout_sites, layout_suffix, page_name};
use std::path::{Path, PathBuf};

/// The folder of one locale.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Root {
    /// The locale's tag; `None` where every page says its own (`ms.contentlocale`).
    pub locale: Option<String>,
    /// The folder.
    pub folder: PathBuf,
    /// What its pages have before the extension, where those of several locales lie in one folder: `es` in `lamp.es.md`.
    pub suffix: Option<String>,
}

impl Root {
    /// A folder that is one locale's.
    pub fn new(locale: Option<String>, folder: PathBuf) -> Self {
        Self { locale, folder, suffix: None }
    }
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
/// Where no source is among them, layouts that site generators have come first.
pub fn infer(path: &Path) -> Option<Layout> {
    let absolute = std::path::absolute(path).ok()?;
    let (found, around) = (within(&absolute), || around(&absolute));
    if found.as_ref().is_some_and(|layout| layout.source_locale.is_some()) {
        return found;
    }
    layout_sites::sites(&absolute).or(found).or_else(around).or_else(|| layout_suffix::suffixed(&absolute))
}

fn within(path: &Path) -> Option<Layout> {
    if !path.is_dir() {
        return None;
    }
    let children = folders(path);
    let mut roots = roots_among(&children);
    if roots.is_empty() {
        for child in &children {
            roots.extend(roots_among(&folders(child)));
        }
    }
    // One folder named like a locale proves nothing unless it is the only one there.
    (!roots.is_empty()).then(|| layout(path, roots))
}

/// A folder for each locale in `folder`, English among them, of the site `base`.
pub(super) fn within_folder(folder: &Path, base: &Path) -> Option<Layout> {
    let found = layout(base, roots_among(&folders(folder)));
    (found.roots.len() > 1 && found.source_locale.is_some()).then_some(found)
}

fn around(path: &Path) -> Option<Layout> {
    for ancestor in path.ancestors() {
        let (Some(parent), Some(name)) = (ancestor.parent(), name_of(ancestor)) else { continue };
        let mut siblings = folders(parent);
        if let Some(tag) = tag_of_folder(name) {
            // Several repositories may have their translations in one folder.
            let stem = name.strip_suffix(tag).unwrap_or("");
            siblings.retain(|folder| {
                let name = name_of(folder).unwrap_or("");
                tag_of_folder(name).map_or(name, |tag| name.strip_suffix(tag).unwrap_or(name)).trim_end_matches('.')
                    == stem.trim_end_matches('.')
                    || stem.is_empty()
            });
            return Some(layout(parent, roots_among(&siblings)));
        }
        let roots = roots_among(&siblings);
        if roots.len() > 1 && roots.iter().any(|root| root.folder == ancestor) {
            return Some(layout(parent, roots));
        }
    }
    None
}

fn layout(base: &Path, mut roots: Vec<Root>) -> Layout {
    roots.sort_by(|a, b| a.locale.cmp(&b.locale).then(a.folder.cmp(&b.folder)));
    let source_locale = source_among(&roots);
    Layout { roots, source_locale, base: base.to_owned(), ..Layout::default() }
}

/// English is the source where it is there: `en-US` first, else the first `en-…`, or `en`.
pub fn source_among(roots: &[Root]) -> Option<String> {
    let tags = || roots.iter().filter_map(|root| root.locale.as_deref());
    tags()
        .find(|tag| tag.eq_ignore_ascii_case("en-US"))
        .or_else(|| tags().find(|tag| tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("en-"))))
        .or_else(|| tags().find(|tag| tag.eq_ignore_ascii_case("en")))
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

fn name_of(folder: &Path) -> Option<&str> {
    folder.file_name()?.to_str()
}

/// The folders that hold a locale: those that name one (`es-ES`, `docs.es-ES`, `pt_BR`), `docs` beside `docs.es-ES`, which is the
/// source, and beside English those that name a language alone (`fr`, `zh-Hans`) and hold something that the English one holds.
fn roots_among(folders: &[PathBuf]) -> Vec<Root> {
    let root = |tag: &str, folder: &PathBuf| Root::new(Some(tag.to_owned()), folder.clone());
    let mut roots: Vec<Root> =
        folders.iter().filter_map(|folder| Some(root(&tag_of_name(name_of(folder)?)?, folder))).collect();
    if source_among(&roots).is_none() {
        let stem = |found: &Root| {
            Some(name_of(&found.folder)?.strip_suffix(found.locale.as_deref()?)?.strip_suffix('.')?.to_owned())
        };
        let stems: Vec<String> = roots.iter().filter_map(stem).collect();
        let plain =
            folders.iter().find(|folder| name_of(folder).is_some_and(|name| stems.iter().any(|stem| stem == name)));
        roots.extend(plain.map(|folder| root("en-US", folder)));
    }
    let english = source_among(&roots);
    let source = roots.iter().find(|root| root.locale == english && english.is_some()).map(|root| root.folder.clone());
    let source = source.or_else(|| folders.iter().find(|folder| is_english(folder)).cloned());
    let Some(source) = &source else { return roots };
    let (shared, before) = (children(source), roots.len());
    for folder in folders.iter().filter(|folder| *folder != source) {
        let name = name_of(folder).unwrap_or("");
        let is_language =
            is_tag(name) && tag_of_name(name).is_none() && name.split('-').next().is_some_and(|part| part.len() == 2);
        if is_language && children(folder).iter().any(|name| shared.contains(name)) {
            roots.push(root(name, folder));
        }
    }
    // `en` alone is no docset.
    if english.is_none() && roots.len() > before {
        roots.extend(name_of(source).map(|name| root(name, source)));
    }
    roots
}

fn is_english(folder: &Path) -> bool {
    name_of(folder).is_some_and(|name| name.eq_ignore_ascii_case("en"))
}

/// The locale tag that a folder's name carries; gettext writes `pt_BR`.
fn tag_of_name(name: &str) -> Option<String> {
    let dashed = name.replacen('_', "-", 1);
    tag_of_folder(name).map(str::to_owned).or_else(|| (name.contains('_') && is_locale_tag(&dashed)).then_some(dashed))
}

/// The folders in a folder, and the pages in it but for what any folder may have.
fn children(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let names = entries.flatten().filter_map(|entry| {
        let name = entry.file_name().to_str()?.to_owned();
        let is_page = page_name::is_page(&name) && !name.to_ascii_lowercase().starts_with("readme.");
        (is_page || !name.starts_with('.') && entry.file_type().is_ok_and(|kind| kind.is_dir())).then_some(name)
    });
    names.collect()
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

    /// The tags of what [`infer`] finds from `from`, below a folder that has the pages `pages`.
    fn tags(name: &str, pages: &[&str], from: &str) -> Vec<String> {
        let folder = std::env::temp_dir().join(format!("isogloss-layout-{name}-{}", std::process::id()));
        for page in pages {
            let path = folder.join(page);
            std::fs::create_dir_all(path.parent().unwrap_or(&folder)).unwrap_or_default();
            std::fs::write(path, "# Lamp\n").unwrap_or_default();
        }
        let found = infer(&folder.join(from)).unwrap_or_default();
        let _ = std::fs::remove_dir_all(&folder);
        found.roots.into_iter().filter_map(|root| root.locale).collect()
    }

    #[test]
    fn languages_alone_count_beside_english() {
        let pages = [
            "en-US/api/a.md",
            "fr/api/a.md",
            "zh-Hans/api/a.md",
            "pt_BR/api/a.md",
            "cs/samples/a.cs.md",
            "go/readme.md",
        ];
        for from in ["", "fr", "fr/api", "en-US"] {
            assert_eq!(tags("languages", &pages, from), ["en-US", "fr", "pt-BR", "zh-Hans"], "{from}");
        }
        assert_eq!(tags("short", &["en/a.md", "fr/a.md", "fr/readme.md", "js/readme.md"], ""), ["en", "fr"]);
        assert!(tags("english", &["en/a.md", "js/readme.md"], "").is_empty());
    }

    #[test]
    fn a_folder_without_a_tag_beside_folders_with_one_is_the_source() {
        let pages = ["docs/a.md", "docs.es-ES/a.md", "docs.pt-BR/a.md", "other/a.md"];
        for from in ["", "docs", "docs.es-ES"] {
            assert_eq!(tags("siblings", &pages, from), ["en-US", "es-ES", "pt-BR"], "{from}");
        }
    }
}
