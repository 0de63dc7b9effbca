//! Schemas that name several kinds of values: an enum over the kinds.

use super::alternatives;
use super::enums::integer;
use super::names;
use super::place::Place;
use super::sides::kind;
use super::types::{Made, Types};
use crate::document::SchemaNode;
use crate::model::{Docs, Kind, Kinds, SchemaRef, Select, Shape, TypeRef, Union, UnionVariant};
use crate::source::{NodeId, NodeKind};

impl Types<'_, '_> {
    /// An enum over the kinds of `type: [string, integer]`, or of the values that `enum` lists, each as if it stood alone;
    /// `None` where there is one kind, `null` aside.
    pub(super) fn of_kinds(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        place: &Place,
    ) -> Option<Made> {
        let named = schema.several_kinds();
        let is_named = named.is_some();
        let kinds = named.or_else(|| self.kinds_listed(schema))?;
        let listed = schema.listed().unwrap_or_default();
        let said = self.said_of_values(node, listed);
        let mut scope = alternatives::scope();
        let (mut variants, mut select) = (Vec::new(), Vec::new());
        for kind in kinds {
            let alone = SchemaNode {
                kinds: Some(vec![kind]),
                nullable: false,
                enumeration: self.listed_of(listed, kind),
                constant: None,
                ..schema.clone()
            };
            let word = if kind == Kind::Array {
                "list"
            } else {
                kind.name()
            };
            let inner = place.part(word);
            let values = alone.enumeration.as_deref().unwrap_or_default();
            let made = match kind {
                Kind::String | Kind::Integer if !values.is_empty() => {
                    let made = self.enum_of_listed(node, &alone, values, &said);
                    made.unwrap_or_else(|| self.plain(node, &alone, &inner))
                }
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
            why: match is_named {
                true => "`type` lists several kinds: the JSON kind tells".to_owned(),
                false => "`enum` lists values of several kinds: the JSON kind tells".to_owned(),
            },
            passed: Vec::new(),
        };
        Some(Made::Type(
            Shape::Union(Box::new(union)),
            self.table(node, schema),
        ))
    }

    /// The kinds of the values that a schema without a type lists, `null` aside, where these are several.
    fn kinds_listed(&self, schema: &SchemaNode) -> Option<Vec<Kind>> {
        let listed = schema.listed().filter(|_| schema.kinds.is_none())?;
        let kinds = self.kinds_of_values(listed);
        (kinds.len() > 1).then_some(kinds)
    }

    /// The kinds of listed values, `null` aside.
    pub(super) fn kinds_of_values(&self, listed: &[NodeId]) -> Vec<Kind> {
        let sources = self.document.sources;
        let values = || listed.iter().map(|one| sources.kind(*one));
        let found: Kinds = values().map(kind).collect();
        let is_whole = |one: &NodeKind| kind(one) != Kind::Number || integer(one).is_some();
        let number = match values().all(is_whole) {
            true => Kind::Integer,
            false => Kind::Number,
        };
        let kinds = found.iter().filter(|kind| *kind != Kind::Null);
        kinds
            .map(|kind| if kind == Kind::Number { number } else { kind })
            .collect()
    }

    /// Those of listed values that are of a kind; `None` where none is.
    fn listed_of(&self, listed: &[NodeId], wanted: Kind) -> Option<Vec<NodeId>> {
        let sources = self.document.sources;
        let is_wanted = |value: &NodeKind| match wanted {
            Kind::Integer => integer(value).is_some(),
            _ => kind(value) == wanted,
        };
        let of_kind = listed.iter().filter(|one| is_wanted(sources.kind(**one)));
        let of_kind: Vec<NodeId> = of_kind.copied().collect();
        (!of_kind.is_empty()).then_some(of_kind)
    }

    /// What a variant holds: a struct has a name of its own.
    fn variant_of_kind(&mut self, node: NodeId, place: Place, made: Made) -> (TypeRef, SchemaRef) {
        match made {
            Made::Alias(ty, schema) => (ty, self.inlines.share(schema)),
            made => {
                let wanted = place.name().to_owned();
                let name = self.names.take(wanted.clone(), &[], &wanted);
                let (id, table) = self.reserve(&name, place.module());
                self.fill_part(node, &place.called(&name), id, table, made);
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
