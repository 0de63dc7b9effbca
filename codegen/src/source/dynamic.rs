//! `$dynamicRef`s that depend on the way by which they are reached (JSON Schema 2020-12, core, section 8.2.3.2).

use std::collections::{HashMap, HashSet};

use super::reference::{percent_decoded, split};
use super::{NodeId, NodeKind, Sources};

/// A `$dynamicRef` that depends on the way by which it is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DynamicReference {
    /// The `$dynamicAnchor` that is looked for; empty where the way does not count, and a `$ref` stands beside.
    pub name: String,
    /// What it names where no schema resource on the way has that anchor.
    pub initial: NodeId,
}

impl Sources {
    /// Tells the `$dynamicRef`s among these schemas that depend on the way from those that can name one schema alone: those
    /// are `$ref`s from then on.
    pub(super) fn settle_dynamic(&mut self, schemas: &[NodeId]) {
        let ways = self.ways(schemas);
        for node in schemas {
            if self.get(*node, "$ref").is_some() || ways.contains_key(node) {
                continue;
            }
            let Some(node) = self.nodes.get_mut(node.place()) else {
                continue;
            };
            if let NodeKind::Mapping(entries) = &mut node.kind {
                node.keys |= super::bit("$ref");
                let is_dynamic = |entry: &&mut super::Entry| &*entry.key == "$dynamicRef";
                for entry in entries.iter_mut().filter(is_dynamic) {
                    entry.key = "$ref".into();
                }
                entries.sort_by(|a, b| a.key.cmp(&b.key));
            }
        }
        if let Some(known) = &mut self.identifiers {
            known.ways = ways;
        }
    }

    fn ways(&self, schemas: &[NodeId]) -> HashMap<NodeId, DynamicReference> {
        let Some(known) = &self.identifiers else {
            return HashMap::new();
        };
        let reached = known
            .dynamic
            .keys()
            .map(|scope| (scope, self.reached(*scope)));
        let reached: HashMap<_, _> = reached.collect();
        let way = |node: &NodeId| {
            let text = self.get_str(*node, "$dynamicRef")?;
            let name = percent_decoded(split(text).1);
            let initial = self.resolve(*node, text).ok()?;
            let is_of_that_name = self.get_str(initial, "$dynamicAnchor") == Some(&*name);
            let own = known.scope_of(self, initial);
            let mut others = known.dynamic.iter().filter(|(scope, names)| {
                **scope != own && names.iter().any(|(known, _)| **known == *name)
            });
            let leads = |scope| reached.get(scope).is_some_and(|found| found.contains(node));
            let is_bound = others.any(|(scope, _)| leads(scope));
            let name = match is_of_that_name && is_bound {
                true => name,
                // The `$ref` stands there already; no anchor has this name, so that no way counts.
                false => self.get(*node, "$ref").map(|_| String::new())?,
            };
            Some((*node, DynamicReference { name, initial }))
        };
        schemas.iter().filter_map(way).collect()
    }

    /// The `$dynamicRef`s that one may come to from a node.
    fn reached(&self, start: NodeId) -> HashSet<NodeId> {
        let (mut seen, mut open, mut found) = (HashSet::new(), vec![start], HashSet::new());
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            for key in ["$ref", "$dynamicRef"] {
                let target = self.get_str(node, key).map(|text| self.resolve(node, text));
                open.extend(target.and_then(Result::ok));
            }
            if self.get(node, "$dynamicRef").is_some() {
                found.insert(node);
            }
            open.extend(self.entries(node).iter().map(|entry| entry.value));
            open.extend(self.items(node));
        }
        found
    }

    /// Whether one may come from a node to a `$dynamicRef` that depends on the way.
    pub fn leads_to_dynamic(&self, node: NodeId) -> bool {
        let known = self.identifiers.as_ref();
        known.is_some_and(|known| {
            !known.ways.is_empty()
                && self
                    .reached(node)
                    .iter()
                    .any(|found| known.ways.contains_key(found))
        })
    }

    /// The `$dynamicRef` of a schema, where it depends on the way by which it is reached.
    pub fn dynamic_reference(&self, node: NodeId) -> Option<&DynamicReference> {
        self.identifiers.as_ref()?.ways.get(&node)
    }

    /// Whether any `$dynamicRef` depends on the way by which it is reached.
    pub fn is_dynamic(&self) -> bool {
        let known = self.identifiers.as_ref();
        known.is_some_and(|known| !known.ways.is_empty())
    }

    /// Every `$dynamicAnchor`, where the way to a `$dynamicRef` counts.
    pub fn dynamic_anchors(&self) -> Vec<NodeId> {
        let known = self
            .identifiers
            .iter()
            .filter(|known| !known.ways.is_empty());
        let names = known.flat_map(|known| known.dynamic.values().flatten());
        let mut found: Vec<_> = names.map(|(_, node)| *node).collect();
        found.sort();
        found
    }

    /// Whether a schema has a `$dynamicAnchor`, where the way to a `$dynamicRef` counts.
    pub fn is_dynamic_anchor(&self, node: NodeId) -> bool {
        self.is_dynamic() && self.get_str(node, "$dynamicAnchor").is_some()
    }

    /// The `$dynamicAnchor`s of the schema resource that a node stands in.
    pub fn dynamic_anchors_of(&self, node: NodeId) -> &[(Box<str>, NodeId)] {
        let known = self.identifiers.as_ref();
        known.map_or(&[], |known| known.dynamic_of(self, node))
    }

    /// Whether two nodes stand in one schema resource, as far as `$dynamicAnchor`s go.
    pub fn in_one_resource(&self, a: NodeId, b: NodeId) -> bool {
        let known = self.identifiers.as_ref();
        known.is_none_or(|known| known.scope_of(self, a) == known.scope_of(self, b))
    }
}
