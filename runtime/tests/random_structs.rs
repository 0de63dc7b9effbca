//! Structs of random members: the tables read what serde reads, and of every other text both say that it is none.

#[path = "random_structs/cell.rs"]
mod cell;
#[path = "random_structs/derived.rs"]
mod derived;

use cell::{Cell, Member, Shape};
use derived::Derived;
use proptest::prelude::*;
use rt::decode::{Mode, fill_slice};
use rt::{Direction, Json};
use serde::de::DeserializeSeed;
use specsmith_runtime as rt;

fn shape() -> impl Strategy<Value = Shape> {
    let scalar = prop::sample::select(vec![
        Shape::Bool,
        Shape::I32,
        Shape::I64,
        Shape::U32,
        Shape::U64,
        Shape::F64,
        Shape::Text,
    ]);
    let any = scalar.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            inner.clone().prop_map(|item| Shape::List(Box::new(item))),
            inner.clone().prop_map(|value| Shape::Map(Box::new(value))),
            structure(inner),
        ]
    });
    structure(any)
}

/// Members of names that are alike, short and long, in an order that is not that of the names.
fn structure(inner: impl Strategy<Value = Shape> + 'static) -> impl Strategy<Value = Shape> {
    let names = "[a-c]{1,2}|name[0-9]|é|\"|a b|longer than sixteen bytes";
    let member = |(name, (shape, optional))| Member {
        name,
        shape,
        optional,
    };
    prop::collection::btree_map(names, (inner, any::<bool>()), 0..6)
        .prop_map(move |members| members.into_iter().map(member).collect::<Vec<_>>())
        .prop_shuffle()
        .prop_map(Shape::Struct)
}

/// Text of the shape; now and then something else.
fn text(shape: &Shape) -> BoxedStrategy<String> {
    let fits = match shape {
        Shape::Bool => any::<bool>().prop_map(|value| value.to_string()).boxed(),
        Shape::I32 => any::<i32>().prop_map(|value| value.to_string()).boxed(),
        Shape::I64 => any::<i64>().prop_map(|value| value.to_string()).boxed(),
        Shape::U32 => any::<u32>().prop_map(|value| value.to_string()).boxed(),
        Shape::U64 => any::<u64>().prop_map(|value| value.to_string()).boxed(),
        Shape::F64 => prop_oneof![
            any::<i32>().prop_map(|value| value.to_string()),
            any::<f64>()
                .prop_filter("JSON has no other", |value| value.is_finite())
                .prop_map(|value| format!("{value:?}")),
        ]
        .boxed(),
        Shape::Text => any::<String>().prop_map(quoted).boxed(),
        Shape::List(item) => prop::collection::vec(text(item), 0..3)
            .prop_map(|items| format!("[{}]", items.join(" ,\n")))
            .boxed(),
        Shape::Map(value) => prop::collection::btree_map("[a-z\"]{0,3}", text(value), 0..3)
            .prop_map(|members| object(members.into_iter().collect()))
            .boxed(),
        Shape::Struct(members) => members_of(members),
    };
    let spoiled = prop::sample::select(vec![
        "null",
        "true",
        "7",
        "-1",
        "4294967296",
        "18446744073709551616",
        "7.0",
        "0.5",
        "\"\"",
        "[]",
        "{}",
        "[1]",
        "{\"a\":1}",
    ]);
    prop_oneof![40 => fits, 1 => spoiled.prop_map(str::to_owned)].boxed()
}

/// Most members, in any order, some twice, and some that nobody named.
fn members_of(members: &[Member]) -> BoxedStrategy<String> {
    let mut each = Vec::new();
    for member in members {
        let name = member.name.clone();
        let value = prop_oneof![
            20 => text(&member.shape),
            u32::from(member.optional) * 3 => Just("null".to_owned()),
        ];
        let count = prop_oneof![
            u32::from(member.optional) * 8 + 1 => Just(0),
            40 => Just(1),
            1 => Just(2),
        ];
        let pair = value.prop_map(move |value| (name.clone(), value));
        each.push(
            (pair, count)
                .prop_map(|(pair, count)| vec![pair; count])
                .boxed(),
        );
    }
    let unknown = Just(vec![("unknown".to_owned(), "[{\"a\":null}]".to_owned())]);
    each.push(prop_oneof![5 => Just(Vec::new()), 1 => unknown].boxed());
    each.prop_map(|members| members.concat())
        .prop_shuffle()
        .prop_map(object)
        .boxed()
}

fn quoted(text: String) -> String {
    serde_json::to_string(&text).unwrap()
}

fn object(members: Vec<(String, String)>) -> String {
    let members = members.into_iter();
    let members: Vec<_> = members
        .map(|(name, value)| format!("{}: {value}", quoted(name)))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// What the tables read, as the encoder writes it.
fn tabled(shape: &Shape, text: &str) -> Result<Json, String> {
    let shape: &'static Shape = Box::leak(Box::new(shape.clone()));
    let mut cell = Cell::blank(shape, cell::table(shape));
    let mut issues = Vec::new();
    fill_slice(cell.slot(), text.as_bytes(), Mode::Strict, &mut issues)
        .map_err(|error| error.to_string())?;
    match issues.first() {
        Some(issue) => Err(issue.to_string()),
        None => {
            let violations =
                rt::validate::validate(cell::table(shape), cell.view(), Direction::Response);
            assert!(violations.is_empty(), "{text}: {violations}");
            Ok(rt::encode::to_json(cell.view()))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn derive_and_tables_agree_on_random_structs(
        (shape, text) in shape().prop_flat_map(|shape| {
            let text = text(&shape);
            (Just(shape), text)
        })
    ) {
        let mut reader = serde_json::Deserializer::from_str(&text);
        let derived = Derived(&shape).deserialize(&mut reader);
        match (derived, tabled(&shape, &text)) {
            (Ok(derived), Ok(tabled)) => prop_assert_eq!(derived, tabled),
            (Err(_), Err(_)) => {}
            // `7.0` is an integer to JSON Schema, and to serde it is none.
            (Err(error), Ok(_)) => prop_assert!(error.to_string().contains("floating point"), "{}: {}", text, error),
            (Ok(_), Err(error)) => prop_assert!(false, "{}: {}", text, error),
        }
    }
}
