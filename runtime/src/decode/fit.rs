//! How well a schema that a value keeps fits it: open objects keep the schemas of many others.

use std::collections::HashSet;
use std::ptr;

use crate::Schema;
use crate::json::Json;
use crate::schema::Rule;

/// How many of an object's members the schema does not name; none for every other value.
pub(super) fn unnamed(schema: &Schema, json: &Json) -> usize {
    let Json::Object(members) = json else {
        return 0;
    };
    let mut left: Vec<&str> = members.keys().map(String::as_str).collect();
    // Schemas lead to each other in circles: each is asked once.
    let mut known = HashSet::new();
    let mut open = vec![schema];
    while let (Some(schema), false) = (open.pop(), left.is_empty()) {
        if known.insert(ptr::from_ref(schema)) {
            left.retain(|name| !schema.fields.iter().any(|field| field.name == *name));
            schema.rules.iter().for_each(|rule| follow(rule, &mut open));
        }
    }
    left.len()
}

/// The schemas that speak of the same value.
fn follow(rule: &Rule, open: &mut Vec<&Schema>) {
    match rule {
        Rule::AllOf(all) | Rule::AnyOf(all) | Rule::OneOf(all) => open.extend(all.iter()),
        Rule::Discriminator { mapping, .. } => open.extend(mapping.iter().map(|(_, one)| *one)),
        Rule::Ref(one) | Rule::Nullable(one) => open.push(one),
        Rule::DynamicRef { schema, .. } | Rule::Scope { schema, .. } => open.push(schema),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    static BASE: Schema = Schema::object(
        &[Field::optional("a", &Schema::STRING)],
        &[Rule::OneOf(&[&CAT, &DOG])],
    );
    static CAT: Schema = Schema::object(
        &[Field::optional("b", &Schema::STRING)],
        &[Rule::AllOf(&[&BASE])],
    );
    static DOG: Schema = Schema::object(
        &[Field::optional("c", &Schema::STRING)],
        &[Rule::AllOf(&[&BASE])],
    );

    #[test]
    fn members_are_named_wherever_schemas_lead() {
        let value = |text: &str| crate::json::from_str::<Json>(text).unwrap();
        assert_eq!(
            unnamed(&CAT, &value(r#"{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}"#)),
            2
        );
        assert_eq!(unnamed(&CAT, &value("[1]")), 0);
    }
}
