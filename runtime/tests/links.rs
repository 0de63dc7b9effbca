//! Calls that an answer leads to.

use bytes::Bytes;
use rt::http::{Body, Media, Operation, OperationTable, Parameter, RawResponse, Response, Server};
use rt::{Json, Schema};
use specsmith_runtime as rt;

struct Create {
    id: Option<i64>,
    trace: Option<String>,
    body: Option<Json>,
}
static CREATE: OperationTable = OperationTable {
    id: "create",
    method: "POST",
    path: "/users/{id}",
    servers: &[Server {
        url: "https://h/v1",
        variables: &[],
    }],
    parameters: &[
        Parameter::path("id", &Schema::INTEGER),
        Parameter::header("X-Trace", &Schema::STRING),
    ],
    body: Some(Body::optional(&[Media::new(
        "application/json",
        &Schema::ANY,
    )])),
    accept: &[],
    security: &[],
};
rt::operation!(Create, CREATE, [id?: i64, trace?: String, body?: Json], Json, Json, ());

struct Get {
    name: String,
    verbose: Option<bool>,
    count: Option<i64>,
    body: Option<Json>,
}
static GET: OperationTable = OperationTable {
    id: "get",
    method: "GET",
    path: "/{name}",
    parameters: &[
        Parameter::path("name", &Schema::STRING),
        Parameter::query("verbose", &Schema::BOOLEAN),
        Parameter::query("count", &Schema::INTEGER),
    ],
    ..CREATE
};
rt::operation!(Get, GET, [name: String, verbose?: bool, count?: i64, body?: Json], Json, Json, ());
rt::linked!(Get, [name, verbose, count, body]);

macro_rules! name_from {
    ($($name:ident: $expression:literal),* $(,)?) => {
        rt::links!(Create, [$($name("One.") : Get = [(0, $expression)]),*]);
    };
}
name_from! {
    url: "$url", method: "$method", status: "$statusCode", header: "$response.header.location",
    from_body: "$response.body#/user/name", number: "$response.body#/user/number", path: "$request.path.id",
    sent_header: "$request.header.x-trace", sent: "$request.body#/deep/0", text: "{$request.path.id}-{$statusCode}!",
    constant: "plain", absent: "$response.body#/nothing", null: "$response.body#/user/null",
    object: "$response.body#/user", odd: "$request.form.x", other: "$else",
}
rt::links!(Create, [
    all("Every argument."): Get = [
        (0, "$response.body#/user/name"), (1, "true"), (2, "$response.body#/user/digits"), (3, "$response.body"),
    ],
    optional("What is not there."): Get = [(0, "x"), (1, "$response.body#/nothing"), (2, "$request.header.none")],
    wrong("Of the wrong kind."): Get = [(0, "x"), (2, "$response.body#/user/name")],
    beyond("No such argument."): Get = [(0, "x"), (9, "x")],
]);

struct Wrapped {
    envelope: bool,
}
static WRAPPED: OperationTable = OperationTable {
    path: "/",
    parameters: &[Parameter::query("envelope", &Schema::BOOLEAN)
        .required()
        .envelope()],
    body: None,
    ..CREATE
};
rt::operation!(Wrapped, WRAPPED, [envelope: bool], Json, Json, ());
rt::links!(Wrapped, [
    user("Within an envelope."): Get = [(0, "{$response.body#/user/name} {$statusCode}")],
]);

const BODY: &str = r#"{"user":{"name":"ann","number":7,"digits":"12","null":null}}"#;

fn answered() -> (Create, Response<Json>) {
    let call = Create {
        id: Some(5),
        trace: Some("t".to_owned()),
        body: Some(r#"{"deep":["d"]}"#.parse().unwrap()),
    };
    let mut raw = RawResponse::new(Bytes::from_static(BODY.as_bytes()));
    *raw.status_mut() = ::http::StatusCode::CREATED;
    let headers = raw.headers_mut();
    headers.insert("location", "/users/5".parse().unwrap());
    headers.insert("content-type", "application/json".parse().unwrap());
    (call, Create::read(raw).unwrap())
}

#[test]
fn every_expression_has_its_value() {
    let (call, answer) = answered();
    let found = [
        call.url(&answer),
        call.method(&answer),
        call.status(&answer),
        call.header(&answer),
        call.from_body(&answer),
        call.number(&answer),
        call.path(&answer),
        call.sent_header(&answer),
        call.sent(&answer),
        call.text(&answer),
        call.constant(&answer),
    ];
    let names: Vec<_> = found.into_iter().map(|call| call.unwrap().name).collect();
    let expected = [
        "https://h/v1/users/5",
        "POST",
        "201",
        "/users/5",
        "ann",
        "7",
        "5",
        "t",
        "d",
        "5-201!",
        "plain",
    ];
    assert_eq!(names, expected);
    let all = call.all(&answer).unwrap();
    assert_eq!(
        (all.name.as_str(), all.verbose, all.count),
        ("ann", Some(true), Some(12))
    );
    assert_eq!(all.body.unwrap().to_string(), answer.value.to_string());
}

#[test]
fn what_is_not_there_is_an_error_where_it_is_needed() {
    let (call, answer) = answered();
    for missing in [
        call.absent(&answer),
        call.null(&answer),
        call.odd(&answer),
        call.other(&answer),
        call.object(&answer),
    ] {
        let error = missing.err().unwrap();
        assert_eq!(error.argument, "name");
        assert!(
            error.to_string().contains("cannot be had from `$"),
            "{error}"
        );
    }
    let optional = call.optional(&answer).unwrap();
    assert_eq!((optional.verbose, optional.count), (None, None));
    let error = call.wrong(&answer).err().unwrap();
    assert_eq!(
        (error.argument.as_str(), error.expression),
        ("count", "$response.body#/user/name")
    );
    assert!(call.beyond(&answer).is_ok());
}

#[test]
fn answers_of_errors_and_envelopes_lead_on_too() {
    let (call, _) = answered();
    let mut raw = RawResponse::new(Bytes::from_static(BODY.as_bytes()));
    *raw.status_mut() = ::http::StatusCode::CONFLICT;
    let Err(rt::http::Error::Api(failure)) = Create::read(raw) else {
        panic!("an error status");
    };
    assert_eq!(call.from_body(&failure).unwrap().name, "ann");
    assert_eq!(call.status(&*failure).unwrap().name, "409");
    let inside = format!(r#"{{"status": 201, "content": {BODY}}}"#);
    let answer = Wrapped::read(RawResponse::new(inside.into())).unwrap();
    let call = Wrapped { envelope: true }.user(&answer).unwrap();
    assert_eq!(call.name, "ann 201");
}
