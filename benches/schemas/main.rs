//! Lists, unions and validation beside serde's derives, garde and jsonschema: both sides in one run, in turns, the best round of each.

mod alone;
mod compare;

use std::hint::black_box;

use bench_api::rt;
use bench_api::types::{EVENT0, Event, Event0, ITEMS, Items};
use garde::Validate as _;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use compare::Times;

const TIMES: Times = Times {
    rounds: 150,
    calls: 1,
};

const COUNT: usize = 2_000;

#[derive(Serialize, Deserialize, garde::Validate)]
struct Derived {
    #[garde(range(min = 1))]
    id: i64,
    #[garde(length(chars, min = 1, max = 80))]
    name: String,
    #[garde(pattern("^[A-Z]{3}-[0-9]{4}$"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[garde(range(min = 0.0, max = 100_000.0))]
    price: f64,
    #[garde(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<bool>,
    #[garde(length(max = 8), inner(length(chars, min = 1)))]
    tags: Vec<String>,
    #[garde(length(chars, max = 500))]
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Plain {
    kind: String,
    id: i64,
    name: String,
    m0: Option<bool>,
}

fn items() -> String {
    let item = |n: usize| {
        format!(
            r#"{{"id":{},"name":"item number {n}","code":"ABC-{:04}","price":{}.25,"active":{},"tags":["red","green"],"note":"some words about it"}}"#,
            n + 1,
            n % 10_000,
            n,
            n % 2 == 0
        )
    };
    format!("[{}]", (0..COUNT).map(item).collect::<Vec<_>>().join(","))
}

/// Events of every kind in turns, or of one alone.
fn events(kinds: usize) -> String {
    let all: Vec<_> = (0..COUNT).map(|n| event(n, kinds)).collect();
    format!("[{}]", all.join(","))
}

fn event(n: usize, kinds: usize) -> String {
    let kind = n % kinds;
    format!(r#"{{"kind":"Event{kind}","id":{n},"name":"event number {n}","m{kind}":true}}"#)
}

fn schema() -> serde_json::Value {
    let text = r#"{"type": "array", "items": {"type": "object", "required": ["id", "name", "price", "tags"], "properties": {
        "id": {"type": "integer", "minimum": 1}, "name": {"type": "string", "minLength": 1, "maxLength": 80},
        "code": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{4}$"}, "price": {"type": "number", "minimum": 0, "maximum": 100000},
        "active": {"type": "boolean"}, "tags": {"type": "array", "maxItems": 8, "items": {"type": "string", "minLength": 1}},
        "note": {"type": "string", "maxLength": 500}}}}"#;
    serde_json::from_str(text).expect("the schema is JSON")
}

fn main() {
    let text = items();
    let ours: Items = rt::json::from_str(&text).expect("the items decode");
    let theirs: Vec<Derived> = serde_json::from_str(&text).expect("the items decode");
    let value: serde_json::Value = serde_json::from_str(&text).expect("the items are JSON");
    let validator = jsonschema::validator_for(&schema()).expect("the schema compiles");
    assert!(
        valid(&ours)
            && validator.is_valid(&value)
            && theirs.iter().all(|item| item.validate().is_ok())
    );

    TIMES.compare(
        "decode 2,000 items, beside serde_json with derives",
        &mut || drop(black_box(rt::json::from_str::<Items>(black_box(&text)))),
        &mut || {
            drop(black_box(serde_json::from_str::<Vec<Derived>>(black_box(
                &text,
            ))))
        },
    );
    TIMES.compare(
        "encode 2,000 items, beside serde_json with derives",
        &mut || drop(black_box(rt::json::to_vec(black_box(&ours)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&theirs)))),
    );
    TIMES.compare(
        "validate 2,000 items, beside garde",
        &mut || assert!(valid(black_box(&ours))),
        &mut || {
            assert!(
                black_box(&theirs)
                    .iter()
                    .all(|item| item.validate().is_ok())
            )
        },
    );
    TIMES.compare(
        "decode and validate 2,000 items, beside jsonschema on a value",
        &mut || {
            assert!(valid(
                &rt::json::from_str::<Items>(black_box(&text)).expect("the items decode")
            ))
        },
        &mut || assert!(validator.validate(black_box(&value)).is_ok()),
    );
    floor(&text, &mut || {
        assert!(validator.validate(black_box(&value)).is_ok())
    });
    TIMES.compare(
        "decode and validate 2,000 items, beside jsonschema from text",
        &mut || {
            assert!(valid(
                &rt::json::from_str::<Items>(black_box(&text)).expect("the items decode")
            ))
        },
        &mut || {
            let value: serde_json::Value =
                serde_json::from_str(black_box(&text)).expect("the items are JSON");
            assert!(validator.validate(&value).is_ok());
        },
    );
    unions();
}

/// What of a comparison with a value that is parsed already is the reading: nobody who starts from text can be faster than to
/// pass over it.
fn floor(text: &str, jsonschema: &mut dyn FnMut()) {
    TIMES.compare(
        "  of that, to decode, beside the same",
        &mut || drop(black_box(rt::json::from_str::<Items>(black_box(text)))),
        jsonschema,
    );
    TIMES.compare(
        "  the floor: serde_json to pass over the text, beside the same",
        &mut || {
            let passed = serde_json::from_str::<IgnoredAny>(black_box(text));
            black_box(passed).expect("the items are JSON");
        },
        jsonschema,
    );
}

fn unions() {
    let (mixed, alike) = (events(200), events(1));
    let read: Vec<Event> = rt::json::from_str(&mixed).expect("the events decode");
    assert!(!read.iter().any(|event| matches!(event, Event::Unknown(_))));
    let plain: Vec<Event0> = rt::json::from_str(&alike).expect("the events decode");
    assert!(
        rt::validate::validate(&EVENT0, rt::Value::view(&plain[0]), rt::Direction::Either)
            .is_empty()
    );
    let each: Vec<String> = (0..COUNT).map(|n| event(n, 200)).collect();
    TIMES.compare(
        "decode 2,000 of a union of 200 variants, each beside its own struct",
        &mut || {
            for text in &each {
                drop(black_box(rt::json::from_str::<Event>(black_box(text))));
            }
        },
        &mut || {
            for (text, decode) in each.iter().zip(alone::STRUCTS.iter().cycle()) {
                decode(black_box(text));
            }
        },
    );
    let union = &mut || {
        drop(black_box(rt::json::from_str::<Vec<Event>>(black_box(
            &mixed,
        ))))
    };
    TIMES.compare(
        "decode 2,000 of a union of 200 variants, beside its plain struct",
        union,
        &mut || {
            drop(black_box(rt::json::from_str::<Vec<Event0>>(black_box(
                &alike,
            ))))
        },
    );
    TIMES.compare(
        "decode 2,000 of a union of 200 variants, beside a derived struct",
        union,
        &mut || {
            drop(black_box(serde_json::from_str::<Vec<Plain>>(black_box(
                &alike,
            ))))
        },
    );
}

fn valid(items: &Items) -> bool {
    rt::validate::validate(&ITEMS, rt::Value::view(items), rt::Direction::Either).is_empty()
}
