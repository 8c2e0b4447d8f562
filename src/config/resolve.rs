//! From what was written to where the pages lie: folders, source locale, versions, patterns. Must not know rules.

use super::file::File;
use super::forms::{LocaleFolders, Source};
use super::placed::Placed;
use super::problem::{Problems, listed};
use super::source;
use crate::docset::layout::{is_tag, source_among};
use crate::docset::version::VersionMark;
use crate::docset::{Layout, Patterns, Root, page_name, patterns, survey};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// The layout that `file`, lying in the folder `base`, describes.
pub fn layout(file: &File, base: &Path, problems: &mut Problems) -> Layout {
    // What could not be read is missing from `file`; what is concluded from its absence would mislead.
    let complete = problems.is_empty();
    let mut layout = Layout { base: base.to_owned(), ..Layout::default() };
    match file.locales.as_ref().map(|locales| (&locales.value, locales.place)) {
        Some((LocaleFolders::Tags(tags), _)) => {
            for tag in tags {
                let folder = Placed { value: tag.value.clone(), place: tag.place };
                root(&mut layout, base, tag, &folder, problems);
            }
        }
        Some((LocaleFolders::Folders(folders), _)) => {
            for (tag, folder) in &folders.0 {
                root(&mut layout, base, tag, folder, problems);
            }
        }
        Some((LocaleFolders::Auto, place)) => match survey::find_layout(base) {
            Some(found) => layout.roots = found.roots,
            None => problems.at(
                place,
                format!("no folders named like locales are here and no pages that say ms.contentlocale; {NAME_THEM}"),
            ),
        },
        None if complete => layout.roots = survey::find_layout(base).map_or_else(Vec::new, |found| found.roots),
        None => {}
    }
    layout.source_locale = source_among(&layout.roots);
    if let Some(tag) = source_tag(file) {
        // A source that is only in a repository has no folder here.
        let has_git = matches!(&file.source, Some(Placed { value: Source::Entry(entry), .. }) if entry.git.is_some());
        layout.source_locale = Some(source_locale(&layout, &tag, complete && !has_git, problems));
    }
    if let Some(Placed { value: Source::Entry(entry), .. }) = &file.source {
        layout.assume_current = entry.assume_current.as_ref().is_some_and(|flag| flag.value);
        source::history(entry, base, &mut layout, problems);
    }
    layout.versions = versions(file, problems);
    for path in file.locale_files.iter().flat_map(|list| &list.value) {
        let found = below(base, &path.value);
        if !found.is_file() {
            problems.at(path.place, format!("there is no file {}; correct the path or remove it", path.value));
        }
        layout.locale_files.push(found);
    }
    if let Some(list) = &file.exclude {
        layout.exclude = compile(&list.value, base, problems);
    }
    layout.check_snippets = file.include_snippets.as_ref().is_some_and(|flag| flag.value);
    layout.fallback_to_source = file.fallback_to_source.as_ref().is_none_or(|flag| flag.value);
    layout
}

/// The file of the baseline, where one is set.
pub fn baseline(file: &File, base: &Path, problems: &mut Problems) -> Option<PathBuf> {
    let written = file.baseline.as_ref()?;
    let found = below(base, &written.value);
    if written.value.is_empty() || found.is_dir() {
        problems.at(
            written.place,
            format!("`{}` is no file; write the name of one, as isogloss-baseline.json", written.value),
        );
    }
    Some(found)
}

const NAME_THEM: &str = "name the folder of each locale, as `es-ES: docs/es-ES`";

/// The source's tag, in whichever form it is written.
pub fn source_tag(file: &File) -> Option<Placed<String>> {
    let source = file.source.as_ref()?;
    match &source.value {
        Source::Tag(tag) => Some(Placed { value: tag.clone(), place: source.place }),
        Source::Entry(entry) => entry.locale.clone(),
    }
}

/// Compiles patterns; those that cannot be read are problems.
pub fn compile(list: &[Placed<String>], base: &Path, problems: &mut Problems) -> Patterns {
    for pattern in list {
        if let Some(fault) = patterns::fault(&pattern.value) {
            problems.at(pattern.place, format!("`{}` is no pattern: {fault}", pattern.value));
        }
    }
    Patterns::new(base, &list.iter().map(|pattern| pattern.value.clone()).collect::<Vec<_>>())
}

fn root(layout: &mut Layout, base: &Path, tag: &Placed<String>, folder: &Placed<String>, problems: &mut Problems) {
    // `docs/*.es.md`: the pages of one locale in a folder of several.
    let (path, suffix) = match folder.value.rsplit_once('/').unwrap_or(("", &folder.value)) {
        (path, name) if name.contains('*') => (path, Some(suffix(name))),
        _ => (folder.value.as_str(), None),
    };
    if suffix == Some(None) {
        let message = "does not say which pages are this locale's; write a folder, or a pattern like docs/*.es.md";
        problems.at(folder.place, format!("`{}` {message}", folder.value));
    }
    let (found, suffix) = (below(base, path), suffix.flatten());
    let same_tag = |root: &Root| root.locale.as_deref().is_some_and(|other| other.eq_ignore_ascii_case(&tag.value));
    let real = |folder: &Path| folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let here = real(&found);
    if !is_tag(&tag.value) {
        problems.at(tag.place, format!("`{}` is no locale tag; write one like es-ES or zh-Hans-CN", tag.value));
    } else if layout.roots.iter().any(same_tag) {
        problems.at(tag.place, format!("the locale {} is set twice; keep one", tag.value));
    } else if let Some(what) = fault(&found) {
        problems.at(
            folder.place,
            format!("the folder {path} of {} {what}; correct the path or remove the locale", tag.value),
        );
    } else if let Some(other) = layout.roots.iter().find(|root| real(&root.folder) == here && root.suffix == suffix) {
        let other = other.locale.as_deref().unwrap_or("another locale");
        problems.at(
            folder.place,
            format!("the folder {} is that of {other} already; each locale needs its own", folder.value),
        );
    }
    layout.roots.push(Root { suffix, ..Root::new(Some(tag.value.clone()), found) });
}

/// The `es` of a pattern `*.es.md`, or `*.es.*`.
fn suffix(name: &str) -> Option<String> {
    let (suffix, extension) = name.strip_prefix("*.")?.rsplit_once('.')?;
    let is_page = extension == "*" || page_name::is_page(name);
    (is_page && !suffix.is_empty() && !suffix.contains(['*', '?', '[', '{'])).then(|| suffix.to_owned())
}

/// Why `folder` is not the folder of a locale.
fn fault(folder: &Path) -> Option<String> {
    match folder.metadata() {
        Ok(found) if found.is_dir() => None,
        Ok(_) => Some("is a file, not a folder".to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => Some("does not exist".to_owned()),
        Err(error) => Some(format!("cannot be looked at ({error})")),
    }
}

fn source_locale(layout: &Layout, tag: &Placed<String>, complete: bool, problems: &mut Problems) -> String {
    let tags: Vec<&str> = layout.roots.iter().filter_map(|root| root.locale.as_deref()).collect();
    let found = tags.iter().find(|other| other.eq_ignore_ascii_case(&tag.value));
    if !is_tag(&tag.value) {
        problems.at(tag.place, format!("`{}` is no locale tag; write one like en-US", tag.value));
    } else if found.is_none() && complete && !tags.is_empty() {
        problems.at(
            tag.place,
            format!(
                "the source {} is not among the locales {}; add its folder to `locales`, or name its repository in `source.git`",
                tag.value,
                listed(&tags)
            ),
        );
    }
    found.map_or_else(|| tag.value.clone(), |tag| (*tag).to_owned())
}

fn versions(file: &File, problems: &mut Problems) -> Vec<(String, VersionMark)> {
    let mut versions: Vec<(String, VersionMark)> = Vec::new();
    for (name, written) in file.versions.iter().flat_map(|versions| &versions.value.0) {
        let mark = match VersionMark::read(&written.value) {
            Ok(mark) => mark,
            Err(error) => {
                problems.at(written.place, format!("{} is no regular expression: {error}", written.value));
                continue;
            }
        };
        if matches!(&mark, VersionMark::Segment(segment) if segment.is_empty() || segment.contains(['/', '\\'])) {
            problems.at(
                written.place,
                format!("`{}` cannot mark a version; write the name of one folder, as `beta`", written.value),
            );
        } else if let Some((other, _)) = versions.iter().find(|(_, marked)| *marked == mark) {
            problems.at(
                written.place,
                format!("the folder name {} marks version {other} already; each version needs its own", written.value),
            );
        }
        versions.push((name.value.clone(), mark));
    }
    versions
}

/// `path` below `base`, without `.` and `..`, so that paths of pages can be compared with it.
pub(super) fn below(base: &Path, path: &str) -> PathBuf {
    normal(&base.join(path))
}

/// `path` without `.` and `..`, by its words alone: no link is followed.
pub fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
