//! A client: it starts the real program and speaks to it over its standard input and output, as an editor does.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value
)]

use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long an answer may take on a busy machine: it has to come, not to be quick.
const PATIENCE: Duration = Duration::from_secs(300);

/// A running server and what it has said.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    next: i64,
    /// The diagnostics last sent for each document, with the version they are of.
    pub diagnostics: HashMap<String, (Option<i64>, Vec<Value>)>,
    /// Every other notification and request of the server, in order.
    pub said: Vec<Value>,
    versions: HashMap<String, i64>,
}

/// The capabilities of an editor that can do everything.
pub fn capabilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "window": { "workDoneProgress": true },
        "workspace": {
            "workspaceFolders": true,
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
        },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "codeDescriptionSupport": true, "tagSupport": { "valueSet": [1, 2] } },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source.fixAll"] } } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "rename": { "prepareSupport": true },
        },
    })
}

/// [`capabilities`], and actions get their edits when they are chosen.
pub fn lazy() -> Value {
    let mut all = capabilities();
    all["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    all["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    all
}

/// The URI of a path.
pub fn uri(path: &Path) -> String {
    url::Url::from_file_path(path).unwrap().into()
}

/// The path of a URI.
pub fn path(uri: &str) -> PathBuf {
    url::Url::parse(uri).unwrap().to_file_path().unwrap()
}

impl Client {
    /// Starts a server without saying anything.
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_isogloss"))
            .arg("lsp")
            .args(arguments)
            .current_dir(folder)
            .env("ISOGLOSS_CACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("lsp-cache"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, output) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self { child, input, output, next: 0, diagnostics: HashMap::new(), said: Vec::new(), versions: HashMap::new() }
    }

    /// A session in `folders` that has begun.
    pub fn session(folders: &[&Path]) -> Self {
        Self::session_with(folders, capabilities(), Value::Null)
    }

    /// [`Client::session`] with other capabilities and options.
    pub fn session_with(folders: &[&Path], capabilities: Value, options: Value) -> Self {
        let mut client = Self::start(folders[0], &[]);
        client.begin(folders, capabilities, options);
        client
    }

    /// Says `initialize` and `initialized`; the server's answer.
    pub fn begin(&mut self, folders: &[&Path], capabilities: Value, options: Value) -> Value {
        let folders: Vec<Value> =
            folders.iter().map(|folder| json!({ "uri": uri(folder), "name": "folder" })).collect();
        let answer = self.request(
            "initialize",
            json!({
                "processId": std::process::id(),
                "rootUri": null,
                "workspaceFolders": folders,
                "capabilities": capabilities,
                "initializationOptions": options,
            }),
        );
        self.notify("initialized", json!({}));
        answer.unwrap()
    }

    /// Writes bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// Sends any JSON.
    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request without waiting; its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The answer to a request, or its error.
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let message = self.until("an answer", |message| message.get("method").is_none() && message["id"] == id);
        match message.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(message["result"].clone()),
        }
    }

    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// Takes messages until one is as wanted.
    pub fn until(&mut self, what: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let message = match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => panic!("no {what} in {PATIENCE:?}; said: {:#?}", self.said),
                Err(RecvTimeoutError::Disconnected) => panic!("the server ended before {what} came"),
            };
            self.take(&message);
            if is_it(&message) {
                return message;
            }
        }
    }

    fn take(&mut self, message: &Value) {
        let Some(method) = message["method"].as_str() else { return };
        if method == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let list = params["diagnostics"].as_array().unwrap().clone();
            let uri = params["uri"].as_str().unwrap().to_owned();
            self.diagnostics.insert(uri, (params["version"].as_i64(), list));
            return;
        }
        self.said.push(message.clone());
        if let Some(id) = message.get("id") {
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
        }
    }

    /// Opens a file as it is on the disk; its diagnostics.
    pub fn open(&mut self, path: &Path) -> Vec<Value> {
        let text = std::fs::read_to_string(path).unwrap();
        self.open_as(path, &text)
    }

    /// Opens a file with another text.
    pub fn open_as(&mut self, path: &Path, text: &str) -> Vec<Value> {
        let uri = uri(path);
        self.versions.insert(uri.clone(), 1);
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.diagnostics.remove(&uri);
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
        self.of_version(&uri, 1)
    }

    /// Sends changes; what is found then.
    pub fn change(&mut self, path: &Path, changes: Value) -> Vec<Value> {
        let uri = uri(path);
        let version = self.change_only(path, changes);
        self.of_version(&uri, version)
    }

    /// Sends changes without waiting.
    pub fn change_only(&mut self, path: &Path, changes: Value) -> i64 {
        let uri = uri(path);
        let version = self.versions.get_mut(&uri).unwrap();
        *version += 1;
        let version = *version;
        let document = json!({ "uri": uri, "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        version
    }

    /// Waits for the diagnostics of a version.
    pub fn of_version(&mut self, uri: &str, version: i64) -> Vec<Value> {
        if self.diagnostics.get(uri).is_none_or(|(known, _)| *known != Some(version)) {
            self.until("diagnostics", |message| {
                message["method"] == "textDocument/publishDiagnostics"
                    && message["params"]["uri"] == uri
                    && message["params"]["version"] == version
            });
        }
        self.diagnostics[uri].1.clone()
    }

    /// What all rules find on a document now.
    pub fn pull(&mut self, path: &Path) -> Vec<Value> {
        let answer = self.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri(path) } }));
        answer.unwrap()["items"].as_array().unwrap().clone()
    }

    pub fn actions(&mut self, path: &Path, range: &Value) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": uri(path) }, "range": range, "context": { "diagnostics": [] } });
        self.request("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
    }

    /// A request about a position.
    pub fn at(&mut self, method: &str, path: &Path, (line, character): (usize, usize)) -> Value {
        let params = json!({
            "textDocument": { "uri": uri(path) },
            "position": { "line": line, "character": character },
            "context": { "includeDeclaration": true },
        });
        self.request(method, params).unwrap()
    }

    /// Ends the session as a client should.
    pub fn stop(mut self) -> ExitStatus {
        self.request("shutdown", Value::Null).unwrap();
        self.notify("exit", Value::Null);
        self.ended()
    }

    /// Closes the server's input.
    pub fn hang_up(mut self) -> ExitStatus {
        self.input = None;
        self.ended()
    }

    /// Waits for the end of the program.
    pub fn ended(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the server does not end");
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A test that fails must not leave it behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(input: &mut impl BufRead) -> Option<Value> {
    let mut size = 0;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            size = value.parse().unwrap();
        }
    }
    let mut bytes = vec![0; size];
    input.read_exact(&mut bytes).ok()?;
    Some(serde_json::from_slice(&bytes).unwrap())
}
