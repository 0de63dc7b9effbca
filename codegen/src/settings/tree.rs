//! The located tree as something that `serde_yaml` reads: what it refuses is known by its node, and what nothing asks for, too.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use serde_yaml::{Mapping, Value};

use crate::source::{NodeId, NodeKind, Sources};

/// Each number that is read as text has all read once more; so many are.
const MOST_TEXTS: usize = 100;

/// What serde makes of a tree.
pub(super) struct Tree<'a> {
    sources: &'a Sources,
    /// What was refused already, and is read as if it were not there.
    refused: BTreeSet<NodeId>,
    /// Numbers that are read as text, as in `version: 1.2`.
    texts: BTreeSet<NodeId>,
    /// What no setting asked for.
    unknown: BTreeSet<NodeId>,
}

/// What of a member is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Key,
    Value,
}

/// Why a value is refused.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It is of another kind than the one that Rust calls so.
    Kind(String),
    /// It is none of those that there are.
    Variant { given: String, known: Vec<String> },
    /// What its own type says.
    Said(String),
}

impl<'a> Tree<'a> {
    pub fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            refused: BTreeSet::new(),
            texts: BTreeSet::new(),
            unknown: BTreeSet::new(),
        }
    }

    /// Reads the tree from a node on; what is refused is passed over when it is read again.
    ///
    /// # Errors
    /// The node that was refused, and why.
    pub fn read<T: DeserializeOwned>(
        &mut self,
        root: NodeId,
    ) -> Result<T, (NodeId, Part, Refusal)> {
        loop {
            let mut unknown = Vec::new();
            let mut track = serde_path_to_error::Track::new();
            let tracked = serde_path_to_error::Deserializer::new(self.value(root), &mut track);
            let mut note = |path: serde_ignored::Path<'_>| unknown.push(steps(&path));
            let read = T::deserialize(serde_ignored::Deserializer::new(tracked, &mut note));
            let unknown: Vec<_> = unknown.iter().map(|path| self.node(root, path)).collect();
            self.unknown.extend(unknown);
            let error = match read {
                Ok(read) => return Ok(read),
                Err(error) => error,
            };
            let path: Vec<String> = track.path().iter().map(step).collect();
            let node = self.node(root, &path);
            let is_number = matches!(self.sources.kind(node), NodeKind::Number(_));
            if is_number && self.texts.len() < MOST_TEXTS && self.texts.insert(node) {
                continue;
            }
            self.refused.insert(node);
            let refusal = Refusal::of(&error.to_string());
            let part = refusal.part(path.last().map_or("", String::as_str));
            return Err((node, part, refusal));
        }
    }

    /// The values that no setting asked for.
    pub fn unknown(self) -> BTreeSet<NodeId> {
        self.unknown
    }

    /// A node as `serde_yaml` has it, without what was refused.
    fn value(&self, node: NodeId) -> Value {
        match self.sources.kind(node) {
            NodeKind::Null => Value::Null,
            NodeKind::Bool(value) => Value::Bool(*value),
            NodeKind::Number(text) if self.texts.contains(&node) => Value::String(text.to_string()),
            NodeKind::Number(text) => serde_yaml::from_str(text).unwrap_or_default(),
            NodeKind::String(text) => Value::String(text.to_string()),
            NodeKind::Sequence(_) => self.items(node).map(|item| self.value(item)).collect(),
            NodeKind::Mapping(_) => {
                let entries = self.sources.entries(node).iter();
                let kept = entries.filter(|entry| !self.refused.contains(&entry.value));
                let members =
                    kept.map(|entry| (entry.key.to_string().into(), self.value(entry.value)));
                Value::Mapping(members.collect::<Mapping>())
            }
        }
    }

    /// The items that were not refused.
    fn items(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let items = self.sources.items(node).iter().copied();
        items.filter(|item| !self.refused.contains(item))
    }

    /// The node that a path leads to, as far as it leads.
    fn node(&self, root: NodeId, path: &[String]) -> NodeId {
        let mut node = root;
        for step in path {
            let next = match step.parse() {
                Ok(index) if !self.sources.items(node).is_empty() => self.items(node).nth(index),
                _ => self.sources.get(node, step),
            };
            let Some(next) = next else { break };
            node = next;
        }
        node
    }
}

impl Refusal {
    /// What `serde_yaml` says, taken apart.
    fn of(text: &str) -> Self {
        let wrong = ["invalid type: ", "invalid value: "];
        let wrong = wrong.iter().find_map(|start| text.strip_prefix(start));
        if let Some((_, wanted)) = wrong.and_then(|rest| rest.rsplit_once(", expected ")) {
            return Refusal::Kind(wanted.to_owned());
        }
        let mut quoted = text.split('`').skip(1).step_by(2).map(str::to_owned);
        match (text.starts_with("unknown variant "), quoted.next()) {
            (true, Some(given)) => Refusal::Variant {
                given,
                known: quoted.collect(),
            },
            _ => Refusal::Said(text.to_owned()),
        }
    }

    /// What of the member of that name is refused: a type of keys speaks of the key first.
    fn part(&self, name: &str) -> Part {
        match self {
            Refusal::Said(text) if text.starts_with(&format!("`{name}`")) => Part::Key,
            _ => Part::Value,
        }
    }
}

fn step(segment: &Segment) -> String {
    match segment {
        Segment::Seq { index } => index.to_string(),
        other => other.to_string(),
    }
}

fn steps(path: &serde_ignored::Path<'_>) -> Vec<String> {
    use serde_ignored::Path as P;
    let (parent, step) = match path {
        P::Root => return Vec::new(),
        P::Seq { parent, index } => (parent, Some(index.to_string())),
        P::Map { parent, key } => (parent, Some(key.clone())),
        P::Some { parent } | P::NewtypeStruct { parent } | P::NewtypeVariant { parent } => {
            (parent, None)
        }
    };
    let mut steps = steps(parent);
    steps.extend(step);
    steps
}
