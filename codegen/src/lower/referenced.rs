//! Schemas outside of the components that references name: each is one type, however many references reach it.

use std::collections::HashMap;

use super::names;
use super::place::Place;
use super::types::Types;
use crate::document::SchemaNode;
use crate::model::{TableId, TypeId};
use crate::source::{NodeId, NodeSet};

/// What references name, outside of the components.
#[derive(Debug, Default)]
pub(super) struct Referenced {
    targets: NodeSet,
    /// How many of them would like to have a name.
    wanted: HashMap<String, usize>,
    /// Those that have a name and are not read yet.
    pending: Vec<(NodeId, Place, (TypeId, TableId))>,
}

impl Types<'_, '_> {
    /// Whether a named schema shall have no type of its own (`x-rust-inline`), and needs none.
    pub(super) fn stays_inline(&mut self, node: NodeId) -> bool {
        self.document.sources.get_bool(node, "x-rust-inline") == Some(true)
            && self.read(node).needs_no_type()
    }

    /// Finds all targets of references; the components are known already.
    pub(super) fn find_referenced(&mut self) {
        let sources = self.document.sources;
        let mut found = Referenced::default();
        for target in sources.reference_targets() {
            if self.component_of(target).is_none() && found.targets.insert(target) {
                let wanted = names::referenced(sources.stem(target), &sources.pointer(target));
                *found.wanted.entry(wanted.own).or_default() += 1;
            }
        }
        self.referenced = found;
    }

    /// The type and table of a schema that references name; `None` for one that no reference names, and for a scalar,
    /// which needs no type of its own. It is called after where it stands, and has a file of its own, whoever meets it first.
    pub(super) fn referenced(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
    ) -> Option<(TypeId, TableId)> {
        let sources = self.document.sources;
        // What a `$dynamicAnchor` names may lead out of its schema resource, which speaks of it again.
        let simple = schema.needs_no_type() && !sources.is_dynamic_anchor(node);
        if !self.referenced.targets.contains(&node) || simple {
            return None;
        }
        let raw = sources.pointer(node);
        let wanted = names::referenced(sources.stem(node), &raw);
        let is_shared = self.referenced.wanted.get(&wanted.own).copied() > Some(1);
        let (first, other) = if is_shared {
            (wanted.qualified, wanted.own)
        } else {
            (wanted.own, wanted.qualified)
        };
        let raw = format!("{}#{raw}", sources.stem(node));
        let name = self.names.take(first, &[other], &raw);
        let module = self.module(node, &name, &raw);
        let reserved = self.reserve(&name, module.clone());
        self.name_component(node, reserved, wanted.last);
        let place = Place::new(&name, module);
        self.places.insert(node, place.clone());
        self.referenced.pending.push((node, place, reserved));
        Some(reserved)
    }

    /// Where the type of an inline schema goes that several operations reach: through a parameter, a body or an answer
    /// that references name. It is called after that, and made once.
    pub(super) fn shared_place(&mut self, node: NodeId) -> Option<Place> {
        let sources = self.document.sources;
        for outer in sources.ancestors(node) {
            let is_of_one = ["responses", "get", "put", "post", "delete", "patch"]
                .iter()
                .any(|key| sources.get(outer, key).is_some());
            if is_of_one || self.component_of(outer).is_some() {
                return None;
            }
            if self.referenced.targets.contains(&outer) {
                let wanted = names::referenced(sources.stem(node), &sources.pointer(node));
                let raw = sources.pointer(node);
                let module = self.module(node, &wanted.own, &raw);
                return Some(Place::new(&wanted.own, module));
            }
        }
        None
    }

    /// Reads those that were given a name, and those that they name in turn.
    pub(super) fn read_referenced(&mut self) {
        while let Some((node, place, (id, table))) = self.referenced.pending.pop() {
            let made = self.make(node, &place);
            self.fill(node, &place, id, table, made);
        }
    }
}
