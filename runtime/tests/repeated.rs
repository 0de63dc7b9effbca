//! When a call must not be sent again, and what is known of it then, with both kinds of client.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "http/wire.rs"]
mod wire;

use rt::http::{Error, TransportError};
use specsmith_runtime as rt;
use wire::{Wire, json, reply};

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
