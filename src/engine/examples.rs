//! Runs rules over a handful of texts: the examples in a rule's documentation, the fixtures of the tests, an editor's
//! unsaved page.

use super::{Run, Selection, run};
use crate::docset::{DocSet, Locales, texts};
use crate::rule::{Example, Settings};

/// A docset of the examples of one heading. A place that is a locale (`es-ES`) means `es-ES/page.md`; a place with a slash is a
/// path; no place means a page by itself. A translation that names no hash counts as made from today's source, or from the
/// text whose place is that of the source with `@base` after it (`en-US@base`).
pub fn docset(examples: &[Example], locales: &Locales) -> DocSet {
    let texts = examples
        .iter()
        .enumerate()
        .map(|(at, example)| {
            let path = match example.place.as_deref() {
                Some(place) if place.contains(['/', '.']) => place.to_owned(),
                Some(place) => match place.split_once('@') {
                    Some((locale, base)) => format!("{locale}/v1.0/api/page.md@{base}"),
                    None => format!("{place}/v1.0/api/page.md"),
                },
                None if at == 0 => "page.md".to_owned(),
                None => format!("page-{}.md", at + 1),
            };
            (path, example.text.clone())
        })
        .collect();
    texts::from_texts(texts, "en-US", true, locales)
}

/// The findings of one rule (or of all, without one) on the examples.
pub fn check(docset: &DocSet, rule: Option<&str>, settings: &Settings) -> Run {
    let mut selection = Selection::all();
    if let Some(rule) = rule {
        selection.rules.retain(|(other, _)| other.id == rule);
    }
    run(docset, &selection, settings)
}
