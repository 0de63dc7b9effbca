//! Servers that refuse for ever, and servers of tokens that mean harm: an error comes within the time-out.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "http/wire.rs"]
mod wire;

use std::io::Write as _;
use std::time::{Duration, Instant};

use any::Outcome;
use operations::*;
use rt::http::{ClientCredentials, Credential, Error};
use specsmith_runtime as rt;
use wire::{Wire, json, reply};

const TIMEOUT: Duration = Duration::from_millis(500);
/// Long enough for any machine, short enough to tell an end from none.
const AT_MOST: Duration = Duration::from_secs(20);

/// The same call with both kinds of client, each within its time.
fn both(server: &Wire, check: impl Fn(Outcome)) {
    for client in
        clients!(&server.url, c => c.timeout(TIMEOUT).body_limit(1 << 20).bearer_token("s3cret"))
    {
        let started = Instant::now();
        let outcome = client.read();
        assert!(started.elapsed() < AT_MOST);
        check(outcome);
    }
}

#[test]
fn refused_for_ever() {
    let server = Wire::start(|_| {
        reply(
            401,
            &["WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", stale=true"],
            "no",
        )
    });
    for client in clients!(&server.url, c => c.credential(&DIGEST, Credential::digest("u", "p"))) {
        let error = client.read().unwrap_err();
        assert_eq!(
            (error.status().unwrap().as_u16(), &error.body().unwrap()[..]),
            (401, &b"no"[..])
        );
    }
    assert!(server.requests().len() <= 8, "{}", server.requests().len());
}

#[test]
fn too_many_requests_for_ever() {
    for after in [
        "999999999",
        "99999999999999999999999",
        "-1",
        "soon",
        "Thu, 1 Jan 2099 00:00:00 GMT",
        "0",
        "",
    ] {
        let server =
            Wire::start(move |_| reply(429, &[&format!("Retry-After: {after}")], "slow down"));
        both(&server, |outcome| {
            let error = outcome.unwrap_err();
            assert_eq!(
                (error.status().unwrap().as_u16(), &error.body().unwrap()[..]),
                (429, &b"slow down"[..]),
                "{after}"
            );
        });
        assert!(server.requests().len() <= 6);
    }
}

#[test]
fn token_servers_that_never_answer() {
    let server = Wire::raw(|_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
        std::thread::sleep(Duration::from_secs(3));
        Ok(false)
    });
    for client in clients!(&server.url, c => c.timeout(TIMEOUT).credential(&OAUTH, ClientCredentials::new("id", "s3cret")))
    {
        let started = Instant::now();
        let outcomes = client.read_at_once(50);
        assert!(started.elapsed() < AT_MOST);
        for outcome in outcomes {
            let error = outcome.unwrap_err();
            assert!(error.is_timeout(), "{error:?}");
        }
    }
    // A token of many megabytes is none.
    let server = Wire::start(|_| {
        json(
            200,
            &format!(r#"{{"access_token":"{}"}}"#, "x".repeat(4 << 20)),
        )
    });
    for client in
        clients!(&server.url, c => c.credential(&OAUTH, ClientCredentials::new("id", "s3cret")))
    {
        assert!(matches!(client.read(), Err(Error::Auth(_))));
    }
    // One with characters that no header can hold is an error too.
    let server = Wire::start(|_| json(200, r#"{"access_token":"a\r\nX-Evil: 1"}"#));
    for client in
        clients!(&server.url, c => c.credential(&OAUTH, ClientCredentials::new("id", "s3cret")))
    {
        assert!(matches!(client.read(), Err(Error::Auth(_))));
    }
}
