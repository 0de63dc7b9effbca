//! API keys within URLs and beside other credentials, with both kinds of client.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "http/wire.rs"]
mod wire;

use std::sync::{Arc, Mutex};

use ::http::{Method, Response};
use operations::{COOKIE, DIGEST, QUERY};
use rt::http::testing::{Canned, Recording};
use rt::http::{
    Advance, Attempt, BlockingClient, BoxError, Credential, Hook, OperationTable, Paged as _,
    Paging, Parameter, Requirement,
};
use rt::{Json, Schema};
use specsmith_runtime as rt;
use wire::{Wire, json, reply};

const fn needs(scheme: &'static rt::http::SecurityScheme) -> Requirement {
    Requirement {
        scheme,
        scopes: &[],
    }
}

macro_rules! keyed {
    ($name:ident, $table:ident, $security:expr) => {
        struct $name {}
        static $table: OperationTable = OperationTable {
            id: "keyed",
            method: "GET",
            path: "/list",
            servers: &[],
            parameters: &[],
            body: None,
            accept: &[],
            security: &[$security],
        };
        rt::operation!($name, $table, [], Json, Json, ());
    };
}
keyed!(Keyed, KEYED, &[needs(&QUERY)]);
keyed!(Both, BOTH, &[needs(&DIGEST), needs(&QUERY)]);
keyed!(InCookie, IN_COOKIE, &[needs(&COOKIE)]);

#[derive(Clone)]
struct Pages {}
rt::operation!(Pages, KEYED, [], Vec<i64>, Json, ());
rt::paged!(Pages, i64, [], Paging::new(Advance::Header));

/// The URLs of attempts, as hooks see them.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Hook for Seen {
    fn before(&self, attempt: &Attempt<'_>, _: &mut ::http::Request<()>) -> Result<(), BoxError> {
        self.0.lock().unwrap().push(attempt.uri.to_string());
        Ok(())
    }
}

#[test]
fn a_key_that_the_server_repeats_is_sent_once() {
    let server = Wire::start(|request| match request.line.contains("/here") {
        true => json(200, "{}"),
        false => reply(307, &["Location: /here?a+key=s3cret&x=1&a%20key=old"], ""),
    });
    for client in clients!(&server.url, c => c.credential(&QUERY, Credential::api_key("s3cret"))) {
        client.call(&Keyed {}).unwrap();
        let line = server.requests().pop().unwrap().line;
        assert_eq!(line, "GET /here?x=1&a%20key=s3cret");
    }
    // What has the key's name is another thing where no key is sent.
    for client in clients!(&server.url, c => c) {
        client.call(&Keyed {}).unwrap();
        let line = server.requests().pop().unwrap().line;
        assert_eq!(line, "GET /here?a+key=s3cret&x=1&a%20key=old");
    }
}

#[test]
fn a_key_does_not_follow_to_another_origin() {
    let other = Wire::start(|_| json(200, "{}"));
    let url = other.url.clone();
    let server = Wire::start(move |_| {
        // A server that keeps the query, and one parameter of the key's name that is another's.
        let to = format!("Location: {url}/list?a+key=s3cret&x=1&a%20key=presigned");
        reply(307, &[&to], "")
    });
    for client in clients!(&server.url, c => c.credential(&QUERY, Credential::api_key("s3cret"))) {
        client.call(&Keyed {}).unwrap();
        let line = other.requests().pop().unwrap().line;
        assert_eq!(line, "GET /list?x=1&a%20key=presigned");
    }
}

#[test]
fn a_key_within_the_links_of_pages_is_shown_nowhere() {
    let page = |body: &'static str| {
        let answer = Response::builder().header("content-type", "application/json");
        let link = "<https://h/list?a%20key=s3cret&page=2>; rel=next";
        answer.header("link", link).body(body.into()).unwrap()
    };
    let canned = Canned::new()
        .answer(Method::GET, "/list", page("[1]"))
        .answer(Method::GET, "/list", page("[2]"));
    let recording = Recording::new(canned.clone());
    let seen = Seen::default();
    let client = BlockingClient::with_transport(recording.clone())
        .base_url("https://h")
        .hook(seen.clone())
        .credential(&QUERY, Credential::api_key("s3cret"));
    let mut pages = Pages {}.pages_blocking(&client);
    assert_eq!(pages.next().unwrap().unwrap().value, [1]);
    assert_eq!(pages.next().unwrap().unwrap().value, [2]);
    let error = pages.next().unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no next page: they lead back to https://h/list?page=2"
    );
    let sent: Vec<_> = canned
        .requests()
        .iter()
        .map(|request| request.uri().to_string())
        .collect();
    assert_eq!(
        sent,
        [
            "https://h/list?a%20key=s3cret",
            "https://h/list?page=2&a%20key=s3cret"
        ]
    );
    assert_eq!(
        *seen.0.lock().unwrap(),
        ["https://h/list", "https://h/list?page=2"]
    );
    let file = recording.to_json();
    assert!(!file.contains("s3cret"), "{file}");
    assert!(
        file.contains("<https://h/list?***&page=2>; rel=next"),
        "{file}"
    );
}

#[test]
fn digest_signs_the_url_that_is_sent() {
    let server = Wire::start(|request| match request.header("authorization") {
        Some(_) => json(200, "{}"),
        None => {
            let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=auth";
            reply(401, &[challenge], "")
        }
    });
    let both = clients!(&server.url, c => c
        .credential(&QUERY, Credential::api_key("k"))
        .credential(&DIGEST, Credential::digest("u", "p")));
    for client in both {
        client.call(&Both {}).unwrap();
        let request = server.requests().pop().unwrap();
        assert_eq!(request.line, "GET /list?a%20key=k");
        let proof = request.header("authorization").unwrap();
        assert!(proof.contains(", uri=\"/list?a%20key=k\","), "{proof}");
    }
}

#[test]
fn an_apostrophe_is_signed_as_it_is_sent() {
    struct Quoted {
        filter: String,
    }
    static QUOTED: OperationTable = OperationTable {
        parameters: &[Parameter::query("filter", &Schema::STRING)
            .required()
            .allow_reserved()],
        security: &[&[needs(&DIGEST)]],
        ..KEYED
    };
    rt::operation!(Quoted, QUOTED, [filter], Json, Json, ());
    let server = Wire::start(|request| match request.header("authorization") {
        Some(_) => json(200, "{}"),
        None => {
            let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=auth";
            reply(401, &[challenge], "")
        }
    });
    for client in clients!(&server.url, c => c.credential(&DIGEST, Credential::digest("u", "p"))) {
        let filter = "name='x'".to_owned();
        client.call(&Quoted { filter }).unwrap();
        let request = server.requests().pop().unwrap();
        let target = request.line.strip_prefix("GET ").unwrap();
        let proof = request.header("authorization").unwrap();
        assert!(proof.contains(&format!(", uri=\"{target}\",")), "{proof}");
        assert!(target.ends_with("%27x%27"), "{target}");
    }
}

#[test]
fn a_key_in_a_cookie_stays_as_it_is_where_a_cookie_can_hold_it() {
    let server = Wire::start(|_| json(200, "{}"));
    for (key, expected) in [
        ("ab+c/d==", "sid=ab+c/d=="),
        ("a%3D", "sid=a%3D"),
        ("a b", "sid=a%20b"),
        ("a;b=", "sid=a%3Bb%3D"),
        ("\u{e9}\"", "sid=%C3%A9%22"),
    ] {
        for client in clients!(&server.url, c => c.credential(&COOKIE, Credential::api_key(key))) {
            client.call(&InCookie {}).unwrap();
            let request = server.requests().pop().unwrap();
            assert_eq!(request.header("cookie"), Some(expected));
        }
    }
}
