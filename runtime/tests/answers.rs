//! Answers of several types: which one an answer is, by its status.

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
