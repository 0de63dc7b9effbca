//! How members and items of a body are written, where the document says so.

use rt::http::{Body, Content, Media, Operation, OperationTable, Part, Style};
use rt::{Binary, Field, Schema};
use specsmith_runtime as rt;

const PLAIN: OperationTable = OperationTable {
    id: "plain",
    method: "POST",
    path: "/",
    servers: &[],
    parameters: &[],
    body: None,
    accept: &[],
    security: &[],
};

/// The text of a multipart body, with `B` for its boundary and lines that end in one way.
fn parts(request: &::http::Request<Content>) -> String {
    let media = request.headers()["content-type"].to_str().unwrap();
    let boundary = media.split_once("boundary=").unwrap().1;
    let text = String::from_utf8_lossy(request.body().as_bytes().unwrap());
    text.replace(boundary, "B").replace('\r', "")
}

/// RFC 2046, section 5.1.3: the parts of a list are a sequence, and have no names.
struct Mixed {
    body: Vec<Binary>,
}
static MIXED: OperationTable = OperationTable {
    id: "mixed",
    body: Some(Body::required(&[Media::new(
        "multipart/mixed",
        &Schema::ANY,
    )])),
    ..PLAIN
};
rt::operation!(Mixed, MIXED, [body], (), rt::Json, ());

/// The same, whose first item is told apart.
struct Ordered {
    body: Vec<rt::Json>,
}
static ORDERED: OperationTable = OperationTable {
    id: "ordered",
    body: Some(Body::required(&[Media::new(
        "multipart/related",
        &Schema::ANY,
    )
    .items(
        &[Part::new("").content_type("application/ld+json")],
        Some(
            &Part::new("")
                .content_type("text/csv")
                .headers(&[("X-Rank", "2")]),
        ),
    )])),
    ..PLAIN
};
rt::operation!(Ordered, ORDERED, [body], (), rt::Json, ());

#[test]
fn the_items_of_a_list_are_written_as_their_places_say() {
    let body = ["{\"a\":1}", "\"b,c\"", "\"d\""].map(|text| text.parse().unwrap());
    let request = Ordered { body: body.into() }.request("http://h").unwrap();
    insta::assert_snapshot!(parts(&request), @r#"
    --B
    Content-Type: application/ld+json

    {"a":1}
    --B
    Content-Type: text/csv
    X-Rank: 2

    b,c
    --B
    Content-Type: text/csv
    X-Rank: 2

    d
    --B--
    "#);
}

#[test]
fn the_parts_of_a_list_have_a_type_and_no_name() {
    let body = vec![
        Binary::from("{}").media_type("application/json"),
        Binary::from("GET / HTTP/1.1").media_type("application/http"),
    ];
    let request = Mixed { body }.request("http://h").unwrap();
    let media = request.headers()["content-type"].to_str().unwrap();
    assert!(media.starts_with("multipart/mixed; boundary="), "{media}");
    insta::assert_snapshot!(parts(&request), @"
    --B
    Content-Type: application/json

    {}
    --B
    Content-Type: application/http

    GET / HTTP/1.1
    --B--
    ");
}

/// Members that the document gives several media types, a range, or a style.
#[derive(Clone)]
struct Told {
    both: Vec<i64>,
    either: String,
    range: String,
    named: Vec<i64>,
    deep: rt::Json,
}
static TOLD: Schema = Schema::object(
    &[
        Field::required("both", &Schema::ANY),
        Field::required("either", &Schema::STRING),
        Field::required("range", &Schema::STRING),
        Field::required("named", &Schema::ANY),
        Field::required("deep", &Schema::ANY),
    ],
    &[],
);
rt::object!(Told, TOLD, [both, either, range, named, deep]);
const PARTS: &[Part] = &[
    Part::new("both").content_type("application/xml, application/json"),
    Part::new("either").content_type("text/csv, text/plain"),
    Part::new("range").content_type("text/*"),
    Part::new("named").style(Style::PipeDelimited, false, true),
    Part::new("deep").style(Style::DeepObject, true, false),
];
static TELL: OperationTable = OperationTable {
    id: "tell",
    body: Some(Body::required(&[
        Media::new("multipart/form-data", &TOLD).parts(PARTS)
    ])),
    ..PLAIN
};
static TELL_FORM: OperationTable = OperationTable {
    id: "tellForm",
    body: Some(Body::required(&[Media::new(
        "application/x-www-form-urlencoded",
        &TOLD,
    )
    .parts(PARTS)])),
    ..PLAIN
};
struct Tell {
    body: Told,
}
struct TellForm {
    body: Told,
}
rt::operation!(Tell, TELL, [body], (), rt::Json, ());
rt::operation!(TellForm, TELL_FORM, [body], (), rt::Json, ());

#[test]
fn a_member_is_written_as_its_encoding_says_and_never_as_a_range() {
    let body = Told {
        both: vec![1, 2],
        either: "a,b".into(),
        range: "c".into(),
        named: vec![3, 4],
        deep: r#"{"x y":"1&2"}"#.parse().unwrap(),
    };
    let request = Tell { body: body.clone() }.request("http://h").unwrap();
    insta::assert_snapshot!(parts(&request), @r#"
    --B
    Content-Disposition: form-data; name="both"
    Content-Type: application/json

    [1,2]
    --B
    Content-Disposition: form-data; name="either"

    a,b
    --B
    Content-Disposition: form-data; name="range"

    c
    --B
    Content-Disposition: form-data; name="named"

    3|4
    --B
    Content-Disposition: form-data; name="deep[x y]"

    1&2
    --B--
    "#);
    let request = TellForm { body }.request("http://h").unwrap();
    let text = String::from_utf8_lossy(request.body().as_bytes().unwrap());
    assert_eq!(
        text,
        "both=%5B1%2C2%5D&either=a%2Cb&range=c&named=3%7C4&deep%5Bx%20y%5D=1%262"
    );
}

/// A member whose text is JSON already.
#[derive(Clone)]
struct Embedded {
    about: rt::JsonText<Vec<i64>>,
}
static EMBEDDED: Schema = Schema::object(&[Field::required("about", &Schema::STRING)], &[]);
rt::object!(Embedded, EMBEDDED, [about]);

struct Embed {
    body: Embedded,
}
static EMBED: OperationTable = OperationTable {
    id: "embed",
    body: Some(Body::required(&[Media::new(
        "multipart/form-data",
        &EMBEDDED,
    )
    .parts(&[Part::new("about").content_type("application/json")])])),
    ..PLAIN
};
rt::operation!(Embed, EMBED, [body], (), rt::Json, ());

#[test]
fn text_that_is_json_is_the_content_of_its_part() {
    let about = vec![1, 2].into();
    let request = Embed {
        body: Embedded { about },
    };
    let request = request.request("http://h").unwrap();
    insta::assert_snapshot!(parts(&request), @r#"
    --B
    Content-Disposition: form-data; name="about"
    Content-Type: application/json

    [1,2]
    --B--
    "#);
}

#[test]
fn a_part_without_a_name_has_headers_by_its_place() {
    let body = vec![Binary::from("a"), Binary::from("b")];
    let call = Mixed { body }.part_header("1", "X-Part", "second");
    insta::assert_snapshot!(parts(&call.request("http://h").unwrap()), @r#"
    --B
    Content-Type: application/octet-stream

    a
    --B
    Content-Type: application/octet-stream
    X-Part: second

    b
    --B--
    "#);
}
