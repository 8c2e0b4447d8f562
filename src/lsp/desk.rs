//! What every answer is made from: a docset, the documents that are open, and how the client counts.

use super::docs::Docs;
use super::document::Document;
use super::position::{Encoding, View};
use super::uri;
use crate::config::normal;
use crate::docset::{DocSet, Member, PageId};
use crate::text::{Edit as TextChange, Span};
use gen_lsp_types::{
    DocumentChange, Edit, Location, OptionalVersionedTextDocumentIdentifier, Position, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::{BTreeMap, HashMap};

/// The documents that are open, by URI as the client writes it.
pub(super) type Documents = BTreeMap<String, Document>;

/// What an answer is made from.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    /// The docset.
    pub(super) docs: &'a Docs,
    /// What is open.
    pub(super) documents: &'a Documents,
    /// How positions count.
    pub(super) encoding: Encoding,
    /// Whether the client takes edits with versions, and files renamed.
    pub(super) edits: EditSupport,
}

/// What a client can do with edits.
#[derive(Clone, Copy, Default)]
pub(super) struct EditSupport {
    /// `documentChanges`.
    pub(super) document_changes: bool,
    /// Files may be renamed.
    pub(super) renames: bool,
}

impl<'a> Desk<'a> {
    /// The pages.
    pub(super) fn docset(&self) -> &'a DocSet {
        self.docs.docset()
    }

    /// A page.
    pub(super) fn member(&self, id: PageId) -> Option<&'a Member> {
        self.docset().get(id)
    }

    /// The open document of a page.
    fn document(&self, id: PageId) -> Option<&'a Document> {
        let path = normal(&self.docset().place(self.member(id)?).0);
        self.documents.values().find(|document| document.path.as_ref() == Some(&path))
    }

    /// How the client sees a page.
    pub(super) fn view(&self, id: PageId) -> Option<View<'a>> {
        let source = &self.member(id)?.page.source;
        // Editors take the mark off; one that does not has it in its own text.
        let is_shown = self.document(id).is_some_and(|document| !document.mark);
        let hidden = if is_shown { 0 } else { source.mark_len() };
        Some(View { text: source.file_text(), lines: source.lines(), hidden, encoding: self.encoding })
    }

    /// The byte of a page that a position means.
    pub(super) fn offset(&self, id: PageId, position: Position) -> Option<u32> {
        Some(self.view(id)?.offset(position) as u32)
    }

    /// The URI of a page; `None` for a text of the history, which is in no file.
    pub(super) fn uri(&self, id: PageId) -> Option<Uri> {
        if id.0 as usize >= self.docset().members.len() {
            return None;
        }
        let open = self.document(id).map(|document| document.uri.clone());
        open.or_else(|| uri::of_path(&self.docset().place(self.member(id)?).0))
    }

    /// A place on a page.
    pub(super) fn location(&self, id: PageId, span: Span) -> Option<Location> {
        Some(Location { uri: self.uri(id)?, range: self.view(id)?.range(span) })
    }

    /// The edits of pages as the client takes them.
    pub(super) fn workspace_edit(&self, pages: Vec<(PageId, Vec<TextChange>)>) -> WorkspaceEdit {
        let edits = pages.into_iter().filter_map(|(id, edits)| {
            let view = self.view(id)?;
            let edit = |edit: TextChange| TextEdit { range: view.range(edit.span), new_text: edit.text };
            let version = self.document(id).map(|document| document.version);
            Some((self.uri(id)?, version, edits.into_iter().map(edit).collect::<Vec<_>>()))
        });
        if !self.edits.document_changes {
            let changes: HashMap<Uri, Vec<TextEdit>> = edits.map(|(uri, _, edits)| (uri, edits)).collect();
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let changes = edits.map(|(uri, version, edits)| {
            let text_document = OptionalVersionedTextDocumentIdentifier {
                version,
                text_document_identifier: TextDocumentIdentifier { uri },
            };
            DocumentChange::from(TextDocumentEdit { text_document, edits: edits.into_iter().map(Edit::from).collect() })
        });
        WorkspaceEdit { document_changes: Some(changes.collect()), ..WorkspaceEdit::default() }
    }
}
