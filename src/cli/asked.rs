//! Whether what a command line asks for is there, and is what it is taken for. Must not read pages.

use super::load::is_below;
use crate::docset::DocSet;
use crate::docset::discover::shown;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// An error unless files or folders lie at all of `paths`.
pub fn there(paths: &[PathBuf]) -> Result<(), String> {
    for path in paths {
        match path.metadata() {
            Ok(found) if found.is_file() || found.is_dir() => {}
            Ok(_) => {
                let why = "neither a file nor a folder; pipes and devices are not read";
                return Err(format!("{}: {why}", path.display()));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(format!("{}: there is no such file or folder", path.display()));
            }
            Err(error) => return Err(format!("{}: cannot be looked at ({error})", path.display())),
        }
    }
    Ok(())
}

/// What is surely no page, by extension. A text of any other name may be one.
const NO_PAGES: [&str; 12] = ["yml", "yaml", "json", "toml", "csv", "html", "svg", "png", "jpg", "jpeg", "gif", "pdf"];

/// An error where one of `paths` is a file and no page: to check it would find nothing.
pub fn are_pages(paths: &[PathBuf]) -> Result<(), String> {
    let extension = |path: &Path| path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    match paths.iter().find(|path| path.is_file() && NO_PAGES.contains(&extension(path).as_str())) {
        Some(path) => Err(format!("{}: not a page; pages end in .md, .mdx or .markdown", path.display())),
        None => Ok(()),
    }
}

/// An error where a folder among `wanted` has no page of the docset: nothing would be checked there, without a word.
pub fn hold_pages(wanted: &[PathBuf], docset: &DocSet) -> Result<(), String> {
    let members = || docset.members.iter().filter(|member| member.wanted).map(|member| &member.page.source.path);
    let skipped = || docset.skipped.iter().map(|skip| &skip.path);
    // Where there are no pages at all, the command says so.
    if members().next().is_none() && docset.members.is_empty() {
        return Ok(());
    }
    let is_empty =
        |path: &&PathBuf| path.is_dir() && !members().chain(skipped()).any(|page| is_below(Path::new(page), path));
    wanted.iter().find(is_empty).map_or(Ok(()), |path| {
        Err(format!(
            "{}: no page of the docset lies there; `isogloss show config` says where the pages of its locales lie, `--isolated` reads the folder by itself",
            shown(path)
        ))
    })
}
