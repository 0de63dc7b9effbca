//! Unions held against values that fit none of their variants: what has no members, and `null`.

use specsmith_runtime as rt;
use specsmith_runtime::{Direction, Field, Json, Rule, Schema, Types, Value, validate::validate};

static CAT: Schema = Schema::object(&[Field::required("kind", &Schema::STRING)], &[]);
static TEXT: Schema = Schema::STRING;
// A base that is a part of what it names.
static BASE: Schema = Schema::any(&[Rule::Discriminator {
    property: "kind",
    mapping: &[("child", &CHILD)],
}]);
static CHILD: Schema = Schema::any(&[Rule::AllOf(&[&BASE])]).types(Types::OBJECT);

fn rules(schema: &'static Schema, json: &str) -> Vec<&'static str> {
    let json: Json = json.parse().unwrap();
    let found = validate(schema, json.view(), Direction::Either);
    found.0.iter().map(|violation| violation.rule).collect()
}

#[test]
fn what_is_no_object_must_be_one_of_the_variants() {
    static CLOSED: Schema = Schema::any(&[Rule::Discriminator {
        property: "kind",
        mapping: &[("cat", &CAT)],
    }]);
    static OPEN: Schema = Schema::any(&[Rule::Discriminator {
        property: "kind",
        mapping: &[("cat", &CAT), ("text", &TEXT)],
    }]);
    assert_eq!(rules(&CLOSED, r#"{"kind": "cat"}"#), [""; 0]);
    assert_eq!(rules(&CLOSED, "3"), ["oneOf"]);
    assert_eq!(rules(&OPEN, r#""a text""#), [""; 0]);
    assert_eq!(rules(&OPEN, "[]"), ["oneOf"]);
    assert_eq!(rules(&BASE, r#"{"kind": "child"}"#), [""; 0]);
    assert_eq!(rules(&BASE, "3"), ["oneOf"]);
}

#[derive(Clone)]
enum Id {
    Text(String),
    Number(i64),
    Unknown(Json),
}

rt::union!(Id, ID_UNION, [Text(String), Number(i64)]);

static ID_UNION: rt::UnionTable = rt::UnionTable {
    schema: &ID,
    variants: &[&Schema::STRING, &Schema::INTEGER],
    select: rt::Select::Kind(&[
        (Types::STRING, rt::Select::Is(0)),
        (Types::INTEGER, rt::Select::Is(1)),
    ]),
};

static ID: Schema = Schema::any(&[Rule::OneOf(&[&Schema::STRING, &Schema::INTEGER])]);

#[derive(Clone)]
struct Owner {
    flag: Option<bool>,
    id: Option<Id>,
    rest: rt::Rest,
}

rt::empty!(Owner);
rt::members!(Owner, OWNER, rest, [
    flag?: bool = Field::optional("flag", &Schema::any(&[Rule::Const(rt::Const::Json("true"))])),
    id?: Id = Field::optional("id", &ID),
]);

#[test]
fn null_in_place_of_a_union_is_kept_and_is_a_violation() {
    let owner: Owner = rt::json::from_slice(br#"{"id": null}"#).unwrap();
    assert_eq!(rt::json::to_string(&owner), r#"{"id":null}"#);
    let found = validate(&OWNER, owner.view(), Direction::Either).0;
    assert_eq!(
        found.iter().map(|one| one.rule).collect::<Vec<_>>(),
        ["oneOf"]
    );
    // What can be no `null` says so.
    assert!(rt::json::from_slice::<Owner>(br#"{"flag": null}"#).is_err());
    let both: Owner = rt::json::from_slice(br#"{"flag": true, "id": 3}"#).unwrap();
    assert_eq!(rt::json::to_string(&both), r#"{"flag":true,"id":3}"#);
}
