//! OAuth 2 client credentials against a token server on loopback, with both kinds of client.

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
use rt::http::{
    BlockingClient, ClientCredentials, Credential, Operation as _, OperationTable, Requirement,
};
use specsmith_runtime as rt;
use wire::{Wire, json, reply};

/// A token server and an API at once: tokens are numbers that count up, each valid until the API says no.
struct Tokens {
    server: Wire,
    asked: Arc<AtomicUsize>,
    refused: Arc<Mutex<Vec<String>>>,
}

impl Tokens {
    fn start(life: &'static str) -> Self {
        let asked = Arc::<AtomicUsize>::default();
        let refused = Arc::<Mutex<Vec<String>>>::default();
        let (count, no) = (Arc::clone(&asked), Arc::clone(&refused));
        let server = Wire::start(move |request| match request.line.as_str() {
            "POST /token" => {
                let number = count.fetch_add(1, Ordering::SeqCst) + 1;
                std::thread::sleep(Duration::from_millis(50));
                json(
                    200,
                    &format!(r#"{{"access_token":"t{number}","token_type":"Bearer"{life}}}"#),
                )
            }
            "POST /revoke" => {
                no.lock()
                    .unwrap()
                    .push(String::from_utf8_lossy(&request.body).into_owned());
                reply(200, &[], "")
            }
            _ => {
                let token = request.header("authorization").unwrap_or_default();
                let known = no.lock().unwrap().iter().any(|one| token.ends_with(one));
                if known {
                    json(401, r#"{"error":401}"#)
                } else {
                    json(200, &format!("{:?}", token))
                }
            }
        });
        Tokens {
            server,
            asked,
            refused,
        }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

#[test]
fn one_token_serves_a_thousand_calls_at_once() {
    let tokens = Tokens::start(r#","expires_in":3600"#);
    for (index, client) in clients!(&tokens.server.url, c => c.credential(&OAUTH, ClientCredentials::new("id:1", "se cret").scope("a b"))).into_iter().enumerate() {
        let calls = if index == 0 { 200 } else { 1000 };
        for outcome in client.read_at_once(calls) {
            assert_eq!(outcome.unwrap().value.as_str(), Some(format!("Bearer t{}", index + 1).as_str()));
        }
        assert_eq!(tokens.asked(), index + 1);
    }
    let request = tokens
        .server
        .requests()
        .into_iter()
        .find(|request| request.line == "POST /token")
        .unwrap();
    assert_eq!(request.body, b"grant_type=client_credentials&scope=a%20b");
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    // id%3A1:se%20cret
    assert_eq!(
        request.header("authorization"),
        Some("Basic aWQlM0ExOnNlJTIwY3JldA==")
    );
}

#[test]
fn a_refused_token_is_renewed_once() {
    let tokens = Tokens::start("");
    for client in clients!(&tokens.server.url, c => c.credential(&OAUTH, Credential::client_credentials("id", "secret")))
    {
        let before = tokens.asked();
        client.read().unwrap();
        tokens
            .refused
            .lock()
            .unwrap()
            .push(format!("t{}", before + 1));
        assert_eq!(
            client.read().unwrap().value.as_str(),
            Some(format!("Bearer t{}", before + 2).as_str())
        );
        assert_eq!(tokens.asked(), before + 2);
    }
    // 401 for ever: each call renews the token once, and then gives the answer.
    tokens.refused.lock().unwrap().push(String::new());
    for client in clients!(&tokens.server.url, c => c.credential(&OAUTH, Credential::client_credentials("id", "secret")))
    {
        let before = tokens.asked();
        let error = client.read().unwrap_err();
        assert_eq!(error.status().unwrap(), 401);
        assert_eq!(tokens.asked(), before + 2);
    }
}

#[test]
fn a_token_is_renewed_before_it_ends() {
    let tokens = Tokens::start(r#","expires_in":"4""#);
    for client in clients!(&tokens.server.url, c => c.credential(&OAUTH, Credential::client_credentials("id", "secret")))
    {
        let before = tokens.asked();
        client.read().unwrap();
        client.read().unwrap();
        assert_eq!(tokens.asked(), before + 1);
        // Nine tenths of its life are over: the next is asked for while this one still serves.
        std::thread::sleep(Duration::from_millis(3650));
        assert!(
            client
                .read_at_once(20)
                .into_iter()
                .all(|outcome| outcome.is_ok())
        );
        assert_eq!(tokens.asked(), before + 2);
    }
}

#[test]
fn odd_lives_of_tokens_lose_no_call() {
    // Neither said, nor possible: used until it is refused, or by those that waited for it.
    for (life, asked) in [
        ("", 1),
        (r#","expires_in":null"#, 1),
        (r#","expires_in":-5"#, 3),
        (r#","expires_in":0"#, 3),
        (r#","expires_in":1e300"#, 1),
        (r#","expires_in":"soon""#, 1),
    ] {
        let tokens = Tokens::start(life);
        for client in clients!(&tokens.server.url, c => c.credential(&OAUTH, Credential::client_credentials("id", "secret")))
        {
            let before = tokens.asked();
            for _ in 0..3 {
                client.read().unwrap();
            }
            assert_eq!(tokens.asked() - before, asked, "{life}");
        }
    }
    // Of a thousand that wait for a token of no life, none asks again.
    let tokens = Tokens::start(r#","expires_in":-1"#);
    let [_, client] = clients!(&tokens.server.url, c => c.credential(&OAUTH, Credential::client_credentials("id", "secret")));
    assert!(
        client
            .read_at_once(300)
            .into_iter()
            .all(|outcome| outcome.is_ok())
    );
    assert!(tokens.asked() < 100, "{}", tokens.asked());
}

#[test]
fn a_token_is_revoked_on_request() {
    let tokens = Tokens::start("");
    let client = BlockingClient::new()
        .base_url(&tokens.server.url)
        .credential(
            &OAUTH,
            ClientCredentials::new("id", "secret").revocation_url("/revoke"),
        );
    Read {}.send_blocking(&client).unwrap();
    client.revoke(&OAUTH).unwrap();
    assert_eq!(
        *tokens.refused.lock().unwrap(),
        ["token=t1&token_type_hint=access_token"]
    );
    client.clone().revoke(&OAUTH).unwrap();
    Read {}.send_blocking(&client).unwrap();
    assert_eq!(tokens.asked(), 2);
}

#[test]
fn what_a_token_server_says_instead_is_typed() {
    let answers: [(Vec<u8>, &str); 6] = [
        (
            json(
                400,
                r#"{"error":"invalid_client","error_description":"no such client"}"#,
            ),
            "400 Bad Request: invalid_client: no such client",
        ),
        (
            reply(
                429,
                &["Content-Type: application/json", "Retry-After: 999999999"],
                r#"{"error":429,"errorCode":"RATE_LIMITED","detail":"too many"}"#,
            ),
            "429 Too Many Requests: RATE_LIMITED: too many",
        ),
        (
            reply(200, &["Content-Type: text/html"], "<html>Log in</html>"),
            "the answer is no JSON: <html>Log in</html>",
        ),
        (json(200, r#"{"token_type":"Bearer"}"#), "no `access_token`"),
        (
            json(200, r#"{"access_token":"s3cret","token_type":"mac"}"#),
            "no bearer token",
        ),
        (
            reply(302, &["Location: http://127.0.0.1:1/"], ""),
            "302 Found",
        ),
    ];
    for (answer, expected) in answers {
        let server = Wire::start(move |_| answer.clone());
        for client in clients!(&server.url, c => c.credential(&OAUTH, Credential::client_credentials("id", "s3cret")))
        {
            let error = any::token_error(client.read());
            assert!(error.to_string().contains(expected), "{error}");
            assert!(
                !format!("{error} {error:?}").contains("s3cret"),
                "{error:?}"
            );
        }
        assert_eq!(
            server.requests().len(),
            2,
            "nothing but the request for a token is sent, and once"
        );
    }
}

/// The same call, which needs other scopes.
macro_rules! scoped {
    ($name:ident, $table:ident, $scopes:expr) => {
        struct $name {}
        static $table: OperationTable = OperationTable {
            id: "scoped",
            method: "GET",
            path: "/things",
            servers: &[],
            parameters: &[],
            body: None,
            accept: &[],
            security: &[&[Requirement {
                scheme: &OAUTH,
                scopes: $scopes,
            }]],
        };
        rt::operation!($name, $table, [], rt::Json, rt::Json, ());
    };
}
scoped!(Reads, READS, &["read"]);
scoped!(Writes, WRITES, &["read", "write"]);

#[test]
fn the_scopes_of_an_operation_are_asked_for_and_each_set_has_its_token() {
    let forms = |tokens: &Tokens| {
        let requests = tokens.server.requests().into_iter();
        let asked = requests.filter(|request| request.line == "POST /token");
        let bodies = asked.map(|request| String::from_utf8(request.body).unwrap());
        bodies.collect::<Vec<_>>()
    };
    let tokens = Tokens::start(r#","expires_in":3600"#);
    for client in clients!(&tokens.server.url, c => c.credential(&OAUTH, Credential::client_credentials("id", "secret")))
    {
        for _ in 0..2 {
            client.call(&Reads {}).unwrap();
            client.call(&Writes {}).unwrap();
            client.read().unwrap();
        }
    }
    let (reads, writes) = (
        "grant_type=client_credentials&scope=read",
        "grant_type=client_credentials&scope=read%20write",
    );
    let plain = "grant_type=client_credentials";
    assert_eq!(forms(&tokens), [reads, writes, plain, reads, writes, plain]);
    // What was set counts more; an empty text asks for none.
    let tokens = Tokens::start("");
    let set = |scope: &str| {
        ClientCredentials::new("id", "secret")
            .scope(scope)
            .revocation_url("/revoke")
    };
    for client in clients!(&tokens.server.url, c => c.credential(&OAUTH, set("all"))) {
        client.call(&Reads {}).unwrap();
        client.call(&Writes {}).unwrap();
    }
    for client in clients!(&tokens.server.url, c => c.credential(&OAUTH, set(""))) {
        client.call(&Reads {}).unwrap();
    }
    let all = "grant_type=client_credentials&scope=all";
    assert_eq!(forms(&tokens), [all, all, plain, plain]);
    // Every token that there is can be revoked.
    let tokens = Tokens::start("");
    let credential = ClientCredentials::new("id", "secret").revocation_url("/revoke");
    let client = BlockingClient::new()
        .base_url(&tokens.server.url)
        .credential(&OAUTH, credential);
    Reads {}.send_blocking(&client).unwrap();
    Writes {}.send_blocking(&client).unwrap();
    client.revoke(&OAUTH).unwrap();
    assert_eq!(tokens.refused.lock().unwrap().len(), 2);
}

#[test]
fn a_token_server_that_hangs_fails_no_call_that_has_a_token() {
    // Both kinds of client at once: a slow machine needs a token that is near its end for long.
    std::thread::scope(|scope| {
        for kind in 0..2 {
            scope.spawn(move || assert_calls_go_on_while_the_token_server_hangs(kind));
        }
    });
}

fn assert_calls_go_on_while_the_token_server_hangs(kind: usize) {
    let asked = AtomicUsize::new(0);
    let server = Wire::start(move |request| {
        if request.line != "POST /token" {
            return json(200, "{}");
        }
        if asked.fetch_add(1, Ordering::SeqCst) > 0 {
            std::thread::sleep(Duration::from_secs(10));
        }
        json(200, r#"{"access_token":"t","expires_in":15}"#)
    });
    let credential = Credential::client_credentials("id", "secret");
    let [one, two] = clients!(&server.url, c => c.timeout(Duration::from_secs(2)).credential(&OAUTH, credential.clone()));
    let client = if kind == 0 { one } else { two };
    client.read().unwrap();
    // The next is asked for, and the call has time for its own answer when that does not come.
    std::thread::sleep(Duration::from_millis(13_600));
    client.read().unwrap();
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn who_waits_for_a_token_asks_itself_where_the_one_who_asked_is_gone() {
    let asked = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&asked);
    let server = Wire::start(move |request| {
        if request.line != "POST /token" {
            let token = request.header("authorization").unwrap_or_default();
            return json(200, &format!("{token:?}"));
        }
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        if number == 1 {
            // Longer than the one who asks is there.
            std::thread::sleep(Duration::from_secs(10));
        }
        json(200, &format!(r#"{{"access_token":"t{number}"}}"#))
    });
    let client = rt::http::Client::new().unwrap();
    let client = client
        .base_url(&server.url)
        .credential(&OAUTH, Credential::client_credentials("id", "secret"));
    any::runtime().block_on(async {
        let calling = || {
            let client = client.clone();
            tokio::spawn(async move { Read {}.send(&client).await })
        };
        let first = calling();
        while asked.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let others = [calling(), calling(), calling()];
        tokio::time::sleep(Duration::from_millis(10)).await;
        first.abort();
        for other in others {
            let answer = other.await.unwrap().unwrap();
            assert_eq!(answer.value.as_str(), Some("Bearer t2"));
        }
        assert!(first.await.unwrap_err().is_cancelled());
    });
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}
