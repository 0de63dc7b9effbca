//! Where `null` may stand.

use super::types::Types;
use crate::document::SchemaNode;
use crate::model::Kind;
use crate::source::{NodeId, NodeKind};

impl Types<'_, '_> {
    /// Whether `null` may stand where the schema does.
    pub fn nullable(&mut self, node: NodeId, depth: usize) -> bool {
        if let Some(known) = self.nullables.get(&node) {
            return *known;
        }
        self.nullables.insert(node, false);
        let found = self.allows_null(node, depth);
        self.nullables.insert(node, found);
        found
    }

    fn allows_null(&mut self, node: NodeId, depth: usize) -> bool {
        let schema = self.read(node);
        if let Some(target) = self.reference(&schema) {
            return schema.nullable || (depth > 0 && self.nullable(target, depth - 1));
        }
        let null_kind = schema
            .kinds
            .as_ref()
            .is_some_and(|kinds| kinds.contains(&Kind::Null));
        if schema.nullable || null_kind || self.lists_null(&schema) {
            return true;
        }
        depth > 0 && (self.is_one_null(&schema, depth - 1) || self.all_nullable(&schema, depth - 1))
    }

    /// Whether `null` may stand in place of an alternative, and nothing beside the alternatives forbids it.
    fn is_one_null(&mut self, schema: &SchemaNode, depth: usize) -> bool {
        let parts = schema.alternatives();
        let is_free = schema.kinds.is_none() && schema.listed().is_none();
        parts.iter().any(|part| self.is_null(*part))
            || is_free && parts.iter().any(|part| self.nullable(*part, depth))
    }

    /// Whether values are listed, `null` among others.
    fn lists_null(&self, schema: &SchemaNode) -> bool {
        let sources = self.document.sources;
        schema.kinds.is_none()
            && schema.enumeration.as_ref().is_some_and(|values| {
                let nulls = values
                    .iter()
                    .filter(|value| *sources.kind(**value) == NodeKind::Null);
                (1..values.len()).contains(&nulls.count())
            })
    }

    /// Whether `null` may stand in place of every part of an `allOf`. What stands beside of members says nothing of it.
    fn all_nullable(&mut self, schema: &SchemaNode, depth: usize) -> bool {
        let mut said = false;
        schema.kinds.is_none()
            && schema.all_of.iter().all(|part| {
                let nullable = self.nullable(*part, depth);
                said |= nullable;
                nullable || (schema.all_of.len() > 1 && self.read_followed(*part).kinds.is_none())
            })
            && said
    }

    /// The same, references followed, where the schema has the type of `null`.
    pub fn is_null_alone(&mut self, node: NodeId) -> bool {
        let target = self.document.follow(node, self.diagnostics);
        target.is_some_and(|target| {
            let schema = self.read(target);
            self.is_null_by(&schema) && schema.allows(Kind::Null) && !schema.has_parts()
        })
    }

    /// Whether a schema allows `null` alone.
    pub fn is_null(&mut self, node: NodeId) -> bool {
        let schema = self.read(node);
        self.is_null_by(&schema)
    }

    /// The same of a schema that is read already.
    pub fn is_null_by(&self, schema: &SchemaNode) -> bool {
        let sources = self.document.sources;
        let null = |value: &NodeId| matches!(sources.kind(*value), NodeKind::Null);
        schema.kinds.as_deref() == Some(&[Kind::Null])
            || schema
                .enumeration
                .as_ref()
                .is_some_and(|values| !values.is_empty() && values.iter().all(null))
            || schema.constant.as_ref().is_some_and(null)
    }
}
