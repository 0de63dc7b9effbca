//! `$dynamicRef`: the outermost schema resource on the way that knows the anchor decides.

use rt::{Direction, Json, Rule, Schema};
use specsmith_runtime as rt;

static LIST: Schema = Schema::array(&[Rule::Items(&Schema::any(&[Rule::DynamicRef {
    name: "item",
    schema: &Schema::NEVER,
}]))]);

static TEXTS: Schema = Schema::any(&[Rule::Scope {
    anchors: &[("other", &Schema::NEVER), ("item", &Schema::STRING)],
    schema: &LIST,
}]);

/// Texts, whatever lies between.
static OUTER: Schema = Schema::any(&[Rule::Scope {
    anchors: &[("item", &Schema::STRING)],
    schema: &Schema::any(&[Rule::Scope {
        anchors: &[("item", &Schema::INTEGER)],
        schema: &LIST,
    }]),
}]);

/// What was left again says nothing any more.
static BESIDE: Schema = Schema::any(&[Rule::AllOf(&[
    &Schema::any(&[Rule::Scope {
        anchors: &[("item", &Schema::ANY)],
        schema: &LIST,
    }]),
    &LIST,
])]);

/// A list of lists of the same.
static NESTED: Schema = Schema::array(&[Rule::Items(&Schema::any(&[Rule::Scope {
    anchors: &[("item", &NESTED)],
    schema: &LIST,
}]))]);

fn holds(schema: &'static Schema, text: &str) -> bool {
    let json: Json = text.parse().unwrap();
    rt::validate::validate(schema, rt::Value::view(&json), Direction::Either).is_empty()
}

#[test]
fn the_outermost_scope_decides() {
    assert!(holds(&TEXTS, r#"["a", "b"]"#) && !holds(&TEXTS, r#"["a", 1]"#));
    assert!(holds(&OUTER, r#"["a"]"#) && !holds(&OUTER, "[1]"));
}

#[test]
fn without_a_scope_it_is_a_reference() {
    assert!(holds(&LIST, "[]") && !holds(&LIST, "[1]"));
    assert!(holds(&BESIDE, "[]") && !holds(&BESIDE, "[1]"));
}

#[test]
fn a_circle_ends_with_the_value() {
    assert!(holds(&NESTED, "[[[[[]]]]]") && !holds(&NESTED, "[[[[[1]]]]]"));
    let deep = format!("{}{}", "[".repeat(120), "]".repeat(120));
    assert!(holds(&NESTED, &deep));
}
