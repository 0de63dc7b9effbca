//! Nodes that no file has: what an edition says in its own way, said as the model has it.

use super::{Entry, NodeId, NodeKind, Sources, Text};
use crate::pool;
use crate::room;

impl Sources {
    /// A node that stands for another one: findings on it point there.
    pub fn make(&mut self, kind: NodeKind, origin: NodeId) -> NodeId {
        let origin = self.origin(origin);
        let span = self.span(origin);
        let node = self.push(kind, span);
        self.origins.insert(node, origin);
        node
    }

    /// Lets a node be something else, where it stands.
    pub(crate) fn replace(&mut self, node: NodeId, mut kind: NodeKind) {
        if let NodeKind::Mapping(entries) = &mut kind {
            entries.sort_by(|a, b| a.key.cmp(&b.key));
        }
        self.adopt(&kind, node);
        if let Some(node) = self.nodes.get_mut(node.place()) {
            node.keys = super::bits(&kind);
            node.kind = kind;
        }
    }

    /// The same, where what stands within stays, and stands elsewhere: findings on it point to where the file has it.
    pub(crate) fn retell(&mut self, node: NodeId, kind: NodeKind) {
        let was = match self.kind(node) {
            NodeKind::Mapping(entries) => entries.to_vec(),
            NodeKind::Sequence(items) => {
                let item = |(at, item): (usize, &NodeId)| Entry {
                    key: at.to_string().into(),
                    ..self.member("", *item)
                };
                items.iter().enumerate().map(item).collect()
            }
            _ => Vec::new(),
        };
        for entry in was {
            self.former.entry(entry.value).or_insert(entry);
        }
        self.replace(node, kind);
    }

    /// A text in place of a node.
    pub fn make_text(&mut self, text: impl Into<Text>, origin: NodeId) -> NodeId {
        self.make(NodeKind::String(text.into()), origin)
    }

    /// A map in place of a node; the first of several members with one key counts.
    pub fn make_map(&mut self, members: Vec<Entry>, origin: NodeId) -> NodeId {
        let mut kept: Vec<Entry> = Vec::with_capacity(members.len());
        let mut seen = std::collections::HashSet::new();
        for member in members {
            if seen.insert(member.key.clone()) {
                kept.push(member);
            }
        }
        self.make(NodeKind::Mapping(kept.into()), origin)
    }

    /// A member of a map that is made; its key points to where the value stands.
    pub fn member(&self, key: impl Into<Text>, value: NodeId) -> Entry {
        Entry {
            key: key.into(),
            key_span: self.span(value),
            value,
        }
    }

    /// Whether a node stands for another one.
    pub(crate) fn is_made(&self, node: NodeId) -> bool {
        self.origins.contains_key(&node)
    }

    /// The node in a file that a node stands for: itself, unless it was made.
    pub fn origin(&self, node: NodeId) -> NodeId {
        self.origins.get(&node).copied().unwrap_or(node)
    }

    /// What a node stands within, from the inside out. The node itself comes first.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(self.origin(node)), |node| {
            self.nodes.get(node.place())?.parent
        })
    }

    /// Forgets what the files say: what is left is what findings are shown with.
    pub(crate) fn forget_trees(&mut self) {
        for file in &mut self.files {
            (file.root, file.nodes) = (None, 0..0);
        }
        let left = Self {
            files: std::mem::take(&mut self.files),
            ..Self::default()
        };
        let gone = std::mem::replace(self, left);
        pool::later(move || room::give_back(gone.nodes));
    }

    /// Lets what an overlay brings be read as a part of the document: its references are those of the document, whose
    /// root is now this one.
    pub fn stands_for(&mut self, overlay: NodeId, root: NodeId) {
        let (overlay, document) = (self.span(overlay).file, self.span(root).file);
        if let Some(file) = self.files.get_mut(document as usize) {
            file.root = Some(root);
        }
        if let Some(file) = self.files.get_mut(overlay as usize) {
            file.part_of = Some(document);
        }
    }
}
