//! Messages over standard input and output. What cannot be read is told and passed over: one bad message must not end a
//! session. Must not know what messages mean.

use super::server::Event;
use lsp_server::{ErrorCode, Message};
use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::{Receiver, Sender};

/// A longer message is passed over.
const MOST_BYTES: usize = 64 << 20;
/// A longer line of a header ends the session: it is none.
const MOST_HEADER: u64 = 4096;

/// What was read.
enum Input {
    Message(Message),
    /// A message that could not be read, and why.
    Bad(String),
    End,
}

/// Reads messages until the input ends or is no longer one.
pub(super) fn read(mut input: impl BufRead, events: &Sender<Event>) {
    loop {
        let event = match next(&mut input) {
            Ok(Input::Message(message)) => {
                let is_exit = matches!(&message, Message::Notification(note) if note.method == "exit");
                if events.send(Event::Client(message)).is_err() || is_exit {
                    return;
                }
                continue;
            }
            Ok(Input::Bad(why)) => Event::Bad(why),
            Ok(Input::End) => Event::End(None),
            Err(error) => Event::End(Some(error.to_string())),
        };
        let is_end = matches!(event, Event::End(_));
        if events.send(event).is_err() || is_end {
            return;
        }
    }
}

fn next(input: &mut impl BufRead) -> io::Result<Input> {
    let Some(size) = header(input)? else { return Ok(Input::End) };
    if size > MOST_BYTES {
        io::copy(&mut input.take(size as u64), &mut io::sink())?;
        return Ok(Input::Bad(format!("a message of {size} bytes is too long")));
    }
    let mut bytes = vec![0; size];
    input.read_exact(&mut bytes)?;
    Ok(match serde_json::from_slice(&bytes) {
        Ok(message) => Input::Message(message),
        Err(error) => Input::Bad(format!("a message is no JSON-RPC: {error}")),
    })
}

/// The number of bytes of the message that follows; `None` at the end of the input.
fn header(input: &mut impl BufRead) -> io::Result<Option<usize>> {
    let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let mut size = None;
    let mut any = false;
    loop {
        let mut line = Vec::new();
        let read = input.take(MOST_HEADER).read_until(b'\n', &mut line)?;
        if read == 0 {
            return if any { Err(bad("the input ends within a header")) } else { Ok(None) };
        }
        let line = String::from_utf8_lossy(&line);
        let Some(line) = line.strip_suffix('\n') else { return Err(bad("a line of a header does not end")) };
        let line = line.trim();
        if line.is_empty() {
            match size {
                Some(size) => return Ok(Some(size)),
                // Blank lines between messages are passed over.
                None if !any => continue,
                None => return Err(bad("a header does not say how long its message is")),
            }
        }
        any = true;
        let Some((name, value)) = line.split_once(':') else { return Err(bad("a line of a header has no colon")) };
        if name.trim().eq_ignore_ascii_case("content-length") {
            size = Some(value.trim().parse().map_err(|_| bad("Content-Length is no number"))?);
        }
    }
}

/// What is written.
pub(super) enum Output {
    /// A message.
    Message(Message),
    /// An error that answers no request that could be read.
    Failure(String),
}

/// Writes messages until there are no more, or nobody reads them.
pub(super) fn write(mut output: impl Write, messages: &Receiver<Output>) {
    while let Ok(message) = messages.recv() {
        let done = match message {
            Output::Message(message) => message.write(&mut output),
            Output::Failure(why) => {
                let error = serde_json::json!({ "code": ErrorCode::ParseError as i32, "message": why });
                let text = serde_json::json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
                write!(output, "Content-Length: {}\r\n\r\n{text}", text.len()).and_then(|()| output.flush())
            }
        };
        if done.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    fn events(input: &str) -> Vec<String> {
        let (sender, receiver) = channel();
        read(input.as_bytes(), &sender);
        drop(sender);
        receiver
            .into_iter()
            .map(|event| match event {
                Event::Client(Message::Notification(note)) => note.method,
                Event::Bad(_) => "bad".to_owned(),
                Event::End(None) => "end".to_owned(),
                Event::End(Some(_)) => "broken".to_owned(),
                _ => "other".to_owned(),
            })
            .collect()
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn passes_over_what_is_no_message() {
        let good = framed(r#"{"jsonrpc":"2.0","method":"a"}"#);
        let input = format!("{good}{}{}{good}", framed("{"), framed(r#"{"id":1.5,"method":3}"#));
        assert_eq!(events(&input), ["a", "bad", "bad", "a", "end"]);
        let deep = "[".repeat(100_000);
        assert_eq!(events(&(framed(&deep) + &good)), ["bad", "a", "end"]);
    }

    #[test]
    fn ends_where_the_input_is_none() {
        for input in ["Content-Length: x\r\n\r\n", "hello\r\n", "X: y\r\n\r\n", "Content-Length: 9\r\n\r\n{", "A"] {
            assert_eq!(events(input), ["broken"], "{input}");
        }
        assert_eq!(events(&framed(r#"{"jsonrpc":"2.0","method":"exit"}"#)), ["exit"]);
    }
}
