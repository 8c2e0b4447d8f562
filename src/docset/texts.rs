//! Docsets of texts instead of files: for tests, examples and editors.

use super::discover;
use super::files::Files;
use super::layout::Layout;
use super::locale_set::Locales;
use super::model::{DocSet, PageId, RootFiles};
use super::origin::{self, Age};
use super::page_name;
use super::walk::Candidate;
use crate::page;
use crate::text::Source;

/// Makes a docset of texts. Each text has a path; its first folder,
/// when it is named like a locale, is its root. A text of the source with `@base` after its path is what the translations of
/// that page were made from.
pub fn from_texts(
    texts: Vec<(String, String)>,
    source_locale: &str,
    assume_current: bool,
    locales: &Locales,
) -> DocSet {
    let mut layout = Layout { source_locale: Some(source_locale.to_owned()), assume_current, ..Layout::default() };
    let mut candidates = Vec::new();
    let (bases, texts): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(path, _)| path.ends_with(BASE));
    for (path, text) in texts {
        let (root, key) = match path.split_once('/') {
            Some((folder, key)) if super::layout::is_locale_tag(folder) => {
                let at =
                    layout.roots.iter().position(|root| root.locale.as_deref() == Some(folder)).unwrap_or_else(|| {
                        layout.roots.push(super::Root::new(Some(folder.to_owned()), folder.into()));
                        layout.roots.len() - 1
                    });
                (Some(at), key.to_owned())
            }
            _ => (None, path.clone()),
        };
        candidates.push((Candidate { path: path.clone().into(), root, key, wanted: true }, path, text));
    }
    let mut names: Vec<Vec<String>> = vec![Vec::new(); layout.roots.len()];
    let members = candidates
        .into_iter()
        .filter_map(|(candidate, path, text)| {
            if let Some(list) = candidate.root.and_then(|at| names.get_mut(at)) {
                list.push(candidate.key.clone());
            }
            let is_page = page_name::is_page(&path);
            is_page.then(|| discover::member(page::parse(Source::new(path, text)), candidate, &layout, locales))
        })
        .collect();
    let roots: Vec<RootFiles> = layout
        .roots
        .iter()
        .zip(names)
        .map(|(root, names)| RootFiles {
            locale: root.locale.clone(),
            files: Files::walked(root.folder.clone(), None, names.into_iter()),
        })
        .collect();
    let source_root = roots.iter().position(|root| root.locale.as_deref() == Some(source_locale));
    let mut set = DocSet::new(members, roots, source_root).configured(&layout);
    // Without a history there is nothing that could fail.
    let _ = origin::resolve(&mut set, None, locales);
    for (path, text) in bases {
        add_base(&mut set, path, text, &layout, locales);
    }
    set
}

/// What marks the path of a text that translations were made from.
const BASE: &str = "@base";

/// Makes `text` the base of the translations of the page at `path`.
fn add_base(set: &mut DocSet, path: String, text: String, layout: &Layout, locales: &Locales) {
    let key = path.trim_end_matches(BASE).split_once('/').map_or_else(|| path.clone(), |(_, key)| key.to_owned());
    let candidate = Candidate { path: path.clone().into(), root: None, key: key.clone(), wanted: false };
    set.past.push(discover::member(page::parse(Source::new(path, text)), candidate, layout, locales));
    let id = PageId((set.members.len() + set.past.len() - 1) as u32);
    for (member, origin) in set.members.iter().zip(&mut set.origins) {
        if let Some(origin) = origin.as_mut().filter(|_| *member.key == *key) {
            origin.base = Some(id);
            origin.age = Age::Behind;
        }
    }
}
