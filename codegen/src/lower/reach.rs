//! What one comes to from some places of a document, along its references.

use std::collections::{HashMap, HashSet};

use crate::document::Document;
use crate::source::{NodeId, NodeKind};

/// A walk along references.
pub(super) struct Reach<'a, 'd> {
    document: &'d Document<'a>,
    /// Schemas that extend another by `allOf`, by that other.
    extended_by: HashMap<NodeId, Vec<NodeId>>,
    seen: HashSet<NodeId>,
    pending: Vec<NodeId>,
}

impl<'a, 'd> Reach<'a, 'd> {
    pub fn new(document: &'d Document<'a>, schemas: &[(&str, NodeId)]) -> Self {
        let sources = document.sources;
        let mut extended_by: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
        for (_, node) in schemas {
            let parts = sources.items_of(*node, "allOf");
            for part in parts {
                if let Some(parent) = sources.target(*part) {
                    extended_by.entry(parent).or_default().push(*node);
                }
            }
        }
        Self {
            document,
            extended_by,
            seen: HashSet::new(),
            pending: Vec::new(),
        }
    }

    /// Walks from a node, which is noted.
    pub fn visit(&mut self, node: NodeId) {
        if self.seen.insert(node) {
            self.pending.push(node);
        }
    }

    /// Walks from nodes that are not noted themselves.
    pub fn walk(&mut self, nodes: impl IntoIterator<Item = NodeId>) {
        self.pending.extend(nodes);
    }

    /// Everything that was visited, and what references on the way from there name.
    pub fn run(mut self) -> HashSet<NodeId> {
        while let Some(node) = self.pending.pop() {
            match self.document.sources.kind(node) {
                NodeKind::Sequence(items) => self.pending.extend(items),
                NodeKind::Mapping(_) => self.map(node),
                _ => {}
            }
        }
        self.seen
    }

    fn map(&mut self, node: NodeId) {
        let sources = self.document.sources;
        for entry in sources.entries(node) {
            match (&*entry.key, sources.str(entry.value)) {
                ("example" | "examples" | "default" | "enum", _) => {}
                ("$ref", Some(_)) => {
                    if let Some(target) = sources.target(node) {
                        self.visit(target);
                    }
                }
                ("$dynamicRef", _) => {
                    for anchor in sources.dynamic_anchors() {
                        self.visit(anchor);
                    }
                }
                // Their keys are names, whatever these are.
                ("properties" | "patternProperties" | "dependentSchemas" | "$defs", None) => {
                    let schemas = sources.entries(entry.value);
                    self.walk(schemas.iter().map(|schema| schema.value));
                }
                // One that stands in what was made anew has its parents elsewhere.
                ("schema" | "itemSchema", None) => self.visit(entry.value),
                ("discriminator", _) => self.subtypes(node, entry.value),
                _ => self.pending.push(entry.value),
            }
        }
    }

    /// A base that is told apart stands for all that extend it.
    fn subtypes(&mut self, base: NodeId, discriminator: NodeId) {
        let sources = self.document.sources;
        let mapping = sources.entries_of(discriminator, "mapping");
        let mapped = mapping
            .iter()
            .filter_map(|entry| self.document.mapped(entry.value, sources.str(entry.value)?));
        let extended = self.extended_by.get(&base).cloned().unwrap_or_default();
        for target in mapped.collect::<Vec<_>>().into_iter().chain(extended) {
            self.visit(target);
        }
    }
}
