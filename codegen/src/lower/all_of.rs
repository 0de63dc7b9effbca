//! `allOf`: one struct of all parts.

use std::collections::HashSet;

use super::objects::Building;
use super::types::{Made, Place, Types};
use crate::document::{Additional, SchemaNode};
use crate::model::{Kind, Kinds, Rule, Schema, Shape, Struct, TypeRef};
use crate::source::NodeId;

/// The parts of an `allOf`, references followed, those of parts included, each once.
pub(super) struct Parts {
    pub schemas: Vec<(NodeId, SchemaNode)>,
    pub required: Vec<String>,
    /// Whether a part is something else than an object with properties.
    other: bool,
    /// Whether a part has alternatives, whose members no field names.
    alternatives: bool,
}

impl Types<'_, '_> {
    /// One struct with the members of every part; where a part is no object, raw JSON.
    pub(super) fn all_of(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        let parts = self.parts(node, schema);
        let described = parts
            .schemas
            .iter()
            .any(|(_, part)| !part.properties.is_empty());
        if parts.other || !described {
            return self.not_merged(node, schema, &parts);
        }
        let mut building = Building::new();
        let mut rules = Vec::new();
        for (at, part) in &parts.schemas {
            self.members(&mut building, part, &parts.required, place);
            for rule in self.rules(*at, part) {
                // A closed part would forbid the members of the others, which no author means.
                if !matches!(rule, Rule::AdditionalProperties(_) | Rule::Required(_))
                    && !rules.contains(&rule)
                {
                    rules.push(rule);
                }
            }
        }
        let known = |name: &&String| !building.has(name);
        let missing: Vec<String> = parts.required.iter().filter(known).cloned().collect();
        if !missing.is_empty() {
            rules.push(Rule::Required(missing));
        }
        let spoken = parts
            .schemas
            .iter()
            .find(|(_, part)| matches!(part.additional, Additional::Any | Additional::Schema(_)));
        let extras = match spoken.map(|(_, part)| part.clone()) {
            _ if parts.alternatives => Some(self.open(&mut building)),
            Some(part) => self.additional(&mut building, &part, place, &mut rules),
            None => None,
        };
        let nullable = schema.nullable;
        let kinds = if nullable {
            Kinds(vec![Kind::Null, Kind::Object])
        } else {
            Kinds(vec![Kind::Object])
        };
        let table = Schema {
            kinds,
            fields: building.fields,
            rules,
        };
        Made::Type(
            Shape::Struct(Struct {
                members: building.members,
                extras,
            }),
            table,
        )
    }

    fn not_merged(&mut self, node: NodeId, schema: &SchemaNode, parts: &Parts) -> Made {
        let table = Schema {
            rules: vec![Rule::AllOf(
                schema
                    .all_of
                    .iter()
                    .map(|part| self.table_of(*part))
                    .collect(),
            )],
            ..Schema::default()
        };
        let objects = !parts.other && !parts.alternatives && !parts.schemas.is_empty();
        if objects && parts.schemas.iter().any(|(_, part)| part.is(Kind::Object)) {
            return Made::Alias(TypeRef::FreeObject, table);
        }
        self.widen(node, "the parts of an `allOf` are not all objects");
        Made::Alias(TypeRef::Json, table)
    }

    pub(super) fn parts(&mut self, node: NodeId, schema: &SchemaNode) -> Parts {
        let mut parts = Parts {
            schemas: Vec::new(),
            required: Vec::new(),
            other: false,
            alternatives: false,
        };
        let mut seen = HashSet::from([node]);
        self.collect(node, schema, &mut seen, &mut parts);
        parts
    }

    fn collect(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        seen: &mut HashSet<NodeId>,
        parts: &mut Parts,
    ) {
        for part in &schema.all_of {
            let Some(target) = self.document.follow(*part, self.diagnostics) else {
                continue;
            };
            if seen.insert(target) {
                let read = self.read(target);
                self.collect(target, &read, seen, parts);
            }
        }
        parts.required.extend(schema.required.iter().cloned());
        // A parent lists its children in `oneOf`; the child that is being merged is one of them already.
        let alternatives = !schema.one_of.is_empty() || !schema.any_of.is_empty();
        parts.alternatives |= alternatives && schema.discriminator.is_none();
        let kinds_of_other = schema
            .kinds
            .as_ref()
            .is_some_and(|_| !schema.is(Kind::Object));
        parts.other |= kinds_of_other || schema.enumeration.is_some();
        parts.schemas.push((node, schema.clone()));
    }
}
