//! Headers of the parts of a multipart body: those that the document decides, and those that a call gives.

use rt::Binary;
use rt::http::{Body, Media, Operation as _, OperationTable, Part};

use super::{SEND, Send, SendBody, UPLOAD, Upload, rt, sent, upload};

/// A file in a part whose headers the document decides, in a media type of several versions.
struct Dated {
    body: Upload,
}
static DATED: OperationTable = OperationTable {
    id: "dated",
    body: Some(Body::required(&[Media::new(
        "multipart/vnd.x.2024-08-05",
        &UPLOAD,
    )
    .parts(&[
        Part::new("file").headers(&[("X-Kind", "picture"), ("X-Part", "0")]),
        Part::new("text\"").headers(&[("X-Rank", "3")]),
    ])])),
    ..SEND
};
rt::operation!(Dated, DATED, [body], (), rt::Json, ());

#[test]
fn parts_have_the_headers_that_the_document_decides() {
    let mut body = upload();
    body.file = body.file.header("x-part", "1");
    let request = Dated { body }.request("http://h").unwrap();
    let text = String::from_utf8_lossy(request.body().as_bytes().unwrap()).into_owned();
    let parts: Vec<_> = text.split("Content-Disposition").collect();
    let part = |name: &str| *parts.iter().find(|part| part.contains(name)).unwrap();
    let file = part("name=\"file\"");
    assert!(
        file.contains("\r\nx-part: 1\r\nX-Kind: picture\r\n"),
        "{file}"
    );
    assert!(!file.contains("X-Part: 0"), "{file}");
    assert!(part("name=\"text").contains("\r\nX-Rank: 3\r\n"), "{text}");
}

#[test]
fn a_call_gives_parts_headers_whatever_they_hold() {
    let call = Dated { body: upload() }
        .part_header("text\"", "x-rank", "4")
        .part_header("about", "X-Free", "a b")
        .part_header("about", "Content-Type", "application/x+json")
        .part_header("more", "X-Part", "2");
    assert!(!format!("{call:?}").contains("a b"), "{call:?}");
    let request = call.request("http://h").unwrap();
    let text = String::from_utf8_lossy(request.body().as_bytes().unwrap()).into_owned();
    let parts: Vec<_> = text.split("Content-Disposition").collect();
    let parts = |name: &'static str| parts.iter().filter(move |part| part.contains(name));
    let rank = *parts("name=\"text").next().unwrap();
    assert!(rank.contains("\r\nx-rank: 4\r\n\r\n"), "{rank}");
    assert!(!rank.contains("X-Rank: 3"), "{rank}");
    let about = *parts("name=\"about").next().unwrap();
    assert!(
        about.contains("\"\r\nContent-Type: application/x+json\r\nX-Free: a b\r\n\r\n{"),
        "{about}"
    );
    // One that goes several times has them each time; what the call says comes before what its value says.
    let more: Vec<_> = parts("name=\"more").collect();
    assert!(more.len() == 2 && more.iter().all(|part| part.contains("X-Part: 2\r\n")));
    assert!(!text.contains("X-Part: 1"), "{text}");
}

#[test]
fn headers_of_parts_are_refused_where_they_would_be_lost() {
    let refused = |part: &str, name: &str, value: &str| {
        let call = Dated { body: upload() }.part_header(part, name, value);
        call.request("http://h").unwrap_err().to_string()
    };
    for (part, name, value) in [
        ("abuot", "X-Free", "1"),
        ("about", "X-Free", "1\r\nX: 2"),
        ("about", "X Free", "1"),
        ("about", "content-disposition", "form-data"),
    ] {
        assert!(
            refused(part, name, value).starts_with("body"),
            "{part} {name} {value}"
        );
    }
    let whole = Send {
        body: Some(SendBody::Json(upload())),
    };
    let refused = whole
        .part_header("about", "X-Free", "1")
        .request("http://h");
    assert!(refused.unwrap_err().to_string().contains("multipart body"));
}

#[test]
fn a_part_cannot_have_a_line_break_in_its_head() {
    for hostile in [
        Binary::from("x").media_type("a/b\r\nX: y"),
        Binary::from("x").header("X\nY", "z"),
        Binary::from("x").header("X", "z\r\n\r\n"),
        // Such names end a head early, or are of another header.
        Binary::from("x").header("", "z"),
        Binary::from("x").header("a b", "z"),
        Binary::from("x").header("X: y", "z"),
    ] {
        let body = Upload {
            file: hostile,
            ..upload()
        };
        let refused = Send {
            body: Some(body.into()),
        }
        .request("http://h");
        assert!(refused.unwrap_err().to_string().contains("line breaks"));
    }
    let body = Upload {
        file: Binary::from("x").file_name("a\r\nb\""),
        ..upload()
    };
    let (_, bytes) = sent(body.into());
    assert!(
        bytes
            .escape_ascii()
            .to_string()
            .contains(r#"filename=\"a%0D%0Ab%22\""#)
    );
}
