//! Bodies of requests: what each media type makes of a value, and that it arrives.

#[path = "bodies/files.rs"]
mod files;
#[path = "bodies/part_headers.rs"]
mod part_headers;
#[path = "bodies/sequences.rs"]
mod sequences;
#[path = "http/server.rs"]
mod server;
mod skipped;
#[path = "bodies/unions.rs"]
mod unions;

use files::Kept;
use rt::http::{
    Arguments, BlockingClient, Body, Media, Operation, OperationTable, Part, Sequence, Style,
};
use rt::{Binary, Field, Schema, Value, View};
use server::{Canned, Server};
use specsmith_runtime as rt;

#[derive(Clone)]
struct Upload {
    about: Option<rt::Json>,
    file: Binary,
    more: Option<Vec<Binary>>,
    tags: Option<Vec<String>>,
    text: String,
}
static UPLOAD: Schema = Schema::object(
    &[
        Field::optional("about", &Schema::ANY),
        Field::required("file", &Schema::STRING),
        Field::optional("more", &Schema::ANY),
        Field::optional("tags", &Schema::ANY),
        Field::required("text\"", &Schema::STRING),
    ],
    &[],
);
rt::object!(Upload, UPLOAD, [about, file, more, tags, text]);

#[derive(Clone, Debug)]
enum SendBody {
    Multipart(Upload),
    Form(Upload),
    Bytes(Binary),
    Lines(Sequence<i64>),
    Sequence(Sequence<i64>),
    Text(String),
    Json(Upload),
}
rt::bodies!(
    SendBody,
    [Multipart, Form, Bytes, Lines, Sequence, Text, Json],
    [Multipart: Upload, Bytes: Binary, Text: String]
);
struct Send {
    body: Option<SendBody>,
}
static SEND: OperationTable =
    OperationTable {
        id: "send",
        method: "POST",
        path: "/",
        servers: &[],
        parameters: &[],
        body: Some(Body::optional(&[
            Media::new("multipart/form-data", &UPLOAD)
                .parts(&[Part::new("tags").content_type("application/json")]),
            Media::new("application/x-www-form-urlencoded", &UPLOAD)
                .parts(&[Part::new("tags").style(Style::PipeDelimited, false, false)]),
            Media::new("image/*", &Schema::ANY),
            Media::new("application/x-ndjson", &Schema::ANY),
            Media::new("application/json-seq", &Schema::ANY),
            Media::new("text/plain; charset=utf-8", &Schema::ANY),
            Media::new("application/json", &UPLOAD),
        ])),
        accept: &[],
        security: &[],
    };
rt::operation!(Send, SEND, [body], (), rt::Json, (), body);

fn upload() -> Upload {
    Upload {
        about: Some(r#"{"a":[1]}"#.parse().unwrap()),
        file: Binary::from(b"\x00\xff\r\n--").file_name("x\".bin"),
        more: Some(vec![
            Binary::from("one")
                .media_type("text/csv")
                .header("X-Part", "1"),
            Binary::from("two"),
        ]),
        tags: Some(vec!["a".into(), "b c".into()]),
        text: "é\nx".into(),
    }
}

fn sent(body: SendBody) -> (String, Vec<u8>) {
    let request = Send { body: Some(body) }.request("http://h").unwrap();
    let media = request.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    let bytes = request.body().as_bytes().unwrap().to_vec();
    assert_eq!(request.body().length(), Some(bytes.len() as u64));
    (media, bytes)
}

#[test]
fn a_body_goes_in_another_syntax() {
    let body = || Some(SendBody::Json(upload()));
    let call = Send { body: body() };
    let call = call.sent_as("Application/X-WWW-Form-Urlencoded").unwrap();
    let request = call.request("http://h").unwrap();
    let media = request.headers()["content-type"].to_str().unwrap();
    let text = String::from_utf8_lossy(request.body().as_bytes().unwrap()).into_owned();
    assert_eq!(media, "application/x-www-form-urlencoded");
    assert!(
        text.contains("tags=a%7Cb+c") || text.contains("tags=a%7Cb%20c"),
        "{text}"
    );
    let refused = Send { body: body() }.sent_as("text/html").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "body: text/html is none of multipart/form-data, application/x-www-form-urlencoded, image/*, application/x-ndjson, application/json-seq, text/plain; charset=utf-8, application/json"
    );
}

#[test]
fn a_date_on_the_client_picks_the_version_of_the_body() {
    struct Write {
        body: i64,
    }
    static WRITE: OperationTable = OperationTable {
        body: Some(Body::required(&[Media::new(
            "application/vnd.x.2024-08-05+json",
            &Schema::INTEGER,
        )
        .versions(&[
            "application/vnd.x.2023-01-01+json",
            "application/vnd.x.2023-06-01+json",
        ])])),
        ..SEND
    };
    rt::operation!(Write, WRITE, [body], (), rt::Json, ());
    let server = Server::start(Canned::new(204, "", ""));
    let sent = |date: Option<&str>| {
        let client = BlockingClient::new().base_url(&server.url);
        let client = match date {
            Some(date) => client.version(date),
            None => client,
        };
        Write { body: 1 }.send_blocking(&client).unwrap();
        let request = server.requests().pop().unwrap();
        request.header("content-type").unwrap().to_owned()
    };
    assert_eq!(sent(None), "application/vnd.x.2024-08-05+json");
    assert_eq!(
        sent(Some("2025-01-01")),
        "application/vnd.x.2024-08-05+json"
    );
    assert_eq!(
        sent(Some("2024-08-04")),
        "application/vnd.x.2023-06-01+json"
    );
    assert_eq!(
        sent(Some("2023-01-01")),
        "application/vnd.x.2023-01-01+json"
    );
    // Before the first there is none: the oldest is the nearest.
    assert_eq!(
        sent(Some("2022-01-01")),
        "application/vnd.x.2023-01-01+json"
    );
}

#[test]
fn a_multipart_body_has_a_part_for_each_member() {
    let (media, bytes) = sent(upload().into());
    let boundary = media
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let text = bytes.escape_ascii().to_string().replace(boundary, "B");
    insta::assert_snapshot!(text.replace("\\r\\n", "\n"), @r#"
    --B
    Content-Disposition: form-data; name=\"about\"
    Content-Type: application/json

    {\"a\":[1]}
    --B
    Content-Disposition: form-data; name=\"file\"; filename=\"x%22.bin\"
    Content-Type: application/octet-stream

    \x00\xff
    --
    --B
    Content-Disposition: form-data; name=\"more\"; filename=\"more\"
    Content-Type: text/csv
    X-Part: 1

    one
    --B
    Content-Disposition: form-data; name=\"more\"; filename=\"more\"
    Content-Type: application/octet-stream

    two
    --B
    Content-Disposition: form-data; name=\"tags\"
    Content-Type: application/json

    [\"a\",\"b c\"]
    --B
    Content-Disposition: form-data; name=\"text%22\"

    \xc3\xa9\nx
    --B--
    "#);
}

#[test]
fn every_other_media_type_has_its_syntax() {
    let (media, bytes) = sent(SendBody::Bytes(
        Binary::from(b"\xff").media_type("image/png"),
    ));
    assert_eq!((&*media, &*bytes), ("image/png", &b"\xff"[..]));
    let (media, _) = sent(Binary::from("x").into());
    assert_eq!(media, "application/octet-stream");
    let (_, bytes) = sent(SendBody::Lines(vec![1, 2].into()));
    assert_eq!(bytes, b"1\n2\n");
    let (_, bytes) = sent(SendBody::Sequence([1, 2].into()));
    assert_eq!(bytes, b"\x1e1\n\x1e2\n");
    let (media, bytes) = sent(SendBody::Text("é".into()));
    assert_eq!(
        (&*media, &*bytes),
        ("text/plain; charset=utf-8", "é".as_bytes())
    );
    let (media, bytes) = sent(SendBody::Form(upload()));
    assert_eq!(media, "application/x-www-form-urlencoded");
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap(), @"about=%7B%22a%22%3A%5B1%5D%7D&file=%00%FF%0D%0A--&more=one&more=two&tags=a%7Cb%20c&text%22=%C3%A9%0Ax");
    let (media, bytes) = sent(SendBody::Json(upload()));
    assert_eq!(media, "application/json");
    assert!(bytes.starts_with(br#"{"about":{"a":[1]},"#));
}

#[test]
fn a_body_that_may_be_absent_is_not_sent_unless_set() {
    let request = Send { body: None }.request("http://h").unwrap();
    assert_eq!(request.body().length(), Some(0));
    assert!(!request.headers().contains_key("content-type"));
}

#[test]
fn bytes_are_shown_by_their_number() {
    let debug = format!("{:?}", upload());
    assert!(debug.contains("file: 6 bytes"), "{debug}");
    assert_eq!(Binary::from("a"), Binary::from("a"));
    assert_ne!(Binary::from(b"\xff"), Binary::from(b"\xfe"));
    assert!(matches!(Binary::from("a").view(), View::Text(_)));
    assert_eq!(Send { body: None }.media(), 0);
}

/// Express and multer, which `.ci/peers` starts, say what they read.
#[test]
fn a_receiver_reads_what_was_sent() {
    let Ok(url) = std::env::var("SPECSMITH_PEER_FORMS") else {
        skipped::skipped("there is no receiver of forms (SPECSMITH_PEER_FORMS)");
        return;
    };
    let kept = Kept::new("receiver", &[0, 13, 10, 45, 45, 255]);
    let call = |media: fn(Upload) -> SendBody| Echo {
        body: Some(media(Upload {
            file: Binary::from_path(&kept.0).file_name("a b.bin"),
            ..upload()
        })),
    };
    let client = BlockingClient::new().base_url(url);
    let echo = call(SendBody::Multipart).send_blocking(&client).unwrap();
    let echo: serde_json::Value = serde_json::from_slice(&echo.body).unwrap();
    let file = |name: &str, file: &str, media: &str, base64: &str| serde_json::json!({"name": name, "file": file, "type": media, "base64": base64});
    let expected = serde_json::json!({
        "fields": {"about": r#"{"a":[1]}"#, "tags": r#"["a","b c"]"#, "text\"": "é\nx"},
        "files": [
            file("file", "a b.bin", "application/octet-stream", "AA0KLS3/"),
            file("more", "more", "text/csv", "b25l"),
            file("more", "more", "application/octet-stream", "dHdv"),
        ],
    });
    assert_eq!(echo, expected);
    let echo = call(SendBody::Form).send_blocking(&client).unwrap();
    let echo: serde_json::Value = serde_json::from_slice(&echo.body).unwrap();
    assert_eq!(echo["fields"]["text\""], "é\nx");
    assert_eq!(echo["fields"]["about"], r#"{"a":[1]}"#);
    assert_eq!(echo["fields"]["more"], serde_json::json!(["one", "two"]));
    assert_eq!(echo["fields"]["tags"], "a|b c");
}

/// The same call, whose answer is any JSON.
struct Echo {
    body: Option<SendBody>,
}
rt::operation!(Echo, SEND, [body?: SendBody], rt::Json, rt::Json, (), body);
