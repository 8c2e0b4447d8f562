//! A server that records what it is sent, byte by byte. It listens on all loopback addresses; each case is called on one
//! of its own (127.x.y.z), so a request is known by where it arrives, whatever its path or its headers have become.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Received {
    pub method: String,
    pub target: String,
    /// In order, names as sent.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

type Records = Arc<Mutex<HashMap<usize, Vec<Received>>>>;

/// The server, listening until the process ends.
pub struct Server {
    pub port: u16,
    records: Records,
}

/// The loopback address of case `index`.
pub fn address(index: usize) -> Ipv4Addr {
    let part = |value: usize| u8::try_from(value).unwrap();
    Ipv4Addr::new(127, part(1 + index / 62_500), part(index / 250 % 250), part(index % 250 + 1))
}

fn index_of(address: Ipv4Addr) -> usize {
    let [_, a, b, c] = address.octets().map(usize::from);
    (a.max(1) - 1) * 62_500 + b * 250 + c.max(1) - 1
}

impl Server {
    pub fn start() -> Server {
        let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let records = Records::default();
        let shared = Arc::clone(&records);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let records = Arc::clone(&shared);
                std::thread::spawn(move || serve(&stream, &records));
            }
        });
        Server { port, records }
    }

    /// What has arrived since the last time, by case.
    pub fn take(&self) -> HashMap<usize, Vec<Received>> {
        std::mem::take(&mut self.records.lock().unwrap())
    }
}

fn serve(stream: &TcpStream, records: &Records) {
    let Ok(SocketAddr::V4(local)) = stream.local_addr() else { return };
    // Nobody but this machine is served.
    if !local.ip().is_loopback() {
        return;
    }
    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    let mut reader = BufReader::new(stream);
    let Some(received) = read(&mut reader, stream) else { return };
    let head = received.method == "HEAD";
    records.lock().unwrap().entry(index_of(*local.ip())).or_default().push(received);
    let mut out = stream;
    let _ =
        out.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\n");
    if !head {
        let _ = out.write_all(b"ok");
    }
    let _ = out.flush();
}

fn line(reader: &mut impl BufRead) -> Option<String> {
    let mut bytes = Vec::new();
    reader.read_until(b'\n', &mut bytes).ok().filter(|count| *count > 0)?;
    while bytes.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
        bytes.pop();
    }
    // Latin-1 clients exist; what is no UTF-8 is seen to differ.
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn read(reader: &mut impl BufRead, mut stream: &TcpStream) -> Option<Received> {
    let first = line(reader)?;
    let (method, rest) = first.split_once(' ')?;
    let target = rest.rsplit_once(' ')?.0;
    let mut received = Received { method: method.into(), target: target.into(), ..Received::default() };
    loop {
        let line = line(reader)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        received.headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let header = |name: &str| {
        received.headers.iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
    };
    if header("expect").is_some() {
        let _ = stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n");
    }
    if header("transfer-encoding").is_some_and(|value| value.contains("chunked")) {
        loop {
            let size = line(reader)?;
            let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
            let mut chunk = vec![0; size];
            reader.read_exact(&mut chunk).ok()?;
            received.body.extend(chunk);
            line(reader);
            if size == 0 {
                break;
            }
        }
    } else if let Some(length) = header("content-length").and_then(|value| value.parse().ok()) {
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        received.body = body;
    }
    Some(received)
}
