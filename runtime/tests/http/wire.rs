//! A server on loopback that does with each request what a test says, down to the bytes, and remembers what it was asked.
#![allow(dead_code, reason = "each test file uses a part of it")]

#[path = "request.rs"]
mod request;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub use request::Request;

pub struct Wire {
    pub url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Wire {
    /// Answers each request with the bytes that the function gives.
    pub fn start(answer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::raw(move |request, stream| {
            stream.write_all(&answer(request))?;
            Ok(true)
        })
    }

    /// Answers each request after a while; counts those that are under way, and the most that were.
    pub fn counting(pause: Duration) -> (Self, Arc<AtomicUsize>) {
        let (inside, most) = (AtomicUsize::new(0), Arc::<AtomicUsize>::default());
        let seen = Arc::clone(&most);
        let server = Self::start(move |_| {
            seen.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::sleep(pause);
            inside.fetch_sub(1, Ordering::SeqCst);
            json(200, "{}")
        });
        (server, most)
    }

    /// Leaves the connection to the function, which says whether to go on with it.
    pub fn raw(
        answer: impl Fn(&Request, &mut TcpStream) -> io::Result<bool> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<Mutex<Vec<Request>>>::default();
        let (seen, answer) = (Arc::clone(&requests), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                std::thread::spawn(move || {
                    let mut reader = BufReader::new(stream.try_clone().unwrap());
                    let mut stream = stream;
                    // The client may go at any time: that is its right.
                    while let Ok(Some(request)) = read(&mut reader) {
                        seen.lock().unwrap().push(request.clone());
                        if !answer(&request, &mut stream).unwrap_or(false) {
                            break;
                        }
                    }
                    let _ = stream.shutdown(std::net::Shutdown::Both);
                });
            }
        });
        Self { url, requests }
    }

    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut request = Request {
        line: line
            .rsplit_once(' ')
            .map(|(line, _)| line.to_owned())
            .unwrap_or_default(),
        headers,
        body: Vec::new(),
    };
    let length = request
        .header("content-length")
        .and_then(|length| length.parse().ok());
    request.body.resize(length.unwrap_or(0), 0);
    reader.read_exact(&mut request.body)?;
    Ok(Some(request))
}

/// The bytes of an answer.
pub fn reply(status: u16, headers: &[&str], body: &str) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n", body.len());
    for header in headers {
        text += header;
        text += "\r\n";
    }
    format!("{text}\r\n{body}").into_bytes()
}

pub fn json(status: u16, body: &str) -> Vec<u8> {
    reply(status, &["Content-Type: application/json"], body)
}
