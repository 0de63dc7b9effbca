//! serde's derive and the tables agree on what text is a value, and on what it is.

use proptest::prelude::*;
use specsmith_runtime as rt;
use specsmith_runtime::{Field, Rule, Schema};
use std::collections::BTreeMap;

#[derive(Clone, serde::Deserialize, serde::Serialize)]
struct Derived {
    flag: bool,
    small: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    large: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    half: Option<f64>,
    texts: Vec<String>,
    map: BTreeMap<String, i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inner: Option<Box<Derived>>,
}

#[derive(Clone)]
struct Tabled {
    flag: bool,
    small: i32,
    large: Option<u64>,
    half: Option<f64>,
    texts: Vec<String>,
    map: BTreeMap<String, i64>,
    inner: Option<Box<Tabled>>,
}
static TABLED: Schema = Schema::object(
    &[
        Field::required("flag", &Schema::BOOLEAN),
        Field::required("small", &Schema::INTEGER),
        Field::optional("large", &Schema::INTEGER),
        Field::optional("half", &Schema::NUMBER),
        Field::required("texts", &Schema::array(&[Rule::Items(&Schema::STRING)])),
        Field::required(
            "map",
            &Schema::object(&[], &[Rule::AdditionalProperties(&Schema::INTEGER)]),
        ),
        Field::optional("inner", &TABLED),
    ],
    &[],
);
rt::object!(
    Tabled,
    TABLED,
    [flag, small, large, half, texts, map, inner]
);

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<i32>().prop_map(|value| value.to_string()),
        1 => any::<u64>().prop_map(|value| value.to_string()),
        1 => any::<i64>().prop_map(|value| value.to_string()),
        1 => any::<f64>().prop_filter("JSON has no other", |value| value.is_finite()).prop_map(|value| format!("{value:?}")),
    ]
}

fn text() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap())
}

fn value() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        number(),
        text(),
        Just("true".to_owned()),
        Just("false".to_owned())
    ];
    scalar.prop_recursive(3, 20, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4);
        let map = prop::collection::btree_map("[a-c]", inner, 0..4);
        prop_oneof![
            list.prop_map(|items| format!("[{}]", items.join(","))),
            map.prop_map(|members| object(members.into_iter().collect())),
        ]
    })
}

fn object(members: Vec<(String, String)>) -> String {
    let members: Vec<_> = members
        .iter()
        .map(|(name, value)| format!("{name:?}:{value}"))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// A struct's text: most members fit, some are left out, and one may be anything.
fn document() -> impl Strategy<Value = String> {
    let texts =
        prop::collection::vec(text(), 0..3).prop_map(|items| format!("[{}]", items.join(",")));
    let map = prop::collection::btree_map("[a-z]{1,3}", any::<i64>(), 0..3);
    let map = map.prop_map(|map| {
        object(
            map.iter()
                .map(|(name, value)| (name.clone(), value.to_string()))
                .collect(),
        )
    });
    let fits = (
        any::<bool>(),
        any::<i32>(),
        any::<u64>(),
        number(),
        texts,
        map,
    );
    let names = ["flag", "small", "large", "half", "texts", "map", "inner"];
    let fits = fits.prop_map(move |(flag, small, large, half, texts, map)| {
        let values = [
            flag.to_string(),
            small.to_string(),
            large.to_string(),
            half,
            texts,
            map,
        ];
        names
            .iter()
            .map(|name| (*name).to_owned())
            .zip(values)
            .collect::<Vec<_>>()
    });
    let spoil = prop::option::of((0..7usize, value()));
    let leaf = (fits, spoil, any::<prop::sample::Index>(), any::<bool>())
        .prop_map(move |(mut members, spoil, at, cut)| {
            if let Some((index, value)) = spoil {
                members.retain(|(name, _)| *name != names[index]);
                members.push((names[index].to_owned(), value));
            }
            if cut {
                members.remove(at.index(members.len()));
            }
            members
        })
        .boxed();
    (leaf.clone(), prop::option::of(leaf)).prop_map(|(mut outer, inner)| {
        if let (Some(inner), true) = (inner, outer.iter().all(|(name, _)| name != "inner")) {
            outer.push(("inner".to_owned(), object(inner)));
        }
        object(outer)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn derive_and_tables_agree(text in document()) {
        let derived = serde_json::from_str::<Derived>(&text);
        let tabled = rt::json::from_str::<Tabled>(&text);
        match (derived, tabled) {
            (Ok(derived), Ok(tabled)) => {
                let derived: rt::Json = serde_json::to_string(&derived).unwrap().parse().unwrap();
                let tabled: rt::Json = rt::json::to_string(&tabled).parse().unwrap();
                prop_assert_eq!(derived, tabled);
            }
            (Err(_), Err(_)) => {}
            // `7.0` is an integer to JSON Schema, and to serde it is none.
            (Err(error), Ok(_)) => prop_assert!(error.to_string().contains("floating point"), "{}: {}", text, error),
            (Ok(_), Err(error)) => prop_assert!(false, "{}: {}", text, error),
        }
    }
}
