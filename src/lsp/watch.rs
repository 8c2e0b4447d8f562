//! Docsets that are read, and read again when their files change: in a thread of its own, while the old one answers.

use super::docs::{Docs, Opened};
use super::server::{Event, Server};
use super::space::Space;
use super::uri;
use crate::config::{self, Config};
use crate::docset::live::NewPage;
use crate::docset::{discover, texts_read};
use crate::report::escape::visible;
use gen_lsp_types::Uri;
use serde_json::json;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// More pages than these are not read again one by one.
const MOST_PAGES: usize = 64;

impl Server {
    /// Adds a folder, or a file outside of all folders, and begins to read it.
    pub(super) fn open_space(&mut self, path: PathBuf, is_file: bool) {
        if self.spaces.iter().any(|space| space.path == path) {
            return;
        }
        if !is_file {
            self.spaces.retain(|space| !(space.is_file && space.path.starts_with(&path)));
        }
        self.next_space += 1;
        self.spaces.push(Space::new(self.next_space, path, is_file));
        self.load_stale();
    }

    /// Begins to read every docset that must be, unless that is being done.
    fn load_stale(&mut self) {
        for at in 0..self.spaces.len() {
            let Some(space) = self.spaces.get_mut(at).filter(|space| space.is_stale && !space.is_loading) else {
                continue;
            };
            (space.is_stale, space.is_loading) = (false, true);
            let (id, path) = (space.id, space.path.clone());
            self.progress(id, &path, true);
            let (opener, events) = (Arc::clone(&self.opener), self.events.clone());
            let read = move || {
                let result = catch_unwind(AssertUnwindSafe(|| opener(&path)));
                let result = result.unwrap_or_else(|_| Err("reading it ended with a fault of isogloss".to_owned()));
                let _ = events.send(Event::Loaded(id, Box::new(result)));
            };
            // Deep pages need more stack than a thread has by default.
            let thread = std::thread::Builder::new().name("reader".to_owned()).stack_size(16 << 20);
            if let Err(error) = thread.spawn(read) {
                let result = Err(format!("there is no thread to read it in: {error}"));
                let _ = self.events.send(Event::Loaded(id, Box::new(result)));
            }
        }
    }

    /// Takes a docset that was read.
    pub(super) fn on_loaded(&mut self, id: u64, result: Result<Opened, String>) {
        let Some(at) = self.spaces.iter().position(|space| space.id == id) else { return };
        let Some(space) = self.spaces.get_mut(at) else { return };
        space.is_loading = false;
        let missed = std::mem::take(&mut space.missed);
        let path = space.path.clone();
        self.progress(id, &path, false);
        match result {
            Ok(opened) => {
                for skip in &opened.docset.skipped {
                    self.log(&format!("{} is not checked: {}", visible(&skip.path), visible(&skip.reason)));
                }
                // The old one is freed beside the session: that may take as long as reading it.
                let old = self.spaces.get_mut(at).and_then(|space| space.docs.replace(Docs::new(opened)));
                std::thread::spawn(move || drop(old));
                self.configuration_is_good(&path);
            }
            Err(message) => self.configuration_is_bad(&path, &message),
        }
        for path in &missed {
            self.reread(path);
        }
        let open: Vec<Uri> = self.documents.values().map(|document| document.uri.clone()).collect();
        for uri in open {
            self.take_over(&uri);
            if let Some(path) = uri::to_path(&uri.0)
                && self.home(&path).is_none()
            {
                self.adopt(&path);
            }
            self.at_once(&uri.0);
        }
        self.load_stale();
        for request in std::mem::take(&mut self.waiting) {
            self.on_request(request);
        }
    }

    /// Gives a page the text that its open document has, in every docset that it is a page of.
    pub(super) fn take_over(&mut self, uri: &Uri) {
        let Some(document) = self.documents.get(&uri.0) else { return };
        let Some(path) = document.path.clone() else { return };
        let text = document.file_text();
        self.set_text(&path, &text);
    }

    /// Gives a page the text of its file, unless it is open.
    pub(super) fn reread(&mut self, path: &Path) {
        let is_open = self.documents.values().any(|document| document.path.as_deref() == Some(path));
        for space in self.spaces.iter_mut().filter(|space| space.is_loading) {
            space.missed.push(path.to_owned());
        }
        if is_open || self.home(path).is_none() {
            return;
        }
        match texts_read::read(path) {
            Ok(text) => self.set_text(path, &text),
            Err(_) => self.read_again(path),
        }
    }

    fn set_text(&mut self, path: &Path, text: &str) {
        let mut faults = Vec::new();
        for docs in self.spaces.iter_mut().filter_map(|space| space.docs.as_mut()) {
            if let Some(id) = docs.page(path) {
                faults.extend(docs.set_text(id, text.to_owned()).err());
            }
        }
        for fault in &faults {
            self.log(fault);
        }
    }

    /// Has the docsets read again that the file at `path` may belong to.
    fn read_again(&mut self, path: &Path) {
        self.spaces.iter_mut().filter(|space| space.holds(path)).for_each(|space| space.is_stale = true);
        self.load_stale();
    }

    /// Finds a docset for an open file that is no page yet: one that is not written yet, one that is new, or one outside of
    /// all folders.
    pub(super) fn adopt(&mut self, path: &Path) {
        if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md")) {
            return;
        }
        if self.spaces.iter().any(|space| space.holds(path) && space.is_loading) {
            // It is looked for again when that is done.
            return;
        }
        let Some(at) = self.spaces.iter().position(|space| !space.is_file && space.holds(path)) else {
            if path.is_file() {
                self.open_space(path.to_owned(), true);
            }
            return;
        };
        let Some(Space { path: folder, docs: Some(docs), .. }) = self.spaces.get(at) else { return };
        let layout = &docs.now.layout;
        if path.is_file() {
            // What the walk leaves out stays out.
            if discover::finds(layout, path) {
                self.read_again(path);
            }
            return;
        }
        let place = discover::place(layout, path).filter(|(_, key)| discover::is_page(layout, path, key));
        let Some((root, key)) = place else { return };
        let Some(document) = self.documents.values().find(|document| document.path.as_deref() == Some(path)) else {
            return;
        };
        let wanted = layout.base.starts_with(folder) || path.starts_with(folder);
        let page = NewPage { path: path.to_owned(), root: Some(root), key, wanted, text: document.file_text() };
        let docs = self.spaces.get_mut(at).and_then(|space| space.docs.as_mut());
        if let Some(Err(fault)) = docs.map(|docs| docs.add(vec![page])) {
            self.log(&fault);
        }
        self.found.clear();
        self.all_later();
    }

    /// Whether the file at `path` says how a docset is read.
    pub(super) fn is_configuration(&self, path: &Path) -> bool {
        let is_named =
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| config::NAMES.contains(&name));
        let is_read = |space: &Space| {
            space.docs.as_ref().is_some_and(|docs| {
                docs.now.baseline_file == path || docs.now.layout.locale_files.iter().any(|file| file == path)
            })
        };
        is_named || self.spaces.iter().any(is_read)
    }

    /// Takes in files that have changed (`true`), are new or are gone (`false`).
    pub(super) fn files_changed(&mut self, changes: Vec<(PathBuf, bool)>) {
        let is_page = |path: &Path| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
        let (pages, others): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|(path, changed)| *changed && is_page(path));
        for (path, changed) in others {
            if self.is_configuration(&path) {
                // A configuration above a folder is the folder's too.
                let is_around = |space: &Space| path.parent().is_some_and(|folder| space.path.starts_with(folder));
                let holds = |space: &&mut Space| is_around(space) || space.holds(&path);
                self.spaces.iter_mut().filter(holds).for_each(|space| space.is_stale = true);
            } else if !changed {
                self.spaces.iter_mut().filter(|space| space.holds(&path)).for_each(|space| space.is_stale = true);
            }
        }
        if pages.len() > MOST_PAGES {
            for (path, _) in &pages {
                self.spaces.iter_mut().filter(|space| space.holds(path)).for_each(|space| space.is_stale = true);
            }
        } else {
            for (path, _) in &pages {
                self.reread(path);
            }
        }
        self.load_stale();
        self.all_later();
        self.whole_now();
    }

    /// Tells what is wrong with the configuration of `path`, in the file where it can be told there.
    fn configuration_is_bad(&mut self, path: &Path, message: &str) {
        self.show(&format!("isogloss cannot read {}: {message}", path.display()));
        let Some(file) = config::find(path) else { return };
        let Err(problems) = Config::load(&file) else { return };
        let Some(uri) = uri::of_path(&file) else { return };
        let diagnostics: Vec<_> = problems
            .iter()
            .map(|problem| {
                let (line, column) = problem.place.map_or((0, 0), |place| {
                    (place.line.saturating_sub(1), place.column.saturating_sub(1))
                });
                let start = json!({ "line": line, "character": column });
                let range = json!({ "start": start, "end": start });
                json!({ "range": range, "severity": 1, "source": super::diagnostic::SOURCE, "message": problem.message })
            })
            .collect();
        self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "diagnostics": diagnostics }));
        self.told.insert(file);
    }

    fn configuration_is_good(&mut self, path: &Path) {
        let Some(file) = config::find(path) else { return };
        if self.told.remove(&file)
            && let Some(uri) = uri::of_path(&file)
        {
            self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "diagnostics": [] }));
        }
    }

    /// Tells that reading a docset begins, or has ended.
    fn progress(&mut self, id: u64, path: &Path, is_begun: bool) {
        if !self.client.progress {
            return;
        }
        let token = format!("isogloss-read-{id}");
        let value = if is_begun {
            self.request("window/workDoneProgress/create", json!({ "token": token }));
            let name =
                path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
            json!({ "kind": "begin", "title": "Isogloss", "message": format!("reading {name}"), "cancellable": false })
        } else {
            json!({ "kind": "end" })
        };
        self.notify("$/progress", json!({ "token": token, "value": value }));
    }
}
