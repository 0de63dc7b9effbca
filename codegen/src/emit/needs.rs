//! Features of the runtime that an API cannot do without.

use std::collections::BTreeSet;

use specsmith_runtime::Format;

use crate::model::{
    Answer, Api, Dates, Operation, Rule, Schema, SchemaRef, SecurityKind, SecurityScheme, Shape,
    TypeRef,
};

/// The features' names.
pub(super) fn needed(api: &Api) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let places = types(api).into_iter().flat_map(TypeRef::leaves);
    found.extend(places.filter_map(|ty| of_type(ty, api.dates)));
    for (feature, question) in OF_RULES {
        let in_operation = |operation: &Operation| {
            let body = operation.body.iter().map(|body| &body.argument);
            let parameters = operation.parameters.iter();
            let mut all = parameters.map(|parameter| &parameter.argument).chain(body);
            all.any(|argument| asks(&argument.schema, question))
        };
        if api.tables.iter().any(|table| has(&table.schema, question))
            || api.operations.iter().any(in_operation)
        {
            found.insert(feature);
        }
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
        found.extend(operation.streaming.iter().map(|streaming| &streaming.item));
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
        _ => None,
    }
}

/// A question about one rule.
type Question = fn(&Rule) -> bool;

/// The features that rules need, and the rules that do.
const OF_RULES: [(&str, Question); 2] = [("regress", is_hard), ("idna", is_of_hosts)];

/// Whether it is a pattern that the runtime's own engine does not take.
fn is_hard(rule: &Rule) -> bool {
    match rule {
        Rule::Pattern(pattern) => hard(pattern),
        Rule::PatternProperties(list) => list.iter().any(|(pattern, _)| hard(pattern)),
        _ => false,
    }
}

fn is_of_hosts(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Format(Format::Hostname | Format::IdnHostname | Format::IdnEmail)
    )
}

/// Whether a schema, or one that is written in it, has such a rule.
fn asks(schema: &SchemaRef, question: Question) -> bool {
    matches!(schema, SchemaRef::Inline(schema) if has(schema, question))
}

fn has(schema: &Schema, question: Question) -> bool {
    let mut fields = schema.fields.iter();
    fields.any(|field| asks(&field.schema, question))
        || schema
            .rules
            .iter()
            .any(|rule| question(rule) || rule.schemas().into_iter().any(|one| asks(one, question)))
}

fn hard(pattern: &str) -> bool {
    // Properties of characters, and back references.
    let mut escaped = pattern.split('\\').skip(1);
    escaped.any(|escaped| escaped.starts_with(|sign| matches!(sign, 'p' | 'P' | 'k' | '1'..='9')))
}

#[cfg(test)]
mod tests {
    use super::hard;

    #[test]
    fn what_looks_around_needs_no_tables() {
        for pattern in ["^(?!a)b(?=c)", "(?<!a)b(?<=c)", "(?<name>a)\\d{1}", "p{L}"] {
            assert!(!hard(pattern), "{pattern}");
        }
        for pattern in [
            "\\p{L}",
            "[^\\P{N}]",
            "(a)\\1",
            "(a)(b)\\2",
            "(?<n>a)\\k<n>",
        ] {
            assert!(hard(pattern), "{pattern}");
        }
    }
}
