//! Schemas that stand inline, and are types all the same; also those that contain themselves.

use super::place::Place;
use super::types::{Made, Types, Use};
use crate::model::{Schema, Shape, TableId, TypeId};
use crate::source::{NodeId, NodeMap};

/// The inline schemas whose types are being made, and where each stands. One that is met again while it is contains
/// itself: then its name is given at once.
#[derive(Debug, Default)]
pub(super) struct Making {
    open: NodeMap<Place>,
    /// Those of them that have their name, which is to be filled.
    named: NodeMap<(Place, TypeId, TableId)>,
}

impl Types<'_, '_> {
    /// What an inline schema becomes where it is used.
    pub(super) fn made_inline(&mut self, node: NodeId, place: &Place, nullable: bool) -> Use {
        if let Some(outer) = self.making.open.get(&node).cloned() {
            let (place, id, table) = self.reserve_own(node, &outer, true);
            self.components.insert(node, (id, table));
            self.making.named.insert(node, (place, id, table));
            return Use::named((id, table), nullable);
        }
        self.making.open.insert(node, place.clone());
        let made = self.make(node, place);
        self.making.open.remove(&node);
        if let Some((place, id, table)) = self.making.named.remove(&node) {
            self.fill(node, &place, id, table, made);
            return Use::named((id, table), nullable);
        }
        match made {
            Made::Alias(ty, schema) => Use {
                ty,
                schema: self.inlines.share(schema),
                nullable,
            },
            Made::Type(shape, schema) => {
                let named = self.own(node, place, shape, schema);
                // It may be reached again, as a part of another schema.
                self.components.insert(node, named);
                Use::named(named, nullable)
            }
        }
    }

    /// Gives a type of its own to what stands inline.
    pub(super) fn own(
        &mut self,
        node: NodeId,
        place: &Place,
        shape: Shape,
        schema: Schema,
    ) -> (TypeId, TableId) {
        let (place, id, table) = self.reserve_own(node, place, true);
        self.fill(node, &place, id, table, Made::Type(shape, schema));
        (id, table)
    }

    /// A name, an id and a table for what stands inline; `whole`: for all that the node says.
    pub(super) fn reserve_own(
        &mut self,
        node: NodeId,
        place: &Place,
        whole: bool,
    ) -> (Place, TypeId, TableId) {
        let shared = self.shared_name(node);
        let place = match &shared {
            Some(name) => place.called(name),
            None => place.clone(),
        };
        let wished = self
            .wishes
            .type_name(node)
            .unwrap_or_else(|| place.name().to_owned());
        // What it is of the thing around it is asked for where that is needed alone: it is a long way up.
        let part = self
            .names
            .has(&wished)
            .then(|| self.part_of(node))
            .flatten();
        let other = part.map(|part| wished.clone() + part);
        let name = self.names.take(wished, other.as_slice(), place.name());
        // What several operations share has a file of its own.
        let place = match &shared {
            Some(raw) => Place::new(&name, self.module(node, &name, raw)),
            None => place.called(&name),
        };
        let (id, table) = self.reserve(&name, place.module());
        if shared.is_some() && whole {
            self.components.insert(node, (id, table));
        }
        (place, id, table)
    }

    /// What a schema that stands inline is of the thing around it, as OpenAPI calls that.
    fn part_of(&self, node: NodeId) -> Option<&'static str> {
        let pointer = self.document.sources.pointer(node);
        let mut steps = pointer.rsplit('/');
        match (steps.next()?, steps.next(), steps.next()) {
            ("schema", _, Some("content")) => Some("Content"),
            ("schema", _, Some("parameters")) => Some("Parameter"),
            ("schema", _, Some("headers")) => Some("Header"),
            (_, Some("oneOf" | "anyOf"), _) => Some("Variant"),
            (_, Some("allOf"), _) => Some("Part"),
            (_, Some("properties"), _) => Some("Property"),
            ("items", ..) => Some("Items"),
            _ => None,
        }
    }
}
