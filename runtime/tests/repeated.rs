//! When a call must not be sent again, and what is known of it then, with both kinds of client.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "http/wire.rs"]
mod wire;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ::http::Method;
use operations::{BEARER, DIGEST};
use rt::http::testing::{Canned, Recording};
use rt::http::{
    BlockingClient, Body, BoxError, Boxed, Chunks, Client, Content, Credential, Error, Media,
    Operation as _, OperationTable, Requirement, Source, TokenSource, TransportError,
};
use rt::{Binary, Json, Schema, Secret};
use specsmith_runtime as rt;
use wire::{Wire, json, reply};

/// A call whose body may be a file or a reader.
struct Upload {
    body: Binary,
}

static UPLOAD: OperationTable = OperationTable {
    id: "upload",
    method: "POST",
    path: "/things",
    servers: &[],
    parameters: &[],
    body: Some(Body::required(&[Media::new("image/png", &Schema::ANY)])),
    accept: &[],
    security: &[
        &[Requirement {
            scheme: &BEARER,
            scopes: &[],
        }],
        &[Requirement {
            scheme: &DIGEST,
            scopes: &[],
        }],
    ],
};
rt::operation!(Upload, UPLOAD, [body], Json, Json, ());

#[test]
fn a_post_whose_result_cannot_be_had_is_not_sent_again() {
    for (status, to) in [301, 302, 303].iter().flat_map(|status| {
        [
            (status, "http://127.0.0.1:1/result"),
            (status, "/result"),
            (status, "/limited"),
        ]
    }) {
        let server = Wire::start(move |request| match request.line.as_str() {
            "POST /things" => reply(*status, &[&format!("Location: {to}")], ""),
            "GET /result" => reply(503, &["Retry-After: 0"], "not yet"),
            _ => reply(429, &["Retry-After: 0"], "not yet"),
        });
        for client in clients!(&server.url, c => c) {
            let error = client.write().unwrap_err();
            match &error {
                Error::Api(failure) => assert_eq!(failure.body, "not yet".as_bytes()),
                Error::Transport(error) => assert!(
                    matches!(error.downcast_ref(), Some(TransportError::Failed(_))),
                    "something was sent: {error:?}"
                ),
                other => panic!("{other:?}"),
            }
        }
        let posts = server.requests();
        let posts = posts
            .iter()
            .filter(|request| request.line.starts_with("POST"));
        assert_eq!(posts.count(), 2, "{status} {to}: once by each client");
    }
}

#[test]
fn a_post_that_a_redirect_keeps_is_sent_again_where_nothing_came_of_it() {
    let server = Wire::start(|request| match request.line.as_str() {
        "POST /things" => reply(307, &["Location: /busy"], ""),
        "POST /busy" => reply(503, &["Retry-After: 0"], ""),
        _ => json(404, "{}"),
    });
    for client in clients!(&server.url, c => c) {
        assert_eq!(client.write().unwrap_err().status().unwrap(), 503);
    }
    assert_eq!(server.requests().len(), 12);
}

#[test]
fn an_answer_is_not_lost_where_the_body_cannot_be_sent_again() {
    for (status, header) in [
        (401, "X-None: 1"),
        (503, "Retry-After: 0"),
        (307, "Location: /else"),
    ] {
        let server = Wire::start(move |_| reply(status, &[header], "this came"));
        let source = || async { Ok(Secret::from("token")) };
        for client in clients!(&server.url, c => c.credential(&BEARER, Credential::source(source)))
        {
            let reader = Binary::from_reader(Some(5), std::io::Cursor::new("bytes"));
            let call = Upload { body: reader };
            let error = client.call(&call).unwrap_err();
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            assert_eq!(error.body().unwrap(), "this came".as_bytes());
            // The same value again has nothing to send.
            let error = client.call(&call).unwrap_err();
            assert!(matches!(error, Error::Unrepeatable), "{error:?}");
            let refused = call.request("http://h").unwrap_err().to_string();
            assert!(refused.starts_with("body: "), "{refused}");
        }
        assert_eq!(server.requests().len(), 2, "{status}: once by each client");
    }
}

#[test]
fn a_refusal_is_not_lost_where_no_better_credential_can_be_had() {
    let server = Wire::start(|_| json(401, "\"expired\""));
    for kind in 0..2 {
        let asked = Arc::<AtomicUsize>::default();
        let source = move || {
            let first = asked.fetch_add(1, Ordering::SeqCst) == 0;
            async move {
                match first {
                    true => Ok(Secret::from("old")),
                    false => Err("no key store".into()),
                }
            }
        };
        let [one, two] =
            clients!(&server.url, c => c.credential(&BEARER, Credential::source(source.clone())));
        let client = if kind == 0 { one } else { two };
        let error = client.write().unwrap_err();
        assert_eq!(error.value(), Some(&Json::String("expired".to_owned())));
        // That no first one can be had is still said.
        assert!(matches!(client.write(), Err(Error::Auth(_))));
    }
    assert_eq!(server.requests().len(), 2);
    // The hash of a body that can be read but once cannot be told before it is sent.
    let server = Wire::start(|_| {
        let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"";
        reply(401, &[challenge], "\"hash\"")
    });
    for client in clients!(&server.url, c => c.credential(&DIGEST, Credential::digest("u", "p"))) {
        let once = Binary::from_source(Made);
        let error = client.call(&Upload { body: once }).unwrap_err();
        assert_eq!(error.body().unwrap(), "\"hash\"".as_bytes());
    }
}

/// A body that is made anew each time that it is sent.
struct Made;

impl Source for Made {
    fn length(&self) -> Option<u64> {
        None
    }
    fn open(&self) -> Option<Box<dyn Chunks>> {
        Some(Box::new(Content::from(bytes::Bytes::from_static(b"made"))))
    }
}

#[test]
fn a_file_is_hashed_before_it_is_sent() {
    let server = Wire::start(|request| match request.header("authorization") {
        Some(given) if given.contains("qop=auth-int") => json(200, "{}"),
        _ => {
            let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"";
            reply(401, &[challenge], "")
        }
    });
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let file = std::fs::read(path).unwrap();
    for client in clients!(&server.url, c => c.credential(&DIGEST, Credential::digest("u", "p"))) {
        let body = Binary::from_path(path);
        client.call(&Upload { body }).unwrap();
        let nowhere = Binary::from_path("/no/such/file");
        let error = client.call(&Upload { body: nowhere }).unwrap_err();
        assert!(error.to_string().contains("no/such/file"), "{error}");
    }
    let sent = server.requests();
    let bodies = sent.iter().filter(|request| request.body == file);
    assert_eq!((bodies.count(), sent.len()), (4, 4));
}

/// Gives a token that counts how often it was asked for one, and keeps what it was told.
#[derive(Clone, Default)]
struct Counting(Arc<Mutex<Vec<Option<String>>>>);

impl TokenSource for Counting {
    fn token(&self, refused: Option<&Secret>) -> Boxed<'_, Result<Secret, BoxError>> {
        let mut told = self.0.lock().unwrap();
        told.push(refused.map(|token| token.reveal().to_owned()));
        let token = Secret::from(told.len().to_string());
        Box::pin(async move {
            // Not at once: as one that asks a server.
            let mut waits = true;
            std::future::poll_fn(|context| {
                context.waker().wake_by_ref();
                match std::mem::take(&mut waits) {
                    true => std::task::Poll::Pending,
                    false => std::task::Poll::Ready(()),
                }
            })
            .await;
            Ok(token)
        })
    }
}

#[test]
fn a_token_is_said_to_be_refused_only_where_it_was() {
    for kind in 0..2 {
        let answers = AtomicUsize::new(0);
        let server = Wire::start(move |_| match answers.fetch_add(1, Ordering::SeqCst) {
            0 => json(401, "{}"),
            1 => reply(503, &["Retry-After: 0"], ""),
            2 => reply(307, &["Location: /things"], ""),
            _ => json(200, "{}"),
        });
        let source = Counting::default();
        let [one, two] =
            clients!(&server.url, c => c.credential(&BEARER, Credential::source(source.clone())));
        let client = if kind == 0 { one } else { two };
        client.read().unwrap();
        let told = source.0.lock().unwrap().clone();
        assert_eq!(told, [None, Some("1".to_owned()), None, None]);
    }
}

#[test]
fn canned_answers_wait_for_who_is_asked_for_a_token() {
    let canned = || {
        let canned = Canned::new().json(Method::GET, "/things", 503, "{}");
        Recording::new(canned.json(Method::GET, "/things", 200, "{}"))
    };
    let source = || Credential::source(Counting::default());
    let client = BlockingClient::with_transport(canned()).base_url("http://h");
    let client = any::Any::Blocking(client.credential(&BEARER, source()).max_concurrent(1));
    for outcome in client.read_at_once(20) {
        outcome.unwrap();
    }
    let client = Client::with_transport(canned()).base_url("http://h");
    let client = any::Any::Asynchronous(client.credential(&BEARER, source()).max_concurrent(1));
    for outcome in client.read_at_once(20) {
        outcome.unwrap();
    }
}

#[test]
fn a_source_of_tokens_may_call_through_the_client_that_waits_for_it() {
    let server = Wire::start(|request| match request.header("authorization") {
        Some("Bearer old") => json(401, "{}"),
        _ => json(200, "{}"),
    });
    let timeout = std::time::Duration::from_secs(20);
    let asked = Arc::new(AtomicUsize::new(0));
    let token = {
        let asked = Arc::clone(&asked);
        move || match asked.fetch_add(1, Ordering::SeqCst) {
            0 => Secret::from("old"),
            _ => Secret::from("new"),
        }
    };
    let own = Client::new()
        .unwrap()
        .base_url(&server.url)
        .timeout(timeout)
        .max_concurrent(1);
    let (inner, next) = (own.clone(), token.clone());
    let source = move || {
        let (inner, next) = (inner.clone(), next.clone());
        async move {
            operations::Read {}.send(&inner).await?;
            Ok(next())
        }
    };
    let client = any::Any::Asynchronous(own.credential(&BEARER, Credential::source(source)));
    for outcome in client.read_at_once(8) {
        outcome.unwrap();
    }
    asked.store(0, Ordering::SeqCst);
    let own = BlockingClient::new()
        .base_url(&server.url)
        .timeout(timeout)
        .max_concurrent(1);
    let inner = own.clone();
    let source = move || {
        let read = operations::Read {}.send_blocking(&inner);
        std::future::ready(read.map(|_| token()).map_err(Into::into))
    };
    let client = any::Any::Blocking(own.credential(&BEARER, Credential::source(source)));
    for outcome in client.read_at_once(8) {
        outcome.unwrap();
    }
}
