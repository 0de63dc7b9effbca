//! The limits on time that a client keeps to, and what may be done with a client at once.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "http/wire.rs"]
mod wire;

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use operations::{Read, write};
use rt::http::{BlockingClient, Client, Credential, Error, Operation, Retry, TransportError};
use specsmith_runtime as rt;
use wire::{Wire, json};

/// A server that says nothing the first time.
fn silent_once() -> Wire {
    let calls = AtomicUsize::new(0);
    Wire::raw(move |_, stream| {
        if calls.fetch_add(1, Ordering::SeqCst) == 0 {
            std::thread::sleep(Duration::from_secs(10));
            return Ok(false);
        }
        stream.write_all(&json(200, "{}"))?;
        Ok(true)
    })
}

#[test]
fn an_attempt_has_a_time_of_its_own_and_another_follows() {
    for kind in 0..2 {
        let server = silent_once();
        let pause = Duration::from_millis(800);
        let clients = clients!(&server.url, c => c.attempt_timeout(pause));
        let started = Instant::now();
        clients.into_iter().nth(kind).unwrap().read().unwrap();
        assert!(started.elapsed() < Duration::from_secs(8));
        assert_eq!(server.requests().len(), 2);
        // A POST may have been carried out: it is not made again.
        let server = silent_once();
        let clients = clients!(&server.url, c => c.attempt_timeout(pause));
        let outcome = clients.into_iter().nth(kind).unwrap().write();
        assert!(outcome.unwrap_err().is_timeout());
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn no_limit_is_too_long_for_a_clock() {
    let server = Wire::start(|_| json(200, "[1]"));
    let most = Duration::MAX;
    let client = BlockingClient::with_connect_timeout(most)
        .base_url(&server.url)
        .timeout(most)
        .attempt_timeout(most)
        .idle_timeout(most);
    let came = Read {}.send_streaming_blocking(&client).unwrap();
    let came: Vec<_> = came.map(Result::unwrap).collect();
    assert_eq!(came.concat(), b"[1]");
    assert!(Read {}.send_blocking(&client).is_ok());
    let client = Client::with_connect_timeout(most).unwrap();
    let client = client
        .base_url(&server.url)
        .timeout(most)
        .attempt_timeout(most)
        .idle_timeout(most);
    any::runtime().block_on(async {
        let mut came = Read {}.send_streaming(&client).await.unwrap();
        assert_eq!(came.chunk().await.unwrap().unwrap(), &b"[1]"[..]);
        assert!(Read {}.send(&client).await.is_ok());
    });
}

#[test]
fn the_time_of_a_call_holds_its_attempts_and_their_pauses() {
    for kind in 0..2 {
        let server = Wire::start(|_| json(503, "{}"));
        let slow = Retry::default()
            .attempts(1000)
            .backoff(Duration::from_millis(50), Duration::from_millis(50));
        let limit = Duration::from_millis(500);
        let clients = clients!(&server.url, c => c.retry(slow.clone()).timeout(limit));
        let started = Instant::now();
        let outcome = clients.into_iter().nth(kind).unwrap().read();
        // The end of the time may fall into a pause, or into an attempt.
        let error = outcome.unwrap_err();
        let refused = error.status().is_some_and(|status| status.as_u16() == 503);
        assert!(refused || error.is_timeout(), "{error:?}");
        assert!(started.elapsed() < Duration::from_secs(3));
        assert!(server.requests().len() > 2);
    }
}

#[test]
fn a_connection_that_is_not_made_in_time_is_given_up() {
    // It listens, and never shakes hands.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    assert_given_up(&format!("https://{}", listener.local_addr().unwrap()));
}

#[test]
#[cfg(target_os = "linux")]
fn a_server_that_takes_no_connection_is_given_up() {
    // It never takes a connection out of its queue, which is full: the next is not even answered.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let wait = Duration::from_millis(200);
    let queue: Vec<_> = std::iter::from_fn(|| TcpStream::connect_timeout(&address, wait).ok())
        .take(10_000)
        .collect();
    assert_given_up(&format!("http://{address}"));
    drop(queue);
}

/// Both clients give a connection up that is not made in time, and say that there was none.
fn assert_given_up(url: &str) {
    let limit = Duration::from_millis(300);
    let blocking = BlockingClient::with_connect_timeout(limit)
        .base_url(url)
        .retry(Retry::never());
    let asynchronous = Client::with_connect_timeout(limit)
        .unwrap()
        .base_url(url)
        .retry(Retry::never());
    for client in [
        any::Any::Blocking(blocking),
        any::Any::Asynchronous(asynchronous),
    ] {
        let started = Instant::now();
        let error = client.read().unwrap_err();
        // Nothing was sent: so it is said, and any call may be made again.
        let connect = |error: &rt::http::BoxError| {
            matches!(error.downcast_ref(), Some(TransportError::Connect(_)))
        };
        assert!(
            matches!(&error, Error::Transport(error) if connect(error)),
            "{error:?}"
        );
        assert!(started.elapsed() < Duration::from_secs(5), "{error:?}");
    }
}

#[test]
fn clients_calls_and_what_comes_of_them_go_from_thread_to_thread() {
    fn goes<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn is_sent<T: Send>(_: &T) {}
    let client = Client::new().unwrap();
    let blocking = BlockingClient::new();
    goes(&client);
    goes(&blocking);
    goes(&Credential::bearer("x"));
    let (read, write) = (Read {}, write());
    is_sent(&read.send(&client));
    is_sent(&write.send_streaming(&client));
}
