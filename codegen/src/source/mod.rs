//! Text as a located tree: every key and value knows its file, line and column.

mod access;
mod advice;
mod cut;
mod dynamic;
mod each;
mod encoding;
mod halves;
mod identifiers;
mod json;
mod limits;
mod lines;
mod link;
mod load;
mod make;
mod nodes;
mod place;
pub(crate) mod pointer;
mod reference;
mod scalar;
mod texts;
mod uri;
mod written;
mod yaml;

pub use access::Access;
pub use dynamic::DynamicReference;
pub use limits::Limits;
pub use load::Unreadable;
pub(crate) use nodes::{NodeMap, NodeSet, Spread};
pub use reference::Broken;
pub use texts::Text;

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::ops::Range;
use std::path::PathBuf;

use crate::diagnostic::Diagnostics;

/// Up to so many members of a map are looked through one by one.
const FEW: usize = 24;

/// A node of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(NonZeroU32);

impl NodeId {
    /// Its place in the arena.
    pub(crate) fn index(self) -> u32 {
        self.0.get() - 1
    }
    /// The node at a place in the arena that [`NodeId::index`] gave.
    pub(crate) fn from_index(index: u32) -> Self {
        // The numbers start from 1, so that an `Option` of one takes no more room.
        Self(NonZeroU32::MIN.saturating_add(index))
    }
    fn place(self) -> usize {
        self.index() as usize
    }
}

/// A stretch of a file, in bytes.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Span {
    /// Index of the file.
    pub file: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, as JSON text with every digit.
    Number(Text),
    /// Text.
    String(Text),
    /// A list.
    Sequence(Box<[NodeId]>),
    /// A map, sorted by key: the order of a document's keys has no meaning, and none comes of it.
    Mapping(Box<[Entry]>),
}

/// A member of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its key, as text: `404` unquoted is `"404"`.
    pub key: Text,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: NodeId,
}

#[derive(Debug)]
struct Node {
    kind: NodeKind,
    /// For a map, the bits of its keys: one that is not set is of no key.
    keys: u64,
    span: Span,
    parent: Option<NodeId>,
}

/// One file.
#[derive(Debug)]
pub struct File {
    /// Its name, as it was given.
    pub name: String,
    /// Its text.
    written: written::Written,
    /// Where it was read from; `None` where it was given as bytes.
    path: Option<PathBuf>,
    /// Its root, where it could be read.
    root: Option<NodeId>,
    /// Its nodes, by their places in the arena.
    nodes: Range<u32>,
    /// For an overlay: the file that it changes.
    part_of: Option<u32>,
    /// What its references name before the `#`: indices of files.
    links: HashMap<Box<str>, Result<u32, Broken>>,
    /// What is wrong with it although it can be read, where that is not said yet.
    slips: Diagnostics,
    lines: lines::Lines,
}

impl File {
    /// Its text; none where it is large and has changed since it was read.
    pub fn text(&self) -> &str {
        self.written.text()
    }
}

/// The files of a document and the tree of what they say.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<File>,
    nodes: Vec<Node>,
    /// For nodes that no file has: which they stand for.
    origins: NodeMap<NodeId>,
    /// For nodes that stand elsewhere than in the file: how they stand there.
    former: NodeMap<Entry>,
    /// What the `$ref` of each node names, once that was found.
    targets: NodeMap<NodeId>,
    /// The texts of the files that were read.
    texts: texts::Texts,
    /// What schemas call themselves; `None` where none does.
    identifiers: Option<identifiers::Identifiers>,
}

impl Sources {
    /// What a node is.
    pub fn kind(&self, node: NodeId) -> &NodeKind {
        &self.nodes[node.place()].kind
    }

    /// Where a node stands.
    pub fn span(&self, node: NodeId) -> Span {
        self.nodes[node.place()].span
    }

    /// The file at that index.
    pub fn file(&self, index: u32) -> Option<&File> {
        self.files.get(index as usize)
    }

    /// The member of a map; `None` where there is none, or where the node is no map.
    #[inline]
    pub fn get(&self, node: NodeId, key: &str) -> Option<NodeId> {
        // Most of those asked for are not there.
        if self.nodes[node.place()].keys & bit(key) == 0 {
            return None;
        }
        self.looked_up(node, key)
    }

    fn looked_up(&self, node: NodeId, key: &str) -> Option<NodeId> {
        let entries = self.entries(node);
        if entries.len() <= FEW {
            let found = entries.iter().find(|entry| *entry.key == *key);
            return found.map(|entry| entry.value);
        }
        let index = entries.binary_search_by(|entry| (*entry.key).cmp(key));
        index.ok().map(|index| entries[index].value)
    }

    /// The members of a map, sorted by key; none where the node is no map.
    pub fn entries(&self, node: NodeId) -> &[Entry] {
        match self.kind(node) {
            NodeKind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// Every node of every file.
    pub fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.count()).map(NodeId::from_index)
    }

    /// Whether any map has this key.
    pub fn mentions(&self, key: &str) -> bool {
        self.all().any(|node| self.get(node, key).is_some())
    }

    /// The items of a list; none where the node is no list.
    pub fn items(&self, node: NodeId) -> &[NodeId] {
        match self.kind(node) {
            NodeKind::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The members of a member that is a map; none where it is not there, or is none.
    pub fn entries_of(&self, node: NodeId, key: &str) -> &[Entry] {
        self.get(node, key).map_or(&[], |map| self.entries(map))
    }

    /// The items of a member that is a list; none where it is not there, or is none.
    pub fn items_of(&self, node: NodeId, key: &str) -> &[NodeId] {
        self.get(node, key).map_or(&[], |list| self.items(list))
    }

    /// The text of a node that is text.
    pub fn str(&self, node: NodeId) -> Option<&str> {
        match self.kind(node) {
            NodeKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a member that is text, to keep.
    pub fn get_text(&self, node: NodeId, key: &str) -> Option<&Text> {
        match self.kind(self.get(node, key)?) {
            NodeKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a member that is text.
    pub fn get_str(&self, node: NodeId, key: &str) -> Option<&str> {
        self.get(node, key).and_then(|value| self.str(value))
    }

    /// The value of a member that is `true` or `false`.
    pub fn get_bool(&self, node: NodeId, key: &str) -> Option<bool> {
        match self.kind(self.get(node, key)?) {
            NodeKind::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// What a node is, in words.
    pub fn describe(&self, node: NodeId) -> &'static str {
        match self.kind(node) {
            NodeKind::Null => "null",
            NodeKind::Bool(_) => "a boolean",
            NodeKind::Number(_) => "a number",
            NodeKind::String(_) => "text",
            NodeKind::Sequence(_) => "a list",
            NodeKind::Mapping(_) => "a map",
        }
    }

    /// The node as JSON text, numbers with every digit.
    pub fn json(&self, node: NodeId) -> String {
        let mut out = String::new();
        self.write_json(node, &mut out);
        out
    }

    pub(crate) fn write_json(&self, node: NodeId, out: &mut String) {
        match self.kind(node) {
            NodeKind::Null => out.push_str("null"),
            NodeKind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            NodeKind::Number(text) => out.push_str(text),
            NodeKind::String(text) => push_text(text, out),
            NodeKind::Sequence(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    self.write_json(*item, out);
                }
                out.push(']');
            }
            NodeKind::Mapping(entries) => {
                out.push('{');
                for (index, entry) in entries.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    push_text(&entry.key, out);
                    out.push(':');
                    self.write_json(entry.value, out);
                }
                out.push('}');
            }
        }
    }

    fn count(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }

    /// A node of its own, at that place.
    pub(crate) fn add(&mut self, kind: NodeKind, span: Span) -> NodeId {
        let id = NodeId::from_index(self.count());
        self.adopt(&kind, id);
        self.push(kind, span)
    }

    /// Lets what stands within a node know it, unless it stands somewhere already.
    fn adopt(&mut self, kind: &NodeKind, id: NodeId) {
        let mut adopt = |child: NodeId| {
            if let Some(child) = self.nodes.get_mut(child.place()) {
                child.parent.get_or_insert(id);
            }
        };
        match kind {
            NodeKind::Sequence(items) => items.iter().for_each(|item| adopt(*item)),
            NodeKind::Mapping(entries) => entries.iter().for_each(|entry| adopt(entry.value)),
            _ => {}
        }
    }

    fn push(&mut self, mut kind: NodeKind, span: Span) -> NodeId {
        let id = NodeId::from_index(self.count());
        if let NodeKind::Mapping(entries) = &mut kind {
            entries.sort_by(|a, b| a.key.cmp(&b.key));
        }
        self.nodes.push(Node {
            keys: bits(&kind),
            kind,
            span,
            parent: None,
        });
        id
    }
}

/// The bit of a key: few keys of one map share theirs.
#[inline]
fn bit(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let end = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(*byte));
    1 << ((end(bytes.first()) + 7 * end(bytes.last()) + 13 * bytes.len()) % 64)
}

fn bits(kind: &NodeKind) -> u64 {
    match kind {
        NodeKind::Mapping(entries) => entries.iter().fold(0, |all, entry| all | bit(&entry.key)),
        _ => 0,
    }
}

pub(crate) fn push_text(text: &str, out: &mut String) {
    use std::fmt::Write as _;
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 32 => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
