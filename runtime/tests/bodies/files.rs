//! Bodies that are read while they are sent: files, pipes and readers.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rt::Binary;
use rt::http::{Attempt, BlockingClient, Client, Ended, Hook, Operation as _};

use super::server::{self, Canned, Server};
use super::{Send, SendBody, Upload, rt, upload};

/// A file of some length, deleted in the end.
pub struct Kept(pub std::path::PathBuf);
impl Kept {
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("specsmith-{}-{name}", std::process::id()));
        std::fs::File::create(&path)
            .unwrap()
            .write_all(bytes)
            .unwrap();
        Kept(path)
    }
}
impl Drop for Kept {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The call by both clients; what the server was sent each time.
fn both(call: impl Fn() -> Send) -> Vec<server::Request> {
    let server = Server::start(Canned::new(204, "", ""));
    let blocking = BlockingClient::new().base_url(&server.url);
    call().send_blocking(&blocking).unwrap();
    let client = Client::new().unwrap().base_url(&server.url);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(call().send(&client)).unwrap();
    server.requests()
}

#[test]
fn files_and_readers_are_streamed_with_their_length_where_it_is_known() {
    let bytes: Vec<u8> = (0..300_000u32).map(|i| (i % 251) as u8).collect();
    let kept = Kept::new("stream", &bytes);
    let file = both(|| Send {
        body: Some(Binary::from_path(&kept.0).into()),
    });
    let reader = both(|| {
        let reader = Binary::from_reader(None, std::io::Cursor::new(bytes.clone()));
        Send {
            body: Some(reader.into()),
        }
    });
    for request in &file {
        assert_eq!(request.body, bytes);
        assert_eq!(request.header("content-length"), Some("300000"));
    }
    for request in &reader {
        assert_eq!(request.body, bytes);
        assert_eq!(request.header("content-length"), None);
    }
    let parts = both(|| {
        let body = Upload {
            file: Binary::from_path(&kept.0),
            ..upload()
        };
        Send {
            body: Some(body.into()),
        }
    });
    for request in &parts {
        let found = request
            .body
            .windows(bytes.len())
            .any(|window| window == bytes);
        assert!(found && request.header("content-length").is_some());
    }
    assert_eq!((file.len(), reader.len(), parts.len()), (2, 2, 2));
}

/// What the server is sent of a pipe whose writer waits, once it is open at both ends, until another task has run.
#[cfg(unix)]
fn through_a_pipe(path: &std::path::Path, call: &Send) -> Vec<u8> {
    let server = Server::start(Canned::new(204, "", ""));
    let client = Client::new().unwrap().base_url(&server.url);
    let (opened, is_open) = std::sync::mpsc::channel();
    let (go, gone) = std::sync::mpsc::channel();
    let path = path.to_owned();
    let writer = std::thread::spawn(move || {
        let mut pipe = std::fs::File::options().write(true).open(path).unwrap();
        opened.send(()).unwrap();
        gone.recv().unwrap();
        pipe.write_all(b"slow").unwrap();
    });
    let other = async {
        while is_open.try_recv().is_err() {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        go.send(()).unwrap();
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let both = async { tokio::join!(call.send(&client), other) };
    runtime.unwrap().block_on(both).0.unwrap();
    writer.join().unwrap();
    server.requests().pop().unwrap().body
}

#[cfg(unix)]
#[test]
fn a_file_that_is_slow_keeps_no_task_waiting() {
    let name = format!("specsmith-{}-pipe", std::process::id());
    let pipe = Kept(std::env::temp_dir().join(name));
    let made = std::process::Command::new("mkfifo").arg(&pipe.0).status();
    assert!(made.unwrap().success());
    let file = Binary::from_path(&pipe.0);
    let whole = SendBody::from(file.clone());
    let part = SendBody::from(Upload { file, ..upload() });
    let (tell, told) = std::sync::mpsc::channel();
    // A thread of its own: a call that reads where the tasks run waits for ever.
    std::thread::spawn(move || {
        for body in [whole, part] {
            let call = Send { body: Some(body) };
            tell.send(through_a_pipe(&pipe.0, &call)).unwrap();
        }
    });
    let sent = || {
        told.recv_timeout(std::time::Duration::from_secs(30))
            .unwrap()
    };
    assert_eq!(sent(), b"slow");
    assert!(sent().windows(8).any(|window| window == b"slow\r\n--"));
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let server = Server::start(Canned::new(200, "application/json", "{}"));
    let call = Send {
        body: Some(Binary::from_path("/no/such/file").into()),
    };
    let attempts = Attempts::default();
    let key = http::HeaderName::from_static("idempotency-key");
    let blocking = BlockingClient::new().base_url(&server.url);
    let blocking = blocking.idempotency_key(key.clone()).hook(attempts.clone());
    let blocking = call.send_blocking(&blocking).unwrap_err();
    let client = Client::new().unwrap().base_url(&server.url);
    let client = client.idempotency_key(key).hook(attempts.clone());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let asynchronous = runtime.block_on(call.send(&client)).unwrap_err();
    for error in [blocking, asynchronous] {
        let said = error.to_string();
        let start = "no answer came: the body to send cannot be read: /no/such/file: ";
        assert!(said.starts_with(start), "{said}");
    }
    // It would not be there a moment later either.
    assert_eq!(attempts.0.load(Ordering::SeqCst), 2);
}

/// Counts the attempts of calls.
#[derive(Clone, Default)]
struct Attempts(Arc<AtomicUsize>);

impl Hook for Attempts {
    fn after(&self, _: &Attempt<'_>, _: &Ended<'_>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// A reader that stalls does not keep a call longer than its time-out.
#[test]
fn a_reader_that_stalls_is_left() {
    struct Stalls;
    impl std::io::Read for Stalls {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            std::thread::sleep(std::time::Duration::from_secs(30));
            Ok(0)
        }
    }
    let server = Server::start(Canned::new(204, "", ""));
    let time = std::time::Duration::from_millis(500);
    let call = || Send {
        body: Some(Binary::from_reader(None, Stalls).into()),
    };
    let started = std::time::Instant::now();
    let blocking = BlockingClient::new().base_url(&server.url).timeout(time);
    let error = call().send_blocking(&blocking).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    let client = Client::new().unwrap().base_url(&server.url).timeout(time);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let error = runtime.unwrap().block_on(call().send(&client)).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(started.elapsed() < std::time::Duration::from_secs(20));
}
