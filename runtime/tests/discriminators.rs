//! Unions that a member tells apart, held against values that have no members.

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
