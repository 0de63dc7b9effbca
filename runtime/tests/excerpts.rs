//! What errors show of an answer in which the server repeats what nobody may see, with both kinds of client.

#[macro_use]
#[path = "client/any.rs"]
mod any;
#[path = "client/operations.rs"]
mod operations;
#[path = "http/wire.rs"]
mod wire;

use operations::*;
use rt::http::{BlockingClient, Body, Credential, Error, Media, Operation, OperationTable};
use rt::{Field, Json, Schema, Secret};
use specsmith_runtime as rt;
use wire::{Request, Wire, json};

/// An answer that is broken JSON, and says everything that the request said.
fn echo(status: u16, request: &Request) -> Vec<u8> {
    let names = ["authorization", "x-key", "cookie"];
    let headers = names.map(|name| request.header(name).unwrap_or_default());
    let body = String::from_utf8_lossy(&request.body);
    json(status, &format!("{{{} {headers:?} {body}", request.line))
}

#[test]
fn a_credential_that_comes_back_is_not_shown() {
    for status in [400, 200] {
        let server = Wire::start(move |request| match request.line.as_str() {
            "POST /token" => json(200, r#"{"access_token":"s3 cret"}"#),
            _ => echo(status, request),
        });
        let source = || async { Ok(Secret::from("s3 cret")) };
        let sets = [
            clients!(&server.url, c => c.bearer_token("s3 cret")),
            clients!(&server.url, c => c.credential(&BASIC, Credential::basic("u", "s3 cret"))),
            clients!(&server.url, c => c.credential(&OIDC, Credential::source(source))),
            clients!(&server.url, c => c.credential(&OAUTH, Credential::client_credentials("id", "x"))),
            clients!(&server.url, c => c
                .credential(&HEADER, Credential::api_key("s3 cret"))
                .credential(&QUERY, Credential::api_key("s3 cret"))),
            clients!(&server.url, c => c
                .credential(&COOKIE, Credential::api_key("s3 cret"))
                .credential(&CERTIFICATE, Credential::mutual_tls())),
        ];
        for client in sets.iter().flatten() {
            let error = client.read().unwrap_err();
            let body = String::from_utf8_lossy(error.body().unwrap()).into_owned();
            let secrets = ["s3 cret", "s3%20cret", "dTpzMyBjcmV0"];
            assert!(secrets.iter().any(|secret| body.contains(secret)), "{body}");
            let said = format!("{error} {error:?}");
            assert!(said.contains("***") && said.contains("/things"), "{said}");
            assert!(
                !secrets.iter().any(|secret| said.contains(secret)),
                "{said}"
            );
        }
    }
}

/// A body with a secret, and an answer with one.
#[derive(Clone)]
struct User {
    name: String,
    pin: Secret,
}
static PIN: Schema = Schema::string(&[rt::Rule::Format(rt::Format::Password)]);
static USER: Schema = Schema::object(
    &[
        Field::required("name", &Schema::STRING),
        Field::required("pin", &PIN),
    ],
    &[],
);
rt::object!(User, USER, [name, pin]);

struct Change {
    body: User,
}
static CHANGE: OperationTable = OperationTable {
    id: "change",
    method: "PUT",
    path: "/things",
    servers: &[],
    parameters: &[],
    body: Some(Body::required(&[Media::new("application/json", &USER)])),
    accept: &[],
    security: &[],
};
rt::operation!(Change, CHANGE, [body], Option<Vec<User>>, User, ());

#[test]
fn a_secret_argument_and_a_member_declared_as_secret_are_not_shown() {
    let body = User {
        name: "n".to_owned(),
        pin: Secret::from("12\"34"),
    };
    for status in [400, 200] {
        let server = Wire::start(move |request| match status {
            400 => json(400, r#"{"name":"n","pin":"secret of another"}"#),
            _ => echo(status, request),
        });
        let client = BlockingClient::new().base_url(&server.url);
        let error = Change { body: body.clone() }
            .send_blocking(&client)
            .unwrap_err();
        let said = format!("{error} {error:?}");
        assert!(!said.contains("34") && !said.contains("another"), "{said}");
        assert!(
            said.contains(r#""name":"n""#) && said.contains("***"),
            "{said}"
        );
    }
    // What a transport of one's own has brought, and is broken.
    let raw = ::http::Response::new(r#"[{"pin":"secret of another"#.into());
    let error: Error<User> = Change::read(raw).unwrap_err();
    let said = format!("{error} {error:?}");
    assert!(
        said.contains(r#"[{"pin":***"#) && !said.contains("another"),
        "{said}"
    );
}

/// An operation whose answers hold no secret: nothing is hidden.
#[test]
fn an_answer_without_secrets_is_shown_as_it_came() {
    let server = Wire::start(|_| json(404, r#"{"pin":"none"}"#));
    for client in clients!(&server.url, c => c.bearer_token("s3cret")) {
        let error = client.read().unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"the API answered 404 Not Found: {"pin":"none"}"#
        );
        assert_eq!(
            error.value(),
            Some(&r#"{"pin":"none"}"#.parse::<Json>().unwrap())
        );
    }
}
