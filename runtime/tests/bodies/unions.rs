//! A body that is one of several objects is sent as the one that it is.

use rt::http::{Body, Media, Operation, OperationTable};
use rt::{Field, Schema};
use specsmith_runtime as rt;

use super::{UPLOAD, Upload, upload};

#[derive(Clone)]
enum Either {
    Upload(Upload),
    Note(Note),
    Unknown(rt::Json),
}

#[derive(Clone)]
struct Note {
    note: String,
}

static NOTE: Schema = Schema::object(&[Field::required("note", &Schema::STRING)], &[]);
rt::object!(Note, NOTE, [note]);

static EITHER: Schema = Schema::any(&[rt::Rule::OneOf(&[&UPLOAD, &NOTE])]);
static EITHER_UNION: rt::UnionTable = rt::UnionTable {
    schema: &EITHER,
    variants: &[&UPLOAD, &NOTE],
    select: rt::Select::Trial,
};
rt::union!(Either, EITHER_UNION, [Upload, Note]);

struct SendEither {
    body: Either,
}
static SEND_EITHER: OperationTable = OperationTable {
    id: "sendEither",
    method: "POST",
    path: "/",
    servers: &[],
    parameters: &[],
    body: Some(Body::required(&[Media::new(
        "multipart/form-data",
        &EITHER,
    )])),
    accept: &[],
    security: &[],
};
rt::operation!(SendEither, SEND_EITHER, [body], (), rt::Json, ());

#[test]
fn a_multipart_body_of_a_union_has_the_parts_of_its_variant() {
    let note = Note { note: "n".into() };
    for (body, names) in [
        (Either::Note(note), &["note"][..]),
        (Either::Upload(upload()), &["about", "file", "text%22"]),
    ] {
        let request = SendEither { body }.request("http://h").unwrap();
        let text = String::from_utf8_lossy(request.body().as_bytes().unwrap()).into_owned();
        for name in names {
            assert!(
                text.contains(&format!("form-data; name=\"{name}\"")),
                "{text}"
            );
        }
    }
}
