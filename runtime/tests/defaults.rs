//! Defaults that decoding fills in, where the settings ask for it.

use rt::{Const, Direction, Field, Rule, Schema, Types, Value};
use specsmith_runtime as rt;

#[derive(Clone)]
struct Pet {
    name: String,
    kind: Option<String>,
    legs: Option<i64>,
    tags: Option<Vec<String>>,
    note: Option<Option<String>>,
    parent: Option<Box<Pet>>,
    broken: Option<bool>,
}

static NOTE: Schema = Schema::STRING.nullable();
static PET: Schema = Schema::object(
    &[
        Field::required("name", &Schema::STRING),
        Field::optional("kind", &Schema::STRING),
        Field::optional("legs", &Schema::INTEGER),
        Field::optional("tags", &Schema::array(&[Rule::Items(&Schema::STRING)])),
        Field::optional("note", &NOTE),
        Field::optional("parent", &PET),
        Field::optional("broken", &Schema::BOOLEAN),
    ],
    &[Rule::Defaults(&[
        ("kind", Const::Str("dog")),
        ("legs", Const::Int(4)),
        ("tags", Const::Json("[\"a\",\"b\"]")),
        ("note", Const::Json("null")),
        ("parent", Const::Json("{\"name\":\"Eve\"}")),
        ("broken", Const::Str("yes")),
    ])],
)
.types(Types::OBJECT);
rt::object!(Pet, PET, [name, kind, legs, tags, note, parent, broken]);

#[test]
fn what_does_not_come_is_filled_in() {
    let pet: Pet = rt::json::from_str(r#"{"legs":3,"name":"Rex"}"#).unwrap();
    // The parent is what the default says, and no more; a default that is no value of the type is left out.
    let filled = r#"{"name":"Rex","kind":"dog","legs":3,"tags":["a","b"],"note":null,"parent":{"name":"Eve"}}"#;
    assert_eq!(rt::json::to_string(&pet), filled);
    assert_eq!(pet.note, Some(None));
    let again: Pet = rt::json::from_json(&rt::json::to_json(&pet)).unwrap();
    // Within what comes, defaults are filled in as everywhere.
    assert_eq!(again.parent.map(|parent| parent.legs), Some(Some(4)));
}

#[test]
fn what_must_be_there_is_not_made_up_and_what_is_there_stays() {
    assert!(rt::json::from_str::<Pet>("{}").is_err());
    let decoded = rt::json::from_slice_lenient::<Pet>(br#"{"kind":7,"name":"Rex"}"#).unwrap();
    assert_eq!(decoded.issues.0.len(), 1, "{}", decoded.issues);
    // A value that is wrong did come.
    assert_eq!(decoded.value.kind, None);
    assert_eq!(decoded.value.legs, Some(4));
    let violations = rt::validate::validate(&PET, decoded.value.view(), Direction::Either);
    assert!(violations.is_empty(), "{violations}");
}
