//! Any JSON at any place of the shipped model: decoding never panics, and what decodes encodes back equal.

use atlas_backup::rt::{self, Checked, Json, Value};
use atlas_backup::types::{ApiError, ServerlessBackupRestoreJob};
use proptest::prelude::*;

/// Names that the model has, and some that it has not.
const NAMES: [&str; 16] = [
    "cancelled",
    "deliveryType",
    "deliveryUrl",
    "desiredTimestamp",
    "date",
    "increment",
    "links",
    "href",
    "oplogTs",
    "targetClusterName",
    "targetGroupId",
    "error",
    "errorCode",
    "badRequestDetail",
    "fields",
    "unknown",
];

fn scalar() -> impl Strategy<Value = Json> {
    let number = prop_oneof![
        any::<i32>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        "-?[1-9][0-9]{0,40}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,4})?",
        Just("-0".to_owned()),
        Just("1e9999".to_owned()),
        Just("7.0".to_owned()),
    ];
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        number.prop_map(|text| text.parse().unwrap()),
        any::<String>().prop_map(Json::String),
        Just(Json::String("automated".to_owned())),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(NAMES.as_slice()).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn json() -> impl Strategy<Value = Json> {
    scalar().prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::Array),
            prop::collection::btree_map(name(), inner, 0..6).prop_map(Json::Object),
        ]
    })
}

/// An object with what must be there, and then some of its members replaced by anything.
fn spoiled(needed: &'static str) -> impl Strategy<Value = Json> {
    prop::collection::btree_map(name(), json(), 0..4).prop_map(move |members| {
        let Ok(Json::Object(mut object)) = needed.parse::<Json>() else {
            return Json::Null;
        };
        object.extend(members);
        Json::Object(object)
    })
}

fn holds<T: Value + Checked>(json: &Json) -> Result<bool, TestCaseError> {
    let text = json.to_string();
    let lenient = rt::json::from_slice_lenient::<T>(text.as_bytes());
    let lenient = lenient.expect("every JSON text is decoded leniently");
    let _ = lenient.value.validate();
    let again: Json = rt::json::to_string(&lenient.value).parse().unwrap();
    drop(again);
    // As a member or an item would be: `null` is `None`.
    let Ok(value) = rt::json::from_str::<Option<T>>(&text) else {
        return Ok(false);
    };
    let back: Json = rt::json::to_string(&value).parse().unwrap();
    prop_assert_eq!(&back, json);
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_at_the_root(json in json()) {
        holds::<ServerlessBackupRestoreJob>(&json)?;
        holds::<ApiError>(&json)?;
    }

    #[test]
    fn anything_in_a_job(
        json in spoiled(r#"{"deliveryType":"download","targetClusterName":"a","targetGroupId":"b"}"#)
    ) {
        holds::<ServerlessBackupRestoreJob>(&json)?;
    }

    #[test]
    fn anything_in_an_error(json in spoiled(r#"{"error":400,"errorCode":"A"}"#)) {
        holds::<ApiError>(&json)?;
    }

    #[test]
    fn members_that_nobody_named_come_back(extra in json()) {
        let Ok(Json::Object(mut object)) = r#"{"error":400,"errorCode":"A"}"#.parse::<Json>() else {
            return Ok(());
        };
        object.insert("unknown".to_owned(), extra);
        prop_assert!(holds::<ApiError>(&Json::Object(object))?);
    }
}
