//! `enum` and `const`.

use std::collections::HashMap;

use super::names::{self, Scope};
use super::rules::kinds;
use super::types::{Made, Types};
use crate::diagnostic::{Code, Diagnostic};
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
        self.listed_twice(&listed);
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

    /// Reports values that are listed again.
    fn listed_twice(&mut self, listed: &[NodeId]) {
        let sources = self.document.sources;
        let mut first: HashMap<String, NodeId> = HashMap::new();
        for value in listed {
            let text = sources.json(*value);
            if let Some(earlier) = first.get(&text) {
                let found = Diagnostic::new(
                    Code::EnumValues,
                    format!("the enum lists {text} twice: it counts once"),
                );
                let found = found
                    .at_node(sources, *value)
                    .related(sources.span(*earlier), "first listed here");
                self.diagnostics
                    .add(found.help("remove one of them, or write what was meant"));
            }
            first.entry(text).or_insert(*value);
        }
    }

    /// The enum over alternatives that each list texts, or integers. Beside one that allows any text, it is open.
    pub(super) fn enum_of(
        &mut self,
        schema: &SchemaNode,
        branches: &[NodeId],
        null_listed: bool,
    ) -> Option<Made> {
        let mut values = Vec::new();
        let mut open = false;
        for branch in branches {
            match self.listed(*branch) {
                Some(listed) => values.extend(listed),
                None if self.is_any_text(*branch) && !schema.any_of.is_empty() => open = true,
                None => return None,
            }
        }
        let kind = |value: &Listed| text(self.document.sources.kind(value.node));
        let texts: Vec<_> = values
            .iter()
            .filter_map(|one| Some((one, kind(one)?)))
            .collect();
        let nullable = schema.nullable || null_listed;
        if !texts.is_empty() && texts.len() == values.len() {
            return Some(self.texts(&texts, open, nullable));
        }
        let kind = |value: &Listed| integer(self.document.sources.kind(value.node));
        let integers: Vec<_> = values
            .iter()
            .filter_map(|one| Some((one, kind(one)?)))
            .collect();
        if open || integers.is_empty() || integers.len() < values.len() {
            return None;
        }
        let mut scope = Scope::without(&["unknown"]);
        let mut variants: Vec<EnumVariant<i64>> = Vec::new();
        for (listed, value) in integers {
            variants.extend(self.variant_of(&mut scope, listed, value, &variants));
        }
        let constants = variants
            .iter()
            .map(|variant| Constant::Int(variant.value))
            .collect();
        let table = enum_table(Kind::Integer, constants, nullable);
        Some(Made::Type(
            Shape::IntegerEnum(IntegerEnum { variants }),
            table,
        ))
    }

    /// The values that a schema lists, `null` aside, each with the place that says what it means.
    fn listed(&mut self, branch: NodeId) -> Option<Vec<Listed>> {
        let schema = self.read_followed(branch);
        let said = (schema.enumeration.is_none() || schema.enumeration.as_ref()?.len() == 1)
            .then_some(branch);
        let listed = schema
            .enumeration
            .or_else(|| schema.constant.map(|value| vec![value]))?;
        let sources = self.document.sources;
        let values = listed
            .into_iter()
            .filter(|value| *sources.kind(*value) != NodeKind::Null);
        Some(values.map(|node| Listed { node, said }).collect())
    }

    /// Whether a schema allows every text, and says nothing more of it.
    fn is_any_text(&mut self, branch: NodeId) -> bool {
        let schema = self.read_followed(branch);
        schema.is(Kind::String) && self.rules(branch, &schema).is_empty()
    }

    /// One enum over all texts. What is written beside it (`type: object`, in some documents) is not true of it.
    fn texts(&mut self, texts: &[(&Listed, String)], open: bool, nullable: bool) -> Made {
        let mut scope = Scope::without(&["unknown", "self"]);
        let mut variants: Vec<EnumVariant<String>> = Vec::new();
        for (listed, value) in texts {
            variants.extend(self.variant_of(&mut scope, listed, value.clone(), &variants));
        }
        let values = variants
            .iter()
            .map(|variant| Constant::Str(variant.value.clone()));
        let constants = if open { Vec::new() } else { values.collect() };
        let table = enum_table(Kind::String, constants, nullable);
        Made::Type(Shape::StringEnum(StringEnum { variants, open }), table)
    }

    /// The variant of a value that is new: called by the title of the schema that lists it alone, else by itself.
    fn variant_of<T: PartialEq + ToString>(
        &self,
        scope: &mut Scope,
        listed: &Listed,
        value: T,
        known: &[EnumVariant<T>],
    ) -> Option<EnumVariant<T>> {
        if known.iter().any(|variant| variant.value == value) {
            return None;
        }
        let docs = listed
            .said
            .map(|node| self.docs_of(node))
            .unwrap_or_default();
        let sources = self.document.sources;
        let title = listed.said.and_then(|node| sources.get_str(node, "title"));
        let title = title.filter(|title| !title.is_empty() && title.len() < 40);
        let raw = value.to_string();
        Some(EnumVariant {
            ident: scope.take(
                names::pascal(title.unwrap_or(&raw)),
                &[names::pascal(&raw)],
                &raw,
            ),
            value,
            docs,
        })
    }
}

/// A value of an enum.
struct Listed {
    node: NodeId,
    /// The schema that lists it alone.
    said: Option<NodeId>,
}

/// The table of an enum; without constants, of one that is open.
fn enum_table(kind: Kind, mut constants: Vec<Constant>, nullable: bool) -> Schema {
    let mut kinds = vec![kind];
    if nullable {
        kinds.insert(0, Kind::Null);
        constants.push(Constant::Json("null".to_owned()));
    }
    let closed = constants
        .iter()
        .any(|value| *value != Constant::Json("null".to_owned()));
    Schema {
        kinds: Kinds(kinds),
        fields: Vec::new(),
        rules: if closed {
            vec![Rule::Enum(constants)]
        } else {
            Vec::new()
        },
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
    StringEnum {
        variants,
        open: false,
    }
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
