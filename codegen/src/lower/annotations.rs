//! Parts of an `allOf` that say nothing of values: what they say, the whole says, and what is left is what the type is made of.
//!
//! OpenAPI 3.0 has no words beside a `$ref`: `allOf: [{$ref: X}, {description: ..}]` is how authors describe it anew. That
//! `nullable: true` has no effect in a part without a `type` (OpenAPI 3.0.4, section 4.7.24) is nothing that they mean: it is read
//! as if it stood beside the `allOf`.

use crate::document::SchemaNode;
use crate::model::Prose;
use crate::source::{NodeId, NodeKind, Sources};

/// Keywords that allow every value, whatever they say.
const WORDS: [&str; 12] = [
    "$comment",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "nullable",
    "readOnly",
    "summary",
    "title",
    "writeOnly",
];

/// Whether a part says nothing of values.
pub(super) fn annotates(sources: &Sources, part: NodeId) -> bool {
    let only_tells = |key: &str| WORDS.contains(&key) || key.starts_with("x-");
    match sources.kind(part) {
        NodeKind::Mapping(entries) => entries.iter().all(|entry| only_tells(&entry.key)),
        _ => false,
    }
}

/// Leaves the parts out that say nothing of values, where there are others or several; what they say of `null`, and of the
/// directions in which the value goes, the whole says.
pub(super) fn leave_out(sources: &Sources, schema: &mut SchemaNode) {
    leave_out_nulls(sources, schema);
    leave_out_no_values(schema);
    if schema.all_of.len() < 2 {
        return;
    }
    let SchemaNode {
        all_of,
        nullable,
        read_only,
        write_only,
        ..
    } = schema;
    all_of.retain(|part| {
        let annotates = annotates(sources, *part);
        if annotates {
            let says = |key| sources.get_bool(*part, key) == Some(true);
            *nullable |= says("nullable") || says("x-nullable");
            *read_only |= says("readOnly");
            *write_only |= says("writeOnly");
        }
        !annotates
    });
}

/// Leaves out an `enum` without values beside what names the values: some programs write it for no list, though by the letter
/// it allows nothing.
fn leave_out_no_values(schema: &mut SchemaNode) {
    let names_others = schema.reference.is_some()
        || [&schema.all_of, &schema.any_of, &schema.one_of]
            .iter()
            .any(|parts| !parts.is_empty());
    if names_others && schema.enumeration.as_ref().is_some_and(Vec::is_empty) {
        schema.enumeration = None;
    }
}

/// Leaves out alternatives that are `nullable: true` and nothing else: beside others they are how some programs write `null`,
/// though by the letter they allow everything.
fn leave_out_nulls(sources: &Sources, schema: &mut SchemaNode) {
    let is_null = |part: &NodeId| {
        annotates(sources, *part) && sources.get_bool(*part, "nullable") == Some(true)
    };
    for alternatives in [&mut schema.any_of, &mut schema.one_of] {
        let nulls = alternatives.iter().filter(|part| is_null(part)).count();
        if (1..alternatives.len()).contains(&nulls) {
            alternatives.retain(|part| !is_null(part));
            schema.nullable = true;
        }
    }
}

/// The parts of a schema whose prose nothing else has: those of an `allOf` that say nothing of values, then those that have no
/// type of their own, and the one alternative that is not `null`, where it stands inline.
pub(super) fn parts(sources: &Sources, schema: NodeId) -> Vec<NodeId> {
    const OWN_TYPE: [&str; 6] = ["$ref", "allOf", "anyOf", "enum", "oneOf", "properties"];
    let parts = sources.items_of(schema, "allOf");
    let has_type = |part: NodeId| OWN_TYPE.iter().any(|key| sources.get(part, key).is_some());
    let mut found: Vec<_> = parts
        .iter()
        .copied()
        .filter(|part| !has_type(*part))
        .collect();
    found.sort_by_key(|part| !annotates(sources, *part));
    found.extend(only_alternative(sources, schema));
    found
}

/// What stands beside `null` alone, where no reference names it.
fn only_alternative(sources: &Sources, schema: NodeId) -> Option<NodeId> {
    let alternatives = ["anyOf", "oneOf"]
        .into_iter()
        .find_map(|key| Some(sources.items(sources.get(schema, key)?)))?;
    let is_null = |one: &&NodeId| sources.get_str(**one, "type") == Some("null");
    let mut others = alternatives.iter().filter(|one| !is_null(one));
    let only = *others.next()?;
    let alone = others.next().is_none() && sources.get(only, "$ref").is_none();
    alone.then_some(only)
}

/// Adds the prose of a part where nothing was said yet.
pub(super) fn add(said: &mut Prose, part: &Prose) {
    fn fill<T: Clone>(known: &mut Option<T>, other: &Option<T>) {
        if known.is_none() {
            known.clone_from(other);
        }
    }
    fill(&mut said.summary, &part.summary);
    fill(&mut said.description, &part.description);
    fill(&mut said.default, &part.default);
    fill(&mut said.example, &part.example);
    fill(&mut said.external, &part.external);
    fill(&mut said.deprecated, &part.deprecated);
    for constraint in &part.constraints {
        if !said.constraints.contains(constraint) {
            said.constraints.push(constraint.clone());
        }
    }
}
