//! Values that are made of tables, and tables as JSON Schema: both held against the official suite.

#![allow(missing_docs, reason = "types of a test")]

mod suite;

use rt::{Checked, Direction, Field, Json, Num, Rule, Schema, Types, View};
use specsmith_runtime as rt;
use suite::Builder;

fn allows(schema: &'static Schema, value: &Json) -> bool {
    rt::validate::validate(schema, View::Json(value), Direction::Either).is_empty()
}

/// What a group says of its values, with the schema as a table.
fn each_table(mut each: impl FnMut(&str, &'static Schema, &[Json], bool)) {
    suite::each_group(|file, group, formats| {
        let schema = group.get("schema").unwrap();
        if let Some(table) = Builder::new(schema, formats).schema(schema) {
            let tests = group.get("tests").and_then(Json::as_array).unwrap();
            let name = group.get("description").and_then(Json::as_str);
            each(
                &format!("{file}: {}", name.unwrap_or("")),
                table,
                tests,
                formats,
            );
        }
    });
}

/// Numbers that follow each other without a pattern.
fn choices(seed: usize) -> impl FnMut(usize) -> usize {
    let mut state = seed as u64;
    move |count| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % count
    }
}

#[test]
fn nearly_every_schema_that_has_a_value_gets_one() {
    let (mut found, mut missing) = (0, Vec::new());
    each_table(|name, table, tests, _| {
        let valid = |test: &&Json| allows(table, test.get("data").unwrap());
        if tests.iter().filter(valid).count() == 0 {
            return;
        }
        for seed in 0..10 {
            let sample = rt::sample::sample(table, Default::default(), &mut choices(seed));
            if allows(table, &sample) {
                found += 1;
            } else {
                missing.push(format!("{name}: {sample}"));
            }
        }
    });
    // Patterns that only the feature `regress` reads are among those without a value.
    assert!(
        missing.len() * 50 <= found,
        "{found} found, {} not:\n{}",
        missing.len(),
        missing.join("\n")
    );
}

#[test]
fn a_table_as_json_schema_means_the_same() {
    let mut wrong = Vec::new();
    each_table(|name, table, tests, formats| {
        let described = rt::describe::table(table);
        let described: Json = described.to_string().parse().unwrap();
        // A reference to what it is in is not what the suite's tables have.
        let Some(again) = Builder::new(&described, formats).schema(&described) else {
            wrong.push(format!("{name}: {described} is not understood"));
            return;
        };
        for test in tests {
            let data = test.get("data").unwrap();
            if allows(table, data) != allows(again, data) {
                wrong.push(format!("{name}: {described} {data}"));
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[derive(Clone)]
pub struct Node {
    pub size: f64,
    pub kind: Option<Kind>,
    pub tags: Option<Vec<String>>,
    pub next: Option<Box<Node>>,
    pub either: Option<Either>,
    pub by_name: Option<std::collections::BTreeMap<String, Kind>>,
    pub secret: Option<String>,
}

rt::empty!(Node);

rt::members!(Node, NODE, [
    size: f64 = Field::required("size", &Schema::number(&[
        Rule::ExclusiveMinimum(Num::Int(0)),
        Rule::Maximum(Num::Text("0.5")),
        Rule::MultipleOf(Num::Text("0.01")),
    ])),
    kind?: Kind = Field::optional("kind", &KIND),
    tags?: Vec<String> = Field::optional("tags", &Schema::array(&[
        Rule::Items(&Schema::string(&[Rule::Pattern("^t-[a-z]{2,}$"), Rule::MaxLength(9)])),
        Rule::MinItems(2),
        Rule::UniqueItems,
    ])),
    next?: Node = Field::optional("next", &NODE),
    either?: Either = Field::optional("either", &EITHER),
    by_name?: std::collections::BTreeMap<String, Kind> = Field::optional("byName", &Schema::object(&[], &[
        Rule::AdditionalProperties(&KIND),
        Rule::PropertyNames(&Schema::string(&[Rule::MinLength(3)])),
    ])),
    secret?: impl Into<String> = Field::optional("secret", &SHARED).write_only(),
]);

static SHARED: Schema = Schema::string(&[Rule::AnyOf(&[&Schema::EMAIL, &Schema::UUID])]);

rt::string_enum! {
    pub enum Kind: KIND { Large = "large", Small = "small", }
}

#[derive(Clone)]
pub enum Either {
    Node(Box<Node>),
    Text(String),
    Unknown(Json),
}

rt::union!(Either, EITHER_UNION, [Node(Node), Text(String)]);

static EITHER_UNION: rt::UnionTable = rt::UnionTable {
    schema: &EITHER,
    variants: &[&NODE, &SHARED],
    select: rt::Select::Kind(&[
        (Types::OBJECT, rt::Select::Is(0)),
        (Types::STRING, rt::Select::Is(1)),
    ]),
};

static EITHER: Schema = Schema::any(&[Rule::OneOf(&[&NODE, &SHARED])]);

rt::string_enum_with! {
    pub enum OrNull: OR_NULL {
        A = "a",
    }
}
static OR_NULL: Schema =
    Schema::any(&[Rule::Enum(&[rt::Const::Json("null"), rt::Const::Str("a")])]);

#[derive(Clone)]
pub struct Absent {
    pub a: String,
}

rt::new!(Absent, [a: impl Into<String>]);
rt::members!(
    Absent,
    ABSENT,
    [a: impl Into<String> = Field::required("a", &Schema::STRING)],
    types: Types::NULL.union(Types::OBJECT),
);

fn holds<T: Checked + PartialEq + std::fmt::Debug>(value: &T) {
    assert_eq!(value.validate(), Ok(()), "{value:?}");
    let text = rt::json::to_string(value);
    assert_eq!(rt::json::from_str::<T>(&text).as_ref(), Ok(value), "{text}");
}

#[test]
fn bytes_make_values_that_are_valid() {
    let mut sizes = std::collections::BTreeSet::new();
    for seed in 0..500 {
        let mut choose = choices(seed);
        let bytes: Vec<u8> = (0..seed).map(|_| choose(256) as u8).collect();
        let mut bytes = arbitrary::Unstructured::new(&bytes);
        let node: Node = bytes.arbitrary().unwrap();
        holds(&node);
        holds(&bytes.arbitrary::<Either>().unwrap());
        holds(&bytes.arbitrary::<Kind>().unwrap());
        // `null` is none of a type: it is an `Option` where the type is used.
        holds(&bytes.arbitrary::<OrNull>().unwrap());
        holds(&bytes.arbitrary::<Absent>().unwrap());
        sizes.insert(rt::json::to_string(&node));
    }
    assert!(sizes.len() > 200, "only {} differ", sizes.len());
    // Without bytes there is nothing but what must be there.
    let plainest: Node = arbitrary::Unstructured::new(&[]).arbitrary().unwrap();
    assert_eq!(plainest, Node::new().size(plainest.size));
}

proptest::proptest! {
    #[test]
    fn properties_get_values_that_are_valid(node: Node, either: Either, kind: Kind) {
        holds(&node);
        holds(&either);
        holds(&kind);
    }
}

#[test]
fn a_type_is_described_with_references_to_others() {
    let schema = schemars::SchemaGenerator::default().into_root_schema_for::<Node>();
    // The order of members depends on a feature of serde_json that any crate may turn on.
    let schema: rt::Json = serde_json::to_string(&schema).unwrap().parse().unwrap();
    insta::assert_snapshot!(rt::json::to_string_pretty(&schema));
}
