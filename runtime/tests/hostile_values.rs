//! The same input by the other ways that a value goes: out again, and through serde.
#![cfg(feature = "serde")]

mod atlas;

use atlas::{PUBLISHED, RestoreJob};
use rt::{Checked, Field, Json, Schema};
use specsmith_runtime as rt;

/// A struct that must hold one of its own kind, as the generator writes it: there is no such value that ends.
#[derive(Clone)]
struct Endless {
    next: Option<Box<Endless>>,
    level: i64,
}
rt::new!(Endless, [level: i64]);
rt::members!(
    Endless,
    ENDLESS,
    [next?: Endless = Field::required("next", &ENDLESS), level: i64 = Field::required("level", &Schema::INTEGER)],
);

fn levels(depth: usize) -> String {
    let open = "{\"next\":".repeat(depth);
    let close = ",\"level\":1}".repeat(depth);
    format!("{open}{{\"level\":-1}}{close}")
}

#[test]
fn a_struct_that_must_hold_its_own_kind_ends_in_what_is_missing() {
    let text = levels(500);
    assert!(rt::json::from_str::<Endless>(&text).is_err());
    let decoded = rt::json::from_slice_lenient::<Endless>(text.as_bytes()).unwrap();
    assert_eq!(decoded.issues.0.len(), 1, "{}", decoded.issues);
    let value = decoded.value;
    let found = value.validate().unwrap_err();
    let [missing] = &found.0[..] else {
        panic!("{found}")
    };
    assert_eq!(
        (missing.rule, &*missing.pointer),
        ("required", &*"/next".repeat(500))
    );
    assert_eq!(value.clone(), value);
    assert_eq!(rt::json::to_string(&value), text);
    assert!(serde_json::from_str::<Endless>(r#"{"level":1}"#).is_err());
    let too_deep = "{\"next\":".repeat(100_000);
    assert!(rt::json::from_slice_lenient::<Endless>(too_deep.as_bytes()).is_err());
}

fn by_serde<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    T::deserialize(&mut reader)
}

#[test]
fn depth_is_limited_by_serde_too() {
    let deep = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let json: Json = by_serde(&deep(512)).unwrap();
    assert_eq!(serde_json::to_string(&json).unwrap(), deep(512));
    assert_eq!(rt::json::to_string(&json), deep(512));
    for depth in [513, 100_000] {
        let said = by_serde::<Json>(&deep(depth)).unwrap_err().to_string();
        assert!(said.contains("the limit of 512"), "{said}");
        let unknown = format!("{{\"unknown\":{}}}", deep(depth));
        assert!(by_serde::<RestoreJob>(&unknown).is_err());
    }
}

/// Serde has no number beyond 64 bits: one that is not near any is an error, and none is a panic.
#[test]
fn extreme_numbers_pass_serde_or_are_refused() {
    let digits = "1234567890123456789012345678901234567890";
    for (text, written) in [
        ("-0", Some("0")),
        (digits, Some("1.2345678901234568e+39")),
        ("18446744073709551615", Some("18446744073709551615")),
        ("1e9999", None),
        ("-1E400", None),
    ] {
        let json: Json = by_serde(text).unwrap();
        assert_eq!(
            serde_json::to_string(&json).ok().as_deref(),
            written,
            "{text}"
        );
        assert_eq!(
            rt::json::to_string(&json).parse::<Json>().unwrap(),
            text.parse().unwrap()
        );
    }
}

#[test]
fn what_is_no_json_is_refused_by_serde_too() {
    for text in [
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        "\"\0\"",
        r#"{"a":1,"a":2}"#,
        r#"[{"b":{"a":1,"a":2}}]"#,
    ] {
        assert!(by_serde::<Json>(text).is_err(), "{text:?}");
    }
    let twice = PUBLISHED.replacen('{', r#"{"cancelled":false,"#, 1);
    assert!(by_serde::<RestoreJob>(&twice).is_err());
    assert!(serde_json::from_slice::<Json>(b"\"\xff\"").is_err());
}

#[derive(Clone)]
struct Open {
    level: i64,
    rest: rt::Rest,
}
rt::new!(Open, [level: i64]);
rt::members!(Open, OPEN, rest, [level: i64 = Field::required("level", &Schema::INTEGER)]);

#[test]
fn large_values_go_out_as_they_came() {
    let text = Json::String("\0\u{1f}\"\\é😀\u{2028}".repeat(500_000));
    let written = rt::json::to_string(&text);
    assert!(written.parse::<Json>().unwrap() == text);
    let by_others = serde_json::to_string(&text).unwrap();
    assert!(by_serde::<Json>(&by_others).unwrap() == text);
    let members = (0..1_000_000).map(|n| format!(",\"m{n:07}\":{n}"));
    let text = format!("{{\"level\":1{}}}", members.collect::<String>());
    let value: Open = rt::json::from_str(&text).unwrap();
    assert_eq!(value.validate(), Ok(()));
    assert!(rt::json::to_string(&value) == text);
    assert!(serde_json::to_string(&value).unwrap() == text);
    assert!(by_serde::<Open>(&text).unwrap() == value);
}

/// Whatever stands anywhere: serde takes what the strict decoder takes, and what it gives is the same.
#[test]
fn serde_takes_what_strict_decoding_takes() {
    let json: Json = PUBLISHED.parse().unwrap();
    let Json::Object(members) = &json else {
        panic!("{json}")
    };
    let odd = [
        "null",
        "true",
        "-1.5e3",
        "7.0",
        "\"\"",
        "[]",
        "[[[]],{\"a\":1}]",
        "{}",
        "{\"date\":{\"a\":[]}}",
    ];
    let mut taken = 0;
    for name in members.keys() {
        for text in odd {
            let mut spoiled = members.clone();
            spoiled.insert(name.clone(), text.parse().unwrap());
            let text = Json::Object(spoiled).to_string();
            let ours = rt::json::from_str::<RestoreJob>(&text);
            let theirs = by_serde::<RestoreJob>(&text);
            assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}: {ours:?} {theirs:?}");
            if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
                assert_eq!(ours, theirs);
                assert_eq!(
                    rt::json::to_string(&theirs).parse::<Json>().unwrap(),
                    text.parse().unwrap()
                );
                taken += 1;
            }
        }
    }
    assert!(taken > 10, "{taken}");
}
