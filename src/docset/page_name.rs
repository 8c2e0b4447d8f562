//! What a file's name tells: whether it is a page, and of which locale where the locales of one folder are told apart by it, as
//! `lamp.es.md` beside `lamp.md` (MkDocs with `static-i18n`, Hugo). Must not look at files.

use super::language;
use super::layout::is_tag;
use std::borrow::Cow;
use std::path::Path;

/// The extensions of pages, in lower case.
const EXTENSIONS: &[&str] = &["md", "mdx", "markdown"];

/// Whether a file called `name` (or with this path) is a page.
pub fn is_page(name: &str) -> bool {
    Path::new(name).extension().and_then(|extension| extension.to_str()).is_some_and(is_extension)
}

/// Whether the file at `path` is a page by its name, which need not be valid Unicode before the extension.
pub fn is_page_path(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(is_extension)
}

fn is_extension(extension: &str) -> bool {
    EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// The name of the page `key` in the locale whose pages have `suffix` before the extension: `api/lamp.es.md` of `api/lamp.md`.
/// Files that are no pages are all locales'.
pub fn localized<'k>(key: &'k str, suffix: Option<&str>) -> Cow<'k, str> {
    match (key.rsplit_once('.'), suffix) {
        (Some((stem, extension)), Some(suffix)) if is_extension(extension) => {
            format!("{stem}.{suffix}.{extension}").into()
        }
        _ => key.into(),
    }
}

/// The page that `name` is in the locale whose pages have `suffix` before the extension: `api/lamp.md` of `api/lamp.es.md`. `None`
/// where it is another locale's, or no page.
pub fn neutral(name: &str, suffix: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let stem = stem.strip_suffix(suffix)?.strip_suffix('.')?;
    let is_named = !stem.is_empty() && !stem.ends_with('/');
    (is_named && is_extension(extension)).then(|| format!("{stem}.{extension}"))
}

/// The page that `name` is, and what stands for its language before the extension: `api/lamp.md` and `pt_BR` of
/// `api/lamp.pt_BR.md`. Whether it is a language's, `name` alone does not tell.
pub fn parted(name: &str) -> Option<(String, &str)> {
    let (stem, _) = name.rsplit_once('.')?;
    let (_, suffix) = stem.rsplit_once('.')?;
    let tag = dashed(suffix);
    let is_short = language::subtag(&tag).len() == 2;
    let key = neutral(name, suffix).filter(|_| is_short && is_tag(&tag))?;
    Some((key, suffix))
}

/// `pt_br` as tags are written: `pt-BR`.
pub fn dashed(suffix: &str) -> String {
    let tag = suffix.replacen('_', "-", 1);
    match tag.split_once('-') {
        Some((language, region)) if region.len() == 2 => format!("{language}-{}", region.to_ascii_uppercase()),
        _ => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_page() {
        assert!(
            is_page("a.mdx")
                && is_page("a.markdown")
                && is_page("api/a.MD")
                && !is_page("api/a.png")
                && !is_page("md")
                && !is_page("")
        );
        assert_eq!(localized("api/lamp.md", Some("pt_BR")), "api/lamp.pt_BR.md");
        assert_eq!(localized("api/lamp.md", None), "api/lamp.md");
        assert_eq!(localized("api/lamp.png", Some("es")), "api/lamp.png");
        assert_eq!(parted("a/lamp.pt_BR.md"), Some(("a/lamp.md".to_owned(), "pt_BR")));
        assert!(parted("a/v1.0.md").is_none() && parted("lamp.md").is_none() && dashed("pt_br") == "pt-BR");
        assert_eq!(neutral("api/lamp.es.md", "es").as_deref(), Some("api/lamp.md"));
        for (name, suffix) in [("lamp.md", "es"), ("lamp.es.png", "es"), ("api/.es.md", "es"), ("lampes.md", "es")] {
            assert_eq!(neutral(name, suffix), None, "{name}");
        }
    }
}
