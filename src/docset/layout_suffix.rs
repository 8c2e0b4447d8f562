//! Locales told by the names of files: `lamp.md` and `lamp.es.md`, or `lamp.en.md` and `lamp.es.md`, in one folder (MkDocs with
//! `static-i18n`, Hugo). Must not know rules.

use super::layout::{Layout, Root, is_tag};
use super::layout_sites::{CONTENT, cased, is_other, is_translated};
use super::{language, page_name};
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
    let start = path.ancestors().find(|folder| folder.is_dir())?;
    let site = start.ancestors().find(|folder| SITES.iter().any(|name| folder.join(name).exists())).unwrap_or(start);
    let content = CONTENT.iter().filter(|name| !name.is_empty()).map(|name| site.join(name));
    content.filter(|folder| folder.is_dir()).chain([site.to_owned()]).find_map(|folder| within(site, &folder))
}

/// The locales whose pages lie below `folder`.
fn within(site: &Path, folder: &Path) -> Option<Layout> {
    let names = names(folder);
    let mut locales: BTreeMap<&str, Vec<(PathBuf, PathBuf)>> = BTreeMap::new();
    for name in &names {
        let Some((key, suffix)) = parted(name) else { continue };
        let original = [key.clone(), page_name::localized(&key, Some("en")).into_owned()];
        let original = original.into_iter().find(|original| original != name && names.contains(original.as_str()));
        let pair = |original: String| (folder.join(name), folder.join(original));
        locales.entry(suffix).or_default().extend(original.map(pair));
    }
    let english = locales.contains_key("en");
    let is_proved =
        |(suffix, pairs): (&&str, &Vec<(PathBuf, PathBuf)>)| is_translated(&dashed(suffix), pairs.iter().cloned());
    locales.iter().find(|locale| is_proved(*locale))?;
    locales.retain(|suffix, pairs| is_proved((suffix, pairs)) || is_other(&dashed(suffix), pairs.iter().cloned()));
    let found: Vec<&str> = locales.into_keys().collect();
    let first = found.first()?;
    // Where the source's pages have no language in their names, those that do are few and by chance.
    let plain = names.iter().filter(|name| page_name::neutral(name, first).is_some());
    let plain = plain.filter_map(|name| page_name::neutral(name, first)).any(|key| names.contains(&key));
    let source = Root {
        suffix: (english && !plain).then(|| "en".to_owned()),
        ..Root::new(Some("en".to_owned()), folder.to_owned())
    };
    let root =
        |suffix: &str| Root { suffix: Some(suffix.to_owned()), ..Root::new(Some(dashed(suffix)), folder.to_owned()) };
    let roots = [source].into_iter().chain(found.into_iter().map(root)).collect();
    Some(Layout { roots, source_locale: Some("en".to_owned()), base: site.to_owned(), ..Layout::default() })
}

/// The pages below `folder`, as paths relative to it.
fn names(folder: &Path) -> BTreeSet<String> {
    let files = WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build().flatten().take(FILES);
    let names = files.filter_map(|entry| super::files::relative(entry.path(), folder));
    names.filter(|name| page_name::is_page(name)).collect()
}

/// The page that `name` is, and what stands for its language before the extension.
fn parted(name: &str) -> Option<(String, &str)> {
    let (stem, _) = name.rsplit_once('.')?;
    let (_, suffix) = stem.rsplit_once('.')?;
    let tag = dashed(suffix);
    let is_short = language::subtag(&tag).len() == 2;
    let key = page_name::neutral(name, suffix).filter(|_| is_short && is_tag(&tag))?;
    Some((key, suffix))
}

/// `pt_br` as tags are written: `pt-BR`.
fn dashed(suffix: &str) -> String {
    cased(&suffix.replacen('_', "-", 1))
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
        assert_eq!(found("none", &[("a.md", ENGLISH), ("a.cs.md", ENGLISH), ("b.es.md", SPANISH)], ""), are(&[]));
    }
}
