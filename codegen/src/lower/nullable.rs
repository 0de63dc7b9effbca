//! Where `null` may stand.

use super::types::Types;
use crate::model::{Kind, Rule, Schema, SchemaRef};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// Whether `null` may stand where the schema does.
    pub fn nullable(&mut self, node: NodeId, depth: usize) -> bool {
        let schema = self.read(node);
        if let Some(target) = self.reference(&schema) {
            return depth > 0 && self.nullable(target, depth - 1);
        }
        let null_kind = schema
            .kinds
            .as_ref()
            .is_some_and(|kinds| kinds.contains(&Kind::Null) && kinds.len() > 1);
        if schema.nullable || null_kind {
            return true;
        }
        let parts: Vec<_> = schema
            .one_of
            .iter()
            .chain(&schema.any_of)
            .copied()
            .collect();
        let alone = schema.all_of.len() == 1 && schema.properties.is_empty();
        depth > 0
            && (parts.iter().any(|part| self.is_null(*part))
                || (alone && self.nullable(schema.all_of[0], depth - 1)))
    }

    /// Whether a schema allows `null` alone.
    pub fn is_null(&mut self, node: NodeId) -> bool {
        let schema = self.read(node);
        let sources = self.document.sources;
        let null = |value: &NodeId| matches!(sources.kind(*value), crate::source::NodeKind::Null);
        schema.kinds.as_deref() == Some(&[Kind::Null])
            || schema
                .enumeration
                .as_ref()
                .is_some_and(|values| !values.is_empty() && values.iter().all(null))
            || schema.constant.as_ref().is_some_and(null)
    }

    /// A table where `null` is allowed besides. The tables of enums say what the enum has, `null` is none of it.
    pub(super) fn or_null(&mut self, table: SchemaRef, node: NodeId, nullable: bool) -> SchemaRef {
        if !nullable {
            return table;
        }
        let schema = self.read(node);
        let said =
            schema.kinds.is_some() && schema.enumeration.is_none() && schema.reference.is_none();
        if said
            && (schema.nullable
                || schema
                    .kinds
                    .as_ref()
                    .is_some_and(|kinds| kinds.contains(&Kind::Null)))
        {
            return table;
        }
        SchemaRef::Inline(Box::new(Schema {
            rules: vec![Rule::Nullable(table)],
            ..Schema::default()
        }))
    }
}
