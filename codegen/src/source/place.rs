//! Where a node stands, for people: what a finding points at, and its JSON pointer.

use super::pointer::step;
use super::{NodeId, NodeKind, Sources, Span};

impl Sources {
    /// What a finding about a node points at: the key of a map or a list, since what is within is another matter; else
    /// the node.
    pub fn place(&self, node: NodeId) -> Span {
        let own = self.span(node);
        if !matches!(
            self.kind(node),
            NodeKind::Mapping(_) | NodeKind::Sequence(_)
        ) {
            return own;
        }
        let node = self.origin(node);
        if let Some(former) = self.former.get(&node) {
            return former.key_span;
        }
        self.key_span(node).unwrap_or(own)
    }

    /// The key of a member of a map, where it stands.
    pub fn key_span(&self, node: NodeId) -> Option<Span> {
        let parent = self.nodes[node.place()].parent?;
        let mut siblings = self.entries(parent).iter();
        siblings
            .find(|entry| entry.value == node)
            .map(|entry| entry.key_span)
    }

    /// The JSON pointer (RFC 6901) of a node within its file.
    pub fn pointer(&self, node: NodeId) -> String {
        let mut parts = Vec::new();
        let mut current = self.origin(node);
        while let Some(parent) = self.nodes[current.place()].parent {
            parts.push(self.step(parent, current));
            current = parent;
        }
        parts
            .iter()
            .rev()
            .fold(String::new(), |pointer, part| pointer + "/" + part)
    }

    pub(crate) fn step(&self, parent: NodeId, child: NodeId) -> String {
        if let Some(former) = self.former.get(&child) {
            return step(&former.key);
        }
        match self.kind(parent) {
            NodeKind::Sequence(items) => items
                .iter()
                .position(|item| *item == child)
                .unwrap_or_default()
                .to_string(),
            _ => {
                let entry = self
                    .entries(parent)
                    .iter()
                    .find(|entry| entry.value == child);
                entry.map_or(String::new(), |entry| step(&entry.key))
            }
        }
    }
}
