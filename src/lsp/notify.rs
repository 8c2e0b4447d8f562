//! Notifications of the client: documents that are opened, edited, saved and closed, folders and files that change.

use super::document::{Change, Document};
use super::server::Server;
use super::uri;
use gen_lsp_types::Uri;
use lsp_server::Notification;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io::Read;
use std::path::Path;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Opened {
    text_document: OpenedText,
}

#[derive(Deserialize)]
struct OpenedText {
    uri: Uri,
    #[serde(default)]
    version: i32,
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    text_document: Named,
    content_changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Named {
    uri: Uri,
    version: Option<i32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfDocument {
    text_document: Named,
}

#[derive(Deserialize)]
struct Folders {
    event: FolderEvent,
}

#[derive(Deserialize)]
struct FolderEvent {
    #[serde(default)]
    added: Vec<Folder>,
    #[serde(default)]
    removed: Vec<Folder>,
}

#[derive(Deserialize)]
struct Folder {
    uri: Uri,
}

#[derive(Deserialize)]
struct Files {
    changes: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    uri: Uri,
    #[serde(rename = "type")]
    kind: u32,
}

/// The protocol's number for a file that says something else.
const CHANGED: u32 = 2;

impl Server {
    /// Handles a notification. What cannot be read is logged.
    pub(super) fn on_notification(&mut self, note: Notification) {
        let Notification { method, params } = note;
        match method.as_str() {
            "initialized" => self.begin(),
            "textDocument/didOpen" => self.read(&method, params, Self::opened),
            "textDocument/didChange" => self.read(&method, params, Self::changed),
            "textDocument/didSave" => self.read(&method, params, Self::saved),
            "textDocument/didClose" => self.read(&method, params, Self::closed),
            "workspace/didChangeWorkspaceFolders" => self.read(&method, params, Self::folders),
            "workspace/didChangeWatchedFiles" => self.read(&method, params, |server, files: Files| {
                let changes = files.changes.into_iter();
                let paths = changes.filter_map(|file| Some((uri::to_path(&file.uri.0)?, file.kind == CHANGED)));
                server.files_changed(paths.collect());
            }),
            // What begins with `$/` may be ignored; so may what was not asked for.
            _ if method.starts_with("$/") => {}
            "workspace/didChangeConfiguration" | "window/workDoneProgress/cancel" => {}
            _ => self.log(&format!("`{method}` is not known here")),
        }
    }

    fn read<T: DeserializeOwned>(&mut self, method: &str, params: Value, act: impl FnOnce(&mut Self, T)) {
        match serde_json::from_value(params) {
            Ok(params) => act(self, params),
            Err(error) => self.log(&format!("the parameters of `{method}` cannot be read: {error}")),
        }
    }

    fn opened(&mut self, Opened { text_document: OpenedText { uri, version, text } }: Opened) {
        let path = uri::to_path(&uri.0);
        let mut document = Document::new(uri.clone(), path.clone(), version, text);
        document.mark = !document.text().starts_with('\u{feff}') && path.as_deref().is_some_and(begins_with_mark);
        self.documents.insert(uri.0.clone(), document);
        self.take_over(&uri);
        if let Some(path) = path
            && self.home(&path).is_none()
        {
            self.adopt(&path);
        }
        self.at_once(&uri.0);
    }

    fn changed(&mut self, Changed { text_document: Named { uri, version }, content_changes }: Changed) {
        let encoding = self.client.encoding;
        let Some(document) = self.documents.get_mut(&uri.0) else {
            return self.log(&format!("{} was changed and is not open", uri.0));
        };
        document.version = version.unwrap_or(document.version);
        document.change(content_changes, encoding);
        self.take_over(&uri);
        self.others_later();
        self.at_once(&uri.0);
        self.whole_after_pause();
    }

    fn saved(&mut self, OfDocument { text_document: Named { uri, .. } }: OfDocument) {
        let Some(path) = uri::to_path(&uri.0) else { return };
        if self.is_configuration(&path) {
            return self.files_changed(vec![(path, true)]);
        }
        // A page that is there only now: not every client watches files.
        let is_new = self.documents.contains_key(&uri.0) && self.home(&path).is_none();
        if is_new {
            self.adopt(&path);
        }
        self.whole_now();
    }

    fn closed(&mut self, OfDocument { text_document: Named { uri, .. } }: OfDocument) {
        let Some(document) = self.documents.remove(&uri.0) else { return };
        self.forget(&uri);
        let Some(path) = document.path else { return };
        // What was not saved is gone.
        self.reread(&path);
        self.spaces.retain(|space| !(space.is_file && space.path == path));
        self.all_later();
        self.whole_now();
    }

    fn folders(&mut self, Folders { event }: Folders) {
        for folder in event.removed.iter().filter_map(|folder| uri::to_path(&folder.uri.0)) {
            self.spaces.retain(|space| space.is_file || space.path != folder);
        }
        for folder in event.added.iter().filter_map(|folder| uri::to_path(&folder.uri.0)) {
            self.open_space(folder, false);
        }
        let open: Vec<_> = self.documents.values().filter_map(|document| document.path.clone()).collect();
        for path in open {
            if self.home(&path).is_none() {
                self.adopt(&path);
            }
        }
        self.all_later();
    }
}

fn begins_with_mark(path: &Path) -> bool {
    let mut bytes = [0; 3];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut bytes));
    read.is_ok() && bytes == *b"\xef\xbb\xbf"
}
