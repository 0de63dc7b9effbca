//! Input that was made to break the reader: it may be refused, it may not hurt.

mod atlas;

use atlas::{ApiError, PUBLISHED, RestoreJob};
use rt::{Checked, Json};
use specsmith_runtime as rt;

fn syntax(bytes: &[u8]) -> String {
    match rt::json::from_slice::<Json>(bytes) {
        Err(rt::decode::DecodeError::Syntax(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn depth_is_limited_everywhere() {
    for (open, close) in [("[", "]"), ("{\"next\":", "}")] {
        let deep = format!("{}0{}", open.repeat(512), close.repeat(512));
        assert!(rt::json::from_str::<Json>(&deep).is_ok());
        for depth in [513, 100_000] {
            assert!(syntax(open.repeat(depth).as_bytes()).contains("the limit of 512"));
            let unknown = format!("{{\"unknown\":{}", open.repeat(depth));
            assert!(rt::json::from_slice_lenient::<ApiError>(unknown.as_bytes()).is_err());
        }
    }
}

#[test]
fn what_is_no_json_is_refused_at_its_byte() {
    for (bytes, offset) in [
        (&b"[1,]"[..], 3),
        (b"{\"a\":1,}", 7),
        (b"[1 2]", 3),
        (b"01", 0),
        (b"1.", 0),
        (b"\"\x00\"", 1),
        (b"\"\xff\"", 1),
        (b"\"\\ud800\"", 7),
        (b"\"\\udc00\"", 7),
        (b"\"\\ud800\\u0041\"", 13),
        (b"\"\\x\"", 2),
        (b"\"abc", 4),
        (b"nul", 0),
        (b"truefalse", 4),
        (b"{1:2}", 1),
        (b"{\"a\" 1}", 5),
        (b"'a'", 0),
        (b"NaN", 0),
        (b"\xef\xbb\xbf", 3),
        (b"\xff\xfe[\0]\0", 0),
    ] {
        let text = syntax(bytes);
        assert!(
            text.ends_with(&format!("at byte {offset}")),
            "{bytes:?}: {text}"
        );
    }
}

/// What `JSON.stringify` writes of a text that was cut within a character (RFC 8259, section 8.2).
#[test]
fn half_a_character_does_not_lose_an_answer() {
    for (text, read, pointer, found) in [
        (
            r#"{"id":1,"name":"cut \ud83d"}"#,
            "{\"id\":1,\"name\":\"cut \u{fffd}\"}",
            "/name",
            "\\ud83d",
        ),
        (
            r#"["\ud83d\u0041\uDe00\ud83d\ude00"]"#,
            "[\"\u{fffd}A\u{fffd}\u{1f600}\"]",
            "/0",
            "\\ud83d",
        ),
        (r#"{"\ude00":1}"#, "{\"\u{fffd}\":1}", "", "\\ude00"),
    ] {
        let decoded = rt::json::from_slice_lenient::<Json>(text.as_bytes()).unwrap();
        assert_eq!(decoded.value.to_string(), read);
        let [issue] = &decoded.issues.0[..] else {
            panic!("{:?}", decoded.issues)
        };
        assert_eq!((&*issue.pointer, &*issue.found), (pointer, found));
        assert!(issue.to_string().ends_with("is not a character"), "{issue}");
        assert!(rt::json::from_str::<Json>(text).is_err());
    }
}

#[test]
fn escapes_are_read_and_written() {
    let json: Json = r#""\u00e9\ud83d\ude00\n\"\\\/\b\f\r\t\u0000""#.parse().unwrap();
    assert_eq!(json.as_str(), Some("é😀\n\"\\/\u{8}\u{c}\r\t\0"));
    assert_eq!(json.to_string(), r#""é😀\n\"\\/\b\f\r\t\u0000""#);
    assert_eq!(
        rt::json::from_slice::<Json>(b"\xef\xbb\xbf[]")
            .unwrap()
            .to_string(),
        "[]"
    );
}

#[test]
fn large_text_is_no_trouble() {
    let large = format!("{:?}", "é".repeat(5_000_000));
    assert_eq!(
        rt::json::from_str::<String>(&large).unwrap().len(),
        10_000_000
    );
    let mut job: RestoreJob = rt::json::from_str(PUBLISHED).unwrap();
    job.target_group_id = "a".repeat(10_000_000);
    let violations = job.validate().unwrap_err();
    assert!(
        violations
            .0
            .iter()
            .all(|violation| violation.found.len() < 80)
    );
}

#[test]
fn issues_are_counted_no_further_than_their_limit() {
    let text = format!("{{\"deliveryUrl\":[{}0]}}", "0,".repeat(200_000));
    let decoded = rt::json::from_slice_lenient::<RestoreJob>(text.as_bytes()).unwrap();
    assert_eq!(decoded.issues.0.len(), rt::decode::ISSUE_LIMIT);
}

/// Replaces every value of the published example by every kind of value, and cuts and spoils its text everywhere.
#[test]
fn anything_anywhere_never_panics() {
    let json: Json = PUBLISHED.parse().unwrap();
    let pointers = pointers(&json, String::new());
    assert!(pointers.len() > 20);
    let replacements = [
        "null",
        "true",
        "-1.5e3",
        "1e9999",
        "\"\"",
        "[]",
        "[[[]],{\"a\":1}]",
        "{}",
        "{\"date\":{\"a\":[]}}",
    ];
    for pointer in &pointers {
        for replacement in replacements {
            let spoiled = replace(&json, pointer, &replacement.parse().unwrap());
            let text = spoiled.to_string();
            let decoded = rt::json::from_slice_lenient::<RestoreJob>(text.as_bytes()).unwrap();
            let _ = decoded.value.validate();
            let _ = rt::json::from_json::<RestoreJob>(&spoiled);
            let _ = rt::validate::validate(
                RestoreJob::schema(),
                rt::Value::view(&spoiled),
                rt::Direction::Response,
            );
            rt::json::from_str::<Json>(&rt::json::to_string(&decoded.value)).unwrap();
        }
    }
    for at in 0..PUBLISHED.len() {
        assert!(rt::json::from_slice_lenient::<RestoreJob>(&PUBLISHED.as_bytes()[..at]).is_err());
        for byte in [0, b'"', b'{', b']', b',', b'9', b'\\', 0xff] {
            let mut bytes = PUBLISHED.as_bytes().to_vec();
            bytes[at] = byte;
            let _ = rt::json::from_slice::<RestoreJob>(&bytes);
            let _ = rt::json::from_slice_lenient::<RestoreJob>(&bytes);
        }
    }
}

fn pointers(json: &Json, here: String) -> Vec<String> {
    let mut all = vec![here.clone()];
    match json {
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                all.extend(pointers(item, format!("{here}/{index}")));
            }
        }
        Json::Object(members) => {
            for (name, member) in members {
                all.extend(pointers(member, format!("{here}/{name}")));
            }
        }
        _ => {}
    }
    all
}

fn replace(json: &Json, pointer: &str, new: &Json) -> Json {
    let Some((head, rest)) = pointer
        .strip_prefix('/')
        .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
    else {
        return new.clone();
    };
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!("/{rest}")
    };
    match json {
        Json::Array(items) => Json::Array(
            items
                .iter()
                .enumerate()
                .map(|(index, item)| {
                    if index.to_string() == head {
                        replace(item, &rest, new)
                    } else {
                        item.clone()
                    }
                })
                .collect(),
        ),
        Json::Object(members) => Json::Object(
            members
                .iter()
                .map(|(name, member)| {
                    (
                        name.clone(),
                        if name == head {
                            replace(member, &rest, new)
                        } else {
                            member.clone()
                        },
                    )
                })
                .collect(),
        ),
        other => other.clone(),
    }
}

#[test]
fn extreme_numbers_stay_what_they_are() {
    let digits = "1234567890123456789012345678901234567890";
    for text in ["1e9999", "-0", "1E400", "-1e-400", digits] {
        let json: Json = text.parse().unwrap();
        assert_eq!(json.to_string(), text);
        assert!(rt::json::from_str::<i64>(text).is_err() || text == "-0");
    }
    let limit = rt::Schema::number(&[rt::Rule::Maximum(rt::Num::Text("1e400"))]);
    let found = |text: &str| {
        let json: Json = text.parse().unwrap();
        rt::validate::validate(&limit, rt::Value::view(&json), rt::Direction::Either)
    };
    assert!(found("1E400").is_empty());
    assert_eq!(found("1.1e400").0.len(), 1);
}

#[test]
fn names_that_occur_twice_are_found_everywhere() {
    for text in [r#"{"a":1,"a":2}"#, r#"[{"b":{"a":1,"a":2}}]"#] {
        assert!(rt::json::from_str::<Json>(text).is_err(), "{text}");
    }
    let twice = PUBLISHED.replacen('{', r#"{"cancelled":false,"#, 1);
    assert!(rt::json::from_str::<RestoreJob>(&twice).is_err());
    let decoded = rt::json::from_slice_lenient::<RestoreJob>(twice.as_bytes()).unwrap();
    assert_eq!(decoded.issues.0[0].rule, "duplicate");
}

#[test]
fn a_million_members_are_no_trouble() {
    let members: Vec<String> = (0..1_000_000).map(|n| format!("\"m{n}\":{n}")).collect();
    let text = format!("{{{}}}", members.join(","));
    let json: Json = text.parse().unwrap();
    assert_eq!(
        json.as_object().map(|members| members.len()),
        Some(1_000_000)
    );
    let closed = rt::Schema::object(&[], &[rt::Rule::AdditionalProperties(&rt::Schema::NEVER)]);
    let found = rt::validate::validate(&closed, rt::Value::view(&json), rt::Direction::Either);
    assert!(found.0.len() <= rt::validate::VIOLATION_LIMIT);
}

/// Patterns over which a backtracking engine takes exponential time.
#[test]
fn no_pattern_hangs() {
    let text = format!("{}!", "a".repeat(50_000));
    for pattern in [
        "^(a+)+$",
        "^(a|a)*$",
        "^(a|aa)+$",
        "(.*)*b",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
    ] {
        let rules: &'static [rt::Rule] = vec![rt::Rule::Pattern(pattern)].leak();
        let schema = rt::Schema::string(rules);
        let found = rt::validate::validate(&schema, rt::View::Str(&text), rt::Direction::Either);
        let rule = found.0.first().map(|violation| violation.rule);
        assert!(
            matches!(rule, Some("pattern" | "limit")),
            "{pattern}: {found}"
        );
    }
}
