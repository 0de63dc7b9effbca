//! Lines and sequences of JSON that are made while they are sent.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use rt::http::{BlockingClient, Client, Operation as _, Sequence};

use super::server::{Canned, Server};
use super::{Send, SendBody, rt};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// A stream of what is at hand.
struct AtHand<T>(std::vec::IntoIter<T>);

impl<T> Unpin for AtHand<T> {}
impl<T> Stream for AtHand<T> {
    type Item = T;
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.next())
    }
}

fn stream<T>(items: impl Into<Vec<T>>) -> AtHand<T> {
    AtHand(items.into().into_iter())
}

#[test]
fn lines_and_sequences_are_sent_of_iterators_and_streams() {
    let makers: [fn() -> Sequence<i64>; 4] = [
        || Sequence::from_iterator(1..=3),
        || Sequence::from_stream(stream([1, 2, 3])),
        || [1, 2, 3].into(),
        || (1..=3).collect(),
    ];
    for (index, make) in makers.iter().enumerate() {
        let server = Server::start(Canned::new(204, "", ""));
        let blocking = BlockingClient::new().base_url(&server.url);
        let client = Client::new().unwrap().base_url(&server.url);
        for body in [SendBody::Lines, SendBody::Sequence] {
            let call = || Send {
                body: Some(body(make())),
            };
            call().send_blocking(&blocking).unwrap();
            runtime().block_on(call().send(&client)).unwrap();
        }
        let requests = server.requests();
        let bodies: Vec<_> = requests
            .iter()
            .map(|one| String::from_utf8_lossy(&one.body).into_owned())
            .collect();
        let (lines, texts) = ("1\n2\n3\n", "\u{1e}1\n\u{1e}2\n\u{1e}3\n");
        assert_eq!(bodies, [lines, lines, texts, texts], "{index}");
        // A length is known where all of it is at hand.
        for request in &requests {
            assert_eq!(request.header("content-length").is_some(), index > 1);
        }
    }
}

/// A server that says when the first item has come, and answers when the body has ended.
fn eager(came: Sender<()>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut all, mut is_told) = (Vec::new(), false);
        let mut chunk = [0; 1024];
        while !all.ends_with(b"0\r\n\r\n") {
            let length = stream.read(&mut chunk).unwrap();
            assert_ne!(length, 0);
            all.extend_from_slice(&chunk[..length]);
            if !is_told && all.windows(3).any(|window| window == b"71\n") {
                is_told = true;
                came.send(()).unwrap();
            }
        }
        stream
            .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
            .unwrap();
    });
    url
}

/// Gives its second item when the server has had the first.
struct Waiting(u8, Receiver<()>);

impl Iterator for Waiting {
    type Item = i64;
    fn next(&mut self) -> Option<i64> {
        self.0 += 1;
        match self.0 {
            1 => Some(71),
            2 => {
                self.1.recv_timeout(Duration::from_secs(20)).unwrap();
                Some(72)
            }
            _ => None,
        }
    }
}

/// The same as a stream, which is woken by another thread.
struct Woken(u8, Arc<Mutex<(bool, Option<Waker>)>>);

impl Woken {
    fn new(came: Receiver<()>) -> Self {
        let state = Arc::new(Mutex::new((false, None::<Waker>)));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            came.recv_timeout(Duration::from_secs(20)).unwrap();
            let mut state = shared.lock().unwrap();
            state.0 = true;
            if let Some(waker) = state.1.take() {
                waker.wake();
            }
        });
        Woken(0, state)
    }
}

impl Stream for Woken {
    type Item = i64;
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<i64>> {
        if self.0 == 1 {
            let mut state = self.1.lock().unwrap();
            if !state.0 {
                state.1 = Some(context.waker().clone());
                return Poll::Pending;
            }
        }
        self.0 += 1;
        Poll::Ready((self.0 < 3).then_some(70 + i64::from(self.0)))
    }
}

#[test]
fn an_item_is_sent_before_the_next_is_there() {
    let makers: [fn(Receiver<()>) -> Sequence<i64>; 2] = [
        |came| Sequence::from_iterator(Waiting(0, came)),
        |came| Sequence::from_stream(Woken::new(came)),
    ];
    for make in makers {
        let call = |came| Send {
            body: Some(SendBody::Lines(make(came))),
        };
        let (came, told) = channel();
        let blocking = BlockingClient::new().base_url(eager(came));
        call(told).send_blocking(&blocking).unwrap();
        let (came, told) = channel();
        let client = Client::new().unwrap().base_url(eager(came));
        runtime().block_on(call(told).send(&client)).unwrap();
    }
}

#[test]
fn an_item_that_cannot_be_had_ends_the_call() {
    let server = Server::start(Canned::new(204, "", ""));
    let makers: [fn() -> Sequence<i64>; 2] = [
        || Sequence::try_from_iterator([Ok(1), Err("no more rows")]),
        || Sequence::try_from_stream(stream([Ok(1), Err("no more rows")])),
    ];
    for make in makers {
        let call = || Send {
            body: Some(SendBody::Lines(make())),
        };
        let blocking = BlockingClient::new().base_url(&server.url);
        let client = Client::new().unwrap().base_url(&server.url);
        for error in [
            call().send_blocking(&blocking).unwrap_err(),
            runtime().block_on(call().send(&client)).unwrap_err(),
        ] {
            let said = error.to_string();
            assert!(said.ends_with("cannot be read: no more rows"), "{said}");
        }
    }
}

#[test]
fn what_was_made_while_it_was_sent_is_not_sent_again() {
    let server = Server::start(Canned::new(503, "", "").header("Retry-After", "0"));
    let call = Send {
        body: Some(SendBody::Lines(Sequence::from_iterator([1]))),
    };
    let client = BlockingClient::new().base_url(&server.url);
    assert_eq!(
        call.send_blocking(&client).unwrap_err().status().unwrap(),
        503
    );
    assert!(matches!(
        call.send_blocking(&client),
        Err(rt::http::Error::Unrepeatable)
    ));
    assert_eq!(server.requests().len(), 1);
    // A list is.
    let call = Send {
        body: Some(SendBody::Lines([1].into())),
    };
    call.send_blocking(&client).unwrap_err();
    assert_eq!(server.requests().len(), 4);
}
