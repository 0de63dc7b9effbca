//! Requests that are not as most are: bodies with methods that have none as a rule, patches, one name in several places.

#[path = "http/wire.rs"]
mod wire;

use rt::http::{BlockingClient, Body, Client, Media, Operation, OperationTable, Parameter};
use rt::{Json, Schema};
use specsmith_runtime as rt;
use wire::{Wire, json};

macro_rules! operation {
    ($name:ident, $table:ident, $method:literal, $media:literal) => {
        struct $name {
            body: Json,
        }
        static $table: OperationTable = OperationTable {
            id: "operation",
            method: $method,
            path: "/things",
            servers: &[],
            parameters: &[],
            body: Some(Body::required(&[Media::new($media, &Schema::ANY)])),
            accept: &[],
            security: &[],
        };
        rt::operation!($name, $table, [body], Json, Json, ());
    };
}
operation!(Find, FIND, "GET", "application/json");
operation!(Remove, REMOVE, "DELETE", "application/json");
operation!(Merge, MERGE, "PATCH", "application/merge-patch+json");
operation!(Change, CHANGE, "PATCH", "application/json-patch+json");
operation!(Query, QUERY, "QUERY", "application/vnd.x.2024-01-01+json");

/// A parameter that may be absent, empty or a number.
struct Flagged {
    flag: Option<Option<i64>>,
}
static FLAGGED: OperationTable = OperationTable {
    id: "flagged",
    method: "GET",
    path: "/",
    servers: &[],
    parameters: &[Parameter::query("flag", &Schema::INTEGER).allow_empty()],
    body: None,
    accept: &[],
    security: &[],
};
rt::operation!(Flagged, FLAGGED, [flag??: i64 as [empty_flag, unset_flag]], (), rt::Json, ());

#[test]
fn a_number_may_be_empty_where_that_is_allowed() {
    let target = |call: Flagged| call.request("http://h").unwrap().uri().to_string();
    let call = || Flagged { flag: None };
    assert_eq!(target(call()), "http://h/");
    assert_eq!(target(call().flag(3)), "http://h/?flag=3");
    assert_eq!(target(call().empty_flag()), "http://h/?flag=");
    assert_eq!(target(call().empty_flag().unset_flag()), "http://h/");
}

#[test]
fn any_method_sends_its_body_by_both_clients() {
    let server = Wire::start(|_| json(200, "{}"));
    let blocking = BlockingClient::new().base_url(&server.url);
    let asynchronous = Client::new().unwrap().base_url(&server.url);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let text = r#"[{"op":"remove","path":"/a"}]"#;
    macro_rules! both {
        ($($name:ident),*) => {$(
            let call = $name { body: text.parse().unwrap() };
            call.send_blocking(&blocking).unwrap();
            runtime.block_on(call.send(&asynchronous)).unwrap();
        )*};
    }
    both!(Find, Remove, Merge, Change, Query);
    let seen: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| {
            assert_eq!(request.body, text.as_bytes());
            let media = request.header("content-type").unwrap_or_default();
            format!("{} {media}", request.line)
        })
        .collect();
    let expected = [
        "GET /things application/json",
        "DELETE /things application/json",
        "PATCH /things application/merge-patch+json",
        "PATCH /things application/json-patch+json",
        "QUERY /things application/vnd.x.2024-01-01+json",
    ];
    assert_eq!(seen, expected.map(|one| [one, one]).concat());
}

struct Same {
    path: String,
    query: Option<String>,
    header: Option<String>,
    cookie: Option<String>,
}
static SAME: OperationTable = OperationTable {
    path: "/things/{id}",
    parameters: &[
        Parameter::path("id", &Schema::STRING),
        Parameter::query("id", &Schema::STRING),
        Parameter::header("id", &Schema::STRING),
        Parameter::cookie("id", &Schema::STRING),
    ],
    body: None,
    ..FIND
};
rt::operation!(Same, SAME, [path: String, query?: String, header?: String, cookie?: String], Json, Json, ());

#[test]
fn one_name_in_four_places_is_four_values() {
    let call = Same {
        path: "p".to_owned(),
        query: Some("q".to_owned()),
        header: Some("h".to_owned()),
        cookie: Some("c".to_owned()),
    };
    let request = call.request("http://h").unwrap();
    assert_eq!(request.uri(), "http://h/things/p?id=q");
    let headers = request.headers();
    assert_eq!(headers["id"], "h");
    assert_eq!(headers["cookie"], "id=c");
    // What is not set is not sent.
    let call = Same {
        query: None,
        header: None,
        cookie: None,
        ..call
    };
    let request = call.request("http://h").unwrap();
    assert_eq!(request.uri(), "http://h/things/p");
    assert!(request.headers().is_empty());
}
