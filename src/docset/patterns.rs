//! Path patterns in the syntax of `.gitignore`, as the configuration's `exclude` and `overrides` use them.

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::{Path, PathBuf};

/// Patterns, compiled once. Each is tried on a page's path below the folder of the configuration and, if none
/// matches, on its path below the folder of its locale: `api-reference/beta/**` means the same pages in every locale.
#[derive(Clone, Debug)]
pub struct Patterns {
    base: PathBuf,
    text: Vec<String>,
    matcher: Gitignore,
}

impl Default for Patterns {
    fn default() -> Self {
        Self { base: PathBuf::new(), text: Vec::new(), matcher: Gitignore::empty() }
    }
}

impl PartialEq for Patterns {
    fn eq(&self, other: &Self) -> bool {
        self.base == other.base && self.text == other.text
    }
}

impl Eq for Patterns {}

impl Patterns {
    /// Compiles `patterns`; `base` is the folder of the configuration. Those that cannot be read are left out:
    /// [`fault`] says beforehand which.
    pub fn new(base: &Path, patterns: &[String]) -> Self {
        // Paths are stripped here and not by the matcher, which refuses paths that do not lie below its root.
        let mut builder = GitignoreBuilder::new("");
        for pattern in patterns {
            let _ = builder.add_line(None, pattern);
        }
        let matcher = builder.build().unwrap_or_else(|_| Gitignore::empty());
        Self { base: base.to_owned(), text: patterns.to_vec(), matcher }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// As written.
    pub fn text(&self) -> &[String] {
        &self.text
    }

    /// Whether they match the file at `path`, whose locale's pages lie in `folder`.
    pub fn matches(&self, path: &Path, folder: Option<&Path>) -> bool {
        if self.matcher.is_empty() {
            return false;
        }
        let places = [path.strip_prefix(&self.base).ok(), folder.and_then(|folder| path.strip_prefix(folder).ok())];
        for relative in places.into_iter().flatten().filter(|relative| !relative.has_root()) {
            match self.matcher.matched_path_or_any_parents(relative, false) {
                Match::None => {}
                found => return found.is_ignore(),
            }
        }
        false
    }
}

/// Why a pattern cannot be read.
pub fn fault(pattern: &str) -> Option<String> {
    if pattern.trim().is_empty() {
        return Some("it is empty".to_owned());
    }
    let mut builder = GitignoreBuilder::new("");
    // Git reads `[` without its `]` as itself; it is more likely a slip.
    builder.allow_unclosed_class(false);
    match builder.add_line(None, pattern) {
        Ok(_) => builder.build().err().map(|error| error.to_string()),
        Err(ignore::Error::Glob { err, .. }) => Some(err),
        Err(other) => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(list: &[&str]) -> Patterns {
        Patterns::new(Path::new("/docs"), &list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn tries_the_configuration_and_then_the_locale() {
        let here = Some(Path::new("/docs/es-ES"));
        let beta = Path::new("/docs/es-ES/api/beta/x.md");
        assert!(patterns(&["api/beta/**"]).matches(beta, here));
        assert!(patterns(&["/es-ES/api"]).matches(beta, here));
        assert!(patterns(&["**/beta/**"]).matches(beta, here));
        assert!(!patterns(&["beta/**"]).matches(beta, here));
        assert!(!patterns(&["**/beta/**", "!x.md"]).matches(beta, here));
        assert!(!patterns(&["# x.md", ""]).matches(beta, here));
    }

    #[test]
    fn works_outside_of_the_configuration() {
        let folder = Path::new("/docs.ru-RU");
        let page = Path::new("/docs.ru-RU/api/beta/x.md");
        assert!(patterns(&["**/beta/**"]).matches(page, Some(folder)));
        assert!(patterns(&["/api/"]).matches(page, Some(folder)));
        assert!(!patterns(&["**/beta/**"]).matches(page, None));
        assert!(!patterns(&["*"]).matches(Path::new("/other/x.md"), Some(folder)));
    }

    #[test]
    fn names_the_fault() {
        assert_eq!(fault("**/beta/**"), None);
        assert_eq!(fault(" ").as_deref(), Some("it is empty"));
        assert_eq!(fault("a[").as_deref(), Some("unclosed character class; missing ']'"));
        assert_eq!(
            fault("{a,b").as_deref(),
            Some("unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)")
        );
    }
}
