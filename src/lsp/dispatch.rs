//! Requests of the client, each to its answer. A request about a page waits until the docset that it may belong to has been
//! read; what the page alone tells is answered at once.

use super::server::Server;
use super::{action, definition, hover, references, rename, symbols, uri};
use crate::docset::PageId;
use gen_lsp_types::{
    CodeAction, CodeActionParams, DocumentSymbolParams, Position, ReferenceParams, RenameParams,
    TextDocumentPositionParams, Uri,
};
use lsp_server::{ErrorCode, Request, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What goes wrong with a request: the code and words of its answer.
pub(super) type Failure = (ErrorCode, String);

type Answer = Result<Value, Failure>;

impl Server {
    /// Answers a request, or has it wait.
    pub(super) fn on_request(&mut self, request: Request) {
        if self.is_down {
            let message = "the server is shutting down".to_owned();
            return self.send(Response::new_err(request.id, ErrorCode::InvalidRequest as i32, message));
        }
        if self.must_wait(&request) {
            return self.waiting.push(request);
        }
        let id = request.id.clone();
        match self.answer_to(request) {
            Ok(result) => self.answer(id, result),
            Err((code, message)) => self.send(Response::new_err(id, code as i32, message)),
        }
    }

    fn must_wait(&self, request: &Request) -> bool {
        if request.method == "textDocument/documentSymbol" || !request.method.starts_with("textDocument/") {
            return false;
        }
        let uri = request.params.pointer("/textDocument/uri").and_then(Value::as_str);
        uri.is_some_and(|uri| self.is_expected(&Uri(uri.to_owned())))
    }

    fn answer_to(&mut self, request: Request) -> Answer {
        let Request { method, params, .. } = request;
        match method.as_str() {
            "shutdown" => {
                self.is_down = true;
                Ok(Value::Null)
            }
            "initialize" => Err((ErrorCode::InvalidRequest, "the session has begun already".to_owned())),
            "textDocument/documentSymbol" => {
                let params: DocumentSymbolParams = read(params)?;
                let uri = params.text_document.uri;
                let (text, view) = match self.documents.get(&uri.0) {
                    Some(document) => (document.text(), document.view(self.client.encoding)),
                    None => return Ok(Value::Null),
                };
                value(symbols::of(text, view, self.client.nested_symbols, &uri))
            }
            "textDocument/hover" => {
                let (at, page, position) = self.place(params)?;
                self.about(at, |desk| hover::of(desk, page, desk.offset(page, position)?))
            }
            "textDocument/definition" => {
                let (at, page, position) = self.place(params)?;
                self.about(at, |desk| definition::of(desk, page, desk.offset(page, position)?))
            }
            "textDocument/references" => {
                let params: ReferenceParams = read(params)?;
                let own = params.context.include_declaration;
                let (at, page, position) = self.resolve(params.text_document_position_params)?;
                self.about(at, |desk| references::of(desk, page, desk.offset(page, position)?, own))
            }
            "textDocument/prepareRename" => {
                let (at, page, position) = self.place(params)?;
                self.about(at, |desk| rename::prepare(desk, page, desk.offset(page, position)?))
            }
            "textDocument/rename" => {
                let params: RenameParams = read(params)?;
                let (at, page, position) = self.resolve(params.text_document_position_params)?;
                let Some(docs) = self.docs(at) else { return Ok(Value::Null) };
                let desk = self.desk(docs);
                let Some(offset) = desk.offset(page, position) else { return Ok(Value::Null) };
                value(
                    rename::rename(desk, page, offset, &params.new_name)
                        .map_err(|why| (ErrorCode::RequestFailed, why))?,
                )
            }
            "textDocument/codeAction" => {
                let params: CodeActionParams = read(params)?;
                let uri = params.text_document.uri.0.clone();
                self.settle(&uri);
                value(action::of(self, &params))
            }
            "codeAction/resolve" => {
                let chosen: CodeAction = read(params)?;
                value(action::resolve(self, chosen).map_err(|why| (ErrorCode::RequestFailed, why))?)
            }
            "textDocument/diagnostic" => self.pulled(&params),
            _ => Err((ErrorCode::MethodNotFound, format!("`{method}` is not known here"))),
        }
    }

    /// What is found on a document now, by all rules.
    fn pulled(&mut self, params: &Value) -> Answer {
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str).map(str::to_owned);
        let uri = uri.ok_or_else(|| (ErrorCode::InvalidParams, "a document must be named".to_owned()))?;
        self.settle_whole(&uri);
        let items = self.sent.get(&uri).map_or(&[][..], Vec::as_slice);
        Ok(json!({ "kind": "full", "items": items }))
    }

    /// The page and the position that a request is about.
    fn place(&self, params: Value) -> Result<(usize, PageId, Position), Failure> {
        self.resolve(read(params)?)
    }

    fn resolve(&self, params: TextDocumentPositionParams) -> Result<(usize, PageId, Position), Failure> {
        let uri = params.text_document.uri;
        let is_file = self.documents.contains_key(&uri.0) || uri::to_path(&uri.0).is_some();
        if !is_file {
            return Err((ErrorCode::InvalidParams, format!("{} is no file's URI, and no open document", uri.0)));
        }
        // A document that is no page of a docset has no answers, which is no error.
        let (at, page) = self.home_of(&uri).unwrap_or((usize::MAX, PageId::default()));
        Ok((at, page, params.position))
    }

    fn about<T: serde::Serialize>(&self, at: usize, answer: impl FnOnce(super::desk::Desk<'_>) -> Option<T>) -> Answer {
        value(self.docs(at).and_then(|docs| answer(self.desk(docs))))
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Failure> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}

fn value(answer: impl serde::Serialize) -> Answer {
    serde_json::to_value(answer).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}
