//! Servers that refuse for ever, and servers of tokens that mean harm: an error comes within the time-out.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "client/timely.rs"]
mod timely;
#[path = "http/wire.rs"]
mod wire;

use std::io::Write as _;
use std::time::{Duration, Instant};

use operations::*;
use rt::http::{ClientCredentials, Credential, Error};
use specsmith_runtime as rt;
use timely::{AT_MOST, TIMEOUT, both};
use wire::{Wire, json, reply};

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
