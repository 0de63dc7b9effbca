//! Which variant a value becomes.

use crate::decode::{Mode, fill_json, fill_slice};
use crate::schema::{Field, Rule};
use crate::value::{Select, UnionTable};
use crate::{Json, Schema, Types, Value};

#[derive(Clone)]
enum Own {
    Own(Box<Own>),
    Unknown(Json),
}
static OWN: Schema = Schema::ANY;
static OWN_UNION: UnionTable = UnionTable {
    schema: &OWN,
    variants: &[&OWN],
    select: Select::Is(0),
};
crate::union!(Own, OWN_UNION, [Own]);

#[derive(Clone)]
enum Event {
    Any(Json),
    Push(Json),
    Issue(Json),
    Unknown(Json),
}
static ANY: Schema = Schema::object(&[], &[]);
static PUSH: Schema = Schema::object(&[Field::optional("size", &Schema::INTEGER)], &[]);
static ISSUE: Schema = Schema::object(
    &[
        Field::optional("size", &Schema::INTEGER),
        Field::optional("issue", &Schema::STRING),
    ],
    &[],
);
static EVENT: Schema = Schema::any(&[Rule::OneOf(&[&ANY, &PUSH, &ISSUE])]);
static EVENT_UNION: UnionTable = UnionTable {
    schema: &EVENT,
    variants: &[&ANY, &PUSH, &ISSUE],
    select: Select::Trial,
};
crate::union!(Event, EVENT_UNION, [Any, Push, Issue]);

#[test]
fn trial_takes_what_names_the_most() {
    let chosen = |text: &str| {
        let (mut event, mut issues) = (Event::blank(), Vec::new());
        fill_slice(event.slot(), text.as_bytes(), Mode::Lenient, &mut issues).unwrap();
        match event {
            Event::Any(_) => "any",
            Event::Push(_) => "push",
            Event::Issue(_) => "issue",
            Event::Unknown(_) => "unknown",
        }
    };
    assert_eq!(chosen(r#"{"issue":"x","other":1}"#), "issue");
    assert_eq!(chosen(r#"{"size":1,"other":1}"#), "push");
    assert_eq!(chosen(r#"{"size":1}"#), "push");
    assert_eq!(chosen(r#"{"other":1}"#), "any");
    assert_eq!(chosen("{}"), "any");
    assert_eq!(chosen("1"), "unknown");
}

static PHOTO: Schema = Schema::object(
    &[
        Field::required("type", &Schema::STRING),
        Field::required("file", &Schema::STRING),
    ],
    &[],
);
static VIDEO: Schema = Schema::object(
    &[
        Field::required("type", &Schema::STRING),
        Field::required("file", &Schema::STRING),
        Field::optional("length", &Schema::INTEGER),
    ],
    &[],
);
static FILE: Schema = Schema::any(&[Rule::AnyOf(&[&PHOTO, &VIDEO])]);
static FILE_UNION: UnionTable = UnionTable {
    schema: &FILE,
    variants: &[&PHOTO, &VIDEO],
    select: Select::Default {
        name: "type",
        mapping: &[("photo", 0), ("video", 1)],
    },
};
#[derive(Clone)]
enum File {
    Photo(Json),
    Video(Json),
    Unknown(Json),
}
crate::union!(File, FILE_UNION, [Photo, Video]);

#[test]
fn a_default_tells_what_is_tried_first_and_refuses_nothing() {
    let chosen = |text: &str| {
        let (mut file, mut issues) = (File::blank(), Vec::new());
        fill_slice(file.slot(), text.as_bytes(), Mode::Lenient, &mut issues).unwrap();
        match file {
            File::Photo(_) => "photo",
            File::Video(_) => "video",
            File::Unknown(_) => "unknown",
        }
    };
    assert_eq!(chosen(r#"{"type":"photo","file":"a"}"#), "photo");
    assert_eq!(chosen(r#"{"type":"video","file":"a"}"#), "video");
    assert_eq!(chosen(r#"{"type":"video","file":"a","width":1}"#), "video");
    // What fits another better is that one, and every other text may stand there.
    assert_eq!(chosen(r#"{"type":"photo","file":"a","length":1}"#), "video");
    assert_eq!(chosen(r#"{"type":"sound","file":"a"}"#), "photo");
    assert_eq!(chosen(r#"{"type":"video"}"#), "unknown");
}

#[test]
fn a_union_that_holds_itself_ends() {
    let text = r#"{"a":[1,{"b":2}]}"#;
    let json: Json = text.parse().unwrap();
    let (mut read, mut filled) = (Own::blank(), Own::blank());
    let mut issues = Vec::new();
    fill_slice(read.slot(), text.as_bytes(), Mode::Lenient, &mut issues).unwrap();
    fill_json(filled.slot(), &json, Mode::Lenient, &mut issues).unwrap();
    assert!(issues.is_empty(), "{issues:?}");
    for value in [read, filled] {
        assert_eq!(crate::encode::to_json(value.view()), json);
    }
    // Unions within each other's members are no circle.
    let mut list: Vec<Own> = Vec::blank();
    fill_slice(list.slot(), b"[1,2,3]", Mode::Lenient, &mut issues).unwrap();
    assert_eq!(crate::encode::to_string(list.view()), "[1,2,3]");
}

#[derive(Clone)]
enum Position {
    Point(Vec<f64>),
    Line(Vec<Vec<f64>>),
    Unknown(Json),
}
static POINT: Schema = Schema::array(&[Rule::Items(&Schema::NUMBER)]);
static LINE: Schema = Schema::array(&[Rule::Items(&POINT)]);
static POSITION: Schema = Schema::any(&[Rule::AnyOf(&[&POINT, &LINE])]);
static POSITION_UNION: UnionTable = UnionTable {
    schema: &POSITION,
    variants: &[&POINT, &LINE],
    select: Select::Item {
        select: &Select::Kind(&[
            (Types::NUMBER, Select::Is(0)),
            (Types::ARRAY, Select::Is(1)),
        ]),
        default: &Select::Trial,
    },
};
crate::union!(Position, POSITION_UNION, [Point(Vec<f64>), Line(Vec<Vec<f64>>)]);

#[test]
fn lists_are_told_by_their_first_item() {
    let chosen = |text: &str| {
        let (mut position, mut issues) = (Position::blank(), Vec::new());
        fill_slice(position.slot(), text.as_bytes(), Mode::Lenient, &mut issues).unwrap();
        assert!(issues.is_empty(), "{issues:?}");
        let json: Json = text.parse().unwrap();
        assert_eq!(crate::encode::to_json(position.view()), json);
        match position {
            Position::Point(_) => "point",
            Position::Line(_) => "line",
            Position::Unknown(_) => "unknown",
        }
    };
    assert_eq!(chosen("[1.5, 2]"), "point");
    assert_eq!(chosen("[[1.5], []]"), "line");
    // What the first item does not tell is tried.
    assert_eq!(chosen("[]"), "point");
    for odd in ["[null]", "{}", "[\"x\"]"] {
        assert_eq!(chosen(odd), "unknown", "{odd}");
    }
}
