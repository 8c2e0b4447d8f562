//! Paths of files as editors name them, and back. What is no `file:` URI has no path.

use crate::config::normal;
use gen_lsp_types::Uri;
use std::path::{Path, PathBuf};
use url::Url;

/// The path that a `file:` URI names, without `.` and `..`.
pub(super) fn to_path(uri: &str) -> Option<PathBuf> {
    let url = Url::parse(uri).ok().filter(|url| url.scheme() == "file")?;
    let path = url.to_file_path().ok()?;
    // A NUL would be refused by every call on the file.
    let is_whole = path.is_absolute() && !path.as_os_str().as_encoded_bytes().contains(&0);
    is_whole.then(|| normal(&path))
}

/// The URI of the file at `path`, which is absolute; `None` for what no URI can name.
pub(super) fn of_path(path: &Path) -> Option<Uri> {
    Url::from_file_path(normal(path)).ok().map(|url| Uri(url.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_have_paths() {
        for uri in
            ["untitled:Untitled-1", "https://example.com/a.md", "", "file:", "a b", "file:///a%00b", "vscode://x"]
        {
            assert_eq!(to_path(uri).filter(|path| path != Path::new("/")), None, "{uri}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn there_and_back() {
        let path = Path::new("/tmp/a b/é#?%.md");
        assert_eq!(to_path(&of_path(path).unwrap().0).as_deref(), Some(path));
        assert_eq!(to_path("file:///tmp/%61/../b.md").as_deref(), Some(Path::new("/tmp/b.md")));
    }
}
