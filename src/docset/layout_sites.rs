//! Layouts of site generators, whose source has no folder of its own name: Docusaurus (`docs` beside
//! `i18n/fr/docusaurus-plugin-content-docs/current`), the same with `translations/fr/content` beside `content`, and translations
//! within the source's own folder (`docs/fr` in `docs`: VitePress, Starlight, Nextra). Must not know rules.

use super::layout::{self, Layout, Root, is_tag};
use super::{language, page_name};
use ignore::WalkBuilder;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use whichlang::{Lang, detect_language};

/// Folders of translations, one below for each locale.
const CONTAINERS: &[&str] = &["i18n", "translations"];
/// Where in such a folder the pages lie, and where those of the source.
const PLACES: &[(&str, &str)] =
    &[("docusaurus-plugin-content-docs/current", "docs"), ("content", "content"), ("docs", "docs")];
/// Where sites have their pages, translations among them.
pub(super) const CONTENT: &[&str] =
    &["", "docs", "content", "src/content/docs", "src/content", "src", "pages", "src/pages"];
/// Where a repository of more than a site has it.
const SITES: &[&str] = &["docs", "website", "site", "www", "web", "documentation", "apps/docs", "packages/docs"];
/// How many pages of a folder are looked at, and of how many the language is told.
const PAGES: usize = 40;
const READ: usize = 4;
/// So many letters tell whether a text is in English.
const LETTERS: usize = 120;
/// Of a page so much is read to tell its language.
const BYTES: usize = 16 << 10;

/// The layout of the site that `path` is, lies in, or holds.
pub(super) fn sites(path: &Path) -> Option<Layout> {
    let site = |folder: &Path| apart(folder).or_else(|| nested(folder)).or_else(|| beside(folder));
    let above = path.ancestors().filter(|folder| folder.is_dir());
    let below = SITES.iter().map(|name| path.join(name)).filter(|folder| folder.is_dir());
    above.map(Path::to_owned).chain(below).find_map(|folder| site(&folder))
}

/// A folder for each locale, the source's among them: `src/content/docs/en` beside `src/content/docs/es` (Astro).
fn beside(folder: &Path) -> Option<Layout> {
    let content = CONTENT.iter().filter(|name| !name.is_empty()).map(|name| folder.join(name));
    content.filter(|content| content.is_dir()).find_map(|content| layout::within_folder(&content, folder))
}

/// Translations in folders of their own, beside the source's.
fn apart(folder: &Path) -> Option<Layout> {
    for container in CONTAINERS.iter().map(|name| folder.join(name)).filter(|path| path.is_dir()) {
        for (place, source) in PLACES {
            let source = folder.join(source);
            let mut roots: Vec<Root> = tagged(&container)
                .into_iter()
                .map(|(tag, folder)| Root::new(Some(tag), folder.join(place)))
                .filter(|root| source.is_dir() && has_shared(&root.folder, &source))
                .collect();
            if roots.is_empty() {
                continue;
            }
            let tag = default_locale(folder).unwrap_or_else(|| "en".to_owned());
            roots.retain(|root| root.locale.as_deref() != Some(&tag));
            return Some(layout(folder, tag, source, roots));
        }
    }
    None
}

/// Translations among the pages of the source, in folders that have the names of languages and pages in these languages.
fn nested(folder: &Path) -> Option<Layout> {
    for source in CONTENT.iter().map(|name| folder.join(name)).filter(|path| path.is_dir()) {
        let tagged = tagged(&source);
        if !tagged.iter().any(|(tag, folder)| is_translated(tag, shared(folder, &source))) {
            continue;
        }
        let found: Vec<_> = tagged.iter().filter(|(tag, folder)| is_other(tag, shared(folder, &source))).collect();
        let root = |(tag, folder): &(String, PathBuf)| Root::new(Some(tag.clone()), folder.clone());
        return Some(layout(folder, "en".to_owned(), source, found.into_iter().map(root).collect()));
    }
    None
}

fn layout(base: &Path, tag: String, source: PathBuf, translations: Vec<Root>) -> Layout {
    let mut roots = vec![Root::new(Some(tag.clone()), source)];
    roots.extend(translations);
    Layout { roots, source_locale: Some(tag), base: base.to_owned(), ..Layout::default() }
}

/// The folders in `folder` that have the names of languages, in order of name.
fn tagged(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<(String, PathBuf)> = entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| {
            let name = entry.file_name().to_str()?.to_owned();
            let dashed = name.replacen('_', "-", 1);
            let is_short = language::subtag(&dashed).len() == 2;
            (is_short && is_tag(&dashed)).then(|| (page_name::dashed(&name), entry.path()))
        })
        .collect();
    found.sort();
    found
}

/// Pages of `folder` with the same path below `source`, as both paths. Any folder may have a README.
fn shared(folder: &Path, source: &Path) -> impl Iterator<Item = (PathBuf, PathBuf)> {
    let pages = WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build().flatten().filter(|entry| {
        let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
        let is_page = name.rsplit_once('.').is_some_and(|(stem, _)| page_name::is_page(&name) && stem != "readme");
        is_page && entry.file_type().is_some_and(|kind| kind.is_file())
    });
    let (folder, source) = (folder.to_owned(), source.to_owned());
    pages.take(PAGES).filter_map(move |entry| {
        let original = source.join(entry.path().strip_prefix(&folder).ok()?);
        original.is_file().then(|| (entry.into_path(), original))
    })
}

fn has_shared(folder: &Path, source: &Path) -> bool {
    shared(folder, source).next().is_some()
}

/// Whether `tag` is of a language that can be told, and the pages are not in English. Which other language they are in is not
/// told well from a few sentences.
/// `pairs` are pages and those of the source that they are.
pub(super) fn is_translated(tag: &str, pairs: impl Iterator<Item = (PathBuf, PathBuf)>) -> bool {
    let (ours, theirs) = texts(pairs);
    match language::detection_code(tag) {
        Some(code) => code != Lang::Eng.three_letter_code() && is_foreign(&ours, &theirs),
        None => language::is_known(tag) && is_foreign(&ours, &theirs) && is_sure(&ours, &theirs),
    }
}

/// Whether nobody would take `ours` for English, nor `theirs` for anything else.
fn is_sure(ours: &str, theirs: &str) -> bool {
    let letters = ours.chars().filter(|c| c.is_alphabetic()).count();
    let latin = ours.chars().filter(char::is_ascii_alphabetic).count();
    latin * 2 < letters || letters >= LETTERS && detect_language(theirs) == Lang::Eng
}

/// The same of other languages. A folder `cs` may be one of C#, so these alone prove nothing.
pub(super) fn is_other(tag: &str, pairs: impl Iterator<Item = (PathBuf, PathBuf)>) -> bool {
    let (ours, theirs) = texts(pairs);
    language::is_known(tag) && is_foreign(&ours, &theirs)
}

fn texts(pairs: impl Iterator<Item = (PathBuf, PathBuf)>) -> (String, String) {
    let (mut ours, mut theirs) = (String::new(), String::new());
    for (page, original) in pairs.take(READ) {
        ours += &text(&page);
        theirs += &text(&original);
    }
    (ours, theirs)
}

fn is_foreign(ours: &str, theirs: &str) -> bool {
    !ours.trim().is_empty() && ours != theirs && detect_language(ours) != Lang::Eng
}

/// The beginning of a page, without its code: nothing where there is no prose.
fn text(path: &Path) -> String {
    let text = beginning(path).unwrap_or_default();
    text.split("```").step_by(2).flat_map(|part| part.split('`').step_by(2)).collect()
}

fn beginning(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    fs::File::open(path).ok()?.take(BYTES as u64).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// What a Docusaurus configuration calls its default locale.
fn default_locale(folder: &Path) -> Option<String> {
    let names = ["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"];
    let path = names.iter().map(|name| folder.join(name)).find(|path| path.is_file())?;
    let text = beginning(&path)?;
    let (_, rest) = text.split_once("defaultLocale")?;
    let value = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '\'' | '"' | '`'));
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(value.len());
    value.get(..end).filter(|tag| is_tag(tag)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "# The lamp\n\nEvery lamp of the house can be switched on and off with this request.\n";
    const SPANISH: &str = "# La lámpara\n\nCada lámpara de la casa se puede encender y apagar con esta solicitud.\n";
    const CZECH: &str = "# Lampa\n\nKaždou lampu v domě lze tímto požadavkem rozsvítit i zhasnout.\n";

    /// Tags and folders of what is found from `from`, below a folder with these pages.
    fn found(name: &str, pages: &[(&str, &str)], from: &str) -> Vec<(String, String)> {
        let folder = std::env::temp_dir().join(format!("isogloss-sites-{name}-{}", std::process::id()));
        for (path, text) in pages {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let roots = sites(&folder.join(from)).unwrap_or_default().roots;
        let below = |path: &Path| path.strip_prefix(&folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let found = roots.iter().map(|root| (root.locale.clone().unwrap_or_default(), below(&root.folder))).collect();
        fs::remove_dir_all(&folder).unwrap();
        found
    }

    fn are(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(tag, folder)| ((*tag).to_owned(), (*folder).to_owned())).collect()
    }

    #[test]
    fn translations_in_a_container() {
        let spanish = "i18n/es/docusaurus-plugin-content-docs/current";
        let page = format!("{spanish}/api/get.md");
        let pages = [("docs/api/get.md", ENGLISH), (page.as_str(), SPANISH), ("i18n/es/code.json", "{}")];
        let expected = are(&[("en", "docs"), ("es", spanish)]);
        for from in ["", "docs", spanish, "i18n"] {
            assert_eq!(found("docusaurus", &pages, from), expected, "{from}");
        }
        let named = [pages.as_slice(), &[("docusaurus.config.js", "i18n: {\n  defaultLocale: 'en-GB',\n")]].concat();
        assert_eq!(found("default", &named, ""), are(&[("en-GB", "docs"), ("es", spanish)]));
        let pages = [("content/a/get.md", ENGLISH), ("translations/es-ES/content/a/get.md", SPANISH)];
        assert_eq!(found("content", &pages, ""), are(&[("en", "content"), ("es-ES", "translations/es-ES/content")]));
    }

    #[test]
    fn translations_within_the_source() {
        let pages = [
            ("docs/get.md", ENGLISH),
            ("docs/es/get.md", SPANISH),
            ("docs/cs/get.md", CZECH),
            ("docs/pt-br/other.md", SPANISH),
            ("docs/api/get.md", ENGLISH),
            ("docs/go/get.md", ENGLISH),
        ];
        let expected = are(&[("en", "docs"), ("cs", "docs/cs"), ("es", "docs/es")]);
        for from in ["", "docs", "docs/es", "docs/es/get.md"] {
            assert_eq!(found("nested", &pages, from), expected, "{from}");
        }
        // C# pages, and pages of one language alone, prove nothing.
        let pages = [("docs/get.md", ENGLISH), ("docs/cs/get.md", ENGLISH), ("docs/es/get.md", ENGLISH)];
        assert!(found("english", &pages, "").is_empty());
    }
}
