//! From what was written of the source's history to where it lies and how pages name it. Must not read the history.

use super::file::SourceEntry;
use super::placed::Placed;
use super::problem::Problems;
use super::resolve::below;
use crate::docset::Layout;
use std::path::Path;

/// Puts the repository, the folder in it and the markers into `layout`.
pub fn history(entry: &SourceEntry, base: &Path, layout: &mut Layout, problems: &mut Problems) {
    if let Some(git) = &entry.git {
        let found = below(base, &git.value);
        if is_url(&git.value) {
            problems.at(
                git.place,
                format!(
                    "`{}` is a URL, and nothing is fetched; clone it and write the folder, as `../docs`",
                    git.value
                ),
            );
        } else if git.value.is_empty() || !found.exists() {
            problems.at(
                git.place,
                format!("there is no repository {}; clone it there, correct the path or remove it", git.value),
            );
        } else if found.is_file() && !found.ends_with(".git") {
            problems.at(git.place, format!("{} is a file, not a repository; name the folder of a clone", git.value));
        }
        layout.source_git = Some(found);
    }
    if let Some(folder) = &entry.git_folder {
        let parts: Vec<&str> = folder.value.split('/').collect();
        if parts.contains(&"..") || folder.value.starts_with('/') || folder.value.contains('\\') {
            problems.at(
                folder.place,
                format!("`{}` is no folder within a repository; write one like docs/en-US", folder.value),
            );
        } else if entry.git.is_none() {
            problems.at(folder.place, "`git-folder` is nothing without `git`; name the repository there");
        }
        layout.source_git_folder = Some(folder.value.clone());
    }
    let Some(Placed { value: entry, .. }) = &entry.markers else { return };
    for (written, marker) in [
        (&entry.commit, &mut layout.markers.commit),
        (&entry.hash, &mut layout.markers.hash),
        (&entry.date, &mut layout.markers.date),
    ] {
        let Some(written) = written else { continue };
        if written.value.split('.').any(|key| key.trim().is_empty()) {
            problems.at(
                written.place,
                format!("`{}` names no key of a front matter; write one like l10n.sourceCommit", written.value),
            );
        }
        marker.clone_from(&written.value);
    }
}

/// Whether git would fetch from there: `https://…`, `git@host:path`, `host:path`. A drive letter is none.
fn is_url(text: &str) -> bool {
    let (before, after) = text.split_once(':').unwrap_or(("", ""));
    after.starts_with("//") || before.len() > 1 && !before.contains(['/', '\\'])
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn tells_urls_from_paths() {
        for url in ["https://example.com/a.git", "git@example.com:a/b.git", "ssh://a", "file:///a", "host:a", "https:a"]
        {
            assert!(is_url(url), "{url}");
        }
        for path in ["../docs", "docs", "C:/docs", "C:\\docs", "./a:b", "/a:b", ""] {
            assert!(!is_url(path), "{path}");
        }
    }
}
