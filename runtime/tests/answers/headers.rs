//! Headers of answers as values: lists, enums, several lines of one name.

use rt::http::{BlockingClient, Operation};
use rt::{Field, Json, Schema};
use specsmith_runtime as rt;

use super::MAKE;
use super::wire::{Wire, reply};

rt::string_enum! {
    enum Speed: SPEED { Slow = "slow", Fast = "fast", }
}
/// Headers that are lists, and values of an enum.
#[derive(Clone)]
struct Marks {
    speed: Option<Speed>,
    numbers: Option<Vec<i64>>,
    names: Option<Vec<String>>,
    count: Option<i64>,
    set_cookie: Option<String>,
}
static MARKS: Schema = Schema::object(
    &[
        Field::optional("X-Speed", &SPEED),
        Field::optional("X-Numbers", &Schema::ANY),
        Field::optional("X-Names", &Schema::ANY),
        Field::optional("X-Count", &Schema::INTEGER),
        Field::optional("Set-Cookie", &Schema::STRING),
    ],
    &[],
);
rt::object!(Marks, MARKS, [speed, numbers, names, count, set_cookie]);
struct Mark {}
rt::operation!(Mark, MAKE, [], Json, Json, Marks);

#[test]
fn a_header_may_be_an_enum_or_a_list_on_several_lines() {
    let headers = [
        "X-Speed: fast",
        "X-Numbers: 1, 2",
        "X-Numbers: 3",
        "X-Names: a,b",
        "X-Count: 4",
        "X-Count: 5",
        "Set-Cookie: a=1",
        "Set-Cookie: b=2",
    ];
    let server = Wire::start(move |_| reply(200, &headers, ""));
    let client = BlockingClient::new().base_url(&server.url);
    let answer = Mark {}.send_blocking(&client).unwrap();
    let found = answer.headers;
    assert_eq!(found.speed, Some(Speed::Fast));
    assert_eq!(found.numbers, Some(vec![1, 2, 3]));
    assert_eq!(found.names, Some(vec!["a".to_owned(), "b".to_owned()]));
    // What is no list is the first line.
    assert_eq!(found.count, Some(4));
    assert_eq!(found.set_cookie.as_deref(), Some("a=1"));
    assert_eq!(answer.issues.to_string(), "");
}

/// Headers that may come in several lines.
struct Listed {}
#[derive(Clone)]
struct Lists {
    names: Option<String>,
    count: Option<i64>,
}
static LISTS: Schema = Schema::object(
    &[
        Field::optional("X-Names", &Schema::STRING),
        Field::optional("X-Count", &Schema::INTEGER),
    ],
    &[],
);
rt::object!(Lists, LISTS, [names, count]);
rt::operation!(Listed, MAKE, [], Json, Json, Lists);

#[test]
fn a_header_in_several_lines_is_one_list() {
    let names = ["X-Names: a, b", "X-Count: 7", "x-names:  c ", "X-Count: 8"];
    let server = Wire::start(move |_| reply(200, &names, "{}"));
    let client = BlockingClient::new().base_url(&server.url);
    let headers = Listed {}.send_blocking(&client).unwrap().headers;
    assert_eq!(headers.names.as_deref(), Some("a, b, c"));
    // What is no list has the first.
    assert_eq!(headers.count, Some(7));
}
