//! Locales told by the names of files: `lamp.md` and `lamp.es.md`, or `lamp.en.md` and `lamp.es.md`, in one folder (MkDocs with
//! `static-i18n`, Hugo). Must not know rules.

use super::language;
use super::layout::{Layout, Root};
use super::layout_sites::{CONTENT, is_other, is_translated};
use super::page_name::{self, dashed, parted};
use ignore::WalkBuilder;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files beside which the pages of a site lie.
const SITES: &[&str] = &[
    "mkdocs.yml",
    "mkdocs.yaml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "isogloss.yml",
    "isogloss.yaml",
    ".isogloss.yml",
    ".isogloss.yaml",
    ".git",
];
/// How many files below a folder are looked at.
const FILES: usize = 5_000;

/// The layout of the site around `path`, or of `path` itself.
pub(super) fn suffixed(path: &Path) -> Option<Layout> {
    let is_site = |folder: &&Path| SITES.iter().any(|name| folder.join(name).exists());
    // What is around a page that is not there may be anything.
    let start = if path.is_file() { path.parent() } else { Some(path).filter(|path| path.is_dir()) };
    let site = path.ancestors().find(is_site).or(start)?;
    let content = CONTENT.iter().filter(|name| !name.is_empty()).map(|name| site.join(name));
    content.filter(|folder| folder.is_dir()).chain([site.to_owned()]).find_map(|folder| within(site, &folder))
}

/// The locales whose pages lie below `folder`.
fn within(site: &Path, folder: &Path) -> Option<Layout> {
    let names = names(folder);
    let parted: Vec<(&str, String, &str)> =
        names.iter().filter_map(|name| parted(name).map(|(key, suffix)| (name.as_str(), key, suffix))).collect();
    let english = parted.iter().map(|(_, _, suffix)| *suffix).find(|suffix| language::subtag(&dashed(suffix)) == "en");
    let mut locales: BTreeMap<&str, Vec<(PathBuf, PathBuf)>> = BTreeMap::new();
    for (name, key, suffix) in parted.iter().filter(|(_, _, suffix)| Some(*suffix) != english) {
        let named = page_name::localized(key, english).into_owned();
        let original =
            [key, &named].into_iter().find(|original| original.as_str() != *name && names.contains(*original));
        let pairs = original.map(|original| (folder.join(name), folder.join(original)));
        locales.entry(suffix).or_default().extend(pairs);
    }
    let is_proved = |suffix: &str, pairs: &[(PathBuf, PathBuf)]| is_translated(&dashed(suffix), pairs.iter().cloned());
    locales.iter().find(|(suffix, pairs)| is_proved(suffix, pairs))?;
    // Beside one that is sure, a page of a few words will do.
    locales.retain(|suffix, pairs| is_other(&dashed(suffix), pairs.iter().cloned()));
    // Where the source's pages have no language in their names, those that do are few and by chance.
    let is_plain = parted.iter().any(|(_, key, suffix)| locales.contains_key(suffix) && names.contains(key));
    let english = english.filter(|_| !is_plain);
    let tag = english.map_or_else(|| "en".to_owned(), dashed);
    let root =
        |suffix: &str| Root { suffix: Some(suffix.to_owned()), ..Root::new(Some(dashed(suffix)), folder.to_owned()) };
    let source = english.map_or_else(|| Root::new(Some(tag.clone()), folder.to_owned()), root);
    let roots = [source].into_iter().chain(locales.into_keys().map(root)).collect();
    Some(Layout { roots, source_locale: Some(tag), base: site.to_owned(), ..Layout::default() })
}

/// The pages below `folder`, as paths relative to it.
fn names(folder: &Path) -> BTreeSet<String> {
    let files = WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build().flatten().take(FILES);
    let names = files.filter_map(|entry| super::files::relative(entry.path(), folder));
    names.filter(|name| page_name::is_page(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const ENGLISH: &str = "# The lamp\n\nEvery lamp of the house can be switched on and off with this request.\n";
    const SPANISH: &str = "# La lámpara\n\nCada lámpara de la casa se puede encender y apagar con esta solicitud.\n";
    const RUSSIAN: &str = "# Лампа\n\nКаждую лампу в доме можно включить и выключить этим запросом.\n";

    /// Tag, suffix and folder of what is found from `from`, below a folder with these pages.
    fn found(name: &str, pages: &[(&str, &str)], from: &str) -> Vec<(String, String, String)> {
        let folder = std::env::temp_dir().join(format!("isogloss-suffix-{name}-{}", std::process::id()));
        for (path, text) in pages {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let roots = suffixed(&folder.join(from)).unwrap_or_default().roots;
        let below = |path: &Path| path.strip_prefix(&folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let told = |root: &Root| {
            (root.locale.clone().unwrap_or_default(), root.suffix.clone().unwrap_or_default(), below(&root.folder))
        };
        let found = roots.iter().map(told).collect();
        fs::remove_dir_all(&folder).unwrap();
        found
    }

    fn are(list: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
        list.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect()
    }

    #[test]
    fn translations_beside_their_source() {
        let pages = [
            ("mkdocs.yml", ""),
            ("docs/api/lamp.md", ENGLISH),
            ("docs/api/lamp.es.md", SPANISH),
            ("docs/api/lamp.ru_RU.md", RUSSIAN),
            ("docs/api/lamp.cs.md", ENGLISH),
            ("docs/api/alone.fr.md", SPANISH),
        ];
        let expected = are(&[("en", "", "docs"), ("es", "es", "docs"), ("ru-RU", "ru_RU", "docs")]);
        for from in ["", "docs", "docs/api", "docs/api/lamp.es.md"] {
            assert_eq!(found("beside", &pages, from), expected, "{from}");
        }
        let pages = [("hugo.toml", ""), ("content/lamp.en.md", ENGLISH), ("content/lamp.es.md", SPANISH)];
        assert_eq!(found("named", &pages, ""), are(&[("en", "en", "content"), ("es", "es", "content")]));
        let pages = [("src/lamp.en-US.mdx", ENGLISH), ("src/lamp.uk.mdx", RUSSIAN), ("src/lamp.es-ES.mdx", SPANISH)];
        let expected = are(&[("en-US", "en-US", "src"), ("es-ES", "es-ES", "src"), ("uk", "uk", "src")]);
        assert_eq!(found("region", &pages, ""), expected);
        assert_eq!(found("none", &[("a.md", ENGLISH), ("a.cs.md", ENGLISH), ("b.es.md", SPANISH)], ""), are(&[]));
    }
}
