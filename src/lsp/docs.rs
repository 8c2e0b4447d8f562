//! The docset of one folder as the editor has it: what was read, with the texts of open pages in place of their files'.

use super::whole::Whole;
use crate::config::normal;
use crate::docset::files::relative;
use crate::docset::live::{self, NewPage};
use crate::docset::{DocSet, Layout, Locales, PageId};
use crate::engine::{Baseline, Diagnostic, Selection, part};
use crate::rule::Settings;
use std::path::{Path, PathBuf};

/// A docset that has been read, with what is configured for it.
pub struct Opened {
    /// The pages.
    pub docset: DocSet,
    /// The rules' settings.
    pub settings: Settings,
    /// Where the pages lie.
    pub layout: Layout,
    /// The words of their locales.
    pub locales: Locales,
    /// Which rules run.
    pub selection: Selection,
    /// What is known already, and not told.
    pub baseline: Option<Baseline>,
    /// Where that lies, or would.
    pub baseline_file: PathBuf,
}

/// Reads the docset of a folder or of a single file, as `isogloss check` does. The error is for people.
pub type Opener = dyn Fn(&Path) -> Result<Opened, String> + Send + Sync;

/// A docset that changes as its pages are edited.
pub struct Docs {
    /// What was read, with what has been edited since.
    pub now: Opened,
    /// What rules of the whole docset have found.
    pub(super) whole: Whole,
}

impl Docs {
    /// A docset as it was read; rules of the whole docset are yet to run.
    pub fn new(now: Opened) -> Self {
        let whole = Whole::new(part::docset_rules(&now.selection));
        Self { now, whole }
    }

    /// The pages.
    pub fn docset(&self) -> &DocSet {
        &self.now.docset
    }

    /// The page whose file lies at `path`, absolute and without `..`.
    pub fn page(&self, path: &Path) -> Option<PageId> {
        let docset = &self.now.docset;
        for (root, files) in docset.roots.iter().enumerate() {
            let below = relative(path, &normal(&files.files.root));
            let Some(key) = below.and_then(|name| files.files.key(name)) else { continue };
            let is_it =
                |id: &PageId| docset.get(*id).is_some_and(|member| member.root == Some(root) && *member.key == *key);
            if let Some(id) = docset.group(&key).iter().copied().find(is_it) {
                return Some(id);
            }
        }
        let loose = docset.members.iter().enumerate().filter(|(_, member)| member.root.is_none());
        let mut loose = loose.filter(|(_, member)| docset.place(member).0 == path);
        loose.next().map(|(at, _)| PageId(at as u32))
    }

    /// Gives a page another text. The error is one of the source's history, for people.
    pub fn set_text(&mut self, id: PageId, text: String) -> Result<(), String> {
        let Some(old) = self.now.docset.get(id).map(|member| member.page.source.file_text()) else { return Ok(()) };
        if *old == text {
            return Ok(());
        }
        self.whole.follow(id, old, &text);
        live::set_text(&mut self.now.docset, id, text, &self.now.layout, &self.now.locales)
    }

    /// Adds pages that no file holds yet. The error is one of the source's history, for people.
    pub fn add(&mut self, pages: Vec<NewPage>) -> Result<(), String> {
        let docset = std::mem::take(&mut self.now.docset);
        let (docset, done) = live::with_new(docset, pages, &self.now.layout, &self.now.locales);
        self.now.docset = docset;
        // Ids have changed.
        self.whole = Whole::new(part::docset_rules(&self.now.selection));
        done
    }

    /// What is found on the pages that belong together with `id`, in order of page and place.
    pub fn check(&self, id: PageId) -> Vec<Diagnostic> {
        let Opened { docset, settings, selection, .. } = &self.now;
        let group = docset.group_with(id);
        let found = part::of_group(docset, selection, settings, group, self.whole.of(group));
        match &self.now.baseline {
            Some(baseline) => baseline.split(docset, found).0,
            None => found,
        }
    }

    /// What is found on one page.
    pub fn check_page(&self, id: PageId) -> Vec<Diagnostic> {
        let mut all = self.check(id);
        all.retain(|item| item.page == id);
        all
    }

    /// Runs one of the rules of the whole docset that have yet to run. Whether it was the last, so that findings have changed.
    pub fn step(&mut self) -> bool {
        self.whole.step(&self.now.docset, &self.now.settings)
    }

    /// Asks for the rules of the whole docset to run again.
    pub fn ask_whole(&mut self) {
        self.whole.ask(part::docset_rules(&self.now.selection));
    }

    /// What `read` says of the docset while the page `id` has another text. The page has its own again afterwards.
    pub fn with_text<T>(&mut self, id: PageId, text: String, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let old = self.now.docset.get(id)?.page.source.file_text().to_string();
        let kept = self.whole.keep(id);
        let _ = self.set_text(id, text);
        let out = read(self);
        let _ = self.set_text(id, old);
        self.whole.restore(id, kept);
        Some(out)
    }
}
