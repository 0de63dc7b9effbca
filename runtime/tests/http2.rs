//! HTTP/2, where one's own `reqwest` client speaks it: what a server says that it has not processed is sent again, whatever
//! the method.

#[path = "client/operations.rs"]
mod operations;

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use operations::{Read, Write};
use rt::http::{Client, Operation};
use specsmith_runtime as rt;

/// What the server does with the first request.
#[derive(Clone, Copy)]
enum First {
    /// Its stream is reset (`REFUSED_STREAM`; RFC 9113, section 8.7).
    Refused,
    /// The connection ends (`GOAWAY`), with no stream processed.
    Gone,
}

// RFC 9113, section 6.
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

fn send(stream: &mut TcpStream, kind: u8, flags: u8, id: u32, payload: &[u8]) {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut frame = length[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(id.to_be_bytes());
    frame.extend(payload);
    let _ = stream.write_all(&frame);
}

/// Kind, flags and stream of a frame.
fn receive(stream: &mut TcpStream) -> Option<(u8, u8, u32)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).ok()?;
    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
    let mut payload = vec![0; length as usize];
    stream.read_exact(&mut payload).ok()?;
    let id = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
    Some((head[3], head[4], id))
}

/// Answers every request but the first with its own number.
fn serve(mut stream: TcpStream, first: First, count: &AtomicUsize) {
    let mut preface = [0; 24];
    if stream.read_exact(&mut preface).is_err() {
        return;
    }
    send(&mut stream, SETTINGS, 0, 0, &[]);
    while let Some((kind, flags, id)) = receive(&mut stream) {
        if kind == SETTINGS && flags & ACK == 0 {
            send(&mut stream, SETTINGS, ACK, 0, &[]);
        }
        if kind == HEADERS && count.fetch_add(1, Ordering::SeqCst) == 0 {
            match first {
                First::Refused => send(&mut stream, RST_STREAM, 0, id, &7u32.to_be_bytes()),
                First::Gone => return send(&mut stream, GOAWAY, 0, 0, &[0; 8]),
            }
            continue;
        }
        if matches!(kind, HEADERS | DATA) && flags & END_STREAM != 0 {
            // `:status: 200` and `content-type`, by the static table of HPACK (RFC 7541, appendix A).
            let mut head = vec![0x88, 0x0f, 0x10, 16];
            head.extend(b"application/json");
            send(&mut stream, HEADERS, END_HEADERS, id, &head);
            let number = count.load(Ordering::SeqCst).to_string();
            send(&mut stream, DATA, END_STREAM, id, number.as_bytes());
        }
    }
}

fn server(first: First) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let count = Arc::clone(&count);
            std::thread::spawn(move || serve(stream, first, &count));
        }
    });
    url
}

#[tokio::test]
async fn what_was_not_processed_is_sent_again() {
    for first in [First::Refused, First::Gone] {
        let client = || {
            let builder = reqwest::Client::builder().http2_prior_knowledge();
            let client = Client::with_reqwest(builder).unwrap();
            client.base_url(server(first))
        };
        let answer = Read {}.send(&client()).await.unwrap();
        assert_eq!(answer.value.to_string(), "2");
        let body = r#"{"a":1}"#.parse().unwrap();
        let answer = Write { body }.send(&client()).await.unwrap();
        assert_eq!(answer.value.to_string(), "2");
    }
}
