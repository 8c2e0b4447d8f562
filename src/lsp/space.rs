//! A folder of the workspace, or a single file outside of all folders: its docset, and how far reading it has come.

use super::docs::Docs;
use std::path::{Path, PathBuf};

/// One of the workspace's docsets.
pub(super) struct Space {
    /// The number by which threads that read it name it.
    pub(super) id: u64,
    /// The folder, or the file.
    pub(super) path: PathBuf,
    /// Whether it is a file.
    pub(super) is_file: bool,
    /// The docset, once it has been read.
    pub(super) docs: Option<Docs>,
    /// Whether a thread reads it.
    pub(super) is_loading: bool,
    /// Whether it must be read again because files have changed.
    pub(super) is_stale: bool,
    /// Pages whose files have changed while it was being read.
    pub(super) missed: Vec<PathBuf>,
}

impl Space {
    pub(super) fn new(id: u64, path: PathBuf, is_file: bool) -> Self {
        Self { id, path, is_file, docs: None, is_loading: false, is_stale: true, missed: Vec::new() }
    }

    /// Whether the file at `path` may be one of its pages.
    pub(super) fn holds(&self, path: &Path) -> bool {
        let in_roots = |docs: &Docs| docs.now.layout.roots.iter().any(|root| path.starts_with(&root.folder));
        path.starts_with(&self.path) || self.docs.as_ref().is_some_and(in_roots)
    }
}
