//! Who calls: every kind of credential against a server on loopback, with both kinds of client.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "http/wire.rs"]
mod wire;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use operations::*;
use rt::Secret;
use rt::http::{ClientCredentials, Credential, Operation, TokenError};
use specsmith_runtime as rt;
use wire::{Request, Wire, json, reply};

fn echo() -> Wire {
    Wire::start(|_| json(200, "{}"))
}

fn last(server: &Wire) -> Request {
    server.requests().pop().unwrap()
}

#[test]
fn each_credential_goes_where_its_scheme_says() {
    let server = echo();
    for client in clients!(&server.url, c => c.credential(&BASIC, Credential::basic("Aladdin", "open sesame")))
    {
        client.read().unwrap();
        assert_eq!(
            last(&server).header("authorization"),
            Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        );
    }
    for client in clients!(&server.url, c => c.credential("bearer", Credential::bearer("t0ken"))) {
        client.read().unwrap();
        assert_eq!(last(&server).header("authorization"), Some("Bearer t0ken"));
    }
    for client in clients!(&server.url, c => c.credential(&OIDC, Credential::bearer("id"))) {
        client.read().unwrap();
        assert_eq!(last(&server).header("authorization"), Some("Bearer id"));
    }
}

#[test]
fn a_bearer_token_goes_where_nothing_is_said_and_not_where_nothing_is_needed() {
    let other = echo();
    let there = other.url.clone();
    let server = Wire::start(move |_| reply(307, &[&format!("Location: {there}")], ""));
    let client = rt::http::BlockingClient::new()
        .credential("other", Credential::bearer("other"))
        .bearer_token("t0ken");
    let client = client.base_url(&server.url);
    Unsaid {}.send_blocking(&client).unwrap();
    assert_eq!(last(&server).header("authorization"), Some("Bearer t0ken"));
    assert_eq!(last(&other).header("authorization"), None);
    Public {}.send_blocking(&client).unwrap();
    assert_eq!(last(&server).header("authorization"), None);
}

#[test]
fn an_alternative_needs_all_of_its_credentials() {
    let server = echo();
    for client in clients!(&server.url, c => c.credential(&QUERY, Credential::api_key("k&y"))) {
        client.read().unwrap();
        assert_eq!(
            last(&server).line,
            "GET /things",
            "half of an alternative is none"
        );
    }
    let both = clients!(&server.url, c => c
        .credential(&QUERY, Credential::api_key("k&y"))
        .credential(&HEADER, Credential::api_key("h")));
    for client in both {
        client.read().unwrap();
        assert_eq!(last(&server).line, "GET /things?a%20key=k%26y");
        assert_eq!(last(&server).header("x-key"), Some("h"));
    }
    let cookie = clients!(&server.url, c => c
        .credential(&CERTIFICATE, Credential::mutual_tls())
        .credential(&COOKIE, Credential::api_key("c;c")));
    for client in cookie {
        client.read().unwrap();
        assert_eq!(last(&server).header("cookie"), Some("sid=c%3Bc"));
    }
}

#[test]
fn the_first_alternative_that_can_be_fulfilled_is_taken() {
    let server = echo();
    let several = clients!(&server.url, c => c
        .bearer_token("bearer")
        .credential(&BASIC, Credential::basic("u", "p")));
    for client in several {
        client.read().unwrap();
        // OAuth stands before Basic, and a bearer token fulfils it.
        assert_eq!(last(&server).header("authorization"), Some("Bearer bearer"));
    }
}

#[test]
fn no_secret_is_shown() {
    let client = rt::http::BlockingClient::new()
        .bearer_token("s3cret")
        .header(
            ::http::header::COOKIE,
            ::http::HeaderValue::from_static("s3cret"),
        )
        .credential(&BASIC, Credential::basic("u", "s3cret"))
        .credential(&DIGEST, Credential::digest("u", "s3cret"))
        .credential(&QUERY, Credential::api_key("s3cret"))
        .credential(&OAUTH, ClientCredentials::new("id", "s3cret"))
        .credential(
            &OIDC,
            Credential::source(|| async { Ok(Secret::from("s3cret")) }),
        );
    let shown = format!("{client:?}{client:#?}");
    assert!(!shown.contains("s3cret"), "{shown}");
    let fails = |client: rt::http::BlockingClient| {
        let client = client
            .base_url("http://127.0.0.1:1")
            .credential(&HEADER, Credential::api_key("s3cret"))
            .credential(&QUERY, Credential::api_key("s3cret"));
        let error = rt::http::Operation::send_blocking(&Read {}, &client).unwrap_err();
        assert!(
            !format!("{error} {error:?}").contains("s3cret"),
            "{error:?}"
        );
    };
    // A connection that fails shows neither the key in the query nor a header.
    fails(rt::http::BlockingClient::new());
    // Neither does one that an agent refuses.
    let agent = ureq::Agent::config_builder().https_only(true).build();
    fails(rt::http::BlockingClient::with_ureq(agent.into()));
}

#[test]
fn a_name_that_basic_cannot_carry_is_refused() {
    let server = echo();
    for client in clients!(&server.url, c => c.credential(&BASIC, Credential::basic("a:b", "c"))) {
        let error = client.read().unwrap_err();
        assert!(error.to_string().contains("a name with a colon"), "{error}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_source_of_tokens_is_asked_again_when_one_is_refused() {
    let server = Wire::start(|request| match request.header("authorization") {
        Some("Bearer 2") => json(200, "{}"),
        _ => json(401, "{}"),
    });
    let made = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&made);
    let source = move || {
        let number = count.fetch_add(1, Ordering::SeqCst) % 2 + 1;
        async move { Ok(Secret::from(number.to_string())) }
    };
    for client in
        clients!(&server.url, c => c.credential(&OIDC, Credential::source(source.clone())))
    {
        client.read().unwrap();
    }
    assert_eq!(made.load(Ordering::SeqCst), 4);
    let failing = || async { Err("no key store".into()) };
    for client in clients!(&server.url, c => c.credential(&OAUTH, Credential::source(failing))) {
        assert!(matches!(
            *any::token_error(client.read()),
            TokenError::Source(_)
        ));
    }
}

/// A server that wants HTTP Digest: a nonce serves so many requests.
fn digest_server(uses: usize, stale: &'static str) -> Wire {
    let state = Arc::new(Mutex::new((0, 0)));
    Wire::start(move |request| {
        let mut state = state.lock().unwrap();
        let given = request
            .header("authorization")
            .unwrap_or_default()
            .to_owned();
        if state.0 > 0
            && state.1 < uses
            && given.contains(&format!("nonce=\"n{}\"", state.0))
            && given.contains(&format!("nc={:08x}", state.1 + 1))
        {
            state.1 += 1;
            return json(
                200,
                &format!("{:?}", String::from_utf8_lossy(&request.body)),
            );
        }
        *state = (state.0 + 1, 0);
        reply(
            401,
            &[&format!(
                "WWW-Authenticate: Digest realm=\"MMS Public API\", domain=\"\", nonce=\"n{}\", algorithm=MD5, qop=\"auth\", stale={stale}",
                state.0
            )],
            "",
        )
    })
}

#[test]
fn a_nonce_serves_until_it_is_stale() {
    for stale in ["true", "\"TRUE\"", "false"] {
        for kind in 0..2 {
            let server = digest_server(10, stale);
            let client = clients!(&server.url, c => c.credential(&DIGEST, Credential::digest("user", "password"))).into_iter().nth(kind).unwrap();
            for _ in 0..100 {
                // The body of a POST is sent again with each answer to a challenge.
                assert_eq!(client.write().unwrap().value.as_str(), Some("\"thing\""));
            }
            assert_eq!(server.requests().len(), 110, "one more request a nonce");
        }
    }
}

#[test]
fn one_of_many_calls_asks_for_the_first_challenge() {
    fn challenging(request: &Request) -> Vec<u8> {
        std::thread::sleep(Duration::from_millis(20));
        let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=auth";
        match request.header("authorization") {
            Some(_) => json(200, "{}"),
            None => reply(401, &[challenge], ""),
        }
    }
    let digest = || Credential::digest("u", "p");
    for kind in 0..2 {
        let server = Wire::start(challenging);
        let clients = clients!(&server.url, c => c.credential(&DIGEST, digest()));
        let client = clients.into_iter().nth(kind).unwrap();
        assert!(client.read_at_once(200).iter().all(Result::is_ok));
        assert_eq!(server.requests().len(), 201);
    }
    // One that waits for long does not keep the others.
    let calls = AtomicUsize::new(0);
    let slow = Wire::start(move |request| {
        if calls.fetch_add(1, Ordering::SeqCst) == 0 {
            std::thread::sleep(Duration::from_secs(3));
        }
        challenging(request)
    });
    let [client, _] = clients!(&slow.url, c => c.credential(&DIGEST, digest()));
    std::thread::scope(|scope| {
        let first = scope.spawn(|| client.read().unwrap());
        while slow.requests().is_empty() {
            std::thread::sleep(Duration::from_millis(1));
        }
        client.read().unwrap();
        assert!(!first.is_finished());
    });
    // A server that wants none keeps nobody waiting for it.
    let (open, most) = Wire::counting(Duration::from_millis(20));
    for client in clients!(&open.url, c => c.credential(&DIGEST, digest())) {
        assert!(client.read_at_once(50).iter().all(Result::is_ok));
        assert!(most.swap(0, Ordering::SeqCst) > 1);
    }
}

/// RFC 7616, section 3.3: a server may take each nonce once.
#[test]
fn many_calls_do_not_use_up_each_others_nonces() {
    for kind in 0..2 {
        let (made, good) = (AtomicUsize::new(0), Mutex::new(Vec::<String>::new()));
        let server = Wire::start(move |request| {
            let given = request.header("authorization").unwrap_or_default();
            let mut good = good.lock().unwrap();
            let nonce = |known: &String| given.contains(&format!("nonce=\"{known}\""));
            if let Some(at) = good.iter().position(nonce) {
                good.remove(at);
                return json(200, "{}");
            }
            let fresh = format!("n{}", made.fetch_add(1, Ordering::SeqCst));
            let challenge = format!(
                "WWW-Authenticate: Digest realm=\"r\", nonce=\"{fresh}\", qop=auth, stale=true"
            );
            good.push(fresh);
            reply(401, &[&challenge], "")
        });
        let clients =
            clients!(&server.url, c => c.credential(&DIGEST, Credential::digest("u", "p")));
        let client = clients.into_iter().nth(kind).unwrap();
        client.read().unwrap();
        let outcomes = client.read_at_once(20);
        let refused = outcomes.iter().filter(|outcome| outcome.is_err()).count();
        assert_eq!(refused, 0);
    }
}

#[test]
fn wrong_passwords_are_an_answer() {
    let server = Wire::start(|_| {
        reply(
            401,
            &[
                "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"",
                "WWW-Authenticate: Basic",
            ],
            "no",
        )
    });
    for client in
        clients!(&server.url, c => c.credential(&DIGEST, Credential::digest("user", "wrong")))
    {
        let error = client.read().unwrap_err();
        assert_eq!(
            (error.status().unwrap().as_u16(), &error.body().unwrap()[..]),
            (401, &b"no"[..])
        );
    }
    assert_eq!(server.requests().len(), 4);
}

/// A name that the server does not read as UTF-8 goes as it is; `ureq` does not let it through.
#[test]
fn a_name_beyond_ascii_is_sent_as_it_is_or_refused_with_the_reason() {
    let server = Wire::start(|request| match request.header("authorization") {
        Some(_) => json(200, "{}"),
        None => reply(
            401,
            &["WWW-Authenticate: Digest realm=\"r\", nonce=\"n\""],
            "",
        ),
    });
    let [blocking, asynchronous] =
        clients!(&server.url, c => c.credential(&DIGEST, Credential::digest("J\u{e4}s", "p")));
    asynchronous.read().unwrap();
    let error = blocking.read().unwrap_err().to_string();
    assert!(error.contains("beyond ASCII"), "{error}");
}

#[test]
fn no_credential_follows_to_another_origin() {
    let other = echo();
    let there = other.url.clone();
    let server = Wire::start(move |request| {
        if request.line.contains("here") {
            return json(200, "{}");
        }
        let to = if request.header("x-stay").is_some() {
            "/here".to_owned()
        } else {
            format!("{there}/there")
        };
        reply(307, &[&format!("Location: {to}")], "")
    });
    let clients = |header: Option<&'static str>| {
        clients!(&server.url, c => {
            let c = c.credential(&HEADER, Credential::api_key("s3cret")).credential(&QUERY, Credential::api_key("s3cret"));
            let c = c.header("x-own".parse().unwrap(), "s3cret".parse().unwrap());
            match header {
                Some(_) => c.header("x-stay".parse().unwrap(), "1".parse().unwrap()),
                None => c,
            }
        })
    };
    for client in clients(None) {
        client.write().unwrap();
    }
    for request in other.requests() {
        assert!(!format!("{request:?}").contains("s3cret"), "{request:?}");
        assert_eq!(
            (&*request.line, &*request.body),
            ("POST /there", &b"\"thing\""[..])
        );
    }
    for client in clients(Some("stay")) {
        client.read().unwrap();
        let request = last(&server);
        assert_eq!(request.line, "GET /here?a%20key=s3cret");
        assert_eq!(request.header("x-key"), Some("s3cret"));
    }
}
