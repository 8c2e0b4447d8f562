//! What a person should know of a docset beside its findings: why little may be found in it. Must not print.

use super::load::Loaded;
use super::notes_unused;
use crate::docset::DocSet;
use crate::docset::discover::shown;
use crate::docset::origin::Doubt;
use crate::report::escape::visible;

/// The notes on a docset that was read as it is configured.
pub fn on(loaded: &Loaded) -> Vec<String> {
    let notes = [unread_history(loaded), no_locales(loaded), unlisted(loaded), unnamed_sources(&loaded.docset)];
    notes.into_iter().flatten().chain(notes_unused::on(loaded)).collect()
}

/// A history that is there and was not read: verdicts that rest on it are missing without a trace.
pub fn unread_history(loaded: &Loaded) -> Option<String> {
    let why = loaded.unread_history.as_ref()?;
    Some(format!(
        "the source's history was not read, so it is not known which text of the source a translation was made from, unless it is \
         that of today: {why}"
    ))
}

/// A folder that shows no locales, in which nobody said where they lie.
fn no_locales(loaded: &Loaded) -> Option<String> {
    let docset = &loaded.docset;
    let is_one_tree = docset.roots.iter().all(|root| root.locale.is_none()) && !docset.roots.is_empty();
    let says_locale = || docset.members.iter().any(|member| member.page.meta("ms.contentlocale").is_some());
    (loaded.configuration.is_none() && is_one_tree && docset.members.len() > 1 && !says_locale()).then(|| {
        "no locales were found here, so each page was checked by itself; `locales` in isogloss.yml says where they are".to_owned()
    })
}

/// Folders that look like locales and are in no locale of the configuration.
fn unlisted(loaded: &Loaded) -> Option<String> {
    let folders: Vec<String> = loaded.unlisted.iter().map(|folder| visible(&shown(folder)).into_owned()).collect();
    let [first, rest @ ..] = folders.as_slice() else { return None };
    let (what, rest) = match rest.len() {
        0 => ("looks like a locale and is", String::new()),
        1 => ("look like locales and are", " and one more folder".to_owned()),
        more => ("look like locales and are", format!(" and {more} more folders")),
    };
    Some(format!(
        "{first}{rest} {what} not among the `locales` of isogloss.yml, so nothing there was checked; add them, or `exclude` them"
    ))
}

/// Translations none of which says what it was made from: they cannot be compared with their source.
fn unnamed_sources(docset: &DocSet) -> Option<String> {
    let origins = || docset.origins.iter().flatten().filter(|origin| origin.source.is_some());
    let is_unnamed = !docset.assume_current && origins().all(|origin| origin.doubt == Some(Doubt::Unnamed));
    let count = origins().count();
    (is_unnamed && count > 0).then(|| {
        let (pages, does, was) =
            if count == 1 { ("translation", "does", "it was") } else { ("translations", "do", "they were") };
        format!(
            "{count} {pages} {does} not say which text of the source {was} made from, so damage cannot be told from age and \
             little of it is found; set `assume-current: true` below `source` in isogloss.yml to compare with the source of today"
        )
    })
}
