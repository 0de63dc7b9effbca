//! `$dynamicRef`, where the way by which it is reached decides what it names (JSON Schema 2020-12, core, section 8.2.3.2).

use super::types::Types;
use crate::document::SchemaNode;
use crate::model::{Rule, Schema, SchemaRef};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// The rule of a `$dynamicRef`.
    pub(super) fn dynamic(&mut self, node: NodeId, schema: &SchemaNode) -> Option<Rule> {
        let dynamic = schema.dynamic.as_ref()?;
        let rule = Rule::DynamicRef {
            name: dynamic.name.clone(),
            schema: self.any_target_table(dynamic.initial),
        };
        // The resource that it stands in is the last one that is asked.
        Some(match self.anchors_of(node) {
            anchors if anchors.is_empty() => rule,
            anchors => Rule::Scope {
                anchors,
                schema: only(rule),
            },
        })
    }

    /// A schema that is reached from another: where that leaves a schema resource, what the resource left says of
    /// `$dynamicRef`s goes along.
    pub(super) fn left(&mut self, from: NodeId, to: NodeId, schema: SchemaRef) -> SchemaRef {
        match self.reference_rule(from, to, schema) {
            Rule::Ref(schema) => schema,
            scope => only(scope),
        }
    }

    /// The rule of a reference, likewise.
    pub(super) fn reference_rule(&mut self, from: NodeId, to: NodeId, schema: SchemaRef) -> Rule {
        if !self.leaves(from, to) {
            return Rule::Ref(schema);
        }
        let anchors = self.anchors_of(from);
        Rule::Scope { anchors, schema }
    }

    /// Whether a step leads out of a schema resource that has something to say of `$dynamicRef`s that follow.
    pub(super) fn leaves(&mut self, from: NodeId, to: NodeId) -> bool {
        let sources = self.document.sources;
        sources.is_dynamic()
            && !sources.in_one_resource(from, to)
            && !sources.dynamic_anchors_of(from).is_empty()
            && *self
                .to_dynamic
                .entry(to)
                .or_insert_with(|| sources.leads_to_dynamic(to))
    }

    /// What a `$dynamicRef` names on the way that is being followed.
    pub(super) fn bound(&mut self, schema: &SchemaNode) -> Option<NodeId> {
        let dynamic = schema.dynamic.as_ref()?;
        let sources = self.document.sources;
        self.ways.iter().find_map(|from| {
            let anchors = sources.dynamic_anchors_of(*from).iter();
            let mut named = anchors.filter(|(name, _)| **name == *dynamic.name);
            named.next().map(|(_, node)| *node)
        })
    }

    fn anchors_of(&mut self, node: NodeId) -> Vec<(String, SchemaRef)> {
        let anchors = self.document.sources.dynamic_anchors_of(node);
        let anchors = anchors.iter();
        anchors
            .map(|(name, node)| (name.to_string(), self.any_target_table(*node)))
            .collect()
    }
}

fn only(rule: Rule) -> SchemaRef {
    SchemaRef::inline(Schema {
        rules: vec![rule],
        ..Schema::default()
    })
}
