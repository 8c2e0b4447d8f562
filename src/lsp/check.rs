//! Which documents are checked when, and what the client is told of them. A page's group is checked at once after a change; other
//! open documents, and the rules that look at the whole docset, when no message waits.

use super::desk::Desk;
use super::diagnostic;
use super::server::Server;
use crate::config::normal;
use crate::docset::PageId;
use crate::engine::Diagnostic as Found;
use gen_lsp_types::{Diagnostic, Uri};
use serde_json::json;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long nobody types before the rules that look at the whole docset run again.
const PAUSE: Duration = Duration::from_secs(2);

/// A check that takes longer is not repeated for every keystroke on another page: the next one would wait for it.
const LONG: Duration = Duration::from_millis(20);

impl Server {
    /// Does one slice of what is left to do. Whether there was any.
    pub(super) fn work(&mut self) -> bool {
        if let Some(uri) = self.urgent.pop() {
            self.check(&uri);
            return true;
        }
        if let Some(uri) = self.later.pop_first() {
            self.check(&uri);
            return true;
        }
        if self.whole_at.is_some_and(|at| at <= Instant::now()) {
            self.whole_at = None;
            self.later.append(&mut self.after_pause);
            self.spaces.iter_mut().filter_map(|space| space.docs.as_mut()).for_each(super::docs::Docs::ask_whole);
        }
        let due = self.spaces.iter_mut().filter_map(|space| space.docs.as_mut()).find(|docs| docs.whole.is_due());
        let Some(docs) = due else { return false };
        if docs.step() {
            self.all_later();
        }
        true
    }

    /// How long there is nothing to do unless a message comes; `None` for ever.
    pub(super) fn idle(&self) -> Option<Duration> {
        self.whole_at.map(|at| at.saturating_duration_since(Instant::now()))
    }

    /// Has the rules of the whole docset run after the next pause.
    pub(super) fn whole_after_pause(&mut self) {
        self.whole_at = Some(Instant::now() + PAUSE);
    }

    /// Has them run as soon as nobody waits.
    pub(super) fn whole_now(&mut self) {
        self.whole_at = Some(Instant::now());
    }

    /// Has a document checked before anything else.
    pub(super) fn at_once(&mut self, uri: &str) {
        self.later.remove(uri);
        if !self.urgent.iter().any(|other| other == uri) {
            self.urgent.push(uri.to_owned());
        }
    }

    /// Has every open document checked when nobody waits.
    pub(super) fn all_later(&mut self) {
        self.later.extend(self.documents.keys().cloned());
    }

    /// [`Server::all_later`] after an edit of one page: what takes long waits for a pause.
    pub(super) fn others_later(&mut self) {
        for uri in self.documents.keys() {
            let list = if self.slow.contains(uri) { &mut self.after_pause } else { &mut self.later };
            list.insert(uri.clone());
        }
    }

    /// Makes what is known of a document what its text says now.
    pub(super) fn settle(&mut self, uri: &str) {
        let is_urgent = self.urgent.iter().any(|other| other == uri);
        if is_urgent || self.later.contains(uri) || self.after_pause.contains(uri) {
            self.urgent.retain(|other| other != uri);
            self.check(uri);
        }
    }

    /// [`Server::settle`], with the rules of the whole docset.
    pub(super) fn settle_whole(&mut self, uri: &str) {
        let at = self.documents.get(uri).and_then(|document| self.home_of(&document.uri)).map(|(at, _)| at);
        if self.whole_at.take().is_some() {
            self.spaces.iter_mut().filter_map(|space| space.docs.as_mut()).for_each(super::docs::Docs::ask_whole);
        }
        let docs = at.and_then(|at| self.spaces.get_mut(at)).and_then(|space| space.docs.as_mut());
        if let Some(docs) = docs {
            let mut any = false;
            while docs.whole.is_due() {
                docs.step();
                any = true;
            }
            if any {
                self.all_later();
            }
        }
        self.settle(uri);
    }

    /// Checks the group of a document, and tells what is found on all open documents of it.
    fn check(&mut self, uri: &str) {
        let Some(document) = self.documents.get(uri) else { return };
        let Some((at, id)) = self.home_of(&document.uri) else {
            // Its docset is being read: what is found is told then. The configuration has mistakes of its own.
            let is_configuration = document.path.as_ref().is_some_and(|path| self.is_configuration(path));
            if is_configuration || self.is_expected(&document.uri) {
                return;
            }
            self.found.remove(uri);
            self.publish(uri, Vec::new());
            return;
        };
        let Some(docs) = self.docs(at) else { return };
        let began = Instant::now();
        let mut found = docs.check(id);
        let is_slow = began.elapsed() > LONG;
        let open: Vec<(String, PageId)> =
            docs.docset().group_with(id).iter().filter_map(|page| Some((self.open_at(at, *page)?, *page))).collect();
        for (uri, page) in open {
            let (mine, rest): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|item| item.page == page);
            found = rest;
            let diagnostics = self.diagnostics(at, &mine);
            self.found.insert(uri.clone(), mine);
            self.later.remove(&uri);
            self.after_pause.remove(&uri);
            if is_slow {
                self.slow.insert(uri.clone());
            } else {
                self.slow.remove(&uri);
            }
            self.publish(&uri, diagnostics);
        }
    }

    /// The URI of the open document of a page, where the page's home is the docset at `at`.
    fn open_at(&self, at: usize, page: PageId) -> Option<String> {
        let docset = self.docs(at)?.docset();
        let path: PathBuf = normal(&docset.place(docset.get(page)?).0);
        let (uri, _) = self.documents.iter().find(|(_, document)| document.path.as_ref() == Some(&path))?;
        (self.home(&path)? == (at, page)).then(|| uri.clone())
    }

    /// Findings of the docset at `at` as diagnostics.
    fn diagnostics(&mut self, at: usize, found: &[Found]) -> Vec<Diagnostic> {
        let Self { spaces, documents, client, pages, .. } = self;
        let Some(docs) = spaces.get(at).and_then(|space| space.docs.as_ref()) else { return Vec::new() };
        let desk = Desk { docs, documents, encoding: client.encoding, edits: client.edits() };
        found.iter().filter_map(|item| diagnostic::of(desk, client, pages, item)).collect()
    }

    /// Tells the client what was found on a document, unless it knows.
    fn publish(&mut self, uri: &str, diagnostics: Vec<Diagnostic>) {
        let Some(document) = self.documents.get(uri) else { return };
        if !self.client.pulls {
            let known = self.sent.get(uri).is_some_and(|sent| *sent == diagnostics);
            // An edited text needs its diagnostics again: clients move those they have.
            let is_new = document.version != self.sent_version(uri);
            if !known || is_new {
                let params = json!({ "uri": document.uri, "version": document.version, "diagnostics": diagnostics });
                self.notify("textDocument/publishDiagnostics", params);
            }
        } else if self.client.refresh && self.sent.get(uri).is_some_and(|sent| *sent != diagnostics) {
            self.request("workspace/diagnostic/refresh", serde_json::Value::Null);
        }
        let version = self.documents.get(uri).map_or(0, |document| document.version);
        self.versions.insert(uri.to_owned(), version);
        self.sent.insert(uri.to_owned(), diagnostics);
    }

    fn sent_version(&self, uri: &str) -> i32 {
        self.versions.get(uri).copied().unwrap_or(i32::MIN)
    }

    /// Forgets a document that was closed, and takes its diagnostics off the screen.
    pub(super) fn forget(&mut self, uri: &Uri) {
        self.found.remove(&uri.0);
        self.versions.remove(&uri.0);
        self.later.remove(&uri.0);
        self.after_pause.remove(&uri.0);
        self.slow.remove(&uri.0);
        self.urgent.retain(|other| *other != uri.0);
        if self.sent.remove(&uri.0).is_some_and(|sent| !sent.is_empty()) && !self.client.pulls {
            self.notify("textDocument/publishDiagnostics", json!({ "uri": uri, "diagnostics": [] }));
        }
    }
}
