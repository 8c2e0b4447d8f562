//! The session from its first message to its last: who waits for what, and in which order messages are handled.

use super::client::Client;
use super::docs::Opener;
use super::server::{Event, Server};
use super::transport::{self, Output};
use super::{start, transport::write};
use lsp_server::{ErrorCode, Message, RequestId, Response};
use std::collections::VecDeque;
use std::io::{BufReader, BufWriter};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How often it is looked whether the process that started the server is still there.
const LOOK: Duration = Duration::from_secs(3);

/// How long messages may keep coming before what has changed is checked all the same.
const PATIENCE: Duration = Duration::from_millis(30);

/// Serves a client over standard input and output until it says `exit`, or is gone. Whether it had asked to shut down before. The
/// error is one of the system's, which gave no threads.
pub fn serve(opener: Arc<Opener>) -> std::io::Result<bool> {
    let (events, inbox) = channel();
    let (out, outbox) = channel();
    let to_loop = events.clone();
    let name = |name: &str| thread::Builder::new().name(name.to_owned());
    name("input").spawn(move || transport::read(BufReader::new(std::io::stdin()), &to_loop))?;
    let writer = name("output").spawn(move || write(BufWriter::new(std::io::stdout()), &outbox))?;
    // Deep pages need more stack than a thread has by default.
    let session = name("session").stack_size(16 << 20).spawn(move || run(opener, events, &inbox, out))?;
    let is_down = session.join().unwrap_or(false);
    // What was sent last must arrive. A client that is gone has closed the pipe, which ends the writer.
    let _ = writer.join();
    Ok(is_down)
}

fn run(opener: Arc<Opener>, events: Sender<Event>, inbox: &Receiver<Event>, out: Sender<Output>) -> bool {
    let Some((id, client)) = initialize(inbox, &out) else { return false };
    if let Some(process) = client.process {
        watch_parent(process, events.clone());
    }
    let mut server = Server::new(client, opener, events, out);
    server.answer(id, start::result(&server.client));
    let mut queue: VecDeque<Event> = VecDeque::new();
    let mut busy_since: Option<Instant> = None;
    loop {
        while let Ok(event) = inbox.try_recv() {
            receive(&server, &mut queue, event);
        }
        let must_check = busy_since.is_some_and(|since| since.elapsed() > PATIENCE) && !server.urgent.is_empty();
        let Some(event) = (if must_check { None } else { queue.pop_front() }) else {
            busy_since = None;
            if guarded(&mut server, Server::work).unwrap_or(true) {
                continue;
            }
            let event = match server.idle() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(time) => inbox.recv_timeout(time),
            };
            match event {
                Ok(event) => receive(&server, &mut queue, event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            continue;
        };
        if !server.urgent.is_empty() {
            busy_since.get_or_insert_with(Instant::now);
        }
        match event {
            Event::Client(Message::Notification(note)) if note.method == "exit" => break,
            Event::End(why) => {
                if let Some(why) = why {
                    say(&why);
                }
                break;
            }
            Event::Orphaned => break,
            event => handle(&mut server, event),
        }
    }
    let is_down = server.is_down;
    let Server { spaces, .. } = server;
    // The process ends here: freeing a hundred thousand pages one by one would be work for nothing.
    std::mem::forget(spaces);
    is_down
}

/// Puts an event in line. A request that is no longer wanted is answered as the protocol asks.
fn receive(server: &Server, queue: &mut VecDeque<Event>, event: Event) {
    let Event::Client(Message::Notification(note)) = &event else { return queue.push_back(event) };
    if note.method != "$/cancelRequest" {
        return queue.push_back(event);
    }
    let id: Option<RequestId> = note.params.get("id").and_then(|id| serde_json::from_value(id.clone()).ok());
    let Some(id) = id else { return };
    let is_it = |event: &Event| matches!(event, Event::Client(Message::Request(request)) if request.id == id);
    if let Some(at) = queue.iter().position(is_it) {
        queue.remove(at);
        server.send(Response::new_err(id, ErrorCode::RequestCanceled as i32, "the client cancelled it".to_owned()));
    }
}

fn handle(server: &mut Server, event: Event) {
    let request = match &event {
        Event::Client(Message::Request(request)) => Some(request.id.clone()),
        _ => None,
    };
    let done = guarded(server, |server| match event {
        Event::Client(Message::Request(request)) => server.on_request(request),
        Event::Client(Message::Notification(note)) => server.on_notification(note),
        Event::Loaded(space, result) => server.on_loaded(space, *result),
        Event::Bad(why) => {
            server.log(&why);
            server.fail(why);
        }
        // Nothing is made of the answers to what the server asks.
        Event::Client(Message::Response(_)) | Event::End(_) | Event::Orphaned => {}
    });
    if let (None, Some(id)) = (done, request) {
        let message = "this is a fault of isogloss; its place is in the server's log".to_owned();
        server.send(Response::new_err(id, ErrorCode::InternalError as i32, message));
    }
}

/// A fault must not end the session: what is open would lose its server. `None` where there was one.
fn guarded<T>(server: &mut Server, act: impl FnOnce(&mut Server) -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(|| act(server))).ok()
}

/// Waits for `initialize`. `None` where the client goes without.
fn initialize(inbox: &Receiver<Event>, out: &Sender<Output>) -> Option<(RequestId, Client)> {
    loop {
        match inbox.recv().ok()? {
            Event::Client(Message::Request(request)) if request.method == "initialize" => {
                return Some((request.id, Client::read(&request.params)));
            }
            Event::Client(Message::Request(request)) => {
                let message = format!("`{}` came before `initialize`", request.method);
                let error = Response::new_err(request.id, ErrorCode::ServerNotInitialized as i32, message);
                let _ = out.send(Output::Message(error.into()));
            }
            Event::Client(Message::Notification(note)) if note.method == "exit" => return None,
            Event::Bad(why) => {
                let _ = out.send(Output::Failure(why));
            }
            Event::End(_) | Event::Orphaned => return None,
            Event::Client(_) | Event::Loaded(..) => {}
        }
    }
}

/// Ends the session when the process that started it is gone without having closed its pipes. Where processes are not files, the end
/// of the input must do; so it must where the process is of another name space, and not seen at all.
fn watch_parent(process: u64, events: Sender<Event>) {
    let place = PathBuf::from(format!("/proc/{process}"));
    if !place.exists() {
        return;
    }
    let look = move || {
        while place.exists() {
            thread::sleep(LOOK);
        }
        let _ = events.send(Event::Orphaned);
    };
    // Without the thread, the end of the input must do.
    let _ = thread::Builder::new().name("parent".to_owned()).spawn(look);
}

/// A line for the log that clients make of standard error.
fn say(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{line}");
}
