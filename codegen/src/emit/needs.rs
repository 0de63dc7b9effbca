//! Features of the runtime that an API cannot do without.

use std::collections::BTreeSet;

use crate::model::{
    Answer, Api, Dates, Operation, Rule, Schema, SchemaRef, SecurityKind, SecurityScheme, Shape,
    TypeRef,
};

/// The features' names.
pub(super) fn needed(api: &Api) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for ty in types(api) {
        found.extend(of_type(ty, api.dates));
    }
    let in_operation = |operation: &Operation| {
        let body = operation.body.iter().map(|body| &body.argument);
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| &parameter.argument);
        parameters
            .chain(body)
            .any(|argument| is_hard(&argument.schema))
    };
    if api.tables.iter().any(|table| has_hard(&table.schema))
        || api.operations.iter().any(in_operation)
    {
        found.insert("regress");
    }
    let is_digest = |scheme: &SecurityScheme| match &scheme.kind {
        SecurityKind::Http(kind) => kind == "digest",
        _ => false,
    };
    if api.security_schemes.iter().any(is_digest) {
        found.insert("digest");
    }
    found
}

/// Every type in use, from the outside.
fn types(api: &Api) -> Vec<&TypeRef> {
    let mut found = Vec::new();
    for ty in &api.types {
        match &ty.shape {
            Shape::Struct(shape) => {
                found.extend(shape.members.iter().map(|member| &member.ty));
                found.extend(shape.extras.iter().map(|extras| &extras.ty));
            }
            Shape::Union(shape) => found.extend(shape.variants.iter().map(|variant| &variant.ty)),
            Shape::Alias(target) => found.push(target),
            Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
        }
    }
    for operation in &api.operations {
        found.extend(operation.parameters.iter().map(|p| &p.argument.ty));
        found.extend(operation.body.iter().map(|body| &body.argument.ty));
        for answer in [&operation.output, &operation.error] {
            match answer {
                Answer::One(ty) => found.push(ty),
                Answer::Several { variants, .. } => {
                    found.extend(variants.iter().map(|variant| &variant.ty));
                }
            }
        }
    }
    found
}

fn of_type(ty: &TypeRef, dates: Dates) -> Option<&'static str> {
    match ty {
        TypeRef::DateTime | TypeRef::Date | TypeRef::Time | TypeRef::Duration => match dates {
            Dates::Jiff => Some("jiff"),
            Dates::Chrono => Some("chrono"),
            Dates::Time => Some("time"),
            Dates::String => None,
        },
        TypeRef::Uuid => Some("uuid"),
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::Loose(inner)
        | TypeRef::Option(inner)
        | TypeRef::Boxed(inner) => of_type(inner, dates),
        _ => None,
    }
}

/// Whether a schema has a pattern that the runtime's own engine does not take.
fn is_hard(schema: &SchemaRef) -> bool {
    matches!(schema, SchemaRef::Inline(schema) if has_hard(schema))
}

fn has_hard(schema: &Schema) -> bool {
    schema.fields.iter().any(|field| is_hard(&field.schema)) || schema.rules.iter().any(rule)
}

fn rule(rule: &Rule) -> bool {
    let named = |list: &[(String, SchemaRef)]| list.iter().any(|(_, schema)| is_hard(schema));
    match rule {
        Rule::Pattern(pattern) => hard(pattern),
        Rule::PatternProperties(list) => {
            list.iter().any(|(pattern, _)| hard(pattern)) || named(list)
        }
        Rule::DependentSchemas(list) | Rule::Discriminator { mapping: list, .. } => named(list),
        Rule::PrefixItems(list) | Rule::AllOf(list) | Rule::AnyOf(list) | Rule::OneOf(list) => {
            list.iter().any(is_hard)
        }
        Rule::Items(schema)
        | Rule::AdditionalProperties(schema)
        | Rule::PropertyNames(schema)
        | Rule::Not(schema)
        | Rule::Ref(schema)
        | Rule::Nullable(schema)
        | Rule::UnevaluatedItems(schema)
        | Rule::UnevaluatedProperties(schema)
        | Rule::Contains { schema, .. } => is_hard(schema),
        Rule::If {
            condition,
            then,
            otherwise,
        } => [condition, then, otherwise].into_iter().any(is_hard),
        _ => false,
    }
}

fn hard(pattern: &str) -> bool {
    ["(?=", "(?!", "(?<", "\\p{", "\\P{", "\\k<", "\\1"]
        .iter()
        .any(|part| pattern.contains(part))
}
