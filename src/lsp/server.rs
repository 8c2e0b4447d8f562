//! The state of a session, and how messages leave it. Only the thread that serves has it.

use super::client::Client;
use super::desk::{Desk, Documents};
use super::docs::{Docs, Opened, Opener};
use super::rule_pages::RulePages;
use super::space::Space;
use super::transport::Output;
use crate::docset::PageId;
use crate::engine::Diagnostic as Found;
use gen_lsp_types::{Diagnostic, Uri};
use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

/// What happens to a session.
pub(super) enum Event {
    /// The client says something.
    Client(Message),
    /// It said something that cannot be read.
    Bad(String),
    /// It says nothing any more; why, where that is an error.
    End(Option<String>),
    /// A docset has been read, or not.
    Loaded(u64, Box<Result<Opened, String>>),
    /// The process that started the server is gone.
    Orphaned,
}

/// A session.
pub(super) struct Server {
    /// Reads docsets.
    pub(super) opener: Arc<Opener>,
    /// Where threads that read docsets report.
    pub(super) events: Sender<Event>,
    out: Sender<Output>,
    next_id: i32,
    /// What the client can do.
    pub(super) client: Client,
    /// Where rules are documented.
    pub(super) pages: RulePages,
    /// The folders, and files outside of them.
    pub(super) spaces: Vec<Space>,
    pub(super) next_space: u64,
    /// What is open.
    pub(super) documents: Documents,
    /// What was found on open documents, by URI.
    pub(super) found: BTreeMap<String, Vec<Found>>,
    /// What was last sent of them.
    pub(super) sent: BTreeMap<String, Vec<Diagnostic>>,
    /// Of which version of each.
    pub(super) versions: BTreeMap<String, i32>,
    /// Open documents that must be checked at once.
    pub(super) urgent: Vec<String>,
    /// Open documents that another page's change may concern.
    pub(super) later: BTreeSet<String>,
    /// Open documents whose last check took long: those wait for a pause.
    pub(super) slow: BTreeSet<String>,
    /// Those of them that another page's change may concern.
    pub(super) after_pause: BTreeSet<String>,
    /// When the rules of the whole docset may run again after a change.
    pub(super) whole_at: Option<Instant>,
    /// Requests that wait for a docset to be read.
    pub(super) waiting: Vec<Request>,
    /// Configuration files of which mistakes were told.
    pub(super) told: BTreeSet<PathBuf>,
    /// Whether the client has asked to shut down.
    pub(super) is_down: bool,
}

impl Server {
    pub(super) fn new(client: Client, opener: Arc<Opener>, events: Sender<Event>, out: Sender<Output>) -> Self {
        let pages = RulePages::new(client.docs.clone());
        Self {
            opener,
            events,
            out,
            next_id: 0,
            client,
            pages,
            spaces: Vec::new(),
            next_space: 0,
            documents: Documents::new(),
            found: BTreeMap::new(),
            sent: BTreeMap::new(),
            versions: BTreeMap::new(),
            urgent: Vec::new(),
            later: BTreeSet::new(),
            slow: BTreeSet::new(),
            after_pause: BTreeSet::new(),
            whole_at: None,
            waiting: Vec::new(),
            told: BTreeSet::new(),
            is_down: false,
        }
    }

    /// Sends a message. A client that does not read is no error: the input ends too then.
    pub(super) fn send(&self, message: impl Into<Message>) {
        let _ = self.out.send(Output::Message(message.into()));
    }

    /// Answers what could not be read.
    pub(super) fn fail(&self, why: String) {
        let _ = self.out.send(Output::Failure(why));
    }

    /// Answers a request.
    pub(super) fn answer(&self, id: RequestId, result: impl Serialize) {
        self.send(match serde_json::to_value(result) {
            Ok(result) => Response { id, response_result: Ok(result) },
            Err(error) => Response::new_err(id, lsp_server::ErrorCode::InternalError as i32, error.to_string()),
        });
    }

    /// Sends a notification.
    pub(super) fn notify(&self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params });
    }

    /// Sends a request; nothing is made of the answer.
    pub(super) fn request(&mut self, method: &str, params: Value) {
        self.next_id += 1;
        let id = RequestId::from(format!("isogloss-{}", self.next_id));
        self.send(Request { id, method: method.to_owned(), params });
    }

    /// Tells the user something that must not be missed.
    pub(super) fn show(&self, message: &str) {
        self.notify("window/showMessage", json!({ "type": 1, "message": message }));
    }

    /// Writes something to the log of the client.
    pub(super) fn log(&self, message: &str) {
        self.notify("window/logMessage", json!({ "type": 3, "message": message }));
    }

    /// What answers about the docset of a space are made from.
    pub(super) fn desk<'a>(&'a self, docs: &'a Docs) -> Desk<'a> {
        Desk { docs, documents: &self.documents, encoding: self.client.encoding, edits: self.client.edits() }
    }

    /// The docset that a file belongs to, and its page there. Where it is a page of several, the one in which it is asked about
    /// comes first.
    pub(super) fn home(&self, path: &Path) -> Option<(usize, PageId)> {
        let pages = self.spaces.iter().enumerate().filter_map(|(at, space)| {
            let docs = space.docs.as_ref()?;
            let id = docs.page(path)?;
            Some((at, id, docs.docset().get(id).is_some_and(|member| member.wanted)))
        });
        pages.min_by_key(|(at, _, is_wanted)| (!is_wanted, *at)).map(|(at, id, _)| (at, id))
    }

    /// [`Server::home`] of a document.
    pub(super) fn home_of(&self, uri: &Uri) -> Option<(usize, PageId)> {
        let path = match self.documents.get(&uri.0) {
            Some(document) => document.path.clone()?,
            None => super::uri::to_path(&uri.0)?,
        };
        self.home(&path)
    }

    /// The docset of the space at `at`.
    pub(super) fn docs(&self, at: usize) -> Option<&Docs> {
        self.spaces.get(at)?.docs.as_ref()
    }

    /// Whether a docset is being read that the file may belong to.
    pub(super) fn is_expected(&self, uri: &Uri) -> bool {
        let path = self.documents.get(&uri.0).and_then(|document| document.path.clone());
        let path = path.or_else(|| super::uri::to_path(&uri.0));
        let is_coming = |space: &Space, path: &Path| space.docs.is_none() && space.is_loading && space.holds(path);
        path.is_some_and(|path| self.spaces.iter().any(|space| is_coming(space, &path)))
    }
}
