//! Schemas that name several kinds of values: an enum over the kinds.

use super::alternatives;
use super::names;
use super::place::Place;
use super::types::{Made, Types};
use crate::document::SchemaNode;
use crate::model::{Docs, Kind, Kinds, SchemaRef, Select, Shape, TypeRef, Union, UnionVariant};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// An enum over the kinds of `type: [string, integer]`, each as if it stood alone; `None` where there is one kind, `null`
    /// aside.
    pub(super) fn of_kinds(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
    ) -> Option<Made> {
        let kinds = schema.several_kinds()?;
        let mut scope = alternatives::scope();
        let (mut variants, mut select) = (Vec::new(), Vec::new());
        for kind in kinds {
            let alone = SchemaNode {
                kinds: Some(vec![kind]),
                nullable: false,
                enumeration: None,
                constant: None,
                ..schema.clone()
            };
            let word = if kind == Kind::Array {
                "list"
            } else {
                kind.name()
            };
            let inner = place.part(word);
            let made = match kind {
                Kind::Object => self.object(node, &alone, &inner),
                _ => self.plain(node, &alone, &inner),
            };
            let (ty, schema) = self.variant_of_kind(node, inner, made);
            select.push((Kinds::from(kind), Select::Is(variants.len())));
            variants.push(UnionVariant {
                ident: scope.take(names::pascal(word), &[], word),
                ty,
                schema,
                docs: Docs::default(),
                is_made_of_it: false,
            });
        }
        let union = Union {
            variants,
            select: Select::Kind(select),
            why: "`type` lists several kinds: the JSON kind tells".to_owned(),
            passed: Vec::new(),
        };
        Some(Made::Type(
            Shape::Union(Box::new(union)),
            self.table(node, schema),
        ))
    }

    /// What a variant holds: a struct has a name of its own.
    fn variant_of_kind(&mut self, node: NodeId, place: Place, made: Made) -> (TypeRef, SchemaRef) {
        match made {
            Made::Alias(ty, schema) => (ty, self.inlines.share(schema)),
            made => {
                let wanted = place.name().to_owned();
                let name = self.names.take(wanted.clone(), &[], &wanted);
                let (id, table) = self.reserve(&name, place.module());
                self.fill(node, &place.called(&name), id, table, made);
                (TypeRef::Named(id), SchemaRef::Table(table))
            }
        }
    }

    /// Whether one kind of scalar or list is named beside alternatives that only narrow it: then it is the type, and the
    /// alternatives are a rule.
    pub(super) fn is_narrowed(&mut self, schema: &SchemaNode) -> bool {
        let plain = schema.kinds.as_ref().is_some_and(|kinds| {
            let mut kinds = kinds.iter().filter(|kind| **kind != Kind::Null);
            kinds.next().is_some_and(|kind| *kind != Kind::Object) && kinds.next().is_none()
        });
        let narrows = |part: &SchemaNode| {
            part.kinds.is_none()
                && part.listed().is_none()
                && part.items.is_none()
                && part.all_of.is_empty()
                && part.alternatives().is_empty()
        };
        plain
            && schema.all_of.is_empty()
            && schema
                .alternatives()
                .into_iter()
                .all(|part| narrows(&self.read_followed(part)))
    }
}
