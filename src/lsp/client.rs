//! What the client says of itself when it starts. Read leniently: what is missing or odd counts as not supported.

use super::desk::EditSupport;
use super::position::Encoding;
use serde_json::Value;
use std::path::PathBuf;

/// A client.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing that a client may be able to do")]
pub(super) struct Client {
    /// How positions count.
    pub(super) encoding: Encoding,
    /// Edits with versions, renaming of files.
    pub(super) document_changes: bool,
    /// Renaming of files.
    pub(super) renames: bool,
    /// Code actions as objects, not commands.
    pub(super) actions: bool,
    /// Edits of actions when one is chosen, not before.
    pub(super) lazy: bool,
    /// Other places of a diagnostic.
    pub(super) related: bool,
    /// Links of diagnostics' codes.
    pub(super) descriptions: bool,
    /// Tags of diagnostics.
    pub(super) tags: bool,
    /// Symbols within symbols.
    pub(super) nested_symbols: bool,
    /// Watches that the server asks for.
    pub(super) watches: bool,
    /// Progress that the server begins.
    pub(super) progress: bool,
    /// Whether the client wants to ask for diagnostics, and be sent none.
    pub(super) pulls: bool,
    /// Asking the client to ask again.
    pub(super) refresh: bool,
    /// The folders.
    pub(super) folders: Vec<PathBuf>,
    /// The process that started the server.
    pub(super) process: Option<u64>,
    /// Where the rules are documented: the address without the rule's name.
    pub(super) docs: Option<String>,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(super) fn read(params: &Value) -> Self {
        let flag = |path: &str| params.pointer(path).and_then(Value::as_bool).unwrap_or(false);
        let there = |path: &str| params.pointer(path).is_some_and(|value| !value.is_null());
        let words = |path: &str| -> Vec<&str> {
            params.pointer(path).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
        };
        let encodings = words("/capabilities/general/positionEncodings");
        let encoding = if encodings.contains(&"utf-8") { Encoding::Utf8 } else { Encoding::Utf16 };
        let document_changes = flag("/capabilities/workspace/workspaceEdit/documentChanges");
        let operations = words("/capabilities/workspace/workspaceEdit/resourceOperations");
        let option = |name: &str| params.pointer("/initializationOptions")?.get(name)?.as_str().map(str::to_owned);
        Self {
            encoding,
            document_changes,
            renames: document_changes && operations.contains(&"rename"),
            actions: there("/capabilities/textDocument/codeAction/codeActionLiteralSupport"),
            lazy: flag("/capabilities/textDocument/codeAction/dataSupport")
                && words("/capabilities/textDocument/codeAction/resolveSupport/properties").contains(&"edit"),
            related: flag("/capabilities/textDocument/publishDiagnostics/relatedInformation"),
            descriptions: flag("/capabilities/textDocument/publishDiagnostics/codeDescriptionSupport"),
            tags: there("/capabilities/textDocument/publishDiagnostics/tagSupport"),
            nested_symbols: flag("/capabilities/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            watches: flag("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration"),
            progress: flag("/capabilities/window/workDoneProgress"),
            pulls: option("diagnostics").as_deref() == Some("pull"),
            refresh: flag("/capabilities/workspace/diagnostics/refreshSupport"),
            folders: folders(params),
            process: params.pointer("/processId").and_then(Value::as_u64),
            docs: option("docs"),
        }
    }

    /// What it can do with edits.
    pub(super) fn edits(&self) -> EditSupport {
        EditSupport { document_changes: self.document_changes, renames: self.renames }
    }
}

/// The folders of the workspace, in the client's order.
fn folders(params: &Value) -> Vec<PathBuf> {
    let uris = params.pointer("/workspaceFolders").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut out: Vec<PathBuf> = Vec::new();
    for path in uris.iter().filter_map(|folder| super::uri::to_path(folder.get("uri")?.as_str()?)) {
        if !out.contains(&path) {
            out.push(path);
        }
    }
    if out.is_empty() {
        let text = |key: &str| params.pointer(key).and_then(Value::as_str);
        let root = text("/rootUri").and_then(super::uri::to_path);
        let old = || text("/rootPath").map(PathBuf::from).filter(|path| path.is_absolute());
        out.extend(root.or_else(old));
    }
    out
}
