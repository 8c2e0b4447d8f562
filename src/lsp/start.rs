//! What the server says of itself when a session begins, and what it asks of the client then.

use super::client::Client;
use super::fix_all;
use super::position::Encoding;
use super::server::Server;
use gen_lsp_types::{
    ChangeNotifications, CodeActionKind, CodeActionOptions, DiagnosticOptions, InitializeResult, PositionEncodingKind,
    RenameOptions, Save, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncKind, TextDocumentSyncOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use serde_json::json;

/// Files whose changes matter: pages, what they link to, and the configuration.
const WATCHED: [&str; 2] = ["**/*.{md,yml,yaml,json}", "**/*.{png,jpg,jpeg,gif,svg}"];

/// The answer to `initialize`.
pub(super) fn result(client: &Client) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::from(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QuickFix, fix_all::kind()]),
        resolve_provider: Some(client.lazy),
        ..CodeActionOptions::default()
    };
    let diagnostics = DiagnosticOptions {
        identifier: Some(super::diagnostic::SOURCE.to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: false,
        ..DiagnosticOptions::default()
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(ChangeNotifications::from(true)),
    };
    let capabilities = ServerCapabilities {
        position_encoding: Some(match client.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }),
        text_document_sync: Some(sync.into()),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        code_action_provider: client.actions.then(|| actions.into()),
        rename_provider: Some(RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into()),
        diagnostic_provider: client.pulls.then(|| diagnostics.into()),
        workspace: Some(WorkspaceOptions { workspace_folders: Some(folders), ..WorkspaceOptions::default() }),
        ..ServerCapabilities::default()
    };
    let info = ServerInfo { name: "isogloss".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
    InitializeResult { capabilities, server_info: Some(info) }
}

impl Server {
    /// Begins to work once the client is ready: asks for watches, and reads the folders.
    pub(super) fn begin(&mut self) {
        if self.client.watches {
            let watchers: Vec<_> = WATCHED.iter().map(|glob| json!({ "globPattern": glob })).collect();
            let registration = json!({
                "id": "isogloss-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": watchers },
            });
            self.request("client/registerCapability", json!({ "registrations": [registration] }));
        }
        for folder in self.client.folders.clone() {
            self.open_space(folder, false);
        }
    }
}
