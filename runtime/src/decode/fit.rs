//! How well a schema that a value keeps fits it: open objects keep the schemas of many others.

use crate::Schema;
use crate::json::Json;
use crate::schema::Rule;

/// How deep references and alternatives are followed.
const DEEPEST: u8 = 8;

/// How many of an object's members the schema does not name; none for every other value.
pub(super) fn unnamed(schema: &Schema, json: &Json) -> usize {
    match json {
        Json::Object(members) => members
            .iter()
            .filter(|(name, _)| !names(schema, name, DEEPEST))
            .count(),
        _ => 0,
    }
}

fn names(schema: &Schema, name: &str, depth: u8) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let any = |schemas: &[&'static Schema]| schemas.iter().any(|one| names(one, name, depth));
    schema.fields.iter().any(|field| field.name == name)
        || schema.rules.iter().any(|rule| match rule {
            Rule::AllOf(all) | Rule::AnyOf(all) | Rule::OneOf(all) => any(all),
            Rule::Discriminator { mapping, .. } => {
                mapping.iter().any(|(_, one)| names(one, name, depth))
            }
            Rule::Ref(one) | Rule::Nullable(one) => names(one, name, depth),
            Rule::DynamicRef { schema, .. } | Rule::Scope { schema, .. } => {
                names(schema, name, depth)
            }
            _ => false,
        })
}
