//! Settings that are about no page of the docset: slips of the pen, mostly. Must not print.

use super::load::{self, Loaded};
use crate::config::placed::Place;
use crate::docset::discover::shown;
use crate::docset::version::VersionMark;
use crate::docset::{Locales, Patterns, language};
use std::path::Path;

/// One note for each, with its place. None where only a part of the docset was read: what a setting is about may be in the rest.
pub fn on(loaded: &Loaded) -> Vec<String> {
    let Some(path) = loaded.configuration.as_deref() else { return Vec::new() };
    let docset = &loaded.docset;
    if !loaded.is_whole || docset.members.is_empty() || !docset.skipped.is_empty() {
        return Vec::new();
    }
    let mut notes = Vec::new();
    let mut add = |place: Place, what: String| {
        notes.push(format!("{}:{}:{}: {what}; correct it or remove it", shown(path), place.line, place.column));
    };
    for (name, written) in loaded.written.versions.iter().flat_map(|versions| &versions.value.0) {
        let is_used = |mark: VersionMark| docset.members.iter().any(|member| mark.marks(&member.key));
        if !VersionMark::read(&written.value).is_ok_and(is_used) {
            add(written.place, format!("`{}` marks no page as of version {}", written.value, name.value));
        }
    }
    let tags = || docset.members.iter().map(|member| member.locale.tag()).chain(loaded.layout.source_locale.as_deref());
    let files = loaded.written.locale_files.iter().flat_map(|list| &list.value);
    for (written, file) in files.zip(&loaded.layout.locale_files) {
        if let Some(tag) = tag(file)
            && !tags().any(|other| language::subtag(other).eq_ignore_ascii_case(language::subtag(&tag)))
        {
            add(written.place, format!("no page is in {tag}, which {} describes", written.value));
        }
    }
    let base = path.parent().unwrap_or(Path::new(""));
    let entries = loaded.written.overrides.iter().flat_map(|overrides| &overrides.value);
    // `!` takes out of what others match.
    let patterns = entries.flat_map(|entry| &entry.paths.value).filter(|pattern| !pattern.value.starts_with('!'));
    for written in patterns {
        let pattern = Patterns::new(base, std::slice::from_ref(&written.value));
        let is_used = docset.members.iter().any(|member| {
            let (path, folder) = docset.place(member);
            pattern.matches(&path, folder)
        });
        if !is_used {
            add(written.place, format!("`{}` matches no page", written.value));
        }
    }
    notes
}

/// The locale that a file of the user's own describes.
fn tag(file: &Path) -> Option<String> {
    let mut locales = Locales::built_in();
    locales.add("", &load::text_of(file).ok()?).ok()?;
    locales.tags().next().map(str::to_owned)
}
