//! Answers of several types: which one an answer is, by its status.

#[path = "answers/headers.rs"]
mod headers;
#[path = "http/wire.rs"]
mod wire;

use rt::http::{BlockingClient, Error, Operation, OperationTable};
use rt::{Field, Json, Schema};
use specsmith_runtime as rt;
use wire::{Wire, json, reply};

#[derive(Clone)]
struct Thing {
    id: i64,
}
static THING: Schema = Schema::object(&[Field::required("id", &Schema::INTEGER)], &[]);
rt::object!(Thing, THING, [id]);

enum Made {
    Now(Thing),
    Later(String),
    Nothing(()),
    Other(Json),
}
rt::answers!(Made, [Now = 200, Later = 202, Nothing = 204]);

#[derive(Debug)]
enum Refused {
    Conflict(i64),
    Client(String),
    Other(Json),
}
// A status that is named comes before its range, whatever stands first in the document.
rt::answers!(Refused, [Conflict = 409, Client = 400..=499]);

struct Make {}
static MAKE: OperationTable = OperationTable {
    id: "make",
    method: "PUT",
    path: "/",
    servers: &[],
    parameters: &[],
    body: None,
    accept: &["application/json"],
    security: &[],
};
rt::operation!(Make, MAKE, [], Made, Refused, ());

fn made(status: u16, body: &str) -> Result<Made, Error<Refused>> {
    let body = body.to_owned();
    let server = Wire::start(move |_| match status {
        204 => reply(status, &[], ""),
        _ => json(status, &body),
    });
    let client = BlockingClient::new().base_url(&server.url);
    Make {}.send_blocking(&client).map(|answer| answer.value)
}

#[test]
fn the_status_says_what_a_success_is() {
    assert!(matches!(
        made(200, r#"{"id": 7}"#),
        Ok(Made::Now(Thing { id: 7 }))
    ));
    assert!(matches!(made(202, r#""soon""#), Ok(Made::Later(text)) if text == "soon"));
    assert!(matches!(made(204, ""), Ok(Made::Nothing(()))));
    let other = made(299, r#"{"a": 1}"#);
    assert!(matches!(other, Ok(Made::Other(json)) if json.to_string() == r#"{"a":1}"#));
}

enum Report {
    Json(Thing),
    Csv(String),
    Pictures(Vec<u8>),
    Later(i64),
    Other(Json),
}
rt::answers!(
    Report,
    [
        Json = 200 => ["application/vnd.x.2024-08-05+json"],
        Csv = 200 => ["text/csv", "text/tab-separated-values"],
        Pictures = 200 => ["image/*"],
        Later = 202,
    ]
);
struct MakeReport {}
static REPORT: OperationTable = OperationTable {
    id: "report",
    accept: &[
        "application/vnd.x.2024-08-05+json",
        "application/vnd.x.2023-01-01+json",
        "text/csv",
        "image/*",
    ],
    ..MAKE
};
rt::operation!(MakeReport, REPORT, [], Report, Json, ());

#[test]
fn the_media_type_that_came_says_what_a_success_is() {
    let report = |media: &'static str, status: u16, body: &'static str| {
        let head = format!("Content-Type: {media}");
        let server = Wire::start(move |_| reply(status, &[&head], body));
        let client = BlockingClient::new().base_url(&server.url);
        MakeReport {}
            .send_blocking(&client)
            .map(|answer| answer.value)
    };
    let json = r#"{"id": 7}"#;
    // Any version, and what the document does not list: the best of the status.
    for media in [
        "application/vnd.x.2023-01-01+json; charset=utf-8",
        "application/json",
        "",
    ] {
        let found = report(media, 200, json);
        assert!(
            matches!(found, Ok(Report::Json(Thing { id: 7 }))),
            "{media}"
        );
    }
    let found = report("Text/CSV; header=present", 200, "a,b");
    assert!(matches!(found, Ok(Report::Csv(text)) if text == "a,b"));
    let found = report("image/png", 200, "png");
    assert!(matches!(found, Ok(Report::Pictures(bytes)) if bytes == b"png"));
    assert!(matches!(
        report("application/json", 202, "3"),
        Ok(Report::Later(3))
    ));
    assert!(matches!(
        report("text/csv", 203, "a"),
        Ok(Report::Other(Json::String(_)))
    ));
    // What cannot be read is there all the same.
    let error = report("text/html", 200, "<p>").map(drop).unwrap_err();
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"<p>"[..]));
}

#[test]
fn every_media_type_is_asked_for_unless_the_client_asks_for_another() {
    let server = Wire::start(|request| {
        let accept = request.header("accept").unwrap_or_default();
        reply(200, &["Content-Type: text/csv"], accept)
    });
    let client = BlockingClient::new().base_url(&server.url);
    let asked = |client: &BlockingClient| {
        let answer = MakeReport {}.send_blocking(client).unwrap();
        match answer.value {
            Report::Csv(accept) => accept,
            _ => panic!("it is CSV"),
        }
    };
    assert_eq!(
        asked(&client),
        "application/vnd.x.2024-08-05+json, text/csv;q=0.9, image/*;q=0.8"
    );
    let early = client.clone().version("2024-01-01");
    assert_eq!(
        asked(&early),
        "application/vnd.x.2023-01-01+json, text/csv;q=0.9, image/*;q=0.8"
    );
    // Before the first there is none: the oldest is the nearest.
    let before = client.clone().version("2020-01-01");
    assert_eq!(asked(&before), asked(&early));
    let preview = client.clone().version("preview");
    assert_eq!(asked(&preview), asked(&client));
    let odd = client.clone().version("20240101");
    let refused = MakeReport {}.send_blocking(&odd).err().unwrap().to_string();
    assert!(refused.contains("version: \"20240101\""), "{refused}");
    let csv = early.header(
        ::http::header::ACCEPT,
        ::http::HeaderValue::from_static("text/csv"),
    );
    assert_eq!(asked(&csv), "text/csv");
}

/// The head of what a GET would answer with, and what it declares.
struct Head {}
static HEAD: OperationTable = OperationTable {
    id: "head",
    method: "HEAD",
    ..MAKE
};
#[derive(Clone)]
struct Length {
    length: Option<i64>,
}
static LENGTH: Schema = Schema::object(&[Field::optional("X-Length", &Schema::INTEGER)], &[]);
rt::object!(Length, LENGTH, [length]);
rt::operation!(Head, HEAD, [], Thing, Thing, Length);

/// RFC 9110, sections 9.3.2, 15.3.6 and 15.4.5: the length that is named is that of a body which does not come.
#[test]
fn an_answer_to_head_and_what_is_reset_or_not_modified_have_no_body() {
    let answered = |status: u16| {
        let server = Wire::start(move |_| {
            let length = if status == 205 { 0 } else { 1000 };
            format!(
                "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nX-Length: 7\r\nContent-Length: {length}\r\n\r\n"
            )
            .into_bytes()
        });
        let client = BlockingClient::new().base_url(&server.url);
        Head {}.send_blocking(&client)
    };
    for status in [200, 205] {
        let answer = answered(status).unwrap();
        assert_eq!((answer.status.as_u16(), answer.body.len()), (status, 0));
        assert_eq!(answer.headers.length, Some(7));
    }
    let error = answered(304).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(304));
    assert_eq!(error.body().map(|body| body.len()), Some(0));
    // Nothing is made up of an error that says nothing.
    assert!(error.value().is_none());
}

#[test]
fn a_body_that_cannot_be_read_is_kept_whole_and_shown_in_part() {
    let body = "x".repeat(5000);
    let Err(error) = made(200, &body) else {
        panic!("it is no JSON");
    };
    let shown = format!("{error:?}");
    assert!(shown.contains("xxx... (5000 bytes in all)"), "{shown}");
    assert!(shown.len() < 2000, "{shown}");
    assert_eq!(error.body().map(|body| body.len()), Some(5000));
}

#[test]
fn the_status_or_its_range_says_what_an_error_is() {
    let error = |status, body: &str| match made(status, body) {
        Err(Error::Api(failure)) => failure.value.unwrap(),
        _ => panic!("an error status"),
    };
    assert!(matches!(error(409, "7"), Refused::Conflict(7)));
    assert!(matches!(error(418, r#""no""#), Refused::Client(text) if text == "no"));
    assert!(matches!(error(500, "[1]"), Refused::Other(Json::Array(_))));
}

/// What holds a secret, and what came with it.
#[test]
fn no_secret_of_an_answer_is_shown() {
    #[derive(Clone)]
    struct Login {
        password: rt::Secret,
        pin: Option<rt::Secret>,
    }
    static PASSWORD: Schema = Schema::string(&[rt::Rule::Format(rt::Format::Password)]);
    static LOGIN: Schema = Schema::object(
        &[
            Field::required("password", &PASSWORD),
            Field::optional("pin", &PASSWORD),
        ],
        &[],
    );
    rt::object!(Login, LOGIN, [password, pin]);
    struct Enter {}
    rt::operation!(Enter, MAKE, [], Login, Json, ());
    let server = Wire::start(|_| {
        let body = r#"{"password":"hunter2","pin":424242}"#;
        reply(
            200,
            &["Content-Type: application/json", "Set-Cookie: sid=hunter2"],
            body,
        )
    });
    let client = BlockingClient::new().base_url(&server.url);
    let answer = Enter {}.send_blocking(&client).unwrap();
    let shown = format!("{answer:?}");
    assert!(
        !shown.contains("hunter2") && !shown.contains("424242"),
        "{shown}"
    );
    assert!(
        shown.contains("set-cookie") && shown.contains("(35 bytes)"),
        "{shown}"
    );
    assert_eq!(answer.issues.to_string(), "/pin: \"***\" is not a string");
    assert_eq!(
        (answer.value.password.reveal(), answer.value.pin.is_none()),
        ("hunter2", true)
    );
}

/// RFC 9110, section 8.3.2: the media type names the character encoding.
#[test]
fn text_is_read_in_its_encoding_and_a_file_as_it_is() {
    struct Words {}
    rt::operation!(Words, MAKE, [], String, Json, ());
    struct Bytes {}
    rt::operation!(Bytes, MAKE, [], Vec<u8>, Json, ());
    let answering = |media: &'static str, body: &'static [u8]| {
        Wire::start(move |_| {
            let length = body.len();
            let head = format!(
                "HTTP/1.1 200 X\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n"
            );
            [head.as_bytes(), body].concat()
        })
    };
    for (media, body, expected, issues) in [
        (
            "text/plain; charset=iso-8859-1",
            &b"caf\xe9"[..],
            "caf\u{e9}",
            "",
        ),
        (
            "text/plain; Charset=\"Latin1\"",
            b"caf\xe9",
            "caf\u{e9}",
            "",
        ),
        ("text/plain; charset=utf-8", b"caf\xc3\xa9", "caf\u{e9}", ""),
        (
            "text/plain",
            b"caf\xe9",
            "caf\u{fffd}",
            "the body is not text in UTF-8",
        ),
        (
            "text/plain; charset=koi8-r",
            b"caf\xe9",
            "caf\u{fffd}",
            "the body, in koi8-r, is not text in UTF-8",
        ),
    ] {
        let server = answering(media, body);
        let client = BlockingClient::new().base_url(&server.url);
        let answer = Words {}.send_blocking(&client).unwrap();
        assert_eq!(answer.value, expected, "{media}");
        assert_eq!(answer.issues.to_string(), issues);
    }
    for (media, body, expected) in [
        (
            "application/octet-stream",
            &b"{\"a\":1}"[..],
            &b"{\"a\":1}"[..],
        ),
        ("application/json", b"{\"a\":1}", b"{\"a\":1}"),
        ("application/json", b"\"aGk=\"", b"hi"),
    ] {
        let server = answering(media, body);
        let client = BlockingClient::new().base_url(&server.url);
        assert_eq!(Bytes {}.send_blocking(&client).unwrap().value, expected);
    }
}

/// RFC 8259, section 4: of names that are equal the last one counts, alone.
#[test]
fn what_comes_twice_is_not_mixed() {
    #[derive(Clone)]
    struct Inner {
        x: Option<i64>,
        y: Option<i64>,
    }
    static INNER: Schema = Schema::object(
        &[
            Field::optional("x", &Schema::INTEGER),
            Field::optional("y", &Schema::INTEGER),
        ],
        &[],
    );
    rt::object!(Inner, INNER, [x, y]);
    #[derive(Clone)]
    struct Outer {
        a: Inner,
    }
    static OUTER: Schema = Schema::object(&[Field::required("a", &INNER)], &[]);
    rt::object!(Outer, OUTER, [a]);
    let read = rt::json::from_slice_lenient::<Outer>(br#"{"a":{"x":1},"a":{"y":2}}"#).unwrap();
    assert_eq!((read.value.a.x, read.value.a.y), (None, Some(2)));
    assert_eq!(read.issues.to_string(), "/a: the name occurs twice");
}
