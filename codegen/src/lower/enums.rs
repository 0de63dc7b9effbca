//! `enum` and `const`.

use super::names::{self, Scope};
use super::rules::kinds;
use super::types::{Made, Types};
use crate::document::SchemaNode;
use crate::model::{
    Constant, Docs, EnumVariant, IntegerEnum, Kind, Kinds, Rule, Schema, Shape, StringEnum,
};
use crate::source::{NodeId, NodeKind};

impl Types<'_, '_> {
    /// The enum of a schema that lists texts, or integers.
    pub(super) fn enumeration(&mut self, node: NodeId, schema: &SchemaNode) -> Option<Made> {
        let sources = self.document.sources;
        let listed = schema
            .enumeration
            .clone()
            .or_else(|| schema.constant.map(|value| vec![value]))?;
        let values: Vec<_> = listed
            .iter()
            .map(|value| sources.kind(*value))
            .filter(|kind| **kind != NodeKind::Null)
            .collect();
        let texts: Vec<String> = values.iter().filter_map(|kind| text(kind)).collect();
        let table = |types: &mut Self| Schema {
            kinds: kinds(schema),
            fields: Vec::new(),
            rules: types.rules(node, schema),
        };
        if !texts.is_empty() && texts.len() == values.len() && schema.allows(Kind::String) {
            let table = table(self);
            return Some(Made::Type(Shape::StringEnum(string_enum(&texts)), table));
        }
        let integers: Vec<i64> = values.iter().filter_map(|kind| integer(kind)).collect();
        if !integers.is_empty() && integers.len() == values.len() && schema.allows(Kind::Integer) {
            let table = table(self);
            return Some(Made::Type(
                Shape::IntegerEnum(integer_enum(&integers)),
                table,
            ));
        }
        None
    }

    /// The texts of alternatives that are all enums of texts.
    pub(super) fn texts_of_all(&mut self, branches: &[NodeId]) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        for branch in branches {
            let schema = self.read_followed(*branch);
            let listed = schema
                .enumeration
                .clone()
                .or_else(|| schema.constant.map(|value| vec![value]))?;
            for value in listed {
                match self.document.sources.kind(value) {
                    NodeKind::String(text) => texts.push(text.to_string()),
                    NodeKind::Null => {}
                    _ => return None,
                }
            }
        }
        (!texts.is_empty()).then_some(texts)
    }

    /// One enum over all texts. What is written beside it (`type: object`, in some documents) is not true of it.
    pub(super) fn texts(
        &mut self,
        schema: &SchemaNode,
        texts: &[String],
        null_listed: bool,
    ) -> Made {
        let nullable = schema.nullable || null_listed;
        let shape = string_enum(texts);
        let mut constants: Vec<Constant> = shape
            .variants
            .iter()
            .map(|variant| Constant::Str(variant.value.clone()))
            .collect();
        let mut kinds = vec![Kind::String];
        if nullable {
            kinds.insert(0, Kind::Null);
            constants.push(Constant::Json("null".to_owned()));
        }
        Made::Type(
            Shape::StringEnum(shape),
            Schema {
                kinds: Kinds(kinds),
                fields: Vec::new(),
                rules: vec![Rule::Enum(constants)],
            },
        )
    }
}

fn text(kind: &NodeKind) -> Option<String> {
    match kind {
        NodeKind::String(text) => Some(text.to_string()),
        _ => None,
    }
}

fn integer(kind: &NodeKind) -> Option<i64> {
    match kind {
        NodeKind::Number(text) => text.parse().ok(),
        _ => None,
    }
}

/// An enum of texts, each once.
pub(super) fn string_enum(texts: &[String]) -> StringEnum {
    let mut scope = Scope::without(&["unknown", "self"]);
    let mut variants: Vec<EnumVariant<String>> = Vec::new();
    for text in texts {
        if variants.iter().all(|variant| variant.value != *text) {
            let ident = scope.take(names::pascal(text), &[], text);
            variants.push(EnumVariant {
                ident,
                value: text.clone(),
                docs: Docs::default(),
            });
        }
    }
    StringEnum { variants }
}

fn integer_enum(values: &[i64]) -> IntegerEnum {
    let mut scope = Scope::without(&["unknown"]);
    let mut variants: Vec<EnumVariant<i64>> = Vec::new();
    for value in values {
        if variants.iter().all(|variant| variant.value != *value) {
            let raw = value.to_string();
            let ident = scope.take(names::pascal(&raw), &[], &raw);
            variants.push(EnumVariant {
                ident,
                value: *value,
                docs: Docs::default(),
            });
        }
    }
    IntegerEnum { variants }
}
