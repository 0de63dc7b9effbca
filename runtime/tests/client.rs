//! The way of a call with both kinds of client: retries, limits, redirects, hooks, and transports for tests.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/codings.rs"]
mod codings;
#[path = "client/envelopes.rs"]
mod envelopes;
#[path = "client/operations.rs"]
mod operations;
#[path = "http/wire.rs"]
mod wire;

use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ::http::{HeaderName, Method};
use operations::*;
use rt::http::testing::{Canned, Exchange, Recording};
use rt::http::{
    Attempt, BlockingClient, Client, ClientCredentials, Credential, Deprecation, Ended, Error,
    Hook, Operation,
};
use specsmith_runtime as rt;
use wire::{Wire, json, reply};

/// A server that fails so often, then succeeds.
fn failing(times: usize, answer: Vec<u8>) -> Wire {
    let left = AtomicUsize::new(times);
    Wire::raw(move |_, stream| {
        let fails = left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            })
            .is_ok();
        // An answer of no bytes is a connection that breaks.
        if fails && answer.is_empty() {
            return Ok(false);
        }
        stream.write_all(if fails {
            &answer
        } else {
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        })?;
        Ok(true)
    })
}

#[test]
fn what_failed_on_the_way_is_repeated_where_that_does_no_harm() {
    for answer in [json(503, "{}"), json(429, "{}"), json(502, "{}"), vec![]] {
        for kind in 0..2 {
            let server = failing(2, answer.clone());
            let client = clients!(&server.url, c => c).into_iter().nth(kind).unwrap();
            client.read().unwrap();
            assert_eq!(server.requests().len(), 3);
            let server = failing(2, answer.clone());
            let client = clients!(&server.url, c => c).into_iter().nth(kind).unwrap();
            // A POST is not repeated on a guess.
            let status = client.write().unwrap_err().status();
            let answered =
                (!answer.is_empty()).then(|| String::from_utf8_lossy(&answer)[9..12].to_owned());
            assert_eq!(status.map(|status| status.as_str().to_owned()), answered);
            assert_eq!(server.requests().len(), 1);
        }
    }
}

#[test]
fn a_post_is_repeated_where_the_server_says_when_or_a_key_makes_it_safe() {
    for kind in 0..2 {
        let server = failing(1, reply(429, &["Retry-After: 1"], ""));
        let client = clients!(&server.url, c => c).into_iter().nth(kind).unwrap();
        let started = Instant::now();
        client.write().unwrap();
        assert!(started.elapsed() >= Duration::from_secs(1));
        let server = failing(1, vec![]);
        let header = HeaderName::from_static("idempotency-key");
        let client = clients!(&server.url, c => c.idempotency_key(header.clone()))
            .into_iter()
            .nth(kind)
            .unwrap();
        client.write().unwrap();
        let keys: Vec<_> = server
            .requests()
            .iter()
            .map(|request| request.header("idempotency-key").unwrap().to_owned())
            .collect();
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0], keys[1]);
        assert_eq!(keys[0].len(), 36);
    }
}

#[test]
fn no_more_calls_than_the_limit_are_under_way_at_once() {
    let (server, most) = Wire::counting(Duration::from_millis(5));
    for client in clients!(&server.url, c => c.max_concurrent(4)) {
        assert!(
            client
                .read_at_once(100)
                .into_iter()
                .all(|outcome| outcome.is_ok())
        );
    }
    assert!(most.load(Ordering::SeqCst) <= 4);
}

#[test]
fn a_call_that_is_dropped_leaves_its_place() {
    let calls = AtomicUsize::new(0);
    let server = Wire::start(move |_| {
        if calls.fetch_add(1, Ordering::SeqCst) < 3 {
            std::thread::sleep(Duration::from_secs(10));
        }
        json(200, "{}")
    });
    let client = Client::new()
        .unwrap()
        .base_url(&server.url)
        .max_concurrent(1);
    any::runtime().block_on(async {
        let waits = Duration::from_millis(500);
        for _ in 0..3 {
            assert!(
                tokio::time::timeout(waits, Read {}.send(&client))
                    .await
                    .is_err()
            );
        }
        Read {}.send(&client).await.unwrap();
    });
}

#[derive(Default, Clone)]
struct Journal(Arc<Mutex<Vec<String>>>);

impl Hook for Journal {
    fn before(
        &self,
        attempt: &Attempt<'_>,
        request: &mut ::http::Request<()>,
    ) -> Result<(), rt::http::BoxError> {
        assert!(
            request.headers().get("authorization").is_none(),
            "a hook sees no credential"
        );
        request
            .headers_mut()
            .insert("x-attempt", attempt.number.into());
        self.0
            .lock()
            .unwrap()
            .push(format!("{} {}", attempt.operation.id, attempt.number));
        Ok(())
    }
    fn after(&self, _: &Attempt<'_>, ended: &Ended<'_>) {
        let status = ended.answer.map(|(status, _)| status.as_u16());
        self.0
            .lock()
            .unwrap()
            .push(format!("{status:?} {}", ended.error.is_some()));
    }
    fn deprecated(&self, _: &Attempt<'_>, notice: &Deprecation) {
        self.0.lock().unwrap().push(format!("{:?}", notice.ends));
    }
}

#[test]
fn hooks_run_around_each_attempt_and_hear_of_the_end() {
    let server = Wire::start(|request| {
        if request.header("x-attempt") == Some("0") {
            return json(503, "{}");
        }
        reply(
            200,
            &[
                "Content-Type: application/json",
                "Sunset: Thu, 1 Jan 2026 00:00:00 GMT",
            ],
            "{}",
        )
    });
    let journal = Journal::default();
    for client in clients!(&server.url, c => c.hook(journal.clone()).bearer_token("t")) {
        client.read().unwrap();
        let said = std::mem::take(&mut *journal.0.lock().unwrap());
        assert_eq!(
            said,
            [
                "read 0",
                "Some(503) false",
                "read 1",
                "Some(200) false",
                "Some(1767225600s)"
            ]
        );
    }
    struct No;
    impl Hook for No {
        fn before(
            &self,
            _: &Attempt<'_>,
            _: &mut ::http::Request<()>,
        ) -> Result<(), rt::http::BoxError> {
            Err("not today".into())
        }
    }
    let before = server.requests().len();
    for client in clients!(&server.url, c => c.hook(No)) {
        assert!(
            matches!(client.read(), Err(Error::Hook(error)) if error.to_string() == "not today")
        );
    }
    assert_eq!(server.requests().len(), before);
}

#[test]
fn redirects_are_followed_as_the_standard_says() {
    let server = Wire::start(|request| match request.line.split_once(' ').unwrap() {
        (_, "/things") => reply(
            request.header("x-status").unwrap().parse().unwrap(),
            &["Location: ./moved?x=1"],
            "",
        ),
        (method, path) => json(
            200,
            &format!("{:?}", format!("{method} {path} {}", request.body.len())),
        ),
    });
    for (status, read, write) in [
        (301, "GET", "GET"),
        (302, "GET", "GET"),
        (303, "GET", "GET"),
        (307, "GET", "POST"),
        (308, "GET", "POST"),
    ] {
        for client in
            clients!(&server.url, c => c.header(HeaderName::from_static("x-status"), status.into()))
        {
            assert_eq!(
                client.read().unwrap().value.as_str().unwrap(),
                format!("{read} /moved?x=1 0")
            );
            let length = if write == "POST" { 7 } else { 0 };
            assert_eq!(
                client.write().unwrap().value.as_str().unwrap(),
                format!("{write} /moved?x=1 {length}")
            );
        }
    }
    // A status that is no redirect to follow is the answer.
    for client in
        clients!(&server.url, c => c.header(HeaderName::from_static("x-status"), 304.into()))
    {
        assert_eq!(client.read().unwrap_err().status().unwrap(), 304);
    }
}

#[test]
fn canned_answers_need_no_server_and_no_time() {
    let canned = Canned::new().json(Method::GET, "/things", 503, "{}").json(
        Method::GET,
        "/things",
        200,
        r#"{"a":1}"#,
    );
    let client = BlockingClient::with_transport(canned.clone()).base_url("https://api.example.org");
    assert_eq!(
        Read {}
            .send_blocking(&client)
            .unwrap()
            .value
            .get("a")
            .unwrap()
            .as_i64(),
        Some(1)
    );
    let client = Client::with_transport(canned.clone()).base_url("https://api.example.org");
    any::runtime().block_on(Read {}.send(&client)).unwrap();
    assert_eq!(canned.requests().len(), 3);
    let error = write()
        .send_blocking(&BlockingClient::with_transport(canned).base_url("https://api.example.org"));
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("no answer is canned for POST /things")
    );
}

#[test]
fn a_recording_can_be_answered_from_and_holds_no_secret() {
    let canned = Canned::new()
        .json(
            Method::POST,
            "/token",
            200,
            r#"{"access_token":"s3cret","expires_in":60}"#,
        )
        .json(Method::GET, "/things", 200, r#"{"a":1}"#);
    let recording = Recording::new(canned);
    let secret = |client: BlockingClient| {
        client
            .base_url("https://api.example.org")
            .credential(&OAUTH, ClientCredentials::new("id", "s3cret").in_body())
    };
    Read {}
        .send_blocking(&secret(BlockingClient::with_transport(recording.clone())))
        .unwrap();
    let keys = BlockingClient::with_transport(recording.clone())
        .base_url("https://api.example.org")
        .credential(&QUERY, Credential::api_key("s3cret"))
        .credential(&HEADER, Credential::api_key("s3cret"));
    Read {}.send_blocking(&keys).unwrap();
    let file = recording.to_json();
    assert!(!file.contains("s3cret"), "{file}");
    let exchanges = Exchange::from_json(&file).unwrap();
    assert_eq!(exchanges.len(), 3);
    let answer = Read {}
        .send_blocking(&secret(BlockingClient::with_transport(Canned::replay(
            exchanges,
        ))))
        .unwrap();
    assert_eq!(answer.body, r#"{"a":1}"#.as_bytes());
}

#[test]
fn what_a_client_carries_anyway_is_recorded_too() {
    let server = Wire::start(|_| json(200, r#"{"a":1}"#));
    let (blocking, first) = BlockingClient::new().base_url(&server.url).recorded();
    let blocking = blocking.credential(&HEADER, Credential::api_key("s3cret"));
    let (client, second) = Client::new().unwrap().base_url(&server.url).recorded();
    let client = client.credential(&HEADER, Credential::api_key("s3cret"));
    Read {}.send_blocking(&blocking).unwrap();
    any::runtime().block_on(Read {}.send(&client)).unwrap();
    for recording in [first, second] {
        let file = recording.to_json();
        assert!(!file.contains("s3cret"), "{file}");
        let exchanges = Exchange::from_json(&file).unwrap();
        assert_eq!(exchanges.len(), 1);
        let canned = BlockingClient::with_transport(Canned::replay(exchanges));
        let answer = Read {}.send_blocking(&canned.base_url(&server.url));
        assert_eq!(answer.unwrap().body, r#"{"a":1}"#.as_bytes());
    }
    assert_eq!(server.requests().len(), 2);
}
